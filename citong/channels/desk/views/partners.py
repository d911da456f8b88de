"""Partners through which people sign in here: adding them, and changing what was agreed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from citong.channels.kit.guards import permitted
from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput

from ..forms import add_faults
from ..screens import official, sent, show
from ..site_forms import NewPartner, PartnerChange

keepers = permitted(identity.P.KEEP_CLIENTS)


@keepers
def partners(request: HttpRequest) -> HttpResponse:
    """Every partner."""
    listed = [(each, identity.Assurance(each.trusted_up_to).label) for each in identity.partners()]
    return show(request, "desk/partners/list.html", {"partners": listed})


@keepers
def new(request: HttpRequest) -> HttpResponse:
    """Add a partner."""
    form = NewPartner(sent(request))
    if form.is_valid():
        code, secret, at = form.cleaned_data["code"], form.cleaned_data["secret"], timezone.now()
        try:
            added = identity.add_partner(code, agreement=form.agreement(), secret=secret, by=official(request), at=at)
        except InvalidInput as refusal:
            add_faults(form, refusal)
        else:
            messages.success(request, "已经添加。请把返回地址告诉对方登记。")
            return redirect("desk:partner", added.pk)
    return show(request, "desk/partners/form.html", {"form": form}, status=422 if form.errors else 200)


@keepers
def partner(request: HttpRequest, partner_id: int) -> HttpResponse:
    """Change what was agreed with a partner; the page says what the partner has to register of us."""
    found = identity.partner(partner_id)
    shown = {name: getattr(found, name) for name in PartnerChange.base_fields if name != "secret"}
    form = PartnerChange(sent(request), initial=shown)
    if form.is_valid():
        secret, by, at = form.cleaned_data["secret"] or None, official(request), timezone.now()
        try:
            identity.change_partner(partner_id, agreement=form.agreement(), secret=secret, by=by, at=at)
        except InvalidInput as refusal:
            add_faults(form, refusal)
        else:
            messages.success(request, "已经修改，马上生效。")
            return redirect("desk:partner", partner_id)
    back_to = identity.issuer() + reverse("portal:partner_back", args=[found.code])
    context = {"form": form, "partner": found, "back_to": back_to}
    return show(request, "desk/partners/form.html", context, status=422 if form.errors else 200)
