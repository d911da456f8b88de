"""Everything that the page of a whole 一件事 shows to an official, read once."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from citong.cases import facade as cases
from citong.cases.facade import State
from citong.channels.kit import joint_story
from citong.channels.kit.figures import Attachment, Event
from citong.documents import facade as documents
from citong.identity import facade as identity
from citong.kernel.actors import Actor
from citong.kernel.refs import ref
from citong.organisations import facade as organisations

from .answers import sections_of
from .joint_forms import Acceptance, Answer
from .lights import Light, light

LINKS = {
    "ask_to_correct": ("desk:joint_correction", "通知补正", "发一份《补正告知书》，把各项要补的一次说全。"),
    "ask_to_extend": (
        "desk:joint_extension",
        "申请延长整件事的期限",
        "报本级人民政府负责人批准，最多 15 个工作日，只能一次。",
    ),
    "deliver": ("desk:joint_delivery", "统一送达", "把各项结果一次交给申请人，各份决定书都登记送达。"),
}
OF_MEMBERS = {
    State.SUBMITTED: [("turn_member_away", "desk:joint_turn_away", "这一项不予受理")],
    State.TO_RECEIVE: [("turn_member_away", "desk:joint_turn_away", "这一项不予受理")],
    State.BLOCKED: [
        ("release_member", "desk:joint_release", "接着办"),
        ("terminate_member", "desk:joint_terminate", "终止这一项"),
    ],
}


@dataclass(frozen=True)
class Move:
    """A move that has a page of its own: where it is made, and what it will cause."""

    url: str
    label: str
    then: str = ""


@dataclass(frozen=True)
class Member:
    """A member as the page lists it: who has it, how it stands, and what the lead may do with it."""

    row: joint_story.MemberRow
    url: str
    due_on: date | None
    light: Light | None
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Paper:
    """A paper that was handed in once, with the items that it serves."""

    name: str
    used_by: str
    files: tuple[Attachment, ...]


def context_of(joint: cases.JointCase, *, viewer: Actor, today: date) -> dict[str, object]:
    """The page of a whole."""
    moves = cases.joint_moves_open(joint, viewer=viewer)
    calendar = organisations.work_calendar()
    return {
        "joint": joint,
        "tone": joint_story.TONES[joint.state],
        "light": light(joint.due_on, today=today, calendar=calendar),
        "applicant": joint.party_name if joint.party_kind == "enterprise" else identity.masked_name(joint.party_name),
        "phone": identity.masked_phone(joint.contact_phone),
        "branches": joint_story.branches_of(joint, today=today),
        "members": [_member(row, joint, moves, viewer=viewer, today=today) for row in _rows(joint, today=today)],
        "papers": papers_of(joint, viewer=viewer),
        "sections": sections_of(joint, cases.joint_definition(joint), masked=True),
        "corrections": sorted(joint.corrections.all(), key=lambda each: -each.round),
        "asked": next((each for each in joint.extensions.all() if each.approved is None), None),
        "answer": Answer() if "extend" in moves else None,
        "acceptance": Acceptance() if "accept" in moves else None,
        "can_pass": "pass_pre_review" in moves,
        "can_receive": "receive" in moves,
        "moves": [Move(reverse(LINKS[m][0], args=[joint.pk]), *LINKS[m][1:]) for m in moves if m in LINKS],
        "letters": list(documents.letters_of(ref("joint", joint.pk))),
        "events": _events(joint),
    }


def _rows(joint: cases.JointCase, *, today: date) -> list[joint_story.MemberRow]:
    return joint_story.rows_of(joint, today=today, linked=False)


def _member(
    row: joint_story.MemberRow, joint: cases.JointCase, moves: list[str], *, viewer: Actor, today: date
) -> Member:
    case = row.case
    offered = OF_MEMBERS.get(State(case.state), [])
    return Member(
        row=row,
        url=reverse("desk:case", args=[case.pk]) if _may_open(case, joint, viewer) else "",
        due_on=case.due_on,
        light=light(case.due_on, today=today, calendar=organisations.work_calendar()),
        moves=tuple(
            Move(reverse(name, args=[joint.pk, case.pk]), label) for move, name, label in offered if move in moves
        ),
    )


def _may_open(case: cases.Case, joint: cases.JointCase, viewer: Actor) -> bool:
    return viewer.department in {joint.lead_id, case.department_id}


def papers_of(joint: cases.JointCase, *, viewer: Actor) -> list[Paper]:
    """The papers that came as files, each once, with the members that share it; opened by whoever may see one."""
    members = {member.pk: member for member in joint.members.all()}
    short = cases.joint_names(joint)
    names = {member.item_version.item.code: short[pk] for pk, member in members.items()}
    return [
        Paper(
            shared.material.name,
            "、".join(names[item] for item in shared.serves if item in names),
            tuple(_attachment(each, members[each.case_id], joint, viewer) for each in found),
        )
        for shared, found in cases.joint_materials(joint)
        if found
    ]


def _attachment(material: cases.CaseMaterial, member: cases.Case, joint: cases.JointCase, viewer: Actor) -> Attachment:
    url = reverse("desk:material", args=[member.pk, material.pk]) if _may_open(member, joint, viewer) else ""
    note = "已用补正的文件替换" if material.replaced_in is not None else ""
    return Attachment(material.upload.name, material.upload.file.size, url=url, note=note)


def _events(joint: cases.JointCase) -> tuple[Event, ...]:
    """What happened to the whole, with who did it; the applicant is not named."""
    steps = list(joint.steps.all())
    return tuple(
        Event(
            title=cases.joint_move_name(step.move),
            at=step.at,
            text=step.note,
            who="申请人"
            if step.actor == joint.applicant
            else " ".join(filter(None, [step.department.short_name if step.department else "", step.actor_name])),
            now=place == len(steps),
        )
        for place, step in reversed(list(enumerate(steps, start=1)))
    )
