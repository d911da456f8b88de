"""What of one's own is kept here: who has looked at it, and a copy of it."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from citong.channels.kit.confirming import freshly_signed_in
from citong.channels.kit.downloads import download
from citong.channels.kit.guards import signed_in
from citong.identity import facade as identity
from citong.kernel.refs import id_of

from ..applicants import actor_before
from ..copies import archive
from ..looks import line_of
from ..paging import edge_of

SIZE = 20


@signed_in
def looks(request: HttpRequest) -> HttpResponse:
    """谁查看过我的信息: who, when, in what, what for and under which rule; officials have nothing of their own here."""
    if not request.user.is_authenticated or identity.is_staff(request.user):
        return render(request, "portal/my/looks.html", {"lines": [], "is_first": True, "next": ""})
    before = edge_of(request, "before")
    found = identity.looks_at(request.user, before=before, size=SIZE + 1)
    context = {
        "lines": [line_of(each) for each in found[:SIZE]],
        "is_first": before is None,
        "next": f"?before={found[SIZE - 1].pk}" if len(found) > SIZE else "",
    }
    return render(request, "portal/my/looks.html", context)


@signed_in
@freshly_signed_in
def copy(request: HttpRequest) -> HttpResponse:
    """Ask for a copy of what is kept of oneself, having shown anew who one is; fetch it once it is made."""
    by, now = actor_before(request), timezone.now()
    own = id_of("account", by.id)
    if request.method == "POST":
        identity.ask_for_export(own, by=by, at=now)
        messages.success(request, "已经在做了，过一两分钟刷新这一页就能下载。")
        return redirect("portal:copy")
    return render(request, "portal/my/copy.html", {"export": identity.export_of(own, at=now)})


@signed_in
def copy_file(request: HttpRequest) -> FileResponse:
    """The copy, to be saved; that it was fetched is told among the looks."""
    by = actor_before(request)
    content = identity.fetch_export(id_of("account", by.id), by=by, at=timezone.now())
    return download(archive(content), name="我的个人信息.zip", media_type="application/zip")
