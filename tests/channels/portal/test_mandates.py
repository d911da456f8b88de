"""代办与授权 on the screen: proposed, agreed to, used, withdrawn; the frame says for whom one acts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from citong.cases import facade as cases
from citong.cases.models import Case
from citong.identity import facade as identity
from citong.identity.models import Mandate
from tests.channels.portal.conftest import client_of
from tests.factories.cases import PARTY, PNG, application
from tests.factories.catalogue import publish_configured
from tests.factories.identity import resident_number
from tests.factories.mandates import AT, OLD, agreed, asked, enterprise, person, self_of

FRAME = "您在为 <strong>陈桂花</strong> 办事"


@pytest.fixture
def daughter(db):
    return person("王芳", serial=1)


@pytest.fixture
def mother(db):
    return person("陈桂花", serial=3, born=OLD)


def test_the_mother_agrees_the_daughter_acts_and_every_page_says_so(daughter, mother, item):
    hers, mothers = client_of(daughter), client_of(mother)
    typed = {
        "name": "陈桂花",
        "id_type": "111",
        "id_number": mother.person.id_number,
        "phone": mother.phone,
        "items": item.item.code,
        "powers": ["file", "follow", "letters"],
        "last_day": "2027-03-01",
    }
    answer = hers.post("/my/mandates/new/agent/", typed)
    assert answer.status_code == 302, answer.text
    mandate = Mandate.objects.get()

    assert "同意" in mothers.get(f"/my/mandates/{mandate.pk}/").text
    mothers.post(f"/my/mandates/{mandate.pk}/accept/")
    assert FRAME not in hers.get("/my/").text
    hers.post("/my/mandates/for/", {"mandate": mandate.pk})

    for page in ("/my/", "/", "/items/", "/my/mandates/"):
        assert FRAME in hers.get(page).text, page
    hers.post("/my/mandates/for/", {"mandate": ""})
    assert FRAME not in hers.get("/my/").text


def test_the_next_request_after_the_end_is_refused_and_then_one_is_oneself_again(daughter, mother):
    mandate, hers = agreed(daughter, mother), client_of(daughter)
    hers.post("/my/mandates/for/", {"mandate": mandate.pk})

    client_of(mother).post(f"/my/mandates/{mandate.pk}/end/")

    refused = hers.get("/my/")
    assert (refused.status_code, "授权已经结束" in refused.text) == (403, True)
    assert hers.get("/my/").status_code == 200


def test_nobody_switches_to_somebody_elses_mandate(daughter, mother, as_ben):
    mandate = agreed(daughter, mother)

    assert as_ben.post("/my/mandates/for/", {"mandate": mandate.pk}).status_code == 403
    assert as_ben.get(f"/my/mandates/{mandate.pk}/").status_code == 404


def test_the_mother_sees_what_was_done_in_her_name(daughter, mother, item):
    mandate = agreed(daughter, mother, scope=identity.MandateScope(items=[item.item.code]))
    by = identity.actor_under(mandate.pk, account=daughter, channel="portal", at=AT)
    cases.submit(application(item, by=by, party=PARTY), key="key-00000001", declared=True, by=by, at=AT)
    case = Case.objects.get()

    assert "王芳（代 陈*）" in client_of(mother).get(f"/my/mandates/{mandate.pk}/").text
    assert "王芳（代 陈*）" in client_of(mother).get(f"/my/cases/{case.number}/").text
    assert client_of(daughter).get(f"/my/cases/{case.number}/").status_code == 404


def test_who_acts_for_another_sees_none_of_their_other_mandates(daughter, mother, ben):
    mandate, other = agreed(daughter, mother), agreed(ben, mother)
    hers = client_of(daughter)
    hers.post("/my/mandates/for/", {"mandate": mandate.pk})

    assert hers.get(f"/my/mandates/{mandate.pk}/").status_code == 200
    assert hers.get(f"/my/mandates/{other.pk}/").status_code == 404


def test_an_application_is_begun_for_the_other(daughter, mother, item):
    hers = client_of(daughter)
    mandate = agreed(daughter, mother, scope=identity.MandateScope(items=[item.item.code]))
    hers.post("/my/mandates/for/", {"mandate": mandate.pk})

    assert hers.get(f"/apply/{item.item.code}/start/").status_code == 200


def test_an_enterprise_invites_a_handler(daughter, mother):
    company = enterprise(daughter)
    page = client_of(company)
    assert "邀请经办人" in page.get("/my/mandates/").text
    typed = {
        "name": "陈桂花",
        "id_type": "111",
        "id_number": mother.person.id_number,
        "phone": mother.phone,
        "powers": ["file"],
        "last_day": "2027-03-01",
    }

    assert page.post("/my/mandates/new/handler/", typed).status_code == 302
    assert "等对方同意" in page.get("/my/mandates/").text


@pytest.mark.parametrize(
    "changes", [{"items": "no-such-item"}, {"items": ""}, {"last_day": "2020-01-01"}, {"name": ""}]
)
def test_what_cannot_be_taken_is_said_beside_its_field(daughter, mother, item, changes):
    typed = {
        "name": "陈桂花",
        "id_type": "111",
        "id_number": mother.person.id_number,
        "phone": mother.phone,
        "items": item.item.code,
        "powers": ["file"],
        "last_day": "2027-03-01",
        **changes,
    }

    answer = client_of(daughter).post("/my/mandates/new/appoint/", typed)

    assert answer.status_code == 422
    assert not Mandate.objects.exists()


def test_a_parent_asks_with_a_proof_and_without_is_told(daughter):
    page = client_of(daughter)
    typed = {"name": "王小明", "id_type": "111", "id_number": resident_number(9, born="20150602")}

    assert page.post("/my/mandates/child/", typed).status_code == 422
    wrong = page.post("/my/mandates/child/", {**typed, "paper": SimpleUploadedFile("a.png", b"no picture")})
    assert wrong.status_code == 422
    answer = page.post("/my/mandates/child/", {**typed, "paper": SimpleUploadedFile("a.png", PNG)})

    assert answer.status_code == 302
    mandate = Mandate.objects.get()
    assert "等窗口核验" in page.get(f"/my/mandates/{mandate.pk}/").text
    assert b"".join(page.get(f"/my/mandates/{mandate.pk}/papers/paper/").streaming_content) == PNG
    assert page.get(f"/my/mandates/{mandate.pk}/papers/signature/").status_code == 404
    assert page.post(f"/my/mandates/{mandate.pk}/nothing/").status_code == 404


def test_a_person_declines(daughter, mother):
    mandate = asked(daughter, mother)

    client_of(mother).post(f"/my/mandates/{mandate.pk}/decline/")

    mandate.refresh_from_db()
    assert mandate.ended_why == "declined"
    assert "已结束" in client_of(daughter).get("/my/mandates/").text
    assert "对方没有同意" in client_of(daughter).get(f"/my/mandates/{mandate.pk}/").text
    assert self_of(mother).id == f"account:{mother.pk}"


def mandate_for(other, **values):
    return {
        "name": other.person.name,
        "id_type": "111",
        "id_number": other.person.id_number,
        "phone": other.phone,
        "items": "HEALTH-1",
        "powers": ["file"],
        "last_day": "2027-03-01",
        **values,
    }


def test_for_an_item_that_asks_the_mother_uploads_the_signed_paper(daughter, mother):
    publish_configured(wants_signed_mandate=True)
    hers, mothers = client_of(daughter), client_of(mother)

    def appointed(**values):
        assert mothers.post("/my/mandates/new/appoint/", mandate_for(daughter, **values)).status_code == 302
        mandate = Mandate.objects.latest("pk")
        hers.post(f"/my/mandates/{mandate.pk}/accept/")
        hers.post("/my/mandates/for/", {"mandate": mandate.pk})
        return mandate

    without = appointed()
    refused = hers.post("/apply/HEALTH-1/start/", {"kind": "first", "place": "hotel"})
    assert (refused.status_code, "要有对方签字的授权书" in refused.text) == (403, True)
    assert "重新提出" in refused.text
    hers.post("/my/mandates/for/", {"mandate": ""})
    mothers.post(f"/my/mandates/{without.pk}/end/")

    mandate = appointed(paper=SimpleUploadedFile("signed.png", PNG))

    assert hers.post("/apply/HEALTH-1/start/", {"kind": "first", "place": "hotel"}).status_code == 302
    shown = mothers.get(f"/my/mandates/{mandate.pk}/papers/paper/")
    assert b"".join(shown.streaming_content) == PNG


@pytest.mark.parametrize(("kind", "offers"), [("appoint", True), ("agent", True), ("family", True), ("handler", False)])
def test_who_may_need_the_paper_is_offered_to_upload_it(daughter, item, kind, offers):
    page = client_of(enterprise(daughter) if kind == "handler" else daughter).get(f"/my/mandates/new/{kind}/")

    assert ('name="paper"' in page.text) is offers
    assert page.text.count('type="file"') == offers


def test_what_is_no_picture_is_said_beside_the_paper(daughter, mother, item):
    wrong = SimpleUploadedFile("signed.png", b"no picture")

    answer = client_of(mother).post("/my/mandates/new/appoint/", mandate_for(daughter, paper=wrong))

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"paper"}
    assert not Mandate.objects.exists()
