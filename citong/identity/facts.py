"""What is told about people and their accounts."""

from dataclasses import dataclass

from citong.kernel.facts import Fact


@dataclass(frozen=True)
class ExportAsked(Fact):
    """Somebody wants a copy of what the hall keeps of them."""

    export_id: int
