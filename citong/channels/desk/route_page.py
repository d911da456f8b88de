"""The designer's page: the route as it is typed now, drawn, asked, and with what is wrong with it."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from citong.catalogue import facade as catalogue

from .forms import RouteUpload
from .route_pictures import pictures
from .route_questions import choices, questions
from .route_typing import Typed, route_of
from .screens import show


def designer(
    request: HttpRequest,
    desk: catalogue.RouteDesk,
    typed: Typed,
    *,
    faults: Iterable[catalogue.Fault] = (),
    notice: str = "",
    differences: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page for what was typed; `differences` are shown when it comes from elsewhere than this page."""
    route, _ = route_of(typed)
    offered = choices(desk.definition.department, on=timezone.localdate())
    asked = questions(typed, offered=offered, definition=desk.definition, faults=faults)
    context = {
        "desk": desk,
        "item": desk.published.item,
        "questions": asked,
        "pictures": pictures(desk.definition, route, places=offered.places),
        "days": catalogue.critical_days(route),
        "promised": desk.definition.promised,
        "fields": fields_to_ask(desk.definition),
        "upload": RouteUpload(),
        "notice": notice,
        "differences": differences,
    }
    return show(request, "desk/routes/route.html", context, status=status)


def differences(desk: catalogue.RouteDesk, route: catalogue.Route, *, since: catalogue.Route | None) -> list[str]:
    """What a route changes in another, in words with the names of this hall."""
    offered = choices(desk.definition.department, on=timezone.localdate())
    return catalogue.route_changes(since, route, names=offered.places)


def faults_of(desk: catalogue.RouteDesk, typed: Typed) -> list[catalogue.Fault]:
    """All that is wrong with what was typed, in this hall, today."""
    route, unreadable = route_of(typed)
    changed = catalogue.with_route(desk.definition, route)
    return [*unreadable, *catalogue.route_faults_today(changed, on=timezone.localdate())]


def fields_to_ask(definition: catalogue.Definition) -> list[tuple[str, str, list[catalogue.Option]]]:
    """What a condition may look at: how it is written, what it means, which answers it can have."""
    asked = [(f"situation.{each.code}", each.question, each.options) for each in definition.situations]
    form = definition.form
    names = [field.name for page in form.pages for field in page.fields] if form else []
    schemas = [(name, catalogue.schema_of(form, name)) for name in names] if form else []
    return asked + [
        (f"answers.{name}", catalogue.title_of(schema, name), catalogue.options_of(schema)) for name, schema in schemas
    ]
