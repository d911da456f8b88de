"""How names and numbers of people are shown to whoever need not know them whole. Pure.

Personal Information Protection Law, art. 6: no more than the purpose needs. What is left is enough to tell two rows of
a list apart and to recognise one's own, and never more than the half of a number or the first character of a name.
"""

import unicodedata

MOST_STARS = 2
SHOWN_OF_MOBILE = 3, 4
MOBILE_LENGTH = 11
MOST_AT_AN_END = 4
# Of a shorter number a quarter at each end is left.
SHARE = 4


def masked_name(name: str) -> str:
    """张三 as 张*, 欧阳修远 as 欧**, John as J**: the first character, at most two stars; one alone is hidden."""
    first, rest = _first_character(name.strip())
    if not rest:
        return "*" if first else ""
    return first + "*" * min(len(rest), MOST_STARS)


def masked_number(number: str) -> str:
    """The number of any document: 3502**********0014, of a passport E1*****78; its length stays."""
    shown = min(len(number) // SHARE, MOST_AT_AN_END)
    return _masked(number, head=shown, tail=shown)


def masked_phone(number: str) -> str:
    """A telephone number without its middle: 138****1234."""
    if len(number) < MOBILE_LENGTH:
        return masked_number(number)
    head, tail = SHOWN_OF_MOBILE
    return _masked(number, head=head, tail=tail)


def _masked(text: str, *, head: int, tail: int) -> str:
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]


def _first_character(name: str) -> tuple[str, str]:
    """What a person sees as the first character, with the marks that belong to it, and what comes after."""
    end = 1
    while end < len(name) and unicodedata.combining(name[end]):
        end += 1
    return name[:end], name[end:]
