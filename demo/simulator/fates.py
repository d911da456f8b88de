"""How an application fares: drawn for invented people, written by hand for those who can be signed in as."""

from dataclasses import dataclass
from random import Random

TURNED_AWAY = 0.035
TO_CORRECT = 0.16
NEVER_CORRECTED = 0.1
A_SECOND_TIME = 0.14
ORIGINALS_FIRST = 0.12
WITHDRAWN_EARLY = 0.012
WITHDRAWN_IN_REVIEW = 0.015
PAUSED = 0.35  # of those whose item knows a special procedure
UNFAVOURABLE = 0.045
LATE = 0.09
NEVER_COLLECTED = 0.08


@dataclass(frozen=True)
class Fate:
    """What becomes of an application. `stops` names a move or a stage before which nobody does anything more."""

    rounds: int = 0  # of corrections
    is_corrected: bool = True
    is_turned_away: bool = False
    brings_originals: bool = False
    is_withdrawn_early: bool = False
    is_withdrawn_in_review: bool = False
    is_paused: bool = False
    is_asked_to_add: bool = False  # in review, by a step that may
    is_favourable: bool = True
    late_at: str = ""  # the move that comes days too late
    is_collected: bool = True
    is_brisk: bool = False  # the offices come to it at once
    stops: str = ""


def drawn(random: Random) -> Fate:
    """What becomes of most, and now and then of some."""

    def now_and_then(share: float) -> bool:
        return random.random() < share

    rounds = now_and_then(TO_CORRECT) + 0
    return Fate(
        rounds=rounds + (rounds and now_and_then(A_SECOND_TIME)),
        is_corrected=not now_and_then(NEVER_CORRECTED),
        is_turned_away=now_and_then(TURNED_AWAY),
        brings_originals=now_and_then(ORIGINALS_FIRST),
        is_withdrawn_early=now_and_then(WITHDRAWN_EARLY),
        is_withdrawn_in_review=now_and_then(WITHDRAWN_IN_REVIEW),
        is_paused=now_and_then(PAUSED),
        is_favourable=not now_and_then(UNFAVOURABLE),
        late_at=random.choice(["accept", "give_opinion", "grant"]) if now_and_then(LATE) else "",
        is_collected=not now_and_then(NEVER_COLLECTED),
    )
