"""What is wrong with a body or a parameter, field by field, in plain Chinese."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

# Where pydantic says that something is, and how much of that its caller does not need to read: the name of our own
# parameter stands between the place and the path.
_FOREWORDS: Final = {"body": 2, "query": 1, "path": 1, "header": 1, "file": 1}
_WORDS: Final = {
    "missing": "缺少这一项。",
    "extra_forbidden": "没有这个字段，请去掉，或者检查拼写。",
    "string_type": "应当是文字（JSON 字符串）。",
    "string_too_short": "至少要 {min_length} 个字符。",
    "string_too_long": "最多 {max_length} 个字符。",
    "string_pattern_mismatch": "格式不对。",
    "literal_error": "只能是 {expected}。",
    "bool_type": "应当是 true 或 false。",
    "int_type": "应当是整数。",
    "int_parsing": "应当是整数。",
    "greater_than_equal": "不能小于 {ge}。",
    "less_than_equal": "不能大于 {le}。",
    "list_type": "应当是列表（JSON 数组）。",
    "too_long": "最多 {max_length} 项。",
    "dict_type": "应当是对象（JSON 对象）。",
    "model_type": "应当是对象（JSON 对象）。",
    "model_attributes_type": "应当是对象（JSON 对象）。",
}
_WHOLE: Final = "body"

# Any: pydantic describes an error by a dict of several types.
Error = Mapping[str, Any]


def faults_of(errors: Iterable[Error]) -> dict[str, str]:
    """Each fault under the path of its field, such as `applicant.id_number` or `materials.0.file`."""
    return {_path(error["loc"]): _words(error) for error in errors}


def _path(place: tuple[str | int, ...]) -> str:
    skipped = _FOREWORDS.get(str(place[0]), 0) if place else 0
    return ".".join(map(str, place[skipped:])) or _WHOLE


def _words(error: Error) -> str:
    return _WORDS.get(error["type"], "填写不对，请检查。").format(**error.get("ctx", {}))
