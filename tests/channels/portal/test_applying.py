"""The whole way from a guide to a receipt, as a browser without scripts goes it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.kernel.actors import SYSTEM
from tests.factories.cases import PNG
from tests.factories.catalogue import FIRST, MONDAY, RENEWAL, ItemVersionFactory, configured_definition
from tests.factories.identity import AccountFactory

from .conftest import actor_of, client_of

pytestmark = pytest.mark.django_db


def begin(client, situation=FIRST):
    """A draft in this browser; its id."""
    answer = client.post("/apply/HEALTH-1/start/", situation)
    return int(answer.url.split("/")[2])


def picture(name="plan.png", content=PNG):
    return SimpleUploadedFile(name, content)


def filled(client, place_page, people_page):
    """A draft that can be handed in."""
    draft = begin(client)
    client.post(f"/apply/{draft}/form/place/", place_page)
    client.post(f"/apply/{draft}/form/people/", people_page)
    client.post(f"/apply/{draft}/materials/floor_plan/upload/", {"file": picture()})
    return draft


def test_the_whole_story_from_start_to_receipt(item, as_ana, ana, place_page, people_page):
    first = as_ana.post("/apply/HEALTH-1/start/", FIRST)
    assert first.url.endswith("/form/place/")
    draft = int(first.url.split("/")[2])
    wrong = as_ana.post(first.url, {**place_page, "uscc": "123"})
    assert wrong.status_code == 422
    assert 'href="#id_uscc"' in wrong.text
    second = as_ana.post(first.url, place_page)
    assert second.url.endswith("/form/people/")
    third = as_ana.post(second.url, people_page)
    assert third.url.endswith("/materials/")
    as_ana.post(f"/apply/{draft}/materials/floor_plan/upload/", {"file": picture()})
    assert as_ana.post(third.url).url.endswith("/check/")
    check = f"/apply/{draft}/check/"

    once, twice = as_ana.post(check, {"declared": "on"}), as_ana.post(check, {"declared": "on"})

    assert once.url == twice.url == f"/apply/{draft}/done/"
    found = cases.cases_of(actor_of(ana))
    assert len(found) == 1
    receipt = as_ana.get(once.url).text
    assert cases.query_code_of(found[0]) in receipt
    assert "plan.png" in receipt


def test_steps_are_counted_aloud(item, as_ana):
    draft = begin(as_ana)

    assert "第 2 步，共 5 步" in as_ana.get(f"/apply/{draft}/form/place/").text


def test_what_is_known_is_filled_in_and_stays_changed(item, as_ana, ana):
    draft = begin(as_ana)
    page = f"/apply/{draft}/form/place/"
    assert f'value="{ana.phone}"' in as_ana.get(page).text

    as_ana.post(page, {"_asked": ["contact_phone"], "contact_phone": ""})
    begin(as_ana)

    assert f'value="{ana.phone}"' not in as_ana.get(page).text


def test_wrong_answers_are_kept_as_they_were_typed(item, as_ana, place_page):
    draft = begin(as_ana)
    page = f"/apply/{draft}/form/place/"

    as_ana.post(page, {**place_page, "area": "很大"})

    assert 'value="很大"' in as_ana.get(page).text


def test_a_question_that_an_answer_opens_is_asked_before_going_on(item, as_ana, place_page):
    draft = begin(as_ana)
    without = {**place_page, "_asked": [name for name in place_page["_asked"] if name != "duct_cleaned_on"]}
    without.pop("duct_cleaned_on")

    answer = as_ana.post(f"/apply/{draft}/form/place/", without)

    assert answer.status_code == 200
    assert "风管清洗日期" in answer.text
    assert "还有几项要填" in answer.text


def test_the_live_answer_draws_anew_only_what_has_changed(item, as_ana, place_page):
    draft = begin(as_ana)
    live = f"/apply/{draft}/form/place/live/"
    same = as_ana.post(live, place_page)
    fewer = as_ana.post(live, {**place_page, "air_conditioning": "none"})

    assert same.headers["HX-Reswap"] == "none"
    assert "HX-Reswap" not in fewer.headers
    assert "风管清洗日期" not in fewer.text
    assert 'id="questions"' in fewer.text


def test_a_row_is_added_with_a_button_and_what_was_typed_stays(item, as_ana, people_page):
    draft = begin(as_ana)
    page = f"/apply/{draft}/form/people/"

    answer = as_ana.post(page, {**people_page, "_do": "add:staff"}, follow=True)

    assert 'name="staff-1-name"' in answer.text
    assert 'name="staff-0-name" value="Ana"' in answer.text


def test_changing_the_situation_changes_the_way(item, as_ana):
    draft = begin(as_ana)

    wrong = as_ana.post(f"/apply/{draft}/situation/", {"kind": "first", "_asked": ["kind", "place"]})
    right = as_ana.post(f"/apply/{draft}/situation/", {"kind": "renewal"})

    assert wrong.status_code == 422
    assert right.url.endswith("/form/place/")
    assert "场所平面图" not in as_ana.get(f"/apply/{draft}/materials/").text


def test_beginning_without_a_choice_asks_for_it(item, as_ana):
    answer = as_ana.post("/apply/HEALTH-1/start/", {"_asked": ["kind"]})

    assert answer.status_code == 422
    assert "请选一项" in answer.text


def test_a_question_that_a_choice_opens_is_asked_without_blame(item, as_ana):
    shown = as_ana.get("/apply/HEALTH-1/start/").text
    assert 'name="_asked" value="kind"' in shown
    assert 'name="place"' not in shown

    asked = as_ana.post("/apply/HEALTH-1/start/", {"_asked": ["kind"], "kind": "first"})

    assert asked.status_code == 200
    assert 'name="_asked" value="place"' in asked.text
    assert "还有几个问题" in asked.text
    assert "请选一项" not in asked.text
    blamed = as_ana.post("/apply/HEALTH-1/start/", {"_asked": ["kind", "place"], "kind": "first"})
    assert blamed.status_code == 422
    assert "请选一项" in blamed.text


def test_a_changed_situation_asks_what_it_opens_without_blame(item, as_ana):
    draft = begin(as_ana, RENEWAL)

    asked = as_ana.post(f"/apply/{draft}/situation/", {"_asked": ["kind"], "kind": "first"})
    answered = as_ana.post(f"/apply/{draft}/situation/", {"_asked": ["kind", "place"], **FIRST})

    assert asked.status_code == 200
    assert "还有几个问题" in asked.text
    assert "请选一项" not in asked.text
    assert answered.url.endswith("/form/place/")


def test_beginning_again_takes_the_open_draft_up(item, as_ana):
    assert begin(as_ana) == begin(as_ana)


def test_the_check_lists_what_is_missing_and_leads_there(item, as_ana):
    draft = begin(as_ana)

    page = as_ana.get(f"/apply/{draft}/check/").text

    assert f"/apply/{draft}/form/place/#id_area" in page
    assert f"/apply/{draft}/materials/#material-floor_plan" in page


def test_nothing_is_handed_in_without_the_declaration(item, as_ana, ana, place_page, people_page):
    draft = filled(as_ana, place_page, people_page)

    answer = as_ana.post(f"/apply/{draft}/check/")

    assert answer.status_code == 422
    assert 'href="#id_declared"' in answer.text
    assert cases.cases_of(actor_of(ana)) == []


def test_an_incomplete_application_is_refused_with_its_faults(item, as_ana):
    draft = begin(as_ana)

    answer = as_ana.post(f"/apply/{draft}/check/", {"declared": "on"})

    assert answer.status_code == 422
    assert "#id_area" in answer.text


def test_an_outdated_form_is_renewed_with_one_button(item, as_ana, place_page, people_page):
    draft = filled(as_ana, place_page, people_page)
    newer = configured_definition(summary="改过了。")
    version = catalogue.draft_version(item.item_id, definition=newer, by=SYSTEM, at=MONDAY)
    catalogue.publish(version.pk, by=SYSTEM, at=MONDAY)

    outdated = as_ana.post(f"/apply/{draft}/check/", {"declared": "on"})
    renewed = as_ana.post(f"/apply/{draft}/renew/")
    handed_in = as_ana.post(renewed.url, {"declared": "on"})

    assert outdated.status_code == 409
    assert "按新要求核对" in outdated.text
    assert handed_in.url.endswith("/done/")


def test_a_draft_that_was_handed_in_leads_to_its_receipt(item, as_ana, place_page, people_page):
    draft = filled(as_ana, place_page, people_page)
    as_ana.post(f"/apply/{draft}/check/", {"declared": "on"})

    assert as_ana.get(f"/apply/{draft}/form/place/").url == f"/apply/{draft}/done/"


def test_there_is_no_receipt_before_handing_in(item, as_ana):
    draft = begin(as_ana)

    assert as_ana.get(f"/apply/{draft}/done/").status_code == 404


def test_a_draft_is_thrown_away_after_one_more_question(item, as_ana):
    draft = begin(as_ana)
    assert "找不回来" in as_ana.get(f"/apply/{draft}/discard/").text

    as_ana.post(f"/apply/{draft}/discard/")

    assert as_ana.get(f"/apply/{draft}/check/").status_code == 404


def test_an_expired_session_keeps_what_was_typed(item, ana, as_ana, place_page):
    draft = begin(as_ana)
    page = f"/apply/{draft}/form/place/"

    expired = Client().post(page, place_page)
    as_ana.post(page, {**place_page, "place_name": "刺桐红民宿"})

    assert expired.status_code == 401
    assert 'name="place_name" value="刺桐客栈"' in expired.text
    assert 'name="_asked" value="place_name"' in expired.text
    assert "刺桐红民宿" in client_of(ana).get(page).text


def test_whoever_is_not_signed_in_comes_back_after_signing_in(item):
    answer = Client().get("/apply/HEALTH-1/start/?kind=first")

    assert answer.status_code == 302
    assert "next=%2Fapply%2FHEALTH-1%2Fstart%2F%3Fkind%3Dfirst" in answer.headers["Location"]


@pytest.mark.parametrize(
    "path",
    ["situation/", "form/place/", "materials/", "check/", "discard/", "done/", "files/1/"],
)
def test_the_draft_of_somebody_else_is_not_there(item, as_ana, as_ben, path):
    draft = begin(as_ana)

    assert as_ben.get(f"/apply/{draft}/{path}").status_code == 404


def test_nothing_can_be_put_into_the_draft_of_somebody_else(item, as_ana, as_ben, place_page):
    draft = begin(as_ana)

    answers = [
        as_ben.post(f"/apply/{draft}/form/place/", place_page),
        as_ben.post(f"/apply/{draft}/form/place/live/", place_page),
        as_ben.post(f"/apply/{draft}/materials/floor_plan/upload/", {"file": picture()}),
        as_ben.post(f"/apply/{draft}/check/", {"declared": "on"}),
        as_ben.post(f"/apply/{draft}/discard/"),
        as_ben.post(f"/apply/{draft}/renew/"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert "刺桐客栈" not in as_ana.get(f"/apply/{draft}/form/place/").text


def test_an_item_that_is_not_online_says_how_to_do_it(as_ana, db):
    version = ItemVersionFactory()

    answer = as_ana.post(f"/apply/{version.item.code}/start/")

    assert answer.status_code == 409
    assert "到窗口办理" in answer.text


def test_officials_do_not_apply_with_the_account_of_their_work(item):
    answer = client_of(AccountFactory(for_staff=True)).get("/apply/HEALTH-1/start/")

    assert answer.status_code == 409
    assert "工作人员账号" in answer.text


def test_long_words_stay_what_they_are(item, as_ana, place_page):
    draft = begin(as_ana)
    long = "很长的名字" * 40

    answer = as_ana.post(f"/apply/{draft}/form/place/", {**place_page, "place_name": long})

    assert answer.status_code == 422
    assert long in answer.text
    assert "最多 50 个字" in answer.text


def test_what_is_typed_is_never_markup(item, as_ana, place_page):
    draft = begin(as_ana)
    as_ana.post(f"/apply/{draft}/form/place/", {**place_page, "place_name": "<script>alert(1)</script>"})

    assert "<script>alert" not in as_ana.get(f"/apply/{draft}/check/").text
