"""The last look, handing in, and the receipt."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit import story
from citong.channels.kit.guards import signed_in
from citong.documents import facade as documents
from citong.kernel.errors import InvalidInput
from citong.kernel.refs import ref

from ..applicants import actor_before, party_before
from ..preparation import Preparation, of_own_draft
from ..standing import gap_before


@signed_in
@of_own_draft
def check(request: HttpRequest, preparation: Preparation) -> HttpResponseBase:
    """Every answer once more, each to be changed; then hand in. Pressing twice hands in once."""
    party, by = party_before(request), actor_before(request)
    if request.method != "POST":
        return _shown(request, preparation, faults=_faults(preparation))
    declared = request.POST.get("declared") == "on"
    try:
        hand_in = cases.hand_in_joint if preparation.occasion else cases.hand_in
        hand_in(preparation.draft.pk, party=party, declared=declared, by=by, at=timezone.now())
    except (cases.FormOutdated, cases.PackageChanged) as outdated:
        context = {"preparation": preparation, "refusal": outdated}
        return render(request, "portal/apply/outdated.html", context, status=outdated.status)
    except cases.NotSureEnough as unsure:
        return _shown(request, preparation, faults=_faults(preparation), status=unsure.status)
    except InvalidInput as invalid:
        return _shown(request, preparation, faults=_faults(preparation) | invalid.faults, status=invalid.status)
    return redirect("portal:done", preparation.draft.pk)


@signed_in
@require_POST
@of_own_draft
def renew(request: HttpRequest, preparation: Preparation) -> HttpResponseBase:
    """Go over to the item's present version; what was filled in stays."""
    draft = cases.renew(preparation.draft.pk, by=actor_before(request), at=timezone.now())
    return redirect("portal:check", draft.pk)


@signed_in
def done(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The receipt: number, query code, what was handed in, what happens next and by when."""
    by, today = actor_before(request), timezone.localdate()
    draft = cases.draft(draft_id, viewer=by)
    if draft.joint:
        return _joint_receipt(request, draft.joint.number)
    if draft.case is None:
        raise Http404
    case = cases.applicants_case(draft.case.number, viewer=by)
    names = {each.code: each.name for each in catalogue.definition(case.item_version_id).materials}
    context = {
        "case": case,
        "query_code": cases.query_code_of(case),
        "materials": [(names.get(each.code, each.code), each.upload) for each in case.materials.all()],
        "standing": story.standing(case, today=today),
        "letters": documents.letters_of(ref("case", case.pk)),
    }
    return render(request, "portal/apply/done.html", context)


def _joint_receipt(request: HttpRequest, number: str) -> HttpResponse:
    joint = cases.applicants_joint(number, viewer=actor_before(request))
    context = {
        "joint": joint,
        "members": joint.members.all(),
        "query_code": cases.joint_query_code_of(joint),
        "materials": cases.joint_materials(joint),
        "letters": documents.letters_of(ref("joint", joint.pk)),
    }
    return render(request, "portal/joint/done.html", context)


def _faults(preparation: Preparation) -> dict[str, str]:
    draft = preparation.draft
    handed_in = [file.material for file in draft.files.all()]
    return cases.examine_application(
        preparation.definition, situation=draft.situation, answers=draft.answers, handed_in=handed_in
    ).faults


def _shown(
    request: HttpRequest, preparation: Preparation, *, faults: dict[str, str], status: int = 200
) -> HttpResponse:
    undeclared = faults.pop("declared", "")
    context = {
        **preparation.around("check"),
        "repairs": preparation.repairs(faults),
        "undeclared": undeclared,
        "party": party_before(request),
        "gap": gap_before(preparation.definition, party_before(request)),
    }
    return render(request, "portal/apply/check.html", context, status=status)
