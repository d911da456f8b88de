"""The demonstration: its files fit together, it fills an empty hall, and loading it again changes nothing."""

from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.apps import apps
from django.core.management import call_command

from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.organisations import facade as organisations
from demo.loading import items
from demo.loading.accounts import CITIZENS, COMPANIES, OFFICIALS, PASSWORD, token_file
from demo.loading.offices import load_departments, load_divisions
from demo.loading.reading import code_of, configured, guides, packages, structure, topics
from demo.loading.steps import LOADER, OPENED_AT, STEPS, load
from demo.simulator.answers import answers_for
from demo.simulator.people import enterprise, person


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Hashing is slow on purpose, and not what these tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def all_items() -> list[catalogue.Definition]:
    return [*configured(), *guides()]


def test_every_item_can_be_published(all_items):
    obstacles = {item.name: found for item in all_items if (found := catalogue.obstacles(item))}

    assert obstacles == {}


def test_every_department_and_every_kind_of_item_has_guides():
    found = list(guides())

    own = [body for body in structure().departments if body.division.startswith("350502")]
    departments = {body.code for body in own if body.kind == "department"}
    assert len(found) >= 150
    assert {item.department for item in found} == departments
    assert {item.item_type for item in found} == set(catalogue.ItemType)


def test_every_package_fits_the_items_as_they_are(all_items):
    by_code = {code_of(item): item for item in all_items}

    obstacles = {code: catalogue.package_obstacles(each, items=by_code) for code, each in packages().items()}

    assert obstacles == {"chusheng": [], "kai-canyindian": [], "tuixiu": []}


def test_opening_a_shop_is_led_through_three_departments_with_one_set_of_papers(all_items):
    by_code = {code_of(item): item for item in all_items}
    shop = packages()["kai-canyindian"]
    largest = {"kind": "restaurant", "size": "large", "sign": "board_road", "premises": "rent"}

    shared = catalogue.merged_materials(shop, items=by_code, situation=largest, answers={})

    serves = {each.material.name: len(each.serves) for each in shared}
    members = catalogue.selected(shop, situation=largest)
    assert {by_code[member.item].department for member in members} == {"scj", "xfdd", "csgl"}
    assert (serves["营业执照"], serves["店面租赁合同"], serves["场所平面布局图"]) == (4, 3, 2)
    assert catalogue.joint_days(members, items=by_code) == 13


@pytest.mark.parametrize("code", ["chusheng", "kai-canyindian", "tuixiu"])
def test_who_fills_the_joint_form_in_has_filled_in_the_form_of_every_item(all_items, code):
    by_code, package, random = {code_of(item): item for item in all_items}, packages()[code], Random(code)
    applicant = enterprise(1) if catalogue.Audience.ENTERPRISE in package.audience else person(1)
    for _ in range(20):
        situation = _answered(package, by_code, random)
        form = catalogue.joint_form(package, items=by_code, situation=situation)
        answers = answers_for(
            form, situation=situation, applicant=applicant, on=OPENED_AT.date(), random=random, given={}
        )

        assert catalogue.check(form, situation=situation, answers=answers) == []
        chosen = catalogue.split_situation(package, items=by_code, situation=situation)
        parts = catalogue.split_answers(package, items=by_code, situation=situation, answers=answers)
        for item, part in parts.items():
            assert catalogue.check_situation(by_code[item], situation=chosen[item]) == []
            own = by_code[item].form
            assert own
            assert catalogue.check(own, situation=chosen[item], answers=part) == []


def _answered(
    package: catalogue.PackageDefinition, items: dict[str, catalogue.Definition], random: Random
) -> dict[str, str]:
    """Some answer to every question, those that answers bring with them, too."""
    situation: dict[str, str] = {}
    while left := [
        question
        for question in catalogue.questions_of_package(package, items=items, situation=situation)
        if question.code not in situation
    ]:
        situation[left[0].code] = random.choice(left[0].options).code
    return situation


