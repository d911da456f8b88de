"""Pre-review of many simple applications at once."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import permitted

from .. import consequences
from ..batches import MOST, MOVES, ids_in, rows_of, take_up
from ..screens import official, show
from .steps import WRONG

receivers = permitted(cases.P.RECEIVE)
NONE_PICKED = "还没有选，请至少选一件。"


@receivers
def kinds(request: HttpRequest) -> HttpResponse:
    """For which items there are several that are alike."""
    return show(request, "desk/batch/kinds.html", {"kinds": cases.kinds_alike(official(request))})


@receivers
def batch(request: HttpRequest, version_id: int) -> HttpResponse:
    """Pick some of them, and take them up; the answer says what became of each."""
    by, move, wanted = official(request), request.POST.get("move", ""), ids_in(request.POST.getlist("case"))
    if wanted and move in MOVES:
        outcomes = take_up(wanted, version=version_id, move=move, by=by, at=timezone.now())
        through = [each for each in outcomes if each.went_through]
        refused = [each for each in outcomes if not each.went_through]
        context = {"outcomes": [*refused, *through], "through": len(through), "refused": len(refused)}
        return show(request, "desk/batch/result.html", {**context, "version_id": version_id, "what": MOVES[move][0]})
    found, is_wrong = cases.cases_alike(by, version=version_id), request.method == "POST"
    context = {
        "version_id": version_id,
        "rows": rows_of(found, all_ticked=request.GET.get("all") == "1"),
        "wrong": NONE_PICKED if is_wrong else "",
        "most": MOST,
        "then": _then(found[0]) if found else "",
    }
    return show(request, "desk/batch/pick.html", context, status=WRONG if is_wrong else 200)


def _then(case: cases.Case) -> str:
    return consequences.after_acceptance(case, catalogue.definition(case.item_version_id))
