"""Leading people on to another site.

After a form was sent, a browser follows only to where the page's policy lets forms lead, which is here. So the answer
to the form is a page, and the page leads on.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def onward(request: HttpRequest, address: str, *, title: str) -> HttpResponse:
    """A page that leads on at once, with a link for those whose browser does not."""
    context = {"address": address, "title": title}
    headers = {"Refresh": f"0; url={address}", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    answer = render(request, "portal/sign_on/onward.html", context)
    for name, value in headers.items():
        answer.headers[name] = value
    return answer


def with_query(address: str, asked: Mapping[str, str]) -> str:
    """The address with these questions added to its own."""
    if not asked:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def led_on(request: HttpRequest, name: str, *, said: str) -> HttpResponse:
    """Back to a page of ours, with what happened."""
    messages.success(request, said)
    return redirect(name)
