"""Whether an answer can be kept and printed at all: no hidden control characters, no halves of characters, no abyss."""

import re

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
DEEPEST = 5
LARGEST_BITS = 64


def fault_of_value(answer: object, *, depth: int = 0) -> str | None:
    """What makes this impossible to keep; None when it can be kept."""
    if isinstance(answer, str):
        return "含有看不见的控制字符，请删掉后重新输入。" if UNPRINTABLE.search(answer) else None
    if isinstance(answer, dict):
        return fault_of_value([*answer.keys(), *answer.values()], depth=depth)
    if isinstance(answer, list | tuple):
        if depth == DEEPEST:
            return "这一项填得不对，请检查。"
        return next((fault for each in answer if (fault := fault_of_value(each, depth=depth + 1))), None)
    known = answer is None or isinstance(answer, float) or _is_plain_integer(answer)
    return None if known else "这一项填得不对，请检查。"


def _is_plain_integer(answer: object) -> bool:
    """Of a size that other programs can read; yes and no are integers, too. What is no number, the schema refuses."""
    return isinstance(answer, int) and answer.bit_length() < LARGEST_BITS
