"""The linter of guides: named rules, each a small class, in one order. Guides in, findings out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import basics, fees_and_route, forms, law, materials, service, sets, terms, wording
from .findings import SEVERITY_NAMES, Context, Finding, Guide, Rule, Severity, context_of, plain
from .scores import mean_tenths, score

__all__ = [
    "ALONE",
    "RULES",
    "RULE_OF",
    "SEVERITY_NAMES",
    "Checked",
    "Context",
    "Finding",
    "Guide",
    "Rule",
    "Severity",
    "context_of",
    "errors",
    "lint",
    "lint_all",
    "mean_tenths",
    "plain",
    "score",
]

RULES: tuple[Rule, ...] = (
    *basics.RULES,
    *terms.RULES,
    *service.RULES,
    *materials.RULES,
    *fees_and_route.RULES,
    *law.RULES,
    *forms.RULES,
    *wording.RULES,
    *sets.RULES,
)
# Imports of a hundred thousand lines ask only whether something stops them.
STOPPING = tuple(rule for rule in RULES if rule.severity is Severity.ERROR)
RULE_OF = {rule.code: rule for rule in RULES}
ALONE = Context()


@dataclass(frozen=True)
class Checked:
    """A guide with what was found in it."""

    guide: Guide
    findings: tuple[Finding, ...]

    @property
    def score(self) -> int:
        """Its quality, 0 to 100."""
        return score(self.findings)


def lint(guide: Guide, *, context: Context = ALONE) -> list[Finding]:
    """Everything that is found in this guide, in the order of the rules."""
    return [found for rule in RULES for found in rule.findings(guide, context)]


def errors(guide: Guide) -> list[Finding]:
    """What stops the publication of this guide, each under the rule that it breaks."""
    found = (each for rule in STOPPING for each in rule.findings(guide, ALONE))
    return [each for each in found if each.severity is Severity.ERROR]


def lint_all(guides: Iterable[Guide]) -> Sequence[Checked]:
    """Everything that is found in these guides, which are also compared with one another."""
    every = list(guides)
    context = context_of(every)
    return [Checked(guide, tuple(lint(guide, context=context))) for guide in every]
