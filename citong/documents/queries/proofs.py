"""Questions about how letters were served."""

from collections.abc import Iterable

from django.db.models import Prefetch

from citong.kernel.errors import NotFound
from citong.kernel.models import Upload

from ..models import Service, ServiceEvidence


def services_of(letter_ids: Iterable[int]) -> dict[int, list[Service]]:
    """How these letters were served, oldest first, with the evidence; a letter that was not has an empty list."""
    by_letter: dict[int, list[Service]] = {letter_id: [] for letter_id in letter_ids}
    if not by_letter:
        return by_letter
    evidence = ServiceEvidence.objects.select_related("upload__file").order_by("id")
    found = Service.objects.filter(letter__in=by_letter).prefetch_related(Prefetch("evidence", queryset=evidence))
    for service in found.order_by("delivered_on", "id"):
        by_letter[service.letter_id].append(service)
    return by_letter


def proof_file(subject: str, *, letter_id: int, upload_id: int) -> Upload:
    """The signed receipt or picture behind a service of a letter about this subject."""
    found = ServiceEvidence.objects.select_related("upload__file").filter(
        service__letter=letter_id, service__letter__subject=subject, upload=upload_id
    )
    evidence = found.first()
    if evidence is None:
        raise NotFound("这份文书没有这份送达证明。", remedy="请从办件页的“文书”里重新打开。")
    return evidence.upload
