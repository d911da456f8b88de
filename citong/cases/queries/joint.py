"""Wholes 一件事 as their people may see them: the applicant, the lead, the members' departments, the government."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from citong.catalogue import facade as catalogue
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.permissions import has_permission, reach_of
from citong.organisations import facade as organisations

from ..errors import NoSuchCase
from ..lifecycle import JOINT, JOINT_ENDED, JOINT_MOVE_NAMES, State
from ..models import Case, CaseMaterial, JointCase, JointCorrection, JointExtension, JointStep, Step
from ..rules.numbers import query_code, tidy_number
from ..rules.permissions import P
from .cases import DEFINITION, own_department
from .theirs import joints_seen_by

GOVERNMENT = "government"
UNLISTED = ("package_version__definition", "answers", "situation")
LEADS = frozenset(
    {
        "pass_pre_review",
        "receive",
        "ask_to_correct",
        "turn_member_away",
        "accept",
        "terminate_member",
        "release_member",
        "ask_to_extend",
        "deliver",
    }
)


def joint_case(joint_id: int) -> JointCase:
    """A whole with its members, for journeys; whoever shows it to people asks one of the questions below."""
    return _one(_whole().filter(pk=joint_id))


def applicants_joint(number: str, *, viewer: Actor, power: identity.Power = identity.Power.FOLLOW) -> JointCase:
    """One of the viewer's own wholes, with all that its page shows."""
    return _one(_whole().filter(joints_seen_by(viewer, power=power), number=tidy_number(number)))


def officials_joint(joint_id: int, *, viewer: Actor) -> JointCase:
    """A whole that the viewer's department leads or has a member of, or that its government is asked about."""
    return _one(_whole().filter(pk=joint_id).filter(_visible_to(viewer)))


def _visible_to(viewer: Actor) -> Q:
    reach = reach_of(viewer, P.READ)
    seen = organisations.within(reach, path="lead")
    if reach.everywhere or viewer.department not in reach.departments:
        return seen
    seen |= Q(Exists(Case.objects.filter(joint=OuterRef("pk"), department_id=viewer.department)))
    division = _governed_by(viewer)
    return seen | Q(lead__division_id=division) if division else seen


def _governed_by(viewer: Actor) -> str:
    """The division whose government the viewer heads; empty for everybody else."""
    if viewer.department is None or not has_permission(viewer, P.LEAD):
        return ""
    department = organisations.department_by_id(viewer.department)
    return department.division_id if department.kind == GOVERNMENT else ""


def heads_government_of(joint: JointCase, *, viewer: Actor) -> bool:
    """Whether the viewer heads the government at the level of the lead (Licensing Act, art. 42(2))."""
    return _governed_by(viewer) == joint.lead.division_id


def enquired_joint(joint_id: int) -> JointCase:
    """A whole with what its progress page shows: nothing of what the applicant wrote or handed in."""
    return _one(_told().defer("answers", "situation").filter(pk=joint_id))


def _told() -> QuerySet[JointCase]:
    members = Case.objects.select_related("item_version__item", "department", "awaited_post").defer(DEFINITION)
    steps = Step.objects.select_related("department").order_by("id")
    return JointCase.objects.select_related("package_version__package", "lead").prefetch_related(
        Prefetch("members", queryset=members.order_by("pk").prefetch_related(Prefetch("steps", queryset=steps))),
        Prefetch("steps", queryset=JointStep.objects.select_related("department").order_by("id")),
        Prefetch("corrections", queryset=JointCorrection.objects.order_by("round")),
        Prefetch("extensions", queryset=JointExtension.objects.order_by("id")),
    )


def _whole() -> QuerySet[JointCase]:
    materials = CaseMaterial.objects.select_related("upload__file").order_by("id")
    return _told().prefetch_related(Prefetch("members__materials", queryset=materials))


def _one(joints: QuerySet[JointCase]) -> JointCase:
    found = joints.first()
    if found is None:
        raise NoSuchCase("找不到这件事，请核对编号。")
    return found


def joints_of(viewer: Actor, *, size: int = 50) -> list[JointCase]:
    """The viewer's own wholes, newest first."""
    mine = JointCase.objects.select_related("package_version", "lead").defer(*UNLISTED).filter(joints_seen_by(viewer))
    return list(mine.order_by("-id")[:size])


