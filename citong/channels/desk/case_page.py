"""Everything that the page of a case shows to an official, read once."""

from dataclasses import dataclass, replace
from datetime import date

from django import forms
from django.urls import reverse

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit import story, writing
from citong.channels.kit.figures import Event
from citong.channels.kit.levels import linked_cases
from citong.documents import facade as documents
from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from . import consequences
from .answers import sections_of
from .forms import Grant, Intake, Opinion
from .lights import STATE_TONES, light
from .papers import piles_of, points_of_steps

ORIGINALS = "等收原件：不开始计时，请申请人把原件交到窗口，收齐再受理。"


@dataclass(frozen=True)
class Move:
    """A move that has a page of its own: where it is made, and what it will cause."""

    url: str
    label: str
    then: str


@dataclass(frozen=True)
class Work:
    """The one thing that the viewer is asked to do here: its form, where it is sent, what it will cause."""

    kind: str
    form: forms.Form
    then: str
    review: cases.Review | None = None


@dataclass(frozen=True)
class Applicant:
    """Who applies, as shown: masked, or whole once somebody asked for it."""

    name: str
    id_number: str
    contact: str
    phone: str
    is_enterprise: bool


def context_of(
    case: cases.Case,
    *,
    viewer: Actor,
    today: date,
    bound: forms.Form | None = None,
    ticked: frozenset[str] = frozenset(),
    wanted: str = "",
    masked: bool = True,
) -> dict[str, object]:
    """The page of a case. `bound` is a form that was sent and is shown again, with what was ticked."""
    definition = catalogue.definition(case.item_version_id)
    work = _work(case, definition, viewer=viewer, bound=bound)
    piles = piles_of(case, definition, ticked=ticked, wanted=wanted)
    return {
        "case": case,
        "tone": STATE_TONES.get(cases.State(case.state), "plain"),
        "light": light(case.due_on, today=today, calendar=organisations.work_calendar()),
        "holder": _holder(case),
        "applicant": _applicant(case, masked=masked),
        "masked": masked,
        "clock": story.clock_of(case, today=today),
        "face": cases.clock_face(case),
        "piles": piles,
        "step_points": points_of_steps(case, work.review if work else None, ticked=ticked),
        "sections": sections_of(case, definition, masked=masked),
        "work": work,
        "originals": ORIGINALS if work and "pass_pre_review" in cases.moves_open(case, viewer=viewer) else "",
        "moves": _moves(case, definition, viewer=viewer),
        "corrections": sorted(case.corrections.all(), key=lambda correction: -correction.round),
        "opinions": [review for review in case.reviews.all() if review.given_at],
        **linked_cases(case),
        "letters": list(documents.letters_of(ref("case", case.pk))),
        "events": _events(case),
    }


def _work(
    case: cases.Case, definition: catalogue.Definition, *, viewer: Actor, bound: forms.Form | None
) -> Work | None:
    moves = cases.moves_open(case, viewer=viewer)
    review = _review_owed(case, viewer=viewer)
    if "accept" in moves:
        return Work("intake", bound or Intake(), consequences.after_acceptance(case, definition))
    if review is not None:
        return Work("opinion", bound or Opinion(), consequences.after_opinion(case, review), review)
    if "grant" in moves:
        then = "准予后：出《准予决定书》并通知申请人，自动办结。"
        return Work("grant", bound or Grant(), then)
    return None


def _review_owed(case: cases.Case, *, viewer: Actor) -> cases.Review | None:
    """The opinion that the viewer is to give now; the first, when the viewer holds several posts."""
    if case.state != cases.State.IN_REVIEW:
        return None
    owed = (r for r in case.reviews.all() if r.ended_at is None and r.stage == case.stage and r.post_id in viewer.posts)
    return next(owed, None)


def _moves(case: cases.Case, definition: catalogue.Definition, *, viewer: Actor) -> list[Move]:
    links = consequences.LINKS
    open_ones = [move for move in cases.moves_open(case, viewer=viewer) if move in links]
    if not definition.special_procedures:
        open_ones = [move for move in open_ones if move != "suspend"]
    return [
        Move(reverse(links[move][0], args=[case.pk]), links[move][1], consequences.after(move, definition))
        for move in open_ones
    ]


def _holder(case: cases.Case) -> str:
    """Who has it now."""
    owing = [r for r in case.reviews.all() if r.ended_at is None and r.stage == case.stage]
    if case.state == cases.State.CORRECTION:
        return "等申请人补正"
    if owing:
        return "、".join(f"{r.department.short_name} {r.post.name}（{r.name}）" for r in owing)
    return f"{case.department.short_name} {case.awaited_post.name}" if case.awaited_post else ""


def _applicant(case: cases.Case, *, masked: bool) -> Applicant:
    is_enterprise = case.party_kind == "enterprise"
    if not masked:
        number = case.party_id_number
        return Applicant(case.party_name, number, case.contact_name, case.contact_phone, is_enterprise)
    return Applicant(
        name=case.party_name if is_enterprise else writing.masked_name(case.party_name),
        id_number=writing.masked_id(case.party_id_number),
        contact=writing.masked_name(case.contact_name),
        phone=writing.masked_phone(case.contact_phone),
        is_enterprise=is_enterprise,
    )


def _events(case: cases.Case) -> list[Event]:
    """What happened, the newest first; applicants are not named."""
    steps = reversed(list(case.steps.all()))
    told = zip(story.officials_events(case), steps, strict=True)
    return [replace(event, who="申请人") if step.actor == case.applicant else event for event, step in told]
