"""Standing in 代办: who takes care of my work while I am away, for whom I do, and, of a department, everybody's."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.channels.kit.guards import staff_only
from citong.kernel.actors import Actor
from citong.kernel.errors import InvalidInput, Refusal
from citong.kernel.permissions import has_permission
from citong.organisations import facade as organisations

from ..forms import add_faults
from ..office_forms import HandOver, Whose
from ..pages import SIZE, address, before_in
from ..screens import CONFLICT, official, sent, show, tell_overtaken

ONE_DAY = timedelta(days=1)
OVER = "plain"


@dataclass(frozen=True)
class Line:
    """A hand-over as a row: who for whom, which posts, which days, how it stands, whether the viewer may end it."""

    substitution: organisations.Substitution
    posts: str
    last_on: date
    state: str
    tone: str
    may_end: bool


@staff_only
def hand_over(request: HttpRequest) -> HttpResponse:
    """One's own hand-overs and the form for the next; those who lead or administer do it for others, too."""
    viewer, now = official(request), timezone.now()
    people = _people(viewer)
    whose = _whose(request, viewer, people)
    form = _form(request, whose, people, today=timezone.localdate(now)) if whose else None
    if whose and form and form.is_valid():
        try:
            organisations.hand_over(whose, **_said(form), by=viewer, at=now)
        except InvalidInput as refused:
            add_faults(form, refused)
        except Refusal as refused:
            if refused.status != CONFLICT:
                raise
            form.add_error(None, f"{refused.message}{refused.details.get('remedy', '')}")
        else:
            messages.success(request, "代办已经安排好。那几天两个人都能办，经过里会写明是代谁办的。")
            return redirect("desk:hand_over")
    context = _context(request, viewer, whose=whose, people=people, today=timezone.localdate(now))
    return show(
        request, "desk/office/hand_over.html", {**context, "form": form}, status=422 if form and form.errors else 200
    )


@staff_only
@require_POST
def end(request: HttpRequest, substitution_id: int) -> HttpResponse:
    """Somebody is back early, or somebody else is to stand in."""
    try:
        organisations.end_hand_over(substitution_id, by=official(request), at=timezone.now())
    except organisations.SubstitutionOver as refusal:
        tell_overtaken(request, refusal)
    else:
        messages.success(request, "代办已经结束。")
    return redirect("desk:hand_over")


def _people(viewer: Actor) -> dict[int, str]:
    """The colleagues of the viewer's department, themselves among them."""
    if viewer.department is None:
        return {}
    return {each.pk: f"{each.name}（{each.number}）" for each in organisations.staff_of(viewer.department)}


def _leads(viewer: Actor) -> bool:
    return has_permission(viewer, organisations.P.HAND_OVER_FOR_OTHERS)


def _whose(request: HttpRequest, viewer: Actor, people: dict[int, str]) -> int | None:
    """Whose work is to be handed over: one's own, or, by those who may, that of a colleague."""
    asked = request.GET.get("whose", "")
    if _leads(viewer) and asked in {str(each) for each in people}:
        return int(asked)
    return viewer.staff if viewer.staff in people else None


def _form(request: HttpRequest, whose: int, people: dict[int, str], *, today: date) -> HandOver:
    posts = {post.pk: post.name for post in organisations.posts_held(whose, on=today)}
    colleagues = {pk: name for pk, name in people.items() if pk != whose}
    return HandOver(sent(request), colleagues=colleagues, posts=posts, initial={"first_on": today})


def _said(form: HandOver) -> dict[str, Any]:
    """What the verb wants. Any: what the form has understood."""
    said = {**form.cleaned_data}
    chosen = said.pop("posts", [])
    return {**said, "post_ids": chosen}


def _context(
    request: HttpRequest, viewer: Actor, *, whose: int | None, people: dict[int, str], today: date
) -> dict[str, object]:
    own = organisations.hand_overs_of(viewer.staff) if viewer.staff else []
    leads = _leads(viewer) and viewer.department is not None
    of_all, next_url = _page(request, viewer) if leads else ([], "")
    return {
        "mine": [_line(each, viewer, today=today) for each in own if each.absent_id == viewer.staff],
        "for_others": [_line(each, viewer, today=today) for each in own if each.substitute_id == viewer.staff],
        "leads": leads,
        "of_all": [_line(each, viewer, today=today) for each in of_all],
        "next_url": next_url,
        "whose_form": Whose(people=people, initial={"whose": whose}) if leads else None,
        "is_own": whose == viewer.staff,
        "whose": people.get(whose, "") if whose else "",
    }


def _page(request: HttpRequest, viewer: Actor) -> tuple[list[organisations.Substitution], str]:
    assert viewer.department is not None  # noqa: S101 - asked only of those who lead a department
    found = organisations.hand_overs_in(viewer.department, before=before_in(request.GET), size=SIZE + 1)
    next_url = address("desk:hand_over", before=found[SIZE - 1].pk) if len(found) > SIZE else ""
    return found[:SIZE], next_url


def _line(each: organisations.Substitution, viewer: Actor, *, today: date) -> Line:
    state, tone = _state(each, today=today)
    may_end = tone != OVER and (each.absent_id == viewer.staff or _leads(viewer))
    return Line(
        substitution=each,
        posts="、".join(post.name for post in each.posts.all()),
        last_on=each.planned_to - ONE_DAY,
        state=state,
        tone=tone,
        may_end=may_end,
    )


def _state(each: organisations.Substitution, *, today: date) -> tuple[str, str]:
    """How it stands, in a word and its tone; the days shown are those that were planned."""
    if each.ended_at is not None:
        is_called_off = timezone.localdate(each.ended_at) < each.valid_from
        return ("没有开始就取消了" if is_called_off else "提前结束"), OVER
    if each.valid_to <= today:
        return "已经结束", OVER
    return ("正在代办", "ok") if each.valid_from <= today else ("还没有开始", "info")
