"""我的账号: what one sees of oneself, and how one becomes surer to the hall without losing what was typed."""

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from citong.cases import facade as cases
from citong.cases.models import Case
from citong.catalogue.facade import Assurances
from citong.identity import facade as identity
from citong.identity.adapters.simulator import Mischief
from citong.identity.models import PhoneChallenge
from citong.identity.rules import codes
from citong.kernel.files import take
from citong.kernel.ports import adapter
from tests.channels.portal.conftest import actor_of, client_of
from tests.factories.cases import PNG
from tests.factories.catalogue import FIRST, good_answers, publish_configured
from tests.factories.identity import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db
PASSWORD = "ciTong-2026"
NUMBER = "350502199003070014"


@pytest.fixture(autouse=True)
def source(settings):
    settings.ADAPTERS = {
        **settings.ADAPTERS,
        "identity.real_names": "citong.identity.adapters.simulator.SimulatedRealNames",
    }
    adapter.cache_clear()
    yield adapter("identity.real_names")
    adapter.cache_clear()


@pytest.fixture
def ana():
    account = AccountFactory(
        person=PersonFactory(name="陈美珍", id_number=NUMBER),
        phone="13900007001",
        phone_proven_at=timezone.now(),
        assurance=identity.Assurance.REGISTERED,
    )
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def as_ana(ana):
    return client_of(ana)


def newest_code():
    challenge = PhoneChallenge.objects.latest("pk")
    PhoneChallenge.objects.update(asked_at=F("asked_at") - codes.PAUSE)
    return identity.code_of(challenge.pk, at=timezone.now())


def test_the_page_hides_the_birth_date_and_most_of_the_rest(as_ana):
    page = as_ana.get("/my/account/").text

    assert "陈**" in page
    assert "3505**********0014" in page
    assert "139****7001" in page
    assert not [secret for secret in (NUMBER, "19900307", "13900007001") if secret in page]
    assert "实名等级：已注册" in page


def test_a_name_is_proved_online_and_the_way_goes_on(as_ana, ana):
    typed = {"attribute": "bank_card", "value": "6222000011112222", "next": "/apply/7/check/"}

    answer = as_ana.post("/my/account/level/", typed)

    assert answer.url == "/apply/7/check/"
    assert identity.account(ana.pk).assurance == identity.Assurance.REAL_NAME
    assert "网上核对姓名和证件" in as_ana.get("/my/account/").text


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"attribute": "bank_card", "value": "62220000"}, 409, "没有全部对上"),
        ({"attribute": "bank_card", "value": "1"}, 422, "6 到 30 位"),
        ({"attribute": "", "value": "62220000"}, 422, "再核对一项"),
        ({"attribute": "bank_card", "value": "62220002"}, 503, "没有回答"),
    ],
)
def test_what_does_not_work_out_is_said_on_the_page_where_one_can_go_on(as_ana, typed, status, words):
    answer = as_ana.post("/my/account/level/", {**typed, "next": "/apply/7/check/"})

    assert answer.status_code == status
    assert words in answer.text
    assert 'value="/apply/7/check/"' in answer.text


def test_a_hostile_source_looks_like_a_silent_one(as_ana, source):
    source.service.mischief = Mischief.UNSIGNED

    answer = as_ana.post("/my/account/level/", {"attribute": "bank_card", "value": "6222000011112222"})

    assert answer.status_code == 503


def draft_of(account, *, level):
    version = publish_configured(assurances=Assurances(online=level))
    by, now = actor_of(account), timezone.now()
    draft = cases.start(version.item.code, situation=FIRST, by=by, at=now)
    cases.save_answers(draft.pk, answers=good_answers(), by=by, at=now)
    cases.attach(draft.pk, material="floor_plan", upload=take([PNG], name="plan.png", by=by, at=now), by=by, at=now)
    return draft.pk


def test_the_level_is_raised_in_the_flow_and_nothing_typed_is_lost(as_ana, ana):
    check = f"/apply/{draft_of(ana, level=2)}/check/"

    refused = as_ana.post(check, {"declared": "on"})
    assert refused.status_code == 403
    assert "实名等级还不够" in refused.text
    assert f'href="/my/account/level/?next={check}"' in refused.text
    way = as_ana.post("/my/account/level/", {"attribute": "bank_card", "value": "62221111", "next": check})
    assert way.url == check
    page = as_ana.get(check).text
    assert "实名等级还不够" not in page
    assert good_answers()["place_name"] in page
    assert as_ana.post(check, {"declared": "on"}).url.endswith("/done/")
    assert Case.objects.get().answers["place_name"] == good_answers()["place_name"]


