"""Systems, by the token that they show."""

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import QuerySet

from citong.kernel.actors import Actor
from citong.kernel.crypto import token_digest
from citong.kernel.refs import id_of, ref

from ..models import ApiClient, Assurance

# Written by hand because every request of a system begins with it (benchmarks/submit).
CLIENT_COLUMNS = ("id", "name", "token_digest", "department_id", "is_active", "created_at", "vouches_up_to")
CLIENT_BY_DIGEST = f"select {', '.join(CLIENT_COLUMNS)} from identity_apiclient where token_digest = %s and is_active"  # noqa: S608 -- constants


def client_by_token(token: str) -> ApiClient | None:
    """The system that shows this token; one query on the token's digest."""
    connection.ensure_connection()
    # Planned once for each lasting connection (settings: prepare_threshold).
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrapped(ServerBindingCursor(connection.connection)) as cursor:  # type: ignore[call-arg, arg-type]
        cursor.execute(CLIENT_BY_DIGEST, [token_digest(token)])
        row = cursor.fetchone()
    return ApiClient.from_db(connection.alias, CLIENT_COLUMNS, row) if row else None


def clients() -> QuerySet[ApiClient]:
    """All systems that were ever let in, those that still are first, then by name."""
    return ApiClient.objects.select_related("department").order_by("-is_active", "name", "pk")


def vouched_by(client: Actor) -> Assurance:
    """How sure this system may say that it is of those for whom it files."""
    found = ApiClient.objects.filter(pk=id_of("client", client.id)).values_list("vouches_up_to", flat=True).first()
    return Assurance(found or Assurance.REGISTERED)


def actor_for_client(client: ApiClient) -> Actor:
    """As whom a system acts."""
    return Actor(id=ref("client", client.pk), channel="openapi", name=client.name, department=client.department_id)
