"""Systems that act for departments through the open interface: let in, and let go."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.channels.kit.guards import permitted
from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput
from citong.organisations import facade as organisations

from ...forms import add_faults
from ...keeping_forms import Client
from ...screens import official, sent, show, today
from .forms import WRONG

keepers = permitted(identity.P.KEEP_CLIENTS)


@keepers
def clients(request: HttpRequest) -> HttpResponse:
    """All systems, and a form to let another one in; its token is shown here, once."""
    bodies = {each.pk: each.short_name for each in organisations.departments(on=today())}
    form, token = Client(sent(request), departments=bodies), ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        department_id = int(said["department"]) if said["department"] else None
        try:
            _, token = identity.register_client(
                said["name"], department_id=department_id, by=official(request), at=timezone.now()
            )
        except InvalidInput as refusal:
            add_faults(form, refusal)
    context = {"clients": list(identity.clients()), "form": form, "token": token}
    return show(request, "desk/keeping/clients.html", context, status=WRONG if form.errors else 200)


@keepers
@require_POST
def revocation(request: HttpRequest, client_id: int) -> HttpResponse:
    """A system may act no longer."""
    identity.revoke_client(client_id, by=official(request), at=timezone.now())
    messages.success(request, "已经停用，它的令牌马上失效。")
    return redirect("desk:clients")