def test_the_guide_and_the_beginning_say_which_level_is_wanted(as_ana):
    publish_configured(assurances=Assurances(online=3, mail=2))

    guide, beginning = as_ana.get("/items/HEALTH-1/").text, as_ana.get("/apply/HEALTH-1/start/").text

    assert "网上办的实名等级" in guide
    assert "邮寄要“已实名”" in guide
    assert "实名等级要到“高级实名”" in beginning


def test_an_enterprise_shows_its_licence(source):
    shop = AccountFactory(for_enterprise=True, phone_proven_at=timezone.now(), assurance=1)
    page = client_of(shop)

    wrong = page.post("/my/account/licence/", {"code": "12"})
    right = page.post("/my/account/licence/", {"code": "123456789012"})

    assert wrong.status_code == 422
    assert right.status_code == 302
    assert identity.account(shop.pk).assurance == identity.Assurance.CERTIFICATE


def test_a_number_from_before_is_confirmed_first(ana, as_ana):
    ana.phone_proven_at = None
    ana.save()
    assert "先确认手机号" in as_ana.get("/my/account/level/").text

    as_ana.post("/my/account/confirm/", {"step": "ask"})
    answer = as_ana.post(
        "/my/account/confirm/", {"step": "answer", "code": newest_code(), "next": "/my/account/level/"}
    )

    assert answer.url == "/my/account/level/"
    assert "再核对一项" in as_ana.get("/my/account/level/").text


def test_a_password_is_changed_here_and_sessions_elsewhere_end(ana, as_ana):
    elsewhere = client_of(ana)

    answer = as_ana.post("/my/account/password/", {"old": PASSWORD, "new": "zaijian-nin"})

    assert answer.url == "/my/account/"
    assert as_ana.get("/my/account/").status_code == 200
    assert elsewhere.get("/my/account/").status_code == 302


def test_a_wrong_old_password_stands_at_its_field(as_ana):
    answer = as_ana.post("/my/account/password/", {"old": "a guess", "new": "zaijian-nin"})

    assert answer.status_code == 422
    assert 'href="#id_old"' in answer.text


def test_the_telephone_is_changed_with_the_password(ana, as_ana):
    as_ana.post("/my/account/phone/", {"step": "ask", "phone": "13900007009"})
    typed = {"step": "answer", "phone": "13900007009", "code": newest_code(), "password": PASSWORD}

    assert as_ana.post("/my/account/phone/", typed).url == "/my/account/"
    assert identity.account(ana.pk).phone == "13900007009"


def test_the_telephone_is_changed_with_a_code_to_the_old_one(ana, as_ana):
    as_ana.post("/my/account/phone/", {"step": "ask", "phone": "13900007009"})
    code = newest_code()
    page = as_ana.post("/my/account/phone/old/", {"phone": "13900007009"})
    typed = {"step": "answer", "phone": "13900007009", "code": code, "old_code": newest_code()}

    assert 'value="13900007009"' in page.text
    assert as_ana.post("/my/account/phone/", typed).url == "/my/account/"


def test_an_account_is_closed_after_a_code(ana, as_ana):
    assert "会留下的" in as_ana.get("/my/account/close/").text
    as_ana.post("/my/account/close/", {"step": "ask"})

    wrong = as_ana.post("/my/account/close/", {"step": "answer", "code": "000000"})
    answer = as_ana.post("/my/account/close/", {"step": "answer", "code": newest_code()}, follow=True)

    assert wrong.status_code == 422
    assert "账号已经注销" in answer.text
    assert as_ana.get("/my/").status_code == 302
    assert Client().post("/sign-in/", {"login": "13900007001", "password": PASSWORD}).status_code == 403


def test_what_is_under_way_keeps_an_account_open(ana, as_ana):
    check = f"/apply/{draft_of(ana, level=1)}/check/"
    as_ana.post(check, {"declared": "on"})
    as_ana.post("/my/account/close/", {"step": "ask"})

    answer = as_ana.post("/my/account/close/", {"step": "answer", "code": newest_code()})

    assert answer.status_code == 409
    assert Case.objects.get().number in answer.text
