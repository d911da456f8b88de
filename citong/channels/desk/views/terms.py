"""The clocks: stopped and run on, extended or not."""

from django.http import HttpRequest, HttpResponse

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit.guards import permitted

from ..procedure_forms import ExtensionAnswer, ExtensionAsked, Pause, Resume
from ..screens import sent, told_on_the_case
from .steps import handlers, open_for, take_step


@handlers
@told_on_the_case
def pause(request: HttpRequest, case_id: int) -> HttpResponse:
    """A special procedure begins; the clocks stop."""
    case = open_for(request, case_id, "suspend")
    usual = catalogue.definition(case.item_version_id).special_procedures
    kinds = {name: procedure.value for procedure, name in cases.PROCEDURE_NAMES.items()}
    offered = [(kinds[s.kind], f"{s.kind}（通常 {s.days} 天）") for s in usual if s.kind in kinds]
    initial = {"procedure": offered[0][0], "announced_days": usual[0].days} if len(offered) == 1 else {}
    form = Pause(sent(request), procedures=offered, initial=initial)
    return take_step(
        request, case, "suspend", form, verb=cases.suspend, said="已经停止计时，《特别程序告知书》马上发出。"
    )


@handlers
@told_on_the_case
def resume(request: HttpRequest, case_id: int) -> HttpResponse:
    """The special procedure has ended; the clocks run on."""
    case = open_for(request, case_id, "resume", "resume_to_decide")
    form = Resume(sent(request))
    return take_step(request, case, "resume", form, verb=cases.resume, said="已经恢复计时，新的期限会告诉申请人。")


@handlers
@told_on_the_case
def extension(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask the head for more days."""
    case = open_for(request, case_id, "ask_to_extend")
    form, said = ExtensionAsked(sent(request)), "延长申请已经交给本单位负责人。"
    return take_step(request, case, "ask_to_extend", form, verb=cases.ask_to_extend, said=said)


@permitted(cases.P.LEAD)
@told_on_the_case
def extension_answer(request: HttpRequest, case_id: int) -> HttpResponse:
    """The head approves the days that were asked for, or does not."""
    case = open_for(request, case_id, "extend", "decline_extension")
    asked = next(each for each in case.extensions.all() if each.approved is None)
    form = ExtensionAnswer(sent(request), choices=_answers_open(case))
    return take_step(
        request,
        case,
        "extend",
        form,
        verb=_answered,
        said="已经答复延长申请。",
        said_before=[f"{asked.asked_by_name}申请延长 {asked.days} 个工作日。理由：{asked.reason}"],
    )


def _answers_open(case: cases.Case) -> list[tuple[str, str]]:
    """While the clocks stand still there is nothing to prolong, but the wish can be declined."""
    may_approve = case.state in {cases.State.IN_REVIEW, cases.State.TO_DECIDE}
    return [*([("yes", "批准")] if may_approve else []), ("no", "不批准（要写理由）")]


def _answered(case_id: int, *, approved: str, answer: str, **context: object) -> cases.Case:
    verb = cases.extend if approved == "yes" else cases.decline_extension
    return verb(case_id, answer=answer, **context)  # type: ignore[arg-type]