def joints_led_by(viewer: Actor, *, only_open: bool, before: int | None = None, size: int = 20) -> list[JointCase]:
    """The wholes that the viewer's department leads, or whose longer term its government is asked for; newest first."""
    asked = Exists(JointExtension.objects.filter(joint=OuterRef("pk"), approved=None))
    division = _governed_by(viewer)
    led = Q(lead_id=own_department(viewer))
    if division:
        led |= Q(asked, lead__division_id=division)
    found = JointCase.objects.select_related("package_version", "lead").defer(*UNLISTED).filter(led)
    if only_open:
        found = found.exclude(state__in=[state.value for state in JOINT_ENDED])
    if before:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-id")[:size])


def joint_moves_open(joint: JointCase, *, viewer: Actor) -> list[str]:
    """What the viewer may do with the whole now; wants it as `applicants_joint` or `officials_joint` gives it."""
    possible = JOINT.moves_from(joint.state)
    if joint.applicant == viewer.stands_for:
        return [move for move in possible if move in {"correct", "withdraw"}]
    asked = any(each.approved is None for each in joint.extensions.all())
    mine: set[str] = set()
    if has_permission(viewer, P.LEAD_JOINT, on=organisations.place(joint.lead_id)):
        mine |= LEADS - ({"ask_to_extend"} if any(e.approved is not False for e in joint.extensions.all()) else set())
        if not any(member.state == State.BLOCKED for member in joint.members.all()):
            mine -= {"terminate_member", "release_member"}
        if joint.originals_received_on is not None:
            mine -= {"receive"}
    if asked and heads_government_of(joint, viewer=viewer):
        mine |= {"extend", "decline_extension"}
    return [move for move in possible if move in mine]


def joint_definition(joint: JointCase) -> catalogue.Definition:
    """The whole as one definition, as it was when it was handed in, for its answers and materials."""
    return catalogue.whole_of(package_of(joint), items=_items(joint), situation=joint.situation, answers=joint.answers)


def package_of(joint: JointCase) -> catalogue.PackageDefinition:
    """What the package says under which the whole was handed in."""
    return catalogue.package_definition_of(joint.package_version)


def _items(joint: JointCase) -> dict[str, catalogue.Definition]:
    return {code: catalogue.definition(version) for code, version in joint.item_versions.items()}


def joint_materials(joint: JointCase) -> list[tuple[catalogue.SharedMaterial, list[CaseMaterial]]]:
    """Each paper of the whole, the members that it serves, and its files: each once, however many members share it."""
    shared = catalogue.merged_materials(
        package_of(joint), items=_items(joint), situation=joint.situation, answers=joint.answers
    )
    members = list(joint.members.all())
    found = []
    for each in shared:
        files: dict[int, CaseMaterial] = {}
        for member in members:
            own = each.serves.get(member.item_version.item.code)
            for material in member.materials.all():
                if material.code == own:
                    files.setdefault(material.upload_id, material)
        found.append((each, list(files.values())))
    return found


def joint_names(joint: JointCase) -> dict[int, str]:
    """What each member is called in short, as the package calls it, by the member's id."""
    short = {each.item: each.name for each in package_of(joint).members if each.name}
    return {each.pk: short.get(each.item_version.item.code, each.item_version.name) for each in joint.members.all()}


def joint_waits(joint: JointCase) -> dict[int, list[Case]]:
    """For each member's id, the other members that have to be granted before it."""
    by_item = {member.item_version.item.code: member for member in joint.members.all()}
    package = package_of(joint)
    by_key = {each.key: by_item[each.item] for each in package.members if each.item in by_item}
    return {
        by_key[each.key].pk: [by_key[key] for key in each.after if key in by_key]
        for each in package.members
        if each.key in by_key
    }


def joint_query_code_of(joint: JointCase) -> str:
    """The six digits that open the progress page of the whole; printed on the receipt."""
    return query_code(joint.number, key=settings.SECRET_KEY)


def joint_move_name(move: str) -> str:
    """A move of the whole in words for people."""
    return JOINT_MOVE_NAMES[move]
