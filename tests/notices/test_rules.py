from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citong.notices import facade as notices
from citong.notices.rules import SECRET, SMS_LENGTH, Kind, has_id_number, masked
from tests.factories.notices import about

DUE = date(2026, 12, 28)


def every_wording(case):
    return [
        notices.received(case),
        notices.corrections_asked(case, gaps=12, until=DUE),
        notices.accepted(case, due=DUE),
        notices.not_accepted(case),
        notices.granted(case, results=("卫生许可证",)),
        notices.refused(case),
        notices.withdrawn(case),
        notices.paused(case, procedure="组织专家评审和现场检验检测", days=120),
        notices.resumed(case, due=DUE),
        notices.supplements_asked(case, gaps=12, until=DUE),
        notices.pre_review_failed(case),
        notices.originals_wanted(case, until=DUE),
        notices.originals_received(case),
        notices.no_licence_needed(case),
        notices.sent_back(case),
        notices.deemed_accepted(case, since=DUE, due=DUE),
        notices.extended(case, days=10, due=DUE),
        notices.party_told(case, party="泉州市刺桐餐饮有限公司", until=DUE),
        notices.hearing_offered(case, until=DUE),
        notices.hearing_called(case, held_on=DUE, place="行政服务中心三楼"),
        notices.fee_asked(case, cents=123456789, until=DUE),
        notices.fee_paid(case),
        notices.renewed(case),
        notices.certificates_ready(case, names=("卫生许可证",)),
        notices.lapsed(case),
        notices.terminated(case),
        notices.voided(case),
        notices.taken_back(case, what="不需要办理许可，不受理"),
        notices.forwarded(case, to="泉州市公安局"),
        notices.upper_result(case, granted=None),
        notices.originals_awaited(case, until=DUE),
        notices.blocked(case, item="公共场所卫生许可"),
        notices.whole_extended(case, days=15, due=DUE),
        notices.all_decided(case, outcomes=("食品经营许可：准予", "户外广告：不予")),
        notices.all_delivered(case),
        notices.all_ended(case),
        notices.additions_asked(case, gaps=12, until=DUE),
        notices.additions_missed(case),
    ]


def every_wording_of_doors(*, hall="示例大厅", browser="火狐浏览器"):
    at = datetime(2026, 12, 28, 9, 5, tzinfo=UTC)
    return [
        notices.signed_in_elsewhere(hall=hall, browser=browser, address="203.0.*.*", at=at),
        notices.second_factor_changed(hall=hall, change="passkey_added", at=at),
    ]


def every_wording_of_mandates(hall, *, other="王芳", kind="委托代理人"):
    return [
        notices.mandate_offered(hall, other=other, kind=kind),
        notices.mandate_given(hall, agent=other, principal=other, kind=kind, until="到 2026 年 12 月 1 日"),
        notices.mandate_ended(hall, agent=other, principal=other, why="委托人收回了授权"),
    ]


words = st.text(alphabet="泉州市鲤城区公共场所卫生许可", min_size=1, max_size=200)


@given(hall=words, applicant=words, item=words)
def test_a_text_message_fits_one_part_and_keeps_the_number_of_the_case(hall, applicant, item):
    case = notices.About(hall=hall, applicant=applicant, item=item, case_number="350502202611220003174")

    for wording in every_wording(case):
        assert len(wording.sms) <= SMS_LENGTH
        assert wording.sms.endswith("。350502202611220003174")
        assert len(wording.title) <= 100


def every_wording_of_accounts(hall, name="Ana"):
    return [
        notices.phone_code(hall, purpose="确认是本人", minutes=5),
        notices.password_recovered(hall, name=name),
        notices.phone_changed(hall, name=name),
        notices.assurance_raised(hall, name=name, level="高级实名"),
        notices.assurance_fell(hall, name=name, level="已注册"),
    ]


@given(hall=words, name=words)
def test_a_text_message_about_an_account_fits_one_part_with_its_code_and_tells_no_name(hall, name):
    for wording in every_wording_of_accounts(hall, name=name):
        assert len(wording.sms.replace(SECRET, "123456")) <= SMS_LENGTH
        assert wording.sms.startswith("【")
        assert len(wording.title) <= 100


def test_the_gap_of_a_code_is_the_only_one():
    assert [SECRET in wording.sms for wording in every_wording_of_accounts("示例大厅")] == [True] + [False] * 4


