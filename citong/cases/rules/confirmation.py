"""What somebody signs to confirm it: a decision, or the certificates that follow from it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from citong.kernel.crypto import sm3_hex


@dataclass(frozen=True)
class Issued:
    """A certificate as it is made out; without `valid_to` it has no end."""

    name: str
    number: str
    valid_from: date
    valid_to: date | None = None


def decision_words(number: str, *, granted: bool, reasons: str, basis: str, remedies: str) -> str:
    """Which case, which way, and a digest of everything that is written beside it.

    Line breaks are one, however a browser sends them, so that the words are the same wherever they are put together.
    """
    written = "\n\n".join("\n".join(text.splitlines()).strip() for text in (reasons, basis, remedies))
    way, digest = "准予" if granted else "不予许可", sm3_hex(written.encode())
    return f"确认行政审批决定\n办件编号：{number}\n决定：{way}\n理由、依据和救济途径的摘要（SM3）：{digest}"


def issuing_words(number: str, certificates: Sequence[Issued]) -> str:
    """Which case, and every certificate as it is kept, in the order given.

    Beside what a person reads stands a digest, so that no name can be written to pass for a name and a number.
    """
    made = [[each.name.strip(), each.number.strip(), *_validity(each)] for each in certificates]
    rows = [f"{place}. {name}，编号 {own}，{begins}，{ends}" for place, (name, own, begins, ends) in enumerate(made, 1)]
    digest = sm3_hex(json.dumps(made, ensure_ascii=False).encode())
    return "\n".join(["确认登记证照", f"办件编号：{number}", *rows, f"以上证照的摘要（SM3）：{digest}"])


def _validity(made: Issued) -> tuple[str, str]:
    ends = f"{made.valid_to.isoformat()} 止" if made.valid_to else "长期有效"
    return f"{made.valid_from.isoformat()} 起", ends
