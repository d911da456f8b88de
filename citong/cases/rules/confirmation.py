"""The words that somebody signs to confirm a decision."""

from citong.kernel.crypto import sm3_hex


def decision_words(number: str, *, granted: bool, reasons: str, basis: str, remedies: str) -> str:
    """Which case, which way, and a digest of everything that is written beside it.

    Line breaks are one, however a browser sends them, so that the words are the same wherever they are put together.
    """
    written = "\n\n".join("\n".join(text.splitlines()).strip() for text in (reasons, basis, remedies))
    way, digest = "准予" if granted else "不予许可", sm3_hex(written.encode())
    return f"确认行政审批决定\n办件编号：{number}\n决定：{way}\n理由、依据和救济途径的摘要（SM3）：{digest}"
