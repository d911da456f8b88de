"""Looking at wholes: who looked is on record."""

from datetime import datetime

from django.db import transaction

from citong.identity.facade import Seen
from citong.kernel import audit
from citong.kernel.actors import Actor
from citong.kernel.refs import ref

from ...models import JointCase
from ...queries.joint import officials_joint
from ..looks import note_look


@transaction.atomic
def open_joint_as_official(joint_id: int, *, by: Actor, at: datetime) -> JointCase:
    """Open a whole at the desk; the look is recorded."""
    joint = officials_joint(joint_id, viewer=by)
    audit.record("cases.read_joint", subject=ref("joint", joint.pk), by=by, at=at)
    note_look(joint, Seen.MASKED, by=by, at=at)
    return joint
