"""What may be kept as an everyday word."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .scripts import plain
from .words import LONGEST_SAID, words_of

MOST_MEANT = 8
LONGEST_MEANT = 40
SEPARATOR = "|"


@dataclass(frozen=True)
class Everyday:
    """What people say; the phrases of the catalogue, and the codes of the items, that it stands for."""

    said: str
    meant: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)


def everyday(said: str, *, meant: list[str], items: list[str]) -> Everyday:
    """As it is kept: without spaces, in the characters of the catalogue."""
    return Everyday(
        said=plain(said).replace(" ", ""),
        meant=list(dict.fromkeys(phrase for each in meant if (phrase := " ".join(each.split())))),
        items=list(dict.fromkeys(code for each in items if (code := each.strip()))),
    )


def faults_of_everyday(word: Everyday) -> Mapping[str, str]:
    """What is wrong with it, by field."""
    faults = {}
    if not 2 <= len(word.said) <= LONGEST_SAID:
        faults["said"] = f"大家的说法要有 2 到 {LONGEST_SAID} 个字。"
    elif not words_of(word.said):
        faults["said"] = "这个说法太泛了，几乎什么都找得到，请写具体一点。"
    if not word.meant and not word.items:
        faults["meant"] = "请写出目录里的说法，或者事项编码，至少一样。"
    elif len(word.meant) > MOST_MEANT or any(len(each) > LONGEST_MEANT for each in word.meant):
        faults["meant"] = f"最多写 {MOST_MEANT} 种说法，每种不超过 {LONGEST_MEANT} 个字。"
    elif any(not words_of(each) for each in word.meant):
        faults["meant"] = "目录里的说法要写汉字、字母或者数字。"
    if len(word.items) > MOST_MEANT:
        faults["items"] = f"最多写 {MOST_MEANT} 个事项编码。"
    return faults
