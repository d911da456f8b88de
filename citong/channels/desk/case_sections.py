"""What came in between while a case was handled, and what came of it: ready for its page."""

from dataclasses import dataclass
from datetime import date, datetime

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.kernel.actors import Actor
from citong.kernel.permissions import has_permission
from citong.kernel.refs import ref
from citong.office import facade as office


@dataclass(frozen=True)
class Moved:
    """An entry of the clocks' ledger: what moved the last days, and where to."""

    what: str
    on: date
    reason: str
    promised: date | None
    statutory: date | None


@dataclass(frozen=True)
class Served:
    """How a letter was served, in words, and what proves it: id and name of each file."""

    words: str
    proofs: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Letter:
    """A letter, the one that revoked it, and how it was served."""

    letter: documents.Letter
    services: tuple[Served, ...]


@dataclass(frozen=True)
class Beside:
    """Office work between departments that is about this case."""

    route: str
    id: int
    kind: str
    number: str
    title: str
    state: str
    at: datetime


def what_came_between(case: cases.Case, *, viewer: Actor) -> dict[str, object]:
    """Everything of the page that is a list and may be empty."""
    return {
        "ledger": ledger_of(case),
        "extensions": list(case.extensions.all()),
        "hearings": list(case.hearings.all()),
        "inspections": list(case.inspections.all()),
        "parties": list(case.parties.all()),
        "fee": getattr(case, "fee_notice", None),
        "certificates": list(case.certificates.all()),
        "letters": _letters(case),
        "office_work": _office_work(case, viewer=viewer),
        "may_countersign": has_permission(viewer, office.P.SEND),
        "may_supervise": any(has_permission(viewer, each) for each in office.supervising(_own_kind(case, viewer))),
    }


def ledger_of(case: cases.Case) -> list[Moved]:
    """How the last days moved, oldest first; nothing where they never did."""
    events = list(case.clock_events.all())
    if len(events) < 2:
        return []
    return [
        Moved(
            what=f"{each.get_kind_display()}{_of_procedure(each)}",
            on=each.on,
            reason=each.reason,
            promised=each.promised_due_on,
            statutory=each.statutory_due_on,
        )
        for each in events
    ]


def _of_procedure(event: cases.ClockEvent) -> str:
    return f"（{event.get_procedure_display()}）" if event.procedure else ""


def _letters(case: cases.Case) -> list[Letter]:
    letters = list(documents.letters_of(ref("case", case.pk)))
    services = documents.services_of([each.pk for each in letters])
    return [Letter(each, tuple(_served(service) for service in services[each.pk])) for each in letters]


def _served(service: documents.Service) -> Served:
    said = [
        f"{service.delivered_on.month} 月 {service.delivered_on.day} 日{service.get_how_display()}",
        f"{service.received_by}签收" if service.relation else "",
    ]
    proofs = tuple((each.upload_id, each.upload.name) for each in service.evidence.all())
    return Served("，".join(filter(None, said)), proofs)


def _own_kind(case: cases.Case, viewer: Actor) -> str:
    """What kind of department the viewer's is, as far as the case tells."""
    return case.department.kind if case.department_id == viewer.department else ""


def _office_work(case: cases.Case, *, viewer: Actor) -> list[Beside]:
    asked, tasks = office.work_about(ref("case", case.pk), viewer=viewer)
    signed = [
        Beside("desk:countersign", each.pk, "会签", each.number, each.title, each.get_state_display(), each.sent_at)
        for each in asked
    ]
    watched = [
        Beside("desk:task", each.pk, "督办", each.number, each.title, each.get_state_display(), each.issued_at)
        for each in tasks
    ]
    return sorted([*signed, *watched], key=lambda each: each.at, reverse=True)
