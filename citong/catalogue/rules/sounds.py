"""How words sound: pinyin without tones, its syllables, and initials."""

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
# Every syllable of the standard language, by its initial.
_SYLLABLES = {
    "": "a ai an ang ao e ei en eng er o ou yi ya yao ye yan yang yin ying yong you yu yuan yue yun wu wa wai wan wang"
    " wei wen weng wo yo",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue un uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan ue un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
}
SYLLABLES = frozenset(start + end for start, ends in _SYLLABLES.items() for end in ends.split())
LONGEST_SYLLABLE = 6


def pinyin_of(name: str) -> str:
    """The name in pinyin without tones, letters and digits only."""
    return "".join(re.findall(r"[a-z0-9]", "".join(lazy_pinyin(name, style=Style.NORMAL)).lower()))


def initials_of(name: str) -> str:
    """The first letters of the name's pinyin."""
    return "".join(re.findall(r"[a-z0-9]", "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()))


@lru_cache(maxsize=8192)
def syllables_of(run: str) -> tuple[str, ...]:
    """The syllables of a run of Chinese characters, one for each; those of one character where it has several."""
    return tuple(lazy_pinyin(run, style=Style.NORMAL))


def syllables_in(letters: str) -> list[str]:
    """What somebody typed in pinyin as syllables, as few as it takes; empty when it cannot be read as pinyin.

    The last syllable may still be missing its end: it is left out.
    """
    best: list[list[str] | None] = [[], *([None] * len(letters))]
    for end in range(1, len(letters) + 1):
        for start in range(max(end - LONGEST_SYLLABLE, 0), end):
            before = best[start]
            if before is not None and letters[start:end] in SYLLABLES:
                known = best[end]
                if known is None or len(known) > len(before) + 1:
                    best[end] = [*before, letters[start:end]]
    for end in range(len(letters), max(len(letters) - LONGEST_SYLLABLE, 0), -1):
        found = best[end]
        if found is not None:
            return found
    return []
