"""Every role at every screen of the desk, and before every kind of row, against the tables of what is expected."""

import pytest
from django.test import Client

from citong.cases import facade as cases
from citong.cases.models import Case
from citong.channels.desk.permission_tables import guards
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.scopes import Grant, Scope
from citong.organisations.models import Post
from tests.channels import role_tables
from tests.channels.desk.conftest import holder_of
from tests.channels.scene import hall_with_everything
from tests.channels.test_addresses import ADDRESSES, address_of
from tests.factories.cases import accepted, submitted
from tests.factories.identity import granted
from tests.factories.organisations import DepartmentFactory, DivisionFactory, PostFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("renderer")]

BARRED = "您的角色没有这项权限"
DUTIES = {role.code: duty for duty, role in identity.OF_DUTY.items()}


def at_the_desk(role: str) -> Client:
    """Somebody of the fire brigade with this role and no other."""
    duty = DUTIES.get(role, Post.Duty.GENERAL.value)
    department = Post.objects.filter(department__code="fire").first().department
    PostFactory(department=department, code="seat", duty=duty)
    account = holder_of("fire", "seat")
    client = Client()
    client.force_login(account if role in DUTIES else granted(account, role))
    return client


def test_the_table_names_screens_and_roles_that_exist():
    assert {f"desk:{name}" for name in role_tables.SCREENS} == {
        name for name, guard in guards().items() if guard.startswith("permitted:")
    }
    assert set().union(*role_tables.SCREENS.values()) == identity.ROLES.keys()


@pytest.mark.parametrize("role", sorted(identity.ROLES))
def test_a_role_opens_its_screens_and_no_others(role, settings):
    settings.DEMO = False
    scene = hall_with_everything()
    client = at_the_desk(role)

    for name, open_to in role_tables.SCREENS.items():
        address = address_of(f"desk:{name}", scene.of_ana)
        answer = getattr(client, ADDRESSES[f"desk:{name}"].method)(address)
        page = "" if answer.streaming else answer.content.decode(errors="replace")
        assert (answer.status_code == 403 and BARRED in page) == (role not in open_to), name


@pytest.fixture
def rows() -> dict[str, Case]:
    """A case of the own department, one that it is asked about, and one of each other kind of department."""
    asked = accepted(key="key-00000001")
    below = DivisionFactory(code="350502001000", level="town", name="某街道", parent_id="350502000000")
    away = DivisionFactory(code="350503000000", level="county", name="某区")
    places = {
        role_tables.OWN: DepartmentFactory(code="own"),
        role_tables.SAME_DIVISION: DepartmentFactory(),
        role_tables.BELOW: DepartmentFactory(division=below),
        role_tables.ELSEWHERE: DepartmentFactory(division=away),
    }
    found = {role_tables.ASKED: asked}
    for number, (kind, department) in enumerate(places.items(), start=2):
        case = submitted(version=asked.item_version, key=f"key-0000000{number}")
        Case.objects.filter(pk=case.pk).update(department=department)
        found[kind] = case
    # The one that the own department is asked about lies elsewhere.
    other = DepartmentFactory(division=away)
    Case.objects.filter(pk=asked.pk).update(department=other)
    asked.reviews.update(department=places[role_tables.OWN])
    return found


SCOPES = {
    "post": lambda own: Scope(department=own),
    "department": lambda own: Scope(department=own),
    "division": lambda _own: Scope(area="350502000000"),
    "division and below": lambda _own: Scope(area="350502000000", prefix="350502"),
    "hall": lambda _own: Scope(),
}


@pytest.mark.parametrize(("held", "role"), [(held, role) for held, of in role_tables.ROWS.items() for role in of])
def test_a_role_sees_the_rows_within_its_reach_and_no_others(rows, held, role):
    own = Case.objects.get(pk=rows[role_tables.OWN].pk).department_id
    grant = Grant(identity.ROLES[role].permissions, SCOPES[held](own))
    viewer = Actor(id="account:9", channel="desk", department=own, grants=(grant,))

    seen = {kind for kind, case in rows.items() if _sees(case, viewer)}

    assert seen == role_tables.ROWS[held][role]


def _sees(case: Case, viewer: Actor) -> bool:
    try:
        cases.officials_case(case.pk, viewer=viewer)
    except cases.NoSuchCase:
        return False
    return True
