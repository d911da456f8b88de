"""Questions about how letters were served."""

from collections.abc import Iterable

from django.db.models import Prefetch

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
