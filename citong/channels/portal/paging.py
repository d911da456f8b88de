"""Where a page of a list begins."""

from django.http import HttpRequest


def edge_of(request: HttpRequest, name: str) -> int | None:
    """The id of the last row of the page before; None on the first page, and where nonsense was typed."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