def test_every_kind_of_notice_has_its_words():
    to_officials = notices.glass_broken(number="1", who="Eli", reason="急", until=datetime(2026, 9, 21, 3, tzinfo=UTC))
    told = (
        *every_wording(about()), to_officials, *every_wording_of_accounts("示例大厅"), *every_wording_of_doors(),
        *every_wording_of_mandates("示例大厅"),
    )  # fmt: skip

    assert [wording.kind for wording in told] == list(Kind)


@given(hall=words, browser=st.sampled_from(["不认识的浏览器", "华为浏览器，鸿蒙设备", "Chrome 浏览器，Windows 电脑"]))
def test_what_happens_at_a_door_fits_one_text_message_too(hall, browser):
    for wording in every_wording_of_doors(hall=hall, browser=browser):
        assert len(wording.sms) <= SMS_LENGTH
        assert wording.sms.endswith("不是本人请马上改密码。")


def test_a_new_device_is_told_with_what_to_do_now():
    wording = every_wording_of_doors(hall="示例大厅", browser="火狐浏览器，Linux 电脑")[0]

    assert "12 月 28 日 09:05，您的账号用“火狐浏览器，Linux 电脑”登录（网络地址 203.0.*.*）" in wording.body
    assert "让那台设备退出" in wording.body


def test_officials_learn_at_the_desk_and_not_by_phone_who_looked_why_and_until_when():
    wording = notices.glass_broken(number="42", who="Eli", reason="抢救", until=datetime(2026, 9, 21, 3, tzinfo=UTC))

    assert wording.sms == ""
    assert all(words in wording.body for words in ("Eli", "42", "抢救", "11:00"))


def test_a_notice_of_acceptance_says_until_when():
    wording = notices.accepted(about(), due=DUE)

    assert wording.title == "申请已受理：公共场所卫生许可"
    assert wording.body.startswith("Ana：\n您申请办理“公共场所卫生许可”（办件编号 350502202611220003174）。")
    assert "最迟 2026 年 12 月 28 日办结" in wording.body
    assert wording.sms == "【示例大厅】A**：“公共场所卫生许可”已受理，最迟12月28日办结。350502202611220003174"


def test_a_notice_of_corrections_says_how_many_and_until_when():
    wording = notices.corrections_asked(about(), gaps=2, until=DUE)

    assert "有 2 处需要补正，请最迟在 2026 年 12 月 28 日补齐。" in wording.body
    assert "有2处要补正" in wording.sms


def test_a_notice_of_a_pause_says_what_and_how_long():
    wording = notices.paused(about(), procedure="专家评审", days=15)

    assert "需要专家评审，预计 15 个工作日" in wording.body


def test_a_notice_to_an_interested_party_speaks_to_them_and_says_who_applies():
    wording = notices.party_told(about(), party="陈美珍", until=DUE)

    assert wording.body.startswith("陈美珍：\nAna申请办理“公共场所卫生许可”")
    assert "陈**：" in wording.sms


def test_a_fee_is_told_in_yuan_and_fen():
    assert "缴费 1,234.05 元" in notices.fee_asked(about(), cents=123405, until=DUE).body


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("陈美珍", "陈**"),
        ("欧阳明月", "欧***"),
        ("陈", "陈"),
        ("阿卜杜拉·买买提", "阿卜…买提"),
        ("泉州刺桐餐饮有限公司", "泉州…公司"),
    ],
)
def test_names_are_masked_in_text_messages(name, shown):
    assert masked(name) == shown


@pytest.mark.parametrize(
    ("text", "holds_one", "reason"),
    [
        ("身份证11010519491231002X", True, "a valid number"),
        ("身份证11010519491231002x。", True, "a valid number in lower case"),
        ("办件编号350502202611220003174", False, "a case number is longer"),
        ("110105194912310021", False, "the check digit is wrong"),
        ("手机13900000001", False, "a mobile number"),
    ],
)
def test_an_identity_number_is_recognised(text, holds_one, reason):
    assert has_id_number(text) is holds_one, reason


@given(hall=words, other=words)
def test_a_text_message_about_a_mandate_fits_one_part_and_names_nobody(hall, other):
    for wording in every_wording_of_mandates(hall, other=f"某{other}"):
        assert len(wording.sms) <= SMS_LENGTH
        assert f"某{other}" not in wording.sms
