"""The packages 一件事 of the hall: what each says, its versions, publishing and withdrawing, files in and out."""

from io import BytesIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.catalogue import facade as catalogue
from citong.channels.kit.downloads import download
from citong.channels.kit.guards import permitted
from citong.kernel.errors import InvalidInput, NotFound

from ..forms import PackageUpload, PackageWithdrawal
from ..package_page import changes_of, context_of, draft_of, published_of
from ..screens import official, sent, show

UNREADY = 422
keepers = permitted(catalogue.P.KEEP_PACKAGES)


@keepers
def packages(request: HttpRequest) -> HttpResponse:
    """Every package there is or was."""
    kept = [(each, next(iter(each.versions.all()), None)) for each in catalogue.packages_kept()]
    lines = [(each, newest, published_of(each), draft_of(each)) for each, newest in kept]
    return show(request, "desk/packages/list.html", {"lines": lines})


@keepers
def package(request: HttpRequest, package: str) -> HttpResponse:
    """One package as a version of it says; the address names an earlier one by its number."""
    number = request.GET.get("version", "")
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else None
    return show(request, "desk/packages/package.html", context_of(catalogue.package_kept(package), number=wanted))


@keepers
@require_POST
def publish(request: HttpRequest, package: str) -> HttpResponse:
    """The draft is what people are offered from now on."""
    draft = draft_of(catalogue.package_kept(package))
    if draft is None:
        raise catalogue.NotADraft("没有可以发布的草稿。", remedy="请刷新页面，看看是不是已经发布了。")
    catalogue.publish_package(draft.pk, by=official(request), at=timezone.now())
    messages.success(request, "已经发布。从现在起的申请按这一版办，已经提交的仍按提交时的办。")
    return redirect("desk:package", package)


@keepers
def withdraw(request: HttpRequest, package: str) -> HttpResponse:
    """The package is no longer offered as one."""
    kept = catalogue.package_kept(package)
    form = PackageWithdrawal(sent(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        catalogue.withdraw_package(kept.pk, reason=reason, by=official(request), at=timezone.now())
        messages.success(request, "已经取消。里面的事项照样可以一件一件办，已经提交的照常办完。")
        return redirect("desk:package", package)
    context = {"package": kept, "newest": next(iter(kept.versions.all()), None), "form": form}
    return show(request, "desk/packages/withdraw.html", context, status=UNREADY if form.is_bound else 200)


@keepers
def file(request: HttpRequest, package: str) -> HttpResponseBase:  # noqa: ARG001 -- the guard needs it
    """The newest version as a file: to be kept, changed, and brought in here or in another hall."""
    kept = catalogue.package_kept(package)
    newest = next(iter(kept.versions.all()), None)
    if newest is None:
        raise NotFound("这件事还没有内容可以导出。")
    says = catalogue.package_definition_of(newest)
    content = catalogue.package_file(catalogue.PackageFile(code=kept.code, package=says))
    return download(BytesIO(content), name=f"{says.name}-一件事.json", media_type="application/json")


@keepers
def bring_in(request: HttpRequest) -> HttpResponse:
    """A file, read to see what it would change; nothing is kept yet."""
    form = PackageUpload(sent(request), request.FILES or None)
    if not form.is_valid():
        return _offer(request, form, status=UNREADY if form.is_bound else 200)
    content = form.cleaned_data["file"].read(catalogue.LARGEST_PACKAGE_BYTES + 1)
    return _dry_run(request, content)


@keepers
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """What was looked at becomes the draft."""
    content = request.POST.get("content", "").encode()
    read = catalogue.package_in(content)
    if isinstance(read, catalogue.Fault):
        return _offer(request, PackageUpload(), faults=[read], status=UNREADY)
    try:
        catalogue.take_in_package(read.package, code=read.code, by=official(request), at=timezone.now())
    except InvalidInput as refusal:
        return _dry_run(request, content, refusal=refusal)
    messages.success(request, "已经存成草稿。核对以后再发布，发布以前大厅里看不到。")
    return redirect("desk:package", read.code)


def _dry_run(request: HttpRequest, content: bytes, *, refusal: InvalidInput | None = None) -> HttpResponse:
    read = catalogue.package_in(content)
    if isinstance(read, catalogue.Fault):
        return _offer(request, PackageUpload(), faults=[read], status=UNREADY)
    try:
        known = catalogue.package_kept(read.code)
    except catalogue.NoSuchPackage:
        known = None
    context = {
        "read": read,
        "known": known,
        "draft": draft_of(known) if known else None,
        "changes": changes_of(known, read.package),
        "faults": catalogue.package_faults(read.package),
        "refusal": refusal,
        "content": content.decode(),
    }
    return show(request, "desk/packages/dry_run.html", context, status=UNREADY if refusal else 200)


def _offer(
    request: HttpRequest, form: PackageUpload, *, faults: list[catalogue.Fault] | None = None, status: int
) -> HttpResponse:
    return show(request, "desk/packages/import.html", {"form": form, "faults": faults or []}, status=status)
