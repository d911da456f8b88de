"""How days, names and proofs of genuineness are written on a letter. Pure."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from citong.kernel.crypto import sm3_hex

HOME = ZoneInfo("Asia/Shanghai")
NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
TEN = 10
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Cn"})


def local_date(at: datetime) -> date:
    """The day that the letter bears: the day in China."""
    return at.astimezone(HOME).date()


def date_in_chinese(day: date) -> str:
    """The day as decisions write it: 二〇二六年十一月二十二日."""
    return f"{str(day.year).translate(NUMERALS)}年{_in_words(day.month)}月{_in_words(day.day)}日"


def day_in_figures(iso: str) -> str:
    """2026-11-22 as texts write it: 2026年11月22日."""
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def moment_in_figures(iso: str) -> str:
    """2026-11-22T09:30+08:00 as texts write it, in China's time: 2026年11月22日9时30分; or the day alone."""
    if len(iso) == len("2026-11-22"):
        return day_in_figures(iso)
    moment = datetime.fromisoformat(iso).astimezone(HOME)
    return f"{day_in_figures(moment.date().isoformat())}{moment.hour}时{moment.minute:02d}分"


def _in_words(number: int) -> str:
    tens, ones = divmod(number, TEN)
    before = {0: "", 1: "十"}.get(tens, f"{tens}十".translate(NUMERALS))
    return before + (str(ones).translate(NUMERALS) if ones else "")


def printable(value: object) -> object:
    """What was written, without the invisible characters that come with pasted text: no font can write them.

    The characters themselves stay as they are; normalising would change rare names.
    """
    if isinstance(value, str):
        spaced = value.replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
        return "".join(c for c in spaced if c == "\n" or unicodedata.category(c) not in INVISIBLE)
    if isinstance(value, Mapping):
        return {str(name): printable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value


def verification_code(number: str, *, title: str, issued_on: date, values: Mapping[str, object]) -> str:
    """Sixteen characters over everything the letter says: who holds the paper can have it compared with the record."""
    said = json.dumps([number, title, issued_on.isoformat(), values], ensure_ascii=False, sort_keys=True)
    digest = sm3_hex(said.encode())[:16].upper()
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))
