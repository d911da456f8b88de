"""The first entry of somebody whose account was opened for them: the service agreement, before anything else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from citong.channels.kit.guards import entering
from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput

from .. import forms
from ..applicants import actor_before
from ..telephone import led_on, wanted


@entering
def accept(request: HttpRequest) -> HttpResponse:
    """Read it and accept it, or leave; afterwards one is where one wanted to be."""
    assert request.user.is_authenticated  # noqa: S101 -- the guard has seen to it
    if not identity.has_to_agree(request.user):
        return led_on(request)
    form = forms.Agreeing(request.POST or None)
    if form.is_valid():
        try:
            version = form.cleaned_data["agreement"]
            identity.accept_agreement(request.user.pk, version=version, by=actor_before(request), at=timezone.now())
        except InvalidInput as refusal:
            form.add_error("agreement", refusal.faults["agreement"])
        else:
            return led_on(request)
    context = {"form": form, "next": wanted(request), "version": identity.AGREEMENT}
    return render(request, "portal/accounts/accept.html", context, status=422 if form.errors else 200)
