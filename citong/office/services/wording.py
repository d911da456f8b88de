"""What has to be said, checked all at once."""

from collections.abc import Collection
from datetime import date

from citong.organisations import facade as organisations

from ..errors import WordsMissing
from ..rules import LONGEST_DAYS

LONGEST_TITLE, LONGEST_TEXT = 100, 5000


def faults_of_a_paper(*, title: str, text: str, days: int) -> dict[str, str]:
    """What is wrong with what is sent to other departments."""
    faults = {}
    if not title.strip():
        faults["title"] = "请填写标题。"
    elif len(title) > LONGEST_TITLE:
        faults["title"] = f"标题最多 {LONGEST_TITLE} 个字。"
    if not text.strip():
        faults["text"] = "请写明内容。"
    elif len(text) > LONGEST_TEXT:
        faults["text"] = f"内容最多 {LONGEST_TEXT} 个字。"
    return faults | faults_of_days(days)


def faults_of_days(days: int) -> dict[str, str]:
    """What is wrong with a number of working days."""
    return {} if 1 <= days <= LONGEST_DAYS else {"days": f"请填 1 到 {LONGEST_DAYS} 个工作日。"}


def faults_of_departments(wanted: Collection[int], *, own: int | None, field: str, on: date) -> dict[str, str]:
    """There are some, they are others, and they exist on this day."""
    if not wanted:
        return {field: "请至少选一个部门。"}
    if own in wanted:
        return {field: "不能选本单位。"}
    living = {department.pk for department in organisations.departments(on=on)}
    return {} if set(wanted) <= living else {field: "有的部门已经撤并，请重新选。"}


def words(text: str, *, field: str, missing: str) -> str:
    """What was said; refuses silence."""
    if not text.strip():
        raise WordsMissing(missing, faults={field: missing})
    return remark(text, field=field)


def remark(text: str, *, field: str) -> str:
    """What was said, if anything; refuses sermons."""
    if len(text) > LONGEST_TEXT:
        too_long = f"最多 {LONGEST_TEXT} 个字。"
        raise WordsMissing(too_long, faults={field: too_long})
    return text.strip()
