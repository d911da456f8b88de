"""The quality of a guide as a number from 0 to 100.

A guide begins with 100. Each error takes 20, each warning 4, each piece of advice 1; of one rule at most three findings
count, so that one habit repeated in twenty materials does not hide everything else. What an examiner has accepted does
not count. A department has the mean of its guides, in tenths, rounded half up.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from .findings import Finding, Severity

BEST = 100
WEIGHTS = {Severity.ERROR: 20, Severity.WARNING: 4, Severity.ADVICE: 1}
MOST_OF_A_RULE = 3


def score(findings: Iterable[Finding]) -> int:
    """The quality of a guide with these findings."""
    counted = Counter((found.rule, found.severity) for found in findings)
    lost = sum(WEIGHTS[severity] * min(count, MOST_OF_A_RULE) for (_, severity), count in counted.items())
    return max(BEST - lost, 0)


def mean_tenths(scores: Sequence[int]) -> int:
    """The mean of the scores in tenths of a point; of nothing the best, for nothing is wrong."""
    if not scores:
        return BEST * 10
    return (sum(scores) * 20 + len(scores)) // (2 * len(scores))
