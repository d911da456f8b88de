"""What was kept long enough: what would go, what was prepared, what is held."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.channels.kit.guards import permitted
from citong.kernel import retention
from citong.kernel.permissions import P

from ..screens import official, show

keepers = permitted(P.DISPOSE)


@keepers
def kept(request: HttpRequest) -> HttpResponse:
    """Every kind with its term and law, and how many would go now; nothing is changed by looking."""
    now = timezone.now()
    labels = {kind.name: kind.label for kind in retention.kinds()}
    context = {
        "kinds": [(kind, kind.term.days, len(retention.would_go(kind, at=now))) for kind in retention.kinds()],
        "disposals": [(each, labels.get(each.kind, each.kind), len(each.ids)) for each in retention.disposals()],
        "holds": retention.holds(),
        "viewer": official(request).id,
    }
    return show(request, "desk/duty/retention.html", context)


@keepers
@require_POST
def prepare(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask that what is due goes; a second person decides."""
    disposal = retention.prepare(kind, by=official(request), at=timezone.now())
    messages.success(request, f"清单已经准备好，{len(disposal.ids)} 条，请另一位管理员批准。")
    return redirect("desk:retention")


@keepers
@require_POST
def approve(request: HttpRequest, disposal_id: int) -> HttpResponse:
    """As the second person, let it go."""
    disposal = retention.approve(disposal_id, by=official(request), at=timezone.now())
    messages.success(request, f"已经删除 {disposal.gone} 条。")
    return redirect("desk:retention")
