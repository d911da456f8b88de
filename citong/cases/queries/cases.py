"""Cases as their people may see them: the applicant, the handling department, the departments asked for an opinion."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.crypto import same
from citong.kernel.models import Upload
from citong.kernel.permissions import reach_of
from citong.kernel.statements import prepared
from citong.organisations import facade as organisations

from ..errors import NoSuchCase
from ..lifecycle import JOINT_ENDED, MOVE_NAMES, OPEN
from ..models import (
    Case,
    CaseMaterial,
    Certificate,
    ClockEvent,
    Correction,
    Decision,
    Draft,
    DraftFile,
    Extension,
    FeeNotice,
    Hearing,
    Inspection,
    InterestedParty,
    JointCase,
    Review,
    Step,
)
from ..rules.numbers import query_code, tidy_number
from ..rules.permissions import P
from .theirs import cases_seen_by, drafts_seen_by

# The document of a version is decoded once, by catalogue.definition; lists do without the answers, too.
DEFINITION = "item_version__definition"
UNLISTED = (DEFINITION, "answers", "situation")
# What the page of every case tells, and what few cases have: asked by hand and at once, because to ask for each list
# that is empty makes half the work of the page (benchmarks/read).
TOLD = (
    "joint",
    "steps",
    "reviews",
    "clock_events",
    "decision",
    "fee_notice",
    "corrections",
    "hearings",
    "certificates",
)
UNUSUAL = frozenset(
    {
        "reviews",
        "clock_events",
        "materials",
        "decision",
        "fee_notice",
        "corrections",
        "hearings",
        "certificates",
        "extensions",
        "parties",
        "inspections",
    }
)
SELDOM = """
select array_remove(array[
    case when exists (select from cases_review where case_id = %(case)s) then 'reviews' end,
    case when exists (select from cases_clockevent where case_id = %(case)s) then 'clock_events' end,
    case when exists (select from cases_casematerial where case_id = %(case)s) then 'materials' end,
    case when exists (select from cases_decision where case_id = %(case)s) then 'decision' end,
    case when exists (select from cases_feenotice where case_id = %(case)s) then 'fee_notice' end,
    case when exists (select from cases_correction where case_id = %(case)s) then 'corrections' end,
    case when exists (select from cases_hearing where case_id = %(case)s) then 'hearings' end,
    case when exists (select from cases_certificate where case_id = %(case)s) then 'certificates' end,
    case when exists (select from cases_extension where case_id = %(case)s) then 'extensions' end,
    case when exists (select from cases_interestedparty where case_id = %(case)s) then 'parties' end,
    case when exists (select from cases_inspection where case_id = %(case)s) then 'inspections' end
], null)
"""


def case(case_id: int) -> Case:
    """A case with its item, for journeys; whoever shows it to people asks one of the questions below."""
    cases = Case.objects.select_related("item_version__item", "department", "joint").defer(DEFINITION)
    found = cases.filter(pk=case_id).first()
    if found is None:
        raise NoSuchCase("找不到这个办件。")
    return found


def applicants_case(number: str, *, viewer: Actor, power: identity.Power = identity.Power.FOLLOW) -> Case:
    """One of the viewer's own cases, or of whom they act for, with all that its page shows."""
    theirs = cases_seen_by(viewer, power=power)
    return _with(_one(_joined().filter(theirs, number=tidy_number(number))), (*TOLD, "materials"))


def officials_case(case_id: int, *, viewer: Actor) -> Case:
    """A case of the viewer's department, or one it was asked about, with all that the case page shows."""
    found = _one(_joined().filter(pk=case_id).filter(visible_to(viewer)))
    return _with(found, (*TOLD, "materials", "extensions", "parties", "inspections"))


def visible_to(viewer: Actor, *, by: P = P.READ) -> Q:
    """Which cases an official may see: of the departments within their reach, and, of their own, those of wholes it
    leads and those it gives an opinion on. So for any other permission."""
    reach = reach_of(viewer, by)
    found = organisations.within(reach)
    if reach.everywhere or viewer.department not in reach.departments:
        return found
    asked = Exists(Review.objects.filter(case=OuterRef("pk"), department_id=viewer.department))
    led = Exists(JointCase.objects.filter(pk=OuterRef("joint_id"), lead_id=viewer.department))
    return found | Q(asked) | Q(led)


