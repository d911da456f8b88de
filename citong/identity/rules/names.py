"""The names of people: written in many ways, kept in one, and with no letter that only looks like another. Pure."""

import re
import unicodedata

LONGEST = 60
DOT = "·"
# The dot within names of many peoples, as keyboards and old systems write it.
DOTS = re.compile("[•‧∙⋅･・．]")
PLAIN_DOT = re.compile(r"(?<=[\u3400-\u9fff\uf900-\ufaff])\.(?=[\u3400-\u9fff])")
JOINERS = frozenset(" ·-'’.,")
BRACKETS = str.maketrans({"(": "（", ")": "）"})
HAN, LATIN = "CJK", "LATIN"


def normal_name(name: str) -> str:
    """A name as it is kept: full-width letters and old radicals as the usual characters, one kind of dot, one blank."""
    usual = unicodedata.normalize("NFKC", DOTS.sub(DOT, name))
    return " ".join(PLAIN_DOT.sub(DOT, DOTS.sub(DOT, usual)).split()).replace("’", "'")


def check_name(name: str) -> str | None:
    """Why this cannot be somebody's name. It is expected as `normal_name` gives it."""
    if not name:
        return "请填写姓名。"
    if len(name) > LONGEST:
        return f"姓名最多 {LONGEST} 个字。"
    categories = {unicodedata.category(c) for c in name if not _is_accent(c)}
    if categories & {"Cc", "Cf", "Mn", "Me"}:
        return "姓名里有看不见的字符，请删掉重新输入。"
    if categories & {"Co", "Cn"}:
        return "姓名里有系统还认不出的生僻字，请带证件到大厅窗口注册。"
    if any(unicodedata.category(c) in {"Nd", "Nl", "Sm"} and c != "〇" for c in name):
        return "姓名里不能有数字和符号，请照证件上的写。"
    return _fault_of_letters([c for c in name if c not in JOINERS])


def _is_accent(character: str) -> bool:
    # What NFKC could not join with its letter: names of Viet and of peoples of the south-west have two accents.
    return 0x300 <= ord(character) <= 0x36F


def _fault_of_letters(letters: list[str]) -> str | None:
    if not letters:
        return "请照证件填写姓名。"
    strange = next((c for c in letters if _script_of(c) not in {HAN, LATIN}), None)
    if strange is not None:
        return f"姓名里的“{strange}”不是汉字，也不是拉丁字母，可能是样子相近的别的字符。请照证件上的重新输入。"
    if len({_script_of(c) for c in letters}) > 1:
        return "姓名里汉字和字母混在一起。请照证件上的写；证件上就是这样的，请带证件到大厅窗口注册。"
    return None


def _script_of(character: str) -> str:
    name = unicodedata.name(character, "")
    if name.startswith("CJK UNIFIED IDEOGRAPH") or character == "〇":
        return HAN
    if name.startswith("LATIN ") or _is_accent(character):
        return LATIN
    return ""


def normal_enterprise_name(name: str) -> str:
    """The name of a body as its licence prints it: half-width letters, full-width brackets."""
    usual = unicodedata.normalize("NFKC", name).translate(BRACKETS)
    return " ".join(usual.split())
