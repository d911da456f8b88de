"""The book at the door: who came, from where, and whether they were let in."""

from datetime import datetime

from ..models import SignIn
from ..rules.means import Means
from ..rules.senders import Sender


def write_down(
    account_id: int | None,
    *,
    outcome: SignIn.Outcome,
    means: Means,
    sender: Sender,
    at: datetime,
    is_new_device: bool = False,
) -> SignIn:
    """One line; of an unknown account there is nothing to keep, for people type passwords where names belong."""
    return SignIn.objects.create(
        account_id=account_id,
        at=at,
        outcome=outcome,
        means=means,
        address=sender.address,
        browser=sender.browser,
        is_new_device=is_new_device,
    )
