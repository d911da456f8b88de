"""What is told about notices."""

from dataclasses import dataclass

from citong.kernel.facts import Fact


@dataclass(frozen=True)
class NoticeUndeliverable(Fact):
    """A text message could not be carried; the notice stays in the person's inbox, and somebody may have to call."""

    notice_id: int
    subject: str
    kind: str
    recipient: str
