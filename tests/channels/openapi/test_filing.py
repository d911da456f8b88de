"""Handing in through the API: complete or refused, once and never lost."""

import json

import pytest

from citong.cases import facade as cases
from citong.cases.models import Case
from citong.catalogue.facade import Assurances
from citong.identity import facade as identity
from citong.kernel.actors import SYSTEM
from tests.channels.openapi.conftest import body_for
from tests.factories.cases import MONDAY
from tests.factories.catalogue import ItemVersionFactory, publish_configured

pytestmark = pytest.mark.django_db


def test_a_complete_application_is_filed_with_its_number_and_query_code(system, version):
    answer = system.post("cases", body_for(version, system))

    case = Case.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "number": case.number,
        "query_code": cases.query_code_of(case),
        "state": "submitted",
        "state_name": "待预审",
        "due": case.due_on.isoformat(),
    }
    assert (case.applicant, case.channel, case.party_name) == (system.actor.id, "openapi", "Ana")


def test_repeating_a_submission_gives_the_same_answer(system, version):
    body = body_for(version, system)

    first = system.post("cases", body)
    again = system.post("cases", body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Case.objects.count() == 1


def test_a_repeated_submission_is_answered_even_when_the_item_has_a_newer_version(system, version):
    body = body_for(version, system)
    first = system.post("cases", body)
    publish_configured(conditions=["新的条件"])

    again = system.post("cases", body)

    assert again.status_code == 200
    assert again.json() == first.json()


@pytest.mark.parametrize("key", ["", "short", "k" * 81, "key with blanks", "key/00000001"])
def test_the_key_must_be_one_that_can_be_kept(system, version, key):
    answer = system.post("cases", body_for(version, system), key=key)

    assert answer.status_code == 422
    assert list(answer.json()["faults"]) == ["Idempotency-Key"]


def test_every_fault_of_an_application_is_told_at_once(system, version):
    body = body_for(version, system, answers={"area": "many"}, materials=[])

    answer = system.post("cases", body)

    assert answer.status_code == 422
    assert answer.json()["type"] == "cases.application_incomplete"
    assert {"answers.area", "answers.place_name", "materials.floor_plan"} <= answer.json()["faults"].keys()


def test_an_outdated_form_is_refused_with_the_current_version(system, version):
    publish_configured(conditions=["新的条件"])

    answer = system.post("cases", body_for(version, system))

    assert answer.status_code == 409
    assert answer.json()["type"] == "cases.form_outdated"
    assert answer.json()["current_version"] == version.number + 1


def test_an_item_that_is_only_a_guide_cannot_be_applied_for(system):
    guide = ItemVersionFactory()

    answer = system.post("cases", body_for(guide, system))

    assert (answer.status_code, answer.json()["type"]) == (409, "cases.not_online")


def test_without_the_declaration_nothing_is_filed(system, version):
    answer = system.post("cases", body_for(version, system, declared=False))

    assert answer.status_code == 422
    assert "declared" in answer.json()["faults"]
    assert not Case.objects.exists()


def test_unknown_fields_are_refused_with_their_path(system, version):
    body = body_for(version, system)
    body["applicant"]["nickname"] = "A"

    answer = system.post("cases", body)

    assert answer.json()["faults"] == {"applicant.nickname": "没有这个字段，请去掉，或者检查拼写。"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"id_number": "110105194912310021"}, "id_number", id="the check digit is wrong"),
        pytest.param({"id_type": "001"}, "id_number", id="a person has no credit code"),
        pytest.param({"phone": "12345"}, "phone", id="no mobile number"),
        pytest.param({"name": "Ana1"}, "name", id="digits in a person's name"),
        pytest.param({"kind": "enterprise"}, "id_number", id="an enterprise has a credit code"),
    ],
)
def test_who_applies_is_checked(system, version, changes, field):
    body = body_for(version, system)
    body["applicant"] |= changes

    answer = system.post("cases", body)

    assert answer.status_code == 422
    assert f"applicant.{field}" in answer.json()["faults"]


def test_an_enterprise_applies_through_its_handler(system, version):
    body = body_for(version, system)
    body["applicant"] |= {
        "kind": "enterprise", "name": "刺桐客栈", "id_type": "001", "id_number": "91350502MA00000019",
        "handler_name": "Ben",
    }  # fmt: skip

    answer = system.post("cases", body)

    assert answer.status_code == 201
    assert Case.objects.get().contact_name == "Ben"


def test_another_systems_file_cannot_be_handed_in(system, stranger, version):
    body = body_for(version, system, materials=[{"code": "floor_plan", "file": stranger.upload()}])

    answer = system.post("cases", body)

    assert answer.json()["faults"] == {"materials.floor_plan": "这个文件找不到了，请重新上传。"}


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"NaN", b'{"answers": {"area": NaN}}', b'"\\ud800"', b"[" * 100_000, b"null", b"[]", b"1"],
)
def test_what_is_no_application_is_refused(system, body):
    answer = system.post("cases", body)

    assert answer.status_code in {400, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("value", ["1e400", "-1e400", "1" + "0" * 400, '"\\u0000"', "[" * 30 + "]" * 30])
def test_answers_that_no_database_keeps_are_refused(system, version, value):
    body = json.dumps(body_for(version, system, answers={})).replace('"answers": {}', f'"answers": {{"area": {value}}}')

    answer = system.post("cases", body.encode())

    assert answer.status_code in {400, 422}


def test_a_body_beyond_the_limit_is_too_large(system, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = system.post("cases", {"answers": {"text": "x" * 200}})

    assert answer.status_code == 413
    assert answer.json()["type"] == "too_large"


def test_a_system_that_was_let_go_files_nothing_more(system, version):
    body = body_for(version, system)
    identity.revoke_client(int(system.actor.id.removeprefix("client:")), by=SYSTEM, at=MONDAY)

    answer = system.post("cases", body)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="citong"'


def test_an_enterprise_without_a_name_is_refused(system, version):
    body = body_for(version, system)
    body["applicant"] |= {"kind": "enterprise", "id_type": "001", "id_number": "91350502MA00000019", "name": "  "}
    body["applicant"] |= {"handler_name": "Ana"}

    answer = system.post("cases", body)

    assert answer.status_code == 422
    assert answer.json()["faults"] == {"applicant.name": "请填写单位名称。"}


def test_a_system_vouches_for_the_level_that_the_item_asks_for_and_no_higher(system):
    version = publish_configured(assurances=Assurances(online=2))
    body = body_for(version, system)
    unsaid = system.post("cases", body, key="key-00000001")
    body["applicant"]["assurance"] = 3
    too_high = system.post("cases", body, key="key-00000002")
    body["applicant"]["assurance"] = 2
    vouched = system.post("cases", body, key="key-00000003")

    assert (unsaid.status_code, unsaid.json()["type"].rpartition("/")[2]) == (403, "cases.not_sure_enough")
    assert (too_high.status_code, list(too_high.json()["faults"])) == (422, ["applicant.assurance"])
    assert vouched.status_code == 201
