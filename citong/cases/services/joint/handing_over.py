"""All results at once, from the lead's hand (Licensing Act, arts 26 and 44)."""

from datetime import datetime

from django.db import transaction

from citong.kernel.actors import Actor
from citong.kernel.outbox import publish

from ...errors import ReasonMissing
from ...facts import CaseDelivered, JointDelivered
from ...lifecycle import State
from ...models import Case, JointCase
from ...rules.terms import ARTICLE_44
from ..moves import step
from .moves import held_by_lead, joint_step, locked_joint, locked_members

HANDOVERS = {"in_person": "当面送达", "by_post": "邮寄送达", "electronic": "电子送达"}
DECISIONS = frozenset({Case.Result.GRANTED.value, Case.Result.REFUSED.value})


@transaction.atomic
def deliver_joint(
    joint_id: int, *, how: str, received_by: str, relation: str = "", by: Actor, at: datetime
) -> JointCase:
    """The applicant has everything that was decided; how it reached them and who took it is on record."""
    joint = locked_joint(joint_id)
    held_by_lead(joint, by=by)
    faults = {} if how in HANDOVERS else {"how": "请选送达方式。"}
    if not received_by.strip():
        faults["received_by"] = "请写明由谁签收。"
    elif received_by.strip() != joint.party_name and not relation.strip():
        # Civil Procedure Act, art. 88: who signs for somebody else says in which relation they stand.
        faults["relation"] = "不是申请人本人签收的，请写明签收人和申请人的关系。"
    if faults:
        raise ReasonMissing("送达要写明方式和签收人。", faults=faults, rule=ARTICLE_44)
    note = f"{HANDOVERS[how]}，{received_by.strip()}签收"
    said = {"how": how, "received_by": received_by.strip(), "relation": relation.strip()}
    joint_step(joint, "deliver", note=note, by=by, at=at, **said)
    for member in locked_members(joint):
        if member.state == State.CLOSED and member.result in DECISIONS:
            step(member, "deliver", note=note, by=by, at=at)
            member.due_on = None
            member.save(update_fields=["state", "due_on"])
            publish(CaseDelivered(case_id=member.pk))
    joint.due_on = None
    joint.save(update_fields=["state", "due_on"])
    publish(JointDelivered(joint_id=joint.pk))
    return joint
