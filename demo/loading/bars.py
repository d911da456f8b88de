"""How far something is, in a terminal: a bar that grows; where there is no terminal, one line at the end."""

import unicodedata
from dataclasses import dataclass

from django.core.management.base import OutputWrapper

LENGTH = 24


@dataclass(frozen=True)
class Bar:
    """The bar of one step."""

    out: OutputWrapper
    step: str

    def show(self, done: int, total: int) -> None:
        """So many are done, of so many."""
        if self.out.isatty():
            filled = LENGTH * done // total
            bar = "█" * filled + "░" * (LENGTH - filled)
            ending = "\n" if done == total else ""
            self.out.write(f"\r{padded(self.step, 20)} {bar} {done}/{total} ", ending=ending)
            self.out.flush()
        elif done == total:
            self.out.write(f"{self.step}：{total}")


def padded(words: str, width: int) -> str:
    """The words, with blanks up to this width."""
    return words + " " * (width - width_of(words))


def width_of(words: str) -> int:
    """In columns of a terminal, where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)
