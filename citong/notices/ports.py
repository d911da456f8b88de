"""What notices needs from outside: somebody who carries a text message."""

from typing import Protocol


class Carrier(Protocol):
    """Carries text messages.

    Raises Unavailable when it does not answer, and NumberRefused when it will never carry to this number.
    """

    def carry(self, *, to: str, text: str, reference: str) -> str:
        """Hand the message over and return the carrier's own name for it. Same reference, same message."""
        ...
