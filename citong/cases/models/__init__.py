"""The tables of cases."""

from .application import Case, CaseMaterial, Draft, DraftFile, FormerAnswers, Guesses, PartyKind, QueryLock, Step
from .handling import ClockEvent, Correction, Decision, Review
from .joint import JointCase, JointCorrection, JointExtension, JointFormerAnswers, JointQueryLock, JointStep
from .procedures import Certificate, Extension, FeeNotice, Hearing, Inspection, InterestedParty, MoreDays
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
    "FormerAnswers",
    "Guesses",
    "Hearing",
    "Inspection",
    "InterestedParty",
    "JointCase",
    "JointCorrection",
    "JointExtension",
    "JointFormerAnswers",
    "JointQueryLock",
    "JointStep",
    "MoreDays",
    "PartyKind",
    "PlannedMove",
    "QueryLock",
    "Review",
    "RouteChange",
    "Step",
]
