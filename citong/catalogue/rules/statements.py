"""Answers as people read them: to check before handing in, to review at a desk, to print."""

from datetime import date

from .fields import Schema, options_of


def in_words(schema: Schema, answer: object) -> str:
    """An answer as its form words it: options by their labels, yes and no, days, lists in a row."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "是" if answer else "否"
    if isinstance(answer, list):
        return "、".join(in_words(schema.get("items", {}), each) for each in answer)
    if schema.get("format") == "date":
        return _day(str(answer))
    labels = {option.code: option.label for option in options_of(schema)}
    return labels.get(str(answer), f"{answer:.15g}" if isinstance(answer, float) else str(answer))


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