def enquired_case(case_id: int) -> Case:
    """A case with what its progress page shows: nothing of what the applicant wrote or handed in."""
    return _with(_one(_joined().defer(*UNLISTED).filter(pk=case_id)), TOLD)


def _joined() -> QuerySet[Case]:
    return Case.objects.select_related("item_version__item", "department", "awaited_post").defer(DEFINITION)


def _with(case: Case, wanted: tuple[str, ...]) -> Case:
    """The case with these lists; of those that it has no row in, none is asked for."""
    with prepared() as cursor:
        cursor.execute(SELDOM, {"case": case.pk})
        (kept,) = cursor.fetchone()
    there = (name for name in wanted if name not in UNUSUAL or name in kept)
    rows = _lists()
    prefetch_related_objects([case], *(Prefetch(name, queryset=rows[name]) for name in there))
    for name in UNUSUAL.intersection(wanted).difference(kept):
        _know_empty(case, name, rows[name])
    return case


def _know_empty(case: Case, name: str, rows: QuerySet[Any]) -> None:
    """What the database was asked already need not be asked again; this is how Django itself keeps an empty answer."""
    field = Case._meta.get_field(name)
    if field.one_to_one:
        case._state.fields_cache[name] = None
    else:
        case._prefetched_objects_cache[name] = rows.none()  # type: ignore[attr-defined]


def _lists() -> dict[str, QuerySet[Any]]:
    """What belongs to a case, joined and in order. Any: the rows are of several tables."""
    return {
        "joint": JointCase.objects.select_related("package_version", "lead").defer(
            "answers", "situation", "package_version__definition"
        ),
        "steps": Step.objects.select_related("department").order_by("id"),
        "reviews": Review.objects.select_related("department", "post", "awaits").order_by("id"),
        "clock_events": ClockEvent.objects.order_by("id"),
        "materials": CaseMaterial.objects.select_related("upload__file").order_by("id"),
        "decision": Decision.objects.order_by("pk"),
        "fee_notice": FeeNotice.objects.order_by("pk"),
        "corrections": Correction.objects.order_by("round"),
        "hearings": Hearing.objects.order_by("id"),
        "certificates": Certificate.objects.order_by("id"),
        "extensions": Extension.objects.order_by("id"),
        "parties": InterestedParty.objects.order_by("id"),
        "inspections": Inspection.objects.select_related("upload__file").order_by("id"),
    }


def _one(cases: QuerySet[Case]) -> Case:
    found = cases.first()
    if found is None:
        raise NoSuchCase("找不到这个办件，请核对办件编号。")
    return found


def cases_of(viewer: Actor, *, before: int | None = None, size: int = 20) -> list[Case]:
    """The viewer's own cases, newest first, without members of wholes, which are listed as one; `before` is the id
    that the page before ended with."""
    mine = Case.objects.select_related("item_version", "department").defer(*UNLISTED)
    mine = mine.filter(cases_seen_by(viewer), joint=None)
    return list(_below(mine, before).order_by("-id")[:size])


def cases_asked_of(viewer: Actor) -> set[int]:
    """The viewer's own cases in which a reviewing post waits for what it asked of them."""
    waiting = Case.objects.filter(cases_seen_by(viewer), reviews__awaits__isnull=False)
    return set(waiting.order_by("id").values_list("pk", flat=True))


def acts_under(authority: str, *, viewer: Actor) -> list[Step]:
    """What was done in the viewer's name under a mandate, newest first."""
    done = Step.objects.select_related("case__item_version").defer("case__item_version__definition")
    return list(done.filter(case__applicant=viewer.stands_for, details__under=authority).order_by("-id")[:100])


def items_filed_lately(*, among: int = 1000, size: int = 6) -> list[str]:
    """The codes of the items that most of the last cases were about; costs the same however many cases there are."""
    latest = Case.objects.order_by("-id").values("pk")[:among]
    found = (
        Case.objects.filter(pk__in=latest)
        .values(code=F("item_version__item__code"))
        .annotate(cases=Count("pk"))
        .order_by("-cases", "code")
    )
    return [row["code"] for row in found[:size]]


