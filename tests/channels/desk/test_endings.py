"""What comes with the decision and after it: fees, certificates, service; what superiors direct, what is undone."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.kernel.actors import SYSTEM
from citong.kernel.audit import entries_about
from citong.kernel.outbox import deliver_waiting
from citong.kernel.refs import ref
from citong.organisations.models import Post
from tests.factories.cases import MONDAY, PNG, accepted, give_all, office, submitted
from tests.factories.catalogue import publish_configured
from tests.factories.organisations import DepartmentFactory, PostFactory

pytestmark = pytest.mark.django_db

FEES = [{"name": "工本费", "cents": 1000, "basis": "闽价费〔2012〕1 号"}]


def address(case, tail: str = "") -> str:
    return f"/desk/cases/{case.pk}/{tail}"


def state_of(case) -> str:
    return cases.case(case.pk).state


def told(client, answer) -> str:
    """What the page says after a step."""
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.headers["Location"]).content.decode()


def give_site(case):
    """The first stage is done."""
    cases.give_opinion(case.reviews.get().pk, favourable=True, opinion="一致", by=office().site, at=MONDAY)
    return case


def granted_and_to_be_made_out(case) -> None:
    """The decision is out, its certificate is not."""
    cases.grant(case.pk, by=office().approver, at=MONDAY)
    cases.begin_issuing(case.pk, by=SYSTEM, at=MONDAY)


def deliver_all() -> None:
    while deliver_waiting(now=timezone.now() + timedelta(days=1)):
        pass


def test_a_fee_is_asked_for_and_paid_at_the_window(seat):
    case = give_all(accepted(version=publish_configured(fees=FEES)))
    approver, window = seat("health", "approve"), seat("health", "window")

    shown = approver.get(address(case, "fee/")).content.decode()
    told(approver, approver.post(address(case, "fee/")))
    waiting = window.get(address(case)).content.decode()
    text = told(window, window.post(address(case, "payment/"), {"receipt": "票 0001"}))

    assert "工本费 ¥\xa010.00" in shown
    assert "等申请人缴费" in waiting
    assert "票据 票 0001" in text
    assert state_of(case) == "to_decide"


def test_certificates_are_made_out_in_as_many_rows_as_are_wanted(seat):
    case = give_all(accepted(version=publish_configured(makes_certificate=True)))
    granted_and_to_be_made_out(case)
    window = seat("health", "window")
    first = {"name-0": "卫生许可证", "number-0": "泉卫 001", "from-0": "2026-09-21", "to-0": "", "rows": "1"}

    more = window.post(address(case, "certificates/"), {**first, "step": "more"}).content.decode()
    second = {"name-1": "卫生许可证", "number-1": "", "from-1": "2026-09-21", "to-1": "2030-09-20", "rows": "2"}
    wrong = window.post(address(case, "certificates/"), {**first, **second, "step": "issue"})
    text = told(
        window,
        window.post(address(case, "certificates/"), {**first, **second, "number-1": "泉卫 002", "step": "issue"}),
    )

    assert "第 2 个证照" in more
    assert 'value="泉卫 001"' in more
    assert wrong.status_code == 422
    assert "请填写证照编号" in wrong.content.decode()
    assert "泉卫 002" in text
    assert case.certificates.count() == 2


@pytest.mark.parametrize(
    ("results", "name"),
    [
        ([{"name": "批复", "kind": "approval"}, {"name": "卫生许可证", "kind": "licence"}], "卫生许可证"),
        ([{"name": "登记证"}], "登记证"),
    ],
    ids=["the licence among the results", "what there is"],
)
def test_a_certificate_is_called_as_the_item_calls_it(seat, results, name):
    case = give_all(accepted(version=publish_configured(makes_certificate=True, results=results)))
    granted_and_to_be_made_out(case)

    page = seat("health", "window").get(address(case, "certificates/")).content.decode()

    assert f'value="{name}"' in page


def test_a_number_that_was_given_before_is_said_at_its_row(seat):
    version = publish_configured(makes_certificate=True)
    window = seat("health", "window")
    typed = {"name-0": "卫生许可证", "number-0": "泉卫 001", "from-0": "2026-09-21", "rows": "1", "step": "issue"}
    first, second = [give_all(accepted(version=version, key=f"key-0000000{n}")) for n in (1, 2)]
    for case in (first, second):
        granted_and_to_be_made_out(case)
    window.post(address(first, "certificates/"), typed)

    page = window.post(address(second, "certificates/"), typed)

    assert page.status_code == 422
    assert "已经用过了" in page.content.decode()


def test_who_signed_for_somebody_else_says_who_they_are(seat):
    case = give_all(accepted())
    cases.grant(case.pk, by=office().approver, at=MONDAY)
    deliver_all()
    letter = documents.letters_of(ref("case", case.pk)).get(kind=documents.Kind.GRANT)
    typed = {"letter_id": letter.pk, "how": "in_person", "delivered_on": "2026-09-21", "received_by": "Ben"}
    window = seat("health", "window")

    silent = window.post(address(case, "delivery/"), {**typed, "file": SimpleUploadedFile("回证.png", PNG)})
    kept = silent.content.decode().partition('name="kept" value="')[2].partition('"')[0]
    text = told(window, window.post(address(case, "delivery/"), {**typed, "relation": "配偶", "kept": kept}))

    assert silent.status_code == 422
    assert "签收人和受送达人的关系" in silent.content.decode()
    assert "送达：9 月 21 日当面送达，Ben签收" in text
    assert "下载送达证明“回证.png”" in text
    assert documents.services_of([letter.pk])[letter.pk][0].relation == "配偶"


def test_handling_is_terminated_with_its_ground(seat):
    case = accepted()
    approver = seat("health", "approve")

    told(approver, approver.post(address(case, "termination/"), {"ground": "subject_gone", "reason": "已注销"}))

    assert state_of(case) == "terminated"


def test_what_should_never_have_been_on_record_is_struck_out_by_the_head(head, seat):
    case = submitted()
    window = seat("health", "window")

    offered = head.get(address(case)).content.decode()
    shown = head.get(address(case, "voiding/")).content.decode()
    silent = head.post(address(case, "voiding/"), {"reason": "录了两遍"})
    text = told(head, head.post(address(case, "voiding/"), {"ground": "recorded_twice", "reason": "录了两遍"}))

    assert "登记错了，作废" in offered
    assert "作废以后不能恢复" in shown
    assert silent.status_code == 422
    assert "请选一种作废的情形" in silent.content.decode()
    assert "已经作废" in text
    assert state_of(case) == "voided"
    assert "登记错了，作废" not in window.get(address(case)).content.decode()


def test_a_mistake_is_taken_back_by_whoever_made_it(seat, it_is):
    case = submitted()
    window = seat("health", "window")
    window.post(address(case, "sending-back/"), {"reason": "写明的理由"})

    shown = window.get(address(case, "take-back/")).content.decode()
    text = told(window, window.post(address(case, "take-back/"), {"reason": "点错了"}))

    assert "要撤销的是：退件" in shown
    assert "已经撤销这一步" in text
    assert state_of(case) == "submitted"


def test_an_opinion_is_taken_back_while_its_stage_is_open(seat):
    case = give_site(accepted())
    fire = seat("fire", "review")
    review = case.reviews.get(step="fire")
    fire.post(address(case, f"opinions/{review.pk}/"), {"favourable": "yes", "opinion": "看错了"})

    page = fire.get(address(case)).content.decode()
    text = told(fire, fire.post(address(case, f"opinions/{review.pk}/reopening/"), {"reason": "看错了图纸"}))

    assert f"opinions/{review.pk}/reopening/" in page
    assert "意见已经撤回" in text
    assert case.reviews.get(step="fire").favourable is None


def test_an_opinion_of_another_is_not_taken_back(seat):
    case = give_site(accepted())
    fire = seat("fire", "review")
    review = case.reviews.get(step="market")

    answer = fire.get(address(case, f"opinions/{review.pk}/reopening/"))

    assert answer.status_code == 403


def test_the_head_gives_the_work_to_another_post(head):
    case = submitted(publish_configured())
    other = PostFactory(department=case.department, code="window-2", name="二号窗口", duty=Post.Duty.WINDOW)

    shown = head.get(address(case)).content.decode()
    text = told(head, head.post(address(case, "reassignment/"), {"post_id": other.pk, "reason": "病假"}))

    assert "改派给别的岗位" in shown
    assert "已经改派" in text
    assert cases.case(case.pk).awaited_post_id == other.pk


def test_the_head_asks_another_post_for_the_opinion(head):
    case = accepted(version=publish_configured())
    other = PostFactory(department=case.department, code="site-2", name="二组", duty=Post.Duty.REVIEW)
    review = case.reviews.get()

    where = address(case, f"opinions/{review.pk}/reassignment/")
    text = told(head, head.post(where, {"post_id": other.pk, "reason": "回避"}))

    assert "已经改派" in text
    assert case.reviews.get().post_id == other.pk


def test_a_window_directs_nobody(window):
    case = submitted()

    assert window.get(address(case, "reassignment/")).status_code == 403


def served(window, case, *, name: str) -> str:
    """The letter of the result is handed over with a picture of the receipt; the address of that picture."""
    letter = documents.letters_of(ref("case", case.pk)).get(kind=documents.Kind.GRANT)
    said = {"letter_id": letter.pk, "how": "in_person", "delivered_on": "2026-09-21", "received_by": "本人"}
    window.post(address(case, "delivery/"), {**said, "file": SimpleUploadedFile(name, PNG)})
    (proof,) = documents.services_of([letter.pk])[letter.pk][0].evidence.all()
    return address(case, f"letters/{letter.pk}/proofs/{proof.upload_id}/")


def test_the_proof_of_service_can_be_read_by_those_of_the_case_and_the_look_is_recorded(seat, client):
    case = give_all(accepted())
    cases.grant(case.pk, by=office().approver, at=MONDAY)
    deliver_all()
    window = seat("health", "window")
    proof = served(window, case, name="回证.png")

    answer = window.get(proof)

    assert b"".join(answer.streaming_content) == PNG
    assert "attachment" in answer.headers["Content-Disposition"]
    newest = entries_about(ref("case", case.pk))[0]
    assert newest.action == "cases.read_proof"
    assert newest.details["upload"] == int(proof.split("/")[-2])
    PostFactory(department=DepartmentFactory(code="elsewhere"), code="window", duty=Post.Duty.WINDOW)
    assert seat("elsewhere", "window").get(proof).status_code == 404


def test_a_proof_is_found_only_with_its_own_letter_and_case(seat):
    case, other = give_all(accepted()), submitted(key="key-00000077")
    cases.grant(case.pk, by=office().approver, at=MONDAY)
    deliver_all()
    window = seat("health", "window")
    proof = served(window, case, name="回证.png")
    upload = proof.split("/")[-2]
    another = documents.letters_of(ref("case", case.pk))[0]

    assert window.get(address(other, proof.removeprefix(address(case)))).status_code == 404
    assert window.get(address(case, f"letters/{another.pk}/proofs/{upload}/")).status_code == 404


def test_where_no_other_post_does_the_same_nothing_is_asked_that_has_no_answer(head):
    case = submitted()

    text = told(head, head.get(address(case, "reassignment/")))

    assert "没有别的岗位可以改派" in text
    assert "代办" in text