def test_no_code_is_given_twice(all_items):
    codes = Counter(code_of(item) for item in all_items)

    assert [code for code, times in codes.items() if times > 1] == []


def test_no_department_offers_one_thing_twice(all_items):
    names = Counter((item.department, item.name) for item in all_items)

    assert [name for name, times in names.items() if times > 1] == []


def test_nine_of_ten_items_can_be_filed_online_and_three_of_five_without_coming(all_items):
    stars = [catalogue.star(item.entry_mode, item.visits) for item in all_items]

    assert sum(star >= 3 for star in stars) >= 0.9 * len(stars)
    assert sum(star >= 4 for star in stars) >= 0.6 * len(stars)
    assert min(stars) == 1


def test_every_figure_is_marked_as_invented(all_items):
    assert [item.name for item in all_items if not item.sample_data] == []


def test_every_post_on_a_route_exists(all_items):
    posts = {(body.code, post) for body in structure().departments for post in body.posts}

    missing = {(item.name, *place) for item in all_items for place in _places(item) if place not in posts}

    assert missing == set()


def _places(item: catalogue.Definition) -> set[tuple[str, str]]:
    if item.route is None:
        return set()
    steps = {(step.department, step.post) for stage in item.route.stages for step in stage.steps}
    decision = item.route.decision
    return {(item.department, item.route.window), (decision.department, decision.post), *steps}


ANSWERS: dict[str, object] = {
    "applies_as": "enterprise",
    "applicant_name": "Ana",
    "applicant_id_number": CITIZENS[0].id_number,
    "applicant_phone": CITIZENS[0].phone,
    "filed_by": "agent",
    "agent_name": "Ben",
    "agent_phone": CITIZENS[1].phone,
    "enterprise_name": COMPANIES[0].name,
    "uscc": COMPANIES[0].uscc,
    "legal_representative": "Chi",
    "contact_name": "Ben",
    "contact_phone": CITIZENS[1].phone,
    "place_name": "刺桐红民宿",
    "place_street": "kaiyuan",
    "place_address": COMPANIES[0].address,
    "place_area": 120,
    "matter": "第一次申请，请尽快办理。",
    "receive_by": "post",
    "post_address": COMPANIES[0].address,
    "bank_name": "工商银行泉州鲤城支行",
    "bank_account": "6200000000000000000",
}


def test_a_guide_that_is_handled_online_has_a_form_that_plain_answers_fill():
    forms = {item.name: item.form for item in guides() if catalogue.is_handled_online(item)}

    faults = {name: form and catalogue.check(form, situation={}, answers=ANSWERS) for name, form in forms.items()}

    assert None not in forms.values()
    assert {name: found for name, found in faults.items() if found} == {}


def test_every_topic_of_an_item_exists_and_every_event_has_items(all_items):
    known = {line.code: line.kind for line in topics()}
    used = {topic for item in all_items for topic in item.topics}

    assert used <= known.keys()
    assert {code for code, kind in known.items() if kind.endswith("_event")} <= used


def test_the_structure_is_that_of_the_district():
    kinds = Counter(body.kind for body in structure().departments if body.division.startswith("350502"))
    above = [body.code for body in structure().departments if not body.division.startswith("350502")]
    floors = Counter(window.floor for window in structure().halls[0].windows)

    assert kinds == {"department": 27, "street": 8, "centre": 1, "government": 1}
    assert above == ["qz-zjj"]
    assert len(structure().halls) == 9
    assert floors == {"1 楼": 20, "2 楼": 20}


def test_every_post_is_held_and_every_number_given_once():
    bodies = structure().departments
    numbers = Counter(person.number for body in bodies for person in body.staff)
    held = {(body.code, post) for body in bodies for person in body.staff for post in person.posts}

    assert max(numbers.values()) == 1
    assert held == {(body.code, post) for body in bodies for post in body.posts}