def open_matters_of(applicant: str) -> list[str]:
    """What is under way in the name of this applicant: each application and each whole, with its number."""
    wholes = JointCase.objects.filter(applicant=applicant).exclude(state__in=JOINT_ENDED).order_by("pk")
    single = Case.objects.filter(applicant=applicant, joint=None, state__in=OPEN).order_by("pk")
    named = [
        *wholes.values_list("package_version__name", "number"),
        *single.values_list("item_version__name", "number"),
    ]
    return [f"{name}（{number}）" for name, number in named]


def drafts_of(viewer: Actor) -> QuerySet[Draft]:
    """Applications that the viewer has begun and not handed in, last touched first."""
    return (
        Draft.objects.select_related("item_version__item", "package_version")
        .defer(DEFINITION, "package_version__definition")
        .filter(drafts_seen_by(viewer), case=None, joint=None)
        .order_by("-saved_at", "-id")
    )


def draft(draft_id: int, *, viewer: Actor) -> Draft:
    """One of the viewer's drafts, with its files; also one handed in, so that its page can lead to the case."""
    found = (
        Draft.objects.select_related(
            "item_version__item__department", "package_version__package__lead", "case", "joint"
        )
        .defer(DEFINITION)
        .prefetch_related(Prefetch("files", queryset=DraftFile.objects.select_related("upload__file").order_by("id")))
        .filter(drafts_seen_by(viewer), pk=draft_id)
        .first()
    )
    if found is None:
        raise NoSuchCase("找不到这份草稿。", remedy="请到“我的办事”里看看。")
    return found


def departments_cases(
    viewer: Actor,
    *,
    state: str = "",
    item: int | None = None,
    submitted_from: date | None = None,
    before: int | None = None,
    size: int = 20,
) -> list[Case]:
    """The cases of the viewer's department, newest first, filtered; keyset pages by id."""
    listed = Case.objects.select_related("item_version", "awaited_post").defer(*UNLISTED)
    found = listed.filter(department=own_department(viewer))
    if state:
        found = found.filter(state=state)
    if item:
        found = found.filter(item_version__item=item)
    if submitted_from:
        found = found.filter(submitted_at__date__gte=submitted_from)
    return list(_below(found, before).order_by("-id")[:size])


def search(text: str, *, viewer: Actor, size: int = 20) -> list[Case]:
    """Cases by number, the applicant's whole name or number, or the contact's phone, of those the viewer may see."""
    wanted = text.strip()
    if not wanted:
        return []
    match = Q(number=tidy_number(wanted)) | Q(party_name=wanted)
    match |= Q(party_id_number=identity.normal_number(wanted)) | Q(contact_phone=identity.normal_mobile(wanted))
    found = Case.objects.select_related("item_version", "department").defer(*UNLISTED).filter(match)
    return list(found.filter(visible_to(viewer)).order_by("-id")[:size])


def numbers_of(case_ids: Collection[int], *, viewer: Actor) -> dict[int, str]:
    """The numbers of these cases, of those that the official may see."""
    found = Case.objects.filter(visible_to(viewer), pk__in=case_ids).order_by("id")
    return dict(found.values_list("pk", "number"))


def own_department(viewer: Actor) -> int | None:
    """The viewer's department, if they may read what it handles."""
    return viewer.department if viewer.department in reach_of(viewer, P.READ).departments else None


def _below(cases: QuerySet[Case], before: int | None) -> QuerySet[Case]:
    return cases.filter(pk__lt=before) if before else cases


def material_file(case: Case, material_id: int) -> Upload:
    """The upload behind one of this case's materials; whoever holds the case may see it."""
    for material in case.materials.all():
        if material.pk == material_id:
            return material.upload
    raise NoSuchCase("这个办件里没有这份材料。")


def query_code_of(case: Case) -> str:
    """The six digits that open this case's progress page; printed on the receipt."""
    return query_code(case.number, key=settings.SECRET_KEY)


def code_fits(case: Case | JointCase, code: str) -> bool:
    """Whether this is the case's query code; codes given out under an earlier secret still open."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return any(same(query_code(case.number, key=key), code.strip()) for key in keys)


def move_name(move: str) -> str:
    """A move in words for people."""
    return MOVE_NAMES[move]
