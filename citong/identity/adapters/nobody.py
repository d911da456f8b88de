"""No source of names is connected: nobody can prove their name online, and the window goes on as ever."""

from citong.kernel.errors import Unavailable

from ..ports import EnterpriseClaim, LicenceClaim, PersonClaim
from ..rules.levels import Outcome


class NoRealNames:
    """Answers nothing. A hall begins with it, so that none raises anybody's level on the word of a simulator."""

    def person(self, claim: PersonClaim, *, reference: str) -> Outcome:  # noqa: ARG002 -- the port's
        """Silence."""
        raise Unavailable("no source of names is connected")

    def enterprise(self, claim: EnterpriseClaim, *, reference: str) -> Outcome:  # noqa: ARG002 -- the port's
        """Silence."""
        raise Unavailable("no source of names is connected")

    def licence(self, claim: LicenceClaim, *, reference: str) -> Outcome:  # noqa: ARG002 -- the port's
        """Silence."""
        raise Unavailable("no source of names is connected")
