"""Handing a result over: the proof of service 送达回证 and the end of the case, together."""

from datetime import date, datetime

from citong.cases import facade as cases
from citong.documents import facade as documents
from citong.kernel import files
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

SELF = "本人"
# What answers the application, and therefore has to be served.
RESULTS = (
    documents.Kind.GRANT,
    documents.Kind.REFUSAL,
    documents.Kind.LAPSED,
    documents.Kind.FORWARDING,
    documents.Kind.TERMINATION,
)


def letters_to_serve(case: cases.Case) -> list[tuple[str, str]]:
    """The letters that tell the result and still hold, the newest first."""
    letters = [each for each in documents.letters_of(ref("case", case.pk)) if not each.revoked_by]
    results = [each for each in letters if each.kind in RESULTS]
    return [(str(each.pk), f"《{each.title}》{each.number}") for each in sorted(results, key=lambda each: -each.pk)]


def serve(
    case_id: int,
    *,
    how: documents.Way,
    delivered_on: date,
    received_by: str,
    relation: str,
    witnesses: str,
    note: str,
    upload: str,
    letter_id: int | None = None,
    by: Actor,
    at: datetime,
) -> cases.Case:
    """Record how the letter was served, then that the applicant has the result.

    The first can be told twice without harm, so whoever is interrupted between the two simply sends the form again.
    """
    case = cases.officials_case(case_id, viewer=by)
    if letter_id is not None:
        documents.record_service(
            letter_id,
            recipient=case.party_name,
            how=how,
            delivered_on=delivered_on,
            received_by=case.party_name if received_by == SELF else received_by,
            relation=relation,
            witnesses=witnesses.split("、"),
            note=note,
            evidence=list(files.own_uploads([upload], by=by).values()) if upload else [],
            by=by,
            at=at,
        )
    words = [documents.WAY_NAMES[how], f"{received_by}签收" if received_by else "", note]
    return cases.deliver(case_id, how="，".join(filter(None, words)), by=by, at=at)
