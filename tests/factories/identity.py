"""The smallest valid rows of identity."""

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory
from stdnum.cn import ric

from citong.identity.models import Account, ApiClient, Assurance, Enterprise, IdType, Person, RoleGrant
from citong.identity.rules.agreement import IN_FORCE
from citong.organisations.rules import synthetic_credit_code
from tests.factories.organisations import StaffFactory

OPENED_AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def resident_number(serial: int, *, born: str = "19900307") -> str:
    """A number that fits its check digit and belongs to nobody: the sequence is of a reserved block."""
    number = f"{350000 + serial // 1000 % 1000:06d}{born}{serial % 1000:03d}"
    return number + ric.calc_check_digit(number + "0")


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = "Ana"
    id_type = IdType.RESIDENT
    id_number = factory.Sequence(resident_number)


class EnterpriseFactory(DjangoModelFactory):
    class Meta:
        model = Enterprise

    name = factory.Sequence(lambda n: f"示例商行{n}")
    uscc = factory.Sequence(lambda n: synthetic_credit_code(f"91350502MA{n:07d}"))
    legal_representative = "Ben"


class AccountFactory(DjangoModelFactory):
    """A citizen's account; `for_enterprise` and `for_staff` make the other two kinds."""

    class Meta:
        model = Account

    class Params:
        for_enterprise = factory.Trait(
            enterprise=factory.SubFactory(EnterpriseFactory),
            login=factory.LazyAttribute(lambda account: account.enterprise.uscc.lower()),
        )
        for_staff = factory.Trait(
            staff=factory.SubFactory(StaffFactory),
            person=None,
            login=factory.LazyAttribute(lambda account: account.staff.number.lower()),
        )

    phone = factory.Sequence(lambda n: f"139{n:08d}")
    login = factory.LazyAttribute(lambda account: account.phone)
    person = factory.SubFactory(PersonFactory)
    assurance = Assurance.REAL_NAME
    agreement = IN_FORCE
    created_at = OPENED_AT


class ApiClientFactory(DjangoModelFactory):
    class Meta:
        model = ApiClient

    name = "示例系统"
    token_digest = factory.Sequence(lambda n: f"{n:064d}")
    created_at = OPENED_AT


def granted(account: Account, role: str, **scope: Any) -> Account:
    """The account, with this role for the whole hall, or for the department or division named; on its first post."""
    assert account.staff is not None
    post = account.staff.assignments.order_by("pk")[0].post
    RoleGrant.objects.create(
        account=account,
        role=role,
        post=post,
        valid_from=date(2020, 1, 1),
        reason="工作需要",
        granted_at=OPENED_AT,
        granted_by="system",
        granted_by_name="系统",
        **scope,
    )
    return account