def test_every_body_has_a_head_who_can_approve_extensions():
    headless = [body.code for body in structure().departments if "head" not in body.posts]

    assert headless == []


def test_credit_codes_and_citizen_ids_check():
    codes = [body.uscc for body in (*structure().departments, *structure().ended)]
    codes += [company.uscc for company in COMPANIES]
    people = [*CITIZENS, *(company.handler for company in COMPANIES)]

    assert len(codes) == len(set(codes))
    assert [code for code in codes if not organisations.valid_credit_code(code)] == []
    assert [_fault(person.id_number) for person in people] == [None] * len(people)


def _fault(id_number: str) -> str | None:
    return identity.check_id_number(identity.IdType.RESIDENT, id_number, today=OPENED_AT.date())


def test_the_accounts_are_printed_without_loading():
    printed = StringIO()

    call_command("load_demo", accounts=True, stdout=printed)

    lines = printed.getvalue().splitlines()
    assert len(lines) == 2 + len(CITIZENS) + len(COMPANIES) + len(OFFICIALS)
    assert lines[1].split()[1:4] == ["陈阿婆", "13900000001", PASSWORD]


@pytest.mark.django_db
def test_an_empty_hall_is_filled(all_items):
    heard: list[tuple[str, int, int]] = []

    load(by=LOADER, at=OPENED_AT, progress=lambda *told: heard.append(told))

    in_2018, today = date(2018, 6, 1), date(2026, 11, 22)
    before_2019 = organisations.department("wjj-2014")
    assert organisations.departments(on=today).count() == 38
    assert [body.code for body in organisations.departments(on=in_2018)] == ["gtj-2014", "wjj-2014", "wtxj-2014"]
    assert organisations.current_department(before_2019.pk, on=today).code == "wjj"
    assert catalogue.online_rates().published == len(all_items)
    assert [each.name for each in catalogue.packages()] == ["孩子出生", "开餐饮店", "职工退休"]
    assert [found.path for code in packages() for found in catalogue.package_troubles(code)] == []
    assert [name for name, done, total in heard if done == total] == [name for name, _ in STEPS]


@pytest.mark.django_db
def test_loading_again_changes_nothing():
    load(by=LOADER, at=OPENED_AT, progress=lambda *_: None)
    before = _rows()

    load(by=LOADER, at=OPENED_AT, progress=lambda *_: None)

    assert _rows() == before


def _rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@pytest.mark.django_db
def test_everybody_in_the_table_can_sign_in(monkeypatch):
    monkeypatch.setattr(items, "guides", lambda: iter(()))
    load(by=LOADER, at=OPENED_AT, progress=lambda *_: None)

    holders = [
        identity.display_name(identity.sign_in(each.login, password=PASSWORD, at=OPENED_AT))
        for each in (*CITIZENS, *COMPANIES, *OFFICIALS)
    ]

    assert holders == [each.name for each in (*CITIZENS, *COMPANIES, *OFFICIALS)]


@pytest.mark.django_db
def test_the_api_client_is_known_by_the_token_in_the_file(monkeypatch):
    monkeypatch.setattr(items, "guides", lambda: iter(()))
    load(by=LOADER, at=OPENED_AT, progress=lambda *_: None)

    client = identity.client_by_token(Path(token_file()).read_text(encoding="ascii").strip())

    assert client is not None
    assert token_file().stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_an_item_that_was_taken_out_stays_out(monkeypatch):
    monkeypatch.setattr(items, "guides", lambda: iter(()))
    for step in (load_divisions, load_departments, items.load_topics, items.load_items):
        step(by=LOADER, at=OPENED_AT, progress=lambda *_: None)
    code = code_of(next(configured()))
    catalogue.withdraw_item(catalogue.published(code).item_id, reason="不再办理", by=LOADER, at=OPENED_AT)

    items.load_items(by=LOADER, at=OPENED_AT, progress=lambda *_: None)

    with pytest.raises(catalogue.NoSuchItem):
        catalogue.published(code)
