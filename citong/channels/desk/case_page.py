"""Everything that the page of a case shows to an official, read once."""

from dataclasses import dataclass, replace
from datetime import date

from django import forms

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue
from citong.channels.kit import story
from citong.channels.kit.figures import Event
from citong.channels.kit.levels import linked_cases
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from . import consequences
from .answers import sections_of
from .case_moves import moves_on, opinions_on
from .case_sections import what_came_between
from .confirming import offers_signature
from .forms import Grant, Intake, Opinion
from .lights import STATE_TONES, light
from .papers import piles_of, points_of_steps

WAITING_FOR = {
    cases.State.PRE_SUPPLEMENT: "等申请人补件",
    cases.State.CORRECTION: "等申请人补正",
    cases.State.FEE_PENDING: "等申请人缴费",
    cases.State.WAITING: "等前一件办好",
    cases.State.BLOCKED: "前一件没有办成，等处理",
    cases.State.FORWARDED: "已经转报，等上级机关决定",
}
LAPSED = "请申请人补正的到期没有补来，请按现有材料提意见。"
ORIGINALS = "等收原件：不开始计时，请申请人把原件交到窗口，收齐再受理。"


@dataclass(frozen=True)
class Work:
    """The one thing that the viewer is asked to do here: its form, where it is sent, what it will cause."""

    kind: str
    form: forms.Form
    then: str
    review: cases.Review | None = None
    said: str = ""  # what to know before one does it


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
    allowed: identity.Unmasking | None = None,
) -> dict[str, object]:
    """The page of a case. `bound` is a form that was sent and is shown again, with what was ticked.

    Names and numbers are masked unless the viewer is `allowed` to read them whole.
    """
    definition = catalogue.definition(case.item_version_id)
    moves = frozenset(cases.moves_open(case, viewer=viewer))
    work = _work(case, definition, moves, viewer=viewer, bound=bound)
    return {
        "case": case,
        "tone": STATE_TONES.get(cases.State(case.state), "plain"),
        "light": light(case.due_on, today=today, calendar=organisations.work_calendar()),
        "holder": _holder(case),
        "applicant": _applicant(case, masked=allowed is None),
        "allowed": allowed,
        "clock": story.clock_of(case, today=today),
        "face": cases.clock_face(case),
        "piles": piles_of(case, definition, ticked=ticked, wanted=wanted),
        "step_points": points_of_steps(case, work.review if work else None, ticked=ticked),
        "sections": sections_of(case, definition, masked=allowed is None),
        "work": work,
        **_signing(case),
        "own_question": _own_question(case, viewer=viewer),
        "originals": ORIGINALS if work and "pass_pre_review" in moves else "",
        **moves_on(case, definition, moves, viewer=viewer, has_work=work is not None),
        "corrections": sorted(case.corrections.all(), key=lambda correction: -correction.round),
        "opinions": opinions_on(case, viewer=viewer),
        **linked_cases(case),
        "events": _events(case),
        **what_came_between(case, viewer=viewer),
    }


def _signing(case: cases.Case) -> dict[str, object]:
    """What was signed to confirm the decision and the certificates, each verified anew."""
    decision = getattr(case, "decision", None)
    deciding = {decision.signature_id} if decision else set()
    issuing = {each.signature_id for each in case.certificates.all()}
    is_signed = (deciding | issuing) - {None}
    kept = identity.signatures_about(ref("case", case.pk)) if is_signed else ()
    verified = [(one, identity.is_still_right(one)) for one in kept]
    return {
        "offers_signature": offers_signature(),
        "decision_signatures": [each for each in verified if each[0].pk in deciding],
        "issuing_signatures": [each for each in verified if each[0].pk in issuing],
    }


def _work(
    case: cases.Case,
    definition: catalogue.Definition,
    moves: frozenset[str],
    *,
    viewer: Actor,
    bound: forms.Form | None,
) -> Work | None:
    review = _review_owed(case, viewer=viewer)
    if "accept" in moves:
        return Work("intake", bound or Intake(), consequences.after_acceptance(case, definition))
    if review is not None:
        then, said = consequences.after_opinion(case, review), _what_came_of_asking(case)
        return Work("opinion", bound or Opinion(), then, review, said)
    if "grant" in moves:
        then = consequences.after_grant(definition)
        return Work("grant", bound or Grant(), then)
    return None


def _review_owed(case: cases.Case, *, viewer: Actor) -> cases.Review | None:
    """The opinion that the viewer is to give now; the first, when the viewer holds several posts."""
    if case.state != cases.State.IN_REVIEW:
        return None
    owed = (r for r in case.reviews.all() if r.ended_at is None and r.stage == case.stage and r.post_id in viewer.posts)
    return next((review for review in owed if review.awaits_id is None), None)


def _own_question(case: cases.Case, *, viewer: Actor) -> cases.Correction | None:
    """What the viewer's post has asked of the applicant and waits for."""
    review = cases.awaiting(case)
    return review.awaits if review is not None and review.post_id in viewer.posts else None


def _what_came_of_asking(case: cases.Case) -> str:
    """Whether the applicant brought what a reviewing post asked for last; nothing where none asked."""
    asked = [each for each in case.corrections.all() if each.kind == each.Kind.ADDITION and not each.taken_back_at]
    last = max(asked, key=lambda each: each.round, default=None)
    if last is None or not (last.answered_at or last.lapsed_at):
        return ""
    return "请申请人补正的已经补来，请看新的材料和答案。" if last.answered_at else LAPSED


def _holder(case: cases.Case) -> str:
    """Who has it now."""
    owing = [r for r in case.reviews.all() if r.ended_at is None and r.stage == case.stage]
    if case.state in WAITING_FOR:
        return WAITING_FOR[cases.State(case.state)]
    if owing:
        return "、".join(f"{r.department.short_name} {r.post.name}（{r.name}{_waiting(r)}）" for r in owing)
    return f"{case.department.short_name} {case.awaited_post.name}" if case.awaited_post else ""


def _waiting(review: cases.Review) -> str:
    return "，等申请人补正" if review.awaits_id is not None else ""


def _applicant(case: cases.Case, *, masked: bool) -> Applicant:
    is_enterprise = case.party_kind == "enterprise"
    if not masked:
        number = case.party_id_number
        return Applicant(case.party_name, number, case.contact_name, case.contact_phone, is_enterprise)
    return Applicant(
        name=case.party_name if is_enterprise else identity.masked_name(case.party_name),
        id_number=case.party_id_number if is_enterprise else identity.masked_number(case.party_id_number),
        contact=identity.masked_name(case.contact_name),
        phone=identity.masked_phone(case.contact_phone),
        is_enterprise=is_enterprise,
    )


def _events(case: cases.Case) -> list[Event]:
    """What happened, the newest first; applicants are not named."""
    steps = reversed(list(case.steps.all()))
    told = zip(story.officials_events(case), steps, strict=True)
    return [replace(event, who="申请人") if step.actor == case.applicant else event for event, step in told]
