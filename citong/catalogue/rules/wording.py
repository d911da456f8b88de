"""What is wrong with an answer, in plain words. One sentence for each kind of fault that JSON Schema knows."""

from collections.abc import Callable
from typing import Any

import jsonschema_rs

from .fields import Schema, options_of
from .formats import FAULT_OF

# Any: limits and kinds come out of a schema and the validator, which do not type them
Wording = Callable[[Any, Schema], str]

TYPE_WORDS = {
    "integer": "请填整数，例如 3。",
    "number": "请填数字，例如 3 或 3.5。",
    "string": "请填文字。",
    "boolean": "请选“是”或“否”。",
    "array": "请按条目填写。",
    "object": "请按条目填写。",
}


def missing(label: str, schema: Schema) -> str:
    """What to say when a required answer is not there."""
    if schema.get("type") == "array" and not options_of(schema):
        return f"请添加{label}，至少 {max(1, int(schema.get('minItems', 1)))} 项。"
    if options_of(schema) or schema.get("type") == "boolean":
        return f"请选择{label}。"
    if schema.get("const") is True:
        return f"请勾选“{label}”。"
    return f"请填写{label}。"


def wording_of(error: jsonschema_rs.ValidationError, schema: Schema) -> str:
    """What to say about an answer that breaks its schema."""
    wording = WORDINGS.get(error.kind.name)
    return wording(error, schema) if wording else "这一项填得不对，请检查。"


def _choice(_error: Any, schema: Schema) -> str:
    return "请勾选，表示同意。" if schema.get("const") is True else "请从给出的选项里选。"


def _type(_error: Any, schema: Schema) -> str:
    kind = schema.get("type")
    return TYPE_WORDS.get(kind, "这一项填得不对，请检查。") if isinstance(kind, str) else "这一项填得不对，请检查。"


def _format(error: Any, _schema: Schema) -> str:
    fault_of = FAULT_OF.get(error.kind.format)
    found = fault_of(error.instance) if fault_of and isinstance(error.instance, str) else None
    return found or "格式不对，请检查。"


def _step(error: Any, _schema: Schema) -> str:
    step = error.kind.multiple_of
    return "请填整数。" if step == 1 else f"请填 {step:g} 的倍数。"


WORDINGS: dict[str, Wording] = {
    "maxLength": lambda error, _: f"最多 {error.kind.limit} 个字，现在是 {len(error.instance)} 个。",
    "minLength": lambda error, _: f"至少 {error.kind.limit} 个字。",
    "maximum": lambda error, _: f"不能大于 {error.kind.limit:g}。",
    "minimum": lambda error, _: f"不能小于 {error.kind.limit:g}。",
    "exclusiveMaximum": lambda error, _: f"要小于 {error.kind.limit:g}。",
    "exclusiveMinimum": lambda error, _: f"要大于 {error.kind.limit:g}。",
    "multipleOf": _step,
    "maxItems": lambda error, _: f"最多 {error.kind.limit} 项。",
    "minItems": lambda error, _: f"至少 {error.kind.limit} 项。",
    "uniqueItems": lambda _error, _schema: "有重复的，请去掉。",
    "pattern": lambda _error, schema: str(schema.get("x-fault", "写法不对，请按提示检查。")),
    "enum": _choice,
    "const": _choice,
    "oneOf": _choice,
    "type": _type,
    "format": _format,
}
