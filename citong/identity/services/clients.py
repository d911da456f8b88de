"""Systems are let in, and let go."""

from datetime import datetime

from django.db import transaction

from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.crypto import new_token, token_digest
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from ..errors import NoSuchClient
from ..models import ApiClient, Assurance
from ..rules import numbers as rules
from ..rules.permissions import P
from .permission import refuse_unless
from .refusing import refuse_faults


@transaction.atomic
def register_client(
    name: str,
    *,
    department_id: int | None,
    vouches_up_to: Assurance = Assurance.REAL_NAME,
    by: Actor,
    at: datetime,
) -> tuple[ApiClient, str]:
    """A system may act for a department through the open API; its token is told once, and kept only as a digest.

    It says of each applicant how sure it is of them, up to the level that is allowed to it.
    """
    refuse_unless(P.KEEP_CLIENTS, by=by)
    refuse_faults(name=rules.check_client_name(name.strip()))
    token = new_token()
    department = None if department_id is None else organisations.department_by_id(department_id)
    client = ApiClient.objects.create(
        name=name.strip(),
        token_digest=token_digest(token),
        department=department,
        vouches_up_to=vouches_up_to,
        created_at=at,
    )
    audit.record("identity.client_registered", subject=ref("client", client.pk), by=by, at=at)
    return client, token


@transaction.atomic
def revoke_client(client_id: int, *, by: Actor, at: datetime) -> None:
    """A system may no longer act; its token is worth nothing from now on."""
    refuse_unless(P.KEEP_CLIENTS, by=by)
    if not ApiClient.objects.filter(pk=client_id, is_active=True).update(is_active=False):
        raise NoSuchClient("找不到这个系统，或者已经停用。", client=client_id)
    audit.record("identity.client_revoked", subject=ref("client", client_id), by=by, at=at)
