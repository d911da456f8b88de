"""Documents: the official letters 文书 that a body writes while it handles an application.

A letter gets its number when it is issued, without gaps, and what it says never changes. Its file is made moments
later by the worker, or at once when somebody wants to read it. What each kind must say is told in `rules/kinds.py`; in
which words, in templates that administrators write (`rules/templates.py`) and of which every letter keeps its version.
Other modules use this file and no other of this folder.
"""

from .errors import (
    AlreadyRevoked,
    CannotReplace,
    GlyphMissing,
    LetterIncomplete,
    LetterNotReady,
    NotAKeeper,
    NotAnOfficial,
    NothingToChange,
    NotServed,
    NotThisKind,
    ServiceIncomplete,
    TemplateFaulty,
    TemplateMoved,
)
from .facts import LetterIssued, LetterRevoked, LetterServed
from .jobs import ensure_rendered, preview_template, publish_template
from .models import Letter, Service, Template
from .queries.letters import (
    genuine_letter,
    latest_letters,
    letter,
    letters_in_trouble,
    letters_of,
    letters_of_all,
    open_file,
    verification_code_of,
)
from .queries.proofs import proof_file, services_of
from .queries.templates import (
    template,
    template_draft,
    template_faults,
    template_fields,
    template_in_force,
    template_texts,
    template_versions,
)
from .rules.kinds import Kind, title_of
from .rules.permissions import PERMISSION_NAMES, P
from .rules.service import WAY_NAMES, Way
from .rules.templates import differences
from .services.letters import issue, revoke, revoke_with_letter
from .services.proofs import record_service
from .services.templates import discard_template, draft_template, restore_template

__all__ = [  # noqa: RUF022 - in the order of the story
    # done
    "issue",
    "ensure_rendered",
    "record_service",
    "revoke",
    "revoke_with_letter",
    "draft_template",
    "preview_template",
    "publish_template",
    "discard_template",
    "restore_template",
    # asked
    "Kind",
    "title_of",
    "Way",
    "WAY_NAMES",
    "Letter",
    "Service",
    "Template",
    "letters_of",
    "letters_of_all",
    "latest_letters",
    "letter",
    "verification_code_of",
    "genuine_letter",
    "letters_in_trouble",
    "open_file",
    "services_of",
    "proof_file",
    "template_texts",
    "template_versions",
    "template",
    "template_draft",
    "template_in_force",
    "template_fields",
    "template_faults",
    "differences",
    "P",
    "PERMISSION_NAMES",
    # told
    "LetterIssued",
    "LetterRevoked",
    "LetterServed",
    # refused
    "LetterIncomplete",
    "LetterNotReady",
    "GlyphMissing",
    "AlreadyRevoked",
    "CannotReplace",
    "NotAnOfficial",
    "NotServed",
    "ServiceIncomplete",
    "NotAKeeper",
    "TemplateFaulty",
    "TemplateMoved",
    "NothingToChange",
    "NotThisKind",
]
