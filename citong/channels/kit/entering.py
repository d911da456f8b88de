"""The one way into a session and the one way out of it, whatever was shown at the door."""

from django.contrib import auth
from django.http import HttpRequest

from citong.identity import facade as identity

_BACKEND = "citong.identity.adapters.passwords.PasswordBackend"
_MEANS = "means"


def enter(request: HttpRequest, account: identity.Account, *, means: identity.Means) -> None:
    """From now on the browser acts for this account; the session remembers by what means it was opened."""
    auth.login(request, account, backend=_BACKEND)
    request.session[_MEANS] = means.value


def leave(request: HttpRequest) -> None:
    """The session ends; whoever comes to this screen next is nobody."""
    auth.logout(request)
