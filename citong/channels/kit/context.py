"""What every page may ask about the hall and the person before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from citong.identity import facade as identity

from .door.places import is_at_desk
from .for_whom import whom_in_words

ELDER_COOKIE: Final = "citong_elder"


@dataclass
class Hall:
    """The hall as a page sees it. Nothing is looked up before a page asks for it."""

    request: HttpRequest

    @property
    def name(self) -> str:
        """The name above the door."""
        return str(settings.HALL_NAME)

    @property
    def keeper(self) -> str:
        """The body that keeps the hall."""
        return str(settings.HALL_KEEPER)

    @property
    def demo(self) -> bool:
        """Whether everything in here is made up, which every page then says."""
        return bool(settings.DEMO)

    @property
    def is_at_desk(self) -> bool:
        """Whether the page stands in the frame of the office."""
        return is_at_desk(self.request)

    @property
    def is_relaxed(self) -> bool:
        """Whether officials get in with a password alone, which the desk then says."""
        return settings.SECOND_FACTOR_FROM is None

    @property
    def elder(self) -> bool:
        """Whether the person chose larger letters and fewer things."""
        return self.request.COOKIES.get(ELDER_COOKIE) == "1"

    @cached_property
    def is_signed_in(self) -> bool:
        """Whether we know who is there."""
        return self.request.user.is_authenticated

    @cached_property
    def is_staff(self) -> bool:
        """Whether it is an official."""
        return self.request.user.is_authenticated and identity.is_staff(self.request.user)

    @cached_property
    def for_whom(self) -> tuple[str, str]:
        """For whom the person acts, and as what, which every page says; ("", "") for themselves."""
        return whom_in_words(self.request)

    @cached_property
    def ways_in(self) -> Sequence[identity.WayIn]:
        """Through whom people may sign in besides an account of ours; only the sign-in page asks."""
        return identity.partners_offered()

    @cached_property
    def who(self) -> str:
        """The name of the person signed in."""
        return identity.display_name(self.request.user) if self.request.user.is_authenticated else ""


def hall(request: HttpRequest) -> dict[str, Hall]:
    """The context processor."""
    return {"hall": Hall(request)}
