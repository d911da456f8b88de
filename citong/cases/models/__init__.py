"""The tables of cases."""

from .application import Case, CaseMaterial, Draft, DraftFile, FormerAnswers, PartyKind, Step
from .emergency import EmergencyLook
from .handling import ClockEvent, Correction, Decision, Review
from .joint import JointCase, JointCorrection, JointExtension, JointFormerAnswers, JointStep
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
    "EmergencyLook",
    "Extension",
    "FeeNotice",
    "FormerAnswers",
    "Hearing",
    "Inspection",
    "InterestedParty",
    "JointCase",
    "JointCorrection",
    "JointExtension",
    "JointFormerAnswers",
    "JointStep",
    "MoreDays",
    "PartyKind",
    "PlannedMove",
    "Review",
    "RouteChange",
    "Step",
]
