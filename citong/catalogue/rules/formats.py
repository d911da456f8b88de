"""Formats that fields of a form may have: citizen ids, mobile numbers, credit codes, dates. GB 11643, GB 32100."""

import re
from collections.abc import Callable
from datetime import date

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

MOBILE = re.compile(r"1[3-9][0-9]{9}")
CITIZEN_ID = re.compile(r"[0-9]{17}[0-9X]")
CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def fault_of_citizen_id(number: str) -> str | None:
    """What is wrong with an 18-character citizen id. The division is not checked: old ones are valid for ever."""
    if len(number) != 18:
        return f"身份证号是 18 位，现在是 {len(number)} 位。"
    if not CITIZEN_ID.fullmatch(number):
        return "身份证号只能是数字，最后一位可以是 X。"
    if fault_of_date(f"{number[6:10]}-{number[10:12]}-{number[12:14]}"):
        return "身份证号里的出生日期不存在，请检查有没有输错。"
    if ric.calc_check_digit(number) != number[17]:
        return "这 18 位互相对不上，请检查有没有输错。"
    return None


def fault_of_mobile(number: str) -> str | None:
    """What is wrong with a mobile number of the mainland."""
    return None if MOBILE.fullmatch(number) else "手机号是 11 位数字，以 1 开头，请检查。"


def fault_of_credit_code(code: str) -> str | None:
    """What is wrong with a unified social credit code."""
    if len(code) != 18:
        return f"统一社会信用代码是 18 位，现在是 {len(code)} 位。"
    if not CREDIT_CODE.fullmatch(code):
        return "统一社会信用代码只有数字和大写字母，没有 I、O、S、V、Z。"
    try:
        uscc.validate(code)
    except ValidationError:
        return "这 18 位互相对不上，请检查有没有输错。"
    return None


def fault_of_date(day: str) -> str | None:
    """What is wrong with a date written as 2026-09-21."""
    if not DAY.fullmatch(day):
        return "请这样写日期：2026-09-21。"
    try:
        date.fromisoformat(day)
    except ValueError:
        return "没有这一天，请检查年、月、日。"
    return None


FAULT_OF: dict[str, Callable[[str], str | None]] = {
    "cn-id": fault_of_citizen_id,
    "cn-mobile": fault_of_mobile,
    "uscc": fault_of_credit_code,
    "date": fault_of_date,
}


def _checker(fault_of: Callable[[str], str | None]) -> Callable[[str], bool]:
    return lambda value: fault_of(value) is None


FORMATS: dict[str, Callable[[str], bool]] = {name: _checker(fault_of) for name, fault_of in FAULT_OF.items()}
