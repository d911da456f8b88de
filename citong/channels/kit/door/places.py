"""Where one is: the door stands in the portal and at the desk, each with its own frame."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from citong.identity import facade as identity

_DESK = "/desk/"


def is_at_desk(request: HttpRequest) -> bool:
    """Whether this page stands in the frame of the office."""
    return request.path.startswith(_DESK)


def frame_of(request: HttpRequest) -> str:
    """The frame of this page."""
    return "kit/desk_shell.html" if is_at_desk(request) else "kit/portal_shell.html"


def at_the_door(request: HttpRequest, name: str, *arguments: object) -> str:
    """The address of a screen of the door, on the side where one is."""
    side = "desk_door" if is_at_desk(request) else "door"
    return reverse(f"door:{name}", args=arguments, current_app=side)


def home_of(request: HttpRequest) -> str:
    """Where one goes on, when nothing else was wanted."""
    return reverse("desk:work") if is_at_desk(request) else reverse("portal:space")


def sign_in_of(request: HttpRequest) -> str:
    """Where one signs in, on this side."""
    return reverse("desk:sign_in") if is_at_desk(request) else reverse("portal:sign_in")


def place_of(request: HttpRequest) -> identity.Place:
    """For which host passkeys are made and shown here."""
    host = request.get_host()
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    return identity.Place(name=settings.HALL_NAME, host=name, origin=f"{request.scheme}://{host}")
