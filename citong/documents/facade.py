"""Documents: the official letters 文书 that a body writes while it handles an application.

A letter gets its number when it is issued, without gaps, and what it says never changes. Its file is made moments
later by the worker, or at once when somebody wants to read it. What each kind must say is told in `rules.REQUIRED`.
Other modules use this file and no other of this folder.
"""

from .errors import AlreadyRevoked, CannotReplace, GlyphMissing, LetterIncomplete, LetterNotReady
from .facts import LetterIssued, LetterRevoked
from .jobs import ensure_rendered
from .queries import genuine_letter, letter, letters_in_trouble, letters_of, open_file, verification_code_of
from .rules import Kind, title_of
from .services import issue, revoke

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "issue",
    "ensure_rendered",
    "revoke",
    # asked
    "Kind",
    "title_of",
    "letters_of",
    "letter",
    "verification_code_of",
    "genuine_letter",
    "letters_in_trouble",
    "open_file",
    # told
    "LetterIssued",
    "LetterRevoked",
    # refused
    "LetterIncomplete",
    "LetterNotReady",
    "GlyphMissing",
    "AlreadyRevoked",
    "CannotReplace",
]
