"""Routes as BPMN 2.0 files: to take along, and to bring back."""

from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.catalogue import facade as catalogue
from citong.channels.kit.downloads import download as sent_along
from citong.channels.kit.guards import permitted

from ..forms import RouteUpload
from ..route_page import designer, differences, faults_of
from ..route_questions import choices
from ..route_typing import typed_of
from ..screens import show

keepers = permitted(catalogue.P.KEEP_ROUTES)


@keepers
def download(request: HttpRequest, item_id: int) -> HttpResponseBase:  # noqa: ARG001 -- the guard needs it
    """The route as it lies on the desk: the draft, or else what is published."""
    desk = catalogue.route_desk(item_id)
    offered = choices(desk.definition.department, on=timezone.localdate())
    content = catalogue.bpmn_of(desk.definition, desk.route, departments=offered.departments)
    name = f"{desk.definition.name}-办理流程.bpmn"
    return sent_along(BytesIO(content), name=name, media_type="application/xml")


@keepers
@require_POST
def upload(request: HttpRequest, item_id: int) -> HttpResponse:
    """A file, laid open on the designer's page with what it changes; it counts only when it is saved there."""
    desk = catalogue.route_desk(item_id)
    form = RouteUpload(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, "desk/routes/upload.html", {"desk": desk, "form": form}, status=422)
    read = catalogue.route_in(form.cleaned_data["file"].read())
    if isinstance(read, list):
        return show(request, "desk/routes/upload.html", {"desk": desk, "form": form, "faults": read}, status=422)
    typed = typed_of(read)
    changes = differences(desk, read, since=desk.route)
    faults = faults_of(desk, typed)
    said = "这是文件里的流程，还没有保存。核对以后点“保存”。"
    return designer(request, desk, typed, faults=faults, notice=said, differences=changes)
