"""The steps with a whole 一件事: one view a step, one verb a view."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.cases import facade as cases
from citong.channels.kit.guards import permitted
from citong.kernel.errors import InvalidInput
from citong.kernel.workdays import add_working_days
from citong.organisations import facade as organisations

from ..forms import add_faults
from ..gaps import Corrections, targets_of
from ..joint_forms import Acceptance, Answer, HandingOver, MemberReason, MemberTurnedAway, MoreDays
from ..screens import official, sent, show

leads = permitted(cases.P.LEAD_JOINT)
INTAKE = {
    "accept": (cases.accept_joint, "已经统一受理，能办的各项转到了承办单位，《受理通知书》马上发给申请人。"),
    "pass_pre_review": (cases.pass_joint, "预审通过，等申请人把原件交到窗口。"),
    "receive": (cases.receive_joint, "已经收下原件，5 个工作日内要答复。"),
}


@leads
@require_POST
def accept(request: HttpRequest, joint_id: int) -> HttpResponse:
    """Accept for all, or wait for the originals, or take them and look first."""
    form = Acceptance(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    verb, said = INTAKE.get(request.POST.get("move", ""), INTAKE["accept"])
    _opened(request, joint_id)
    verb(joint_id, note=note, by=official(request), at=timezone.now())
    return _back(request, joint_id, said=said)


@leads
def correction(request: HttpRequest, joint_id: int) -> HttpResponse:
    """Compose the one notice for all items, look at it, send it. `step` says which: look, edit or send."""
    joint = _open_for(request, joint_id, "ask_to_correct")
    definition = cases.joint_definition(joint)
    form = Corrections(sent(request), targets=targets_of(joint, definition), is_again=bool(joint.rounds))
    step = request.POST.get("step", "")
    if step == "edit" or not form.is_valid():
        places, is_wrong = form.places(), step in {"look", "send"}
        context = {"joint": joint, "form": form, "places": places, "is_wrong": is_wrong}
        return show(request, "desk/joint/correction.html", context, status=422 if is_wrong else 200)
    if step != "send":
        typed = [(name, request.POST[name]) for name in form.fields if request.POST.get(name)]
        until = add_working_days(timezone.localdate(), definition.correction_days, organisations.work_calendar())
        context = {"joint": joint, "gaps": form.gaps(), "until": until, "typed": typed}
        return show(request, "desk/joint/correction_preview.html", context)
    why, by = form.cleaned_data["why_again"], official(request)
    cases.ask_to_correct_joint(joint_id, gaps=form.gaps(), why_again=why, by=by, at=timezone.now())
    return _back(request, joint_id, said="补正通知已经发出，各项要补的都在一份《补正告知书》里。")


@leads
def extension(request: HttpRequest, joint_id: int) -> HttpResponse:
    """Ask the head of the government for more days."""
    joint = _open_for(request, joint_id, "ask_to_extend")
    form = MoreDays(sent(request))
    then = "报本级人民政府负责人；批准以后，期限延长，并把理由书面告知申请人。"
    said = "已经报本级人民政府负责人批准。"
    return _step(request, joint, form, "申请延长整件事的期限", then, said, verb=cases.ask_to_extend_joint)


@leads
@require_POST
def extension_answer(request: HttpRequest, joint_id: int) -> HttpResponse:
    """The head of the government approves the days or does not."""
    form, by, at = Answer(request.POST), official(request), timezone.now()
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    _opened(request, joint_id)
    if request.POST.get("move") == "decline":
        cases.decline_joint_extension(joint_id, answer=answer, by=by, at=at)
        return _back(request, joint_id, said="已经答复：不同意延长。")
    cases.extend_joint(joint_id, answer=answer, by=by, at=at)
    return _back(request, joint_id, said="已经批准延长，《延长办理期限告知书》马上发给申请人。")


@leads
def delivery(request: HttpRequest, joint_id: int) -> HttpResponse:
    """All results at once."""
    joint = _open_for(request, joint_id, "deliver")
    form = HandingOver(sent(request))
    then = "各项结果一次送达，每份决定书都有送达登记，并通知申请人。"
    return _step(request, joint, form, "统一送达", then, "已经统一送达，这件事全部完成了。", verb=cases.deliver_joint)


@leads
def turn_away(request: HttpRequest, joint_id: int, member_id: int) -> HttpResponse:
    """One member is not accepted; the others go on."""
    joint = _open_for(request, joint_id, "turn_member_away", member=member_id)
    form = MemberTurnedAway(sent(request))
    then = "发《不予受理决定书》；别的项目照办。"
    said = "这一项已经不予受理，别的照办。"
    return _step(request, joint, form, "这一项不予受理", then, said, verb=cases.turn_member_away, member=member_id)


@leads
def terminate(request: HttpRequest, joint_id: int, member_id: int) -> HttpResponse:
    """End a member that stands still."""
    joint = _open_for(request, joint_id, "terminate_member", member=member_id)
    form = MemberReason(sent(request))
    then, said = "发《终止办理告知书》，写明理由和救济途径；别的项目照办。", "这一项已经终止。"
    return _step(request, joint, form, "终止这一项", then, said, verb=cases.terminate_member, member=member_id)


@leads
def release(request: HttpRequest, joint_id: int, member_id: int) -> HttpResponse:
    """What a member waits for was granted anew: let it go on."""
    joint = _open_for(request, joint_id, "release_member", member=member_id)
    form = forms.Form(sent(request))
    then = "这一项今天受理，开始计时，转到承办单位。"
    said = "这一项已经接着办了。"
    return _step(request, joint, form, "前一项重新办成了，接着办", then, said, verb=_release, member=member_id)


def _release(case_id: int, **context: object) -> cases.Case:
    return cases.release_member(case_id, **context)  # type: ignore[arg-type]


def _opened(request: HttpRequest, joint_id: int) -> cases.JointCase:
    return cases.officials_joint(joint_id, viewer=official(request))


def _open_for(request: HttpRequest, joint_id: int, move: str, *, member: int | None = None) -> cases.JointCase:
    """The whole, when this move is open to the viewer; else why not."""
    joint = _opened(request, joint_id)
    if member is not None and member not in {each.pk for each in joint.members.all()}:
        raise cases.NoSuchCase("这件事里没有这一项。")
    if move not in cases.joint_moves_open(joint, viewer=official(request)):
        raise cases.NotYourPost("这一步现在不能由您的岗位来做。", remedy="请看这件事现在到了哪一步、由谁办理。")
    return joint


def _step(
    request: HttpRequest,
    joint: cases.JointCase,
    form: forms.Form,
    title: str,
    then: str,
    said: str,
    *,
    verb: Callable[..., object],
    member: int | None = None,
) -> HttpResponse:
    """A step with a page of its own: show its form, or take it; what the rules refuse is shown beside its question."""
    if form.is_valid():
        try:
            verb(member or joint.pk, **form.cleaned_data, by=official(request), at=timezone.now())
            return _back(request, joint.pk, said=said)
        except InvalidInput as refused:
            add_faults(form, refused)
    context = {"joint": joint, "form": form, "title": title, "then": then, "member": _named(joint, member)}
    return show(request, "desk/joint/step.html", context, status=422 if form.errors else 200)


def _named(joint: cases.JointCase, member: int | None) -> str:
    return next((each.item_version.name for each in joint.members.all() if each.pk == member), "")


def _back(request: HttpRequest, joint_id: int, *, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("desk:joint", joint_id)
