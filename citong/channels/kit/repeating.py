"""What was sent but could not be taken, to be offered again so that nobody types twice."""

from dataclasses import dataclass

from django.http import HttpRequest

# What one shows to confirm that it is oneself is good once.
CONFIRMS = ("confirm_password", "confirm_code", "confirm_passkey")
_NEVER_REPEATED = {"csrfmiddlewaretoken", *CONFIRMS}
_SECRET = "password"  # noqa: S105 -- the word in a field's name, not a secret


@dataclass(frozen=True)
class Sent:
    """The answers of a form, and whether files were among them, which the browser must be given anew."""

    address: str
    answers: tuple[tuple[str, str], ...]
    had_files: bool


def repeatable(request: HttpRequest) -> Sent:
    """What this request carried, without passwords and tokens."""
    answers = tuple(
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in _NEVER_REPEATED and _SECRET not in name.lower()
    )
    return Sent(address=request.get_full_path(), answers=answers, had_files=bool(request.FILES))


def came_from_us(request: HttpRequest) -> bool:
    """Whether the browser itself says that one of our own pages sent this; then it is safe to offer it again."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
