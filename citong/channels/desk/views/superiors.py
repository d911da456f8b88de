"""What heads and supervisors direct, and what is undone: other posts, steps and opinions taken back, the end."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from citong.cases import facade as cases
from citong.channels.kit.guards import permitted, staff_only
from citong.kernel.errors import NotFound
from citong.organisations import facade as organisations

from .. import consequences
from ..colleagues import posts_beside
from ..ending_forms import Reassignment, Termination, Undoing, Voiding
from ..screens import official, sent, told_on_the_case
from .steps import open_for, take, take_step

directors = permitted(cases.P.REASSIGN)
MOVED = {"then": "转到选的岗位；期限不变，谁改派、为什么，都留在办理记录里。"}
REOPENED = {"then": "这项意见作废，重新等意见；原来写的留在办理记录里。"}


@permitted(cases.P.DECIDE)
@told_on_the_case
def termination(request: HttpRequest, case_id: int) -> HttpResponse:
    """There is nothing left to decide."""
    case = open_for(request, case_id, "terminate")
    form = Termination(sent(request))
    return take_step(
        request, case, "terminate", form, verb=cases.terminate, said="已经终止办理，《终止办理告知书》马上送出。"
    )


@permitted(cases.P.LEAD)
@told_on_the_case
def voiding(request: HttpRequest, case_id: int) -> HttpResponse:
    """What should never have been on record."""
    case = open_for(request, case_id, "void")
    form = Voiding(sent(request))
    return take_step(request, case, "void", form, verb=cases.void, said="已经作废，《终止办理告知书》马上送出。")


@staff_only
@told_on_the_case
def take_back(request: HttpRequest, case_id: int) -> HttpResponse:
    """Undo what was done last by mistake."""
    case = open_for(request, case_id, "take_back")
    last = list(case.steps.all())[-1]
    return take_step(
        request,
        case,
        "take_back",
        Undoing(sent(request)),
        verb=cases.take_back,
        said="已经撤销这一步。",
        said_before=[f"要撤销的是：{cases.move_name(last.move)}（{last.actor_name}）。"],
    )


@staff_only
@told_on_the_case
def reopening(request: HttpRequest, case_id: int, review_id: int) -> HttpResponse:
    """Take an opinion back that was given by mistake."""
    by = official(request)
    case = cases.officials_case(case_id, viewer=by)
    review = _review(case, review_id)
    if review not in cases.reviews_to_reopen(case, viewer=by):
        raise cases.NotYourPost("这项意见现在不能由您撤回。", remedy="意见由本人或者单位负责人在这个阶段结束前撤回。")
    form, step = Undoing(sent(request)), consequences.REOPENING
    verb = _of_review(cases.reopen_review, review_id)
    context = {**REOPENED, "said_before": [f"要撤回的是“{review.name}”的意见（{review.given_by_name}）。"]}
    return take(request, case, step, form, verb=verb, said="意见已经撤回，请重新出具。", context=context)


@directors
@told_on_the_case
def reassignment(request: HttpRequest, case_id: int) -> HttpResponse:
    """The case goes to another post."""
    by = official(request)
    case = cases.officials_case(case_id, viewer=by)
    if not cases.may_reassign(case, viewer=by) or case.awaited_post is None:
        raise cases.NotYourPost("这个办件现在不能由您改派。", remedy="由承办单位的负责人或者监督人员改派。")
    form = Reassignment(sent(request), posts=_others_beside(case.awaited_post))
    context = {**MOVED, "said_before": [f"现在在：{case.awaited_post.name}。"]}
    step = consequences.REASSIGNING
    return take(request, case, step, form, verb=cases.reassign_case, said="已经改派。", context=context)


@directors
@told_on_the_case
def review_reassignment(request: HttpRequest, case_id: int, review_id: int) -> HttpResponse:
    """An opinion is asked of another post."""
    by = official(request)
    case = cases.officials_case(case_id, viewer=by)
    review = _review(case, review_id)
    if review not in cases.reviews_to_reassign(case, viewer=by):
        raise cases.NotYourPost("这项意见现在不能由您改派。", remedy="由出意见单位的负责人或者监督人员改派。")
    form, step = Reassignment(sent(request), posts=_others_beside(review.post)), consequences.REASSIGNING
    context = {
        **MOVED,
        "said_before": [f"“{review.name}”现在由{review.department.short_name} {review.post.name}出意见。"],
    }
    verb = _of_review(cases.reassign_review, review_id)
    return take(request, case, step, form, verb=verb, said="已经改派。", context=context)


def _others_beside(post: organisations.Post) -> list[tuple[str, str]]:
    """To which posts the work can go; a form without any choice would lead nowhere."""
    others = posts_beside(post)
    if not others:
        raise cases.NotReassignable(
            f"本单位做同样工作的，只有“{post.name}”这一个岗位，没有别的岗位可以改派。",
            remedy="人不在的，在“代办”里请同事代替；岗位不够的，请本单位管理员增加。",
        )
    return others


def _review(case: cases.Case, review_id: int) -> cases.Review:
    found = next((review for review in case.reviews.all() if review.pk == review_id), None)
    if found is None:
        raise NotFound("这个办件没有这项审查。")
    return found


def _of_review(verb: Callable[..., cases.Case], review_id: int) -> Callable[..., cases.Case]:
    """A verb about a review, to be used where one about its case is."""
    return lambda _case_id, **said: verb(review_id, **said)
