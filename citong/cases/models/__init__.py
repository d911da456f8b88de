"""The tables of cases."""

from .application import Case, CaseMaterial, Draft, DraftFile, PartyKind, QueryLock, Step
from .handling import ClockEvent, Correction, Decision, Review
from .procedures import Certificate, Extension, FeeNotice, Hearing, Inspection, InterestedParty
from .rerouting import PlannedMove, RouteChange

__all__ = [
    "Case",
    "CaseMaterial",
    "Certificate",
    "ClockEvent",
    "Correction",
    "Decision",
    "Draft",
    "DraftFile",
    "Extension",
    "FeeNotice",
    "Hearing",
    "Inspection",
    "InterestedParty",
    "PartyKind",
    "PlannedMove",
    "QueryLock",
    "Review",
    "RouteChange",
    "Step",
]
