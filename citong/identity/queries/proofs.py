"""Questions about proofs: what an account stands on."""

from datetime import datetime

from django.utils import timezone

from ..models import Account, Proof


def proofs_of(an_account: Account) -> list[Proof]:
    """Every proof there was of who somebody is, newest first."""
    return list(Proof.objects.filter(account=an_account).order_by("-pk"))


def accounts_with_proofs_over(*, at: datetime, limit: int) -> list[int]:
    """The accounts some proof of which has run out and is not yet noted as ended."""
    over = Proof.objects.filter(ended_at=None, valid_until__lt=timezone.localdate(at))
    return list(over.order_by("account_id").values_list("account_id", flat=True).distinct()[:limit])
