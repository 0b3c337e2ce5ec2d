"""Why: what holds the dates of a plan, and why a roadmap has no plan at all."""

from planner.why.alone import alone
from planner.why.apart import hanging_together
from planner.why.cells import Cell, CellKind, cells_around, nearest_first
from planner.why.chains import Lead, ReasonChain, Root, RootKind, ahead, chain_of, leads
from planner.why.changes import Remedy, RemedyUnit, RepairKind
from planner.why.conflicts import Conflict
from planner.why.contributing import Contributor, contributors
from planner.why.critical import ArrowKind, Critical, CriticalArrow, critical, critical_of, last_ends
from planner.why.diagnosis import Diagnosis, DiagnosisState, DiagnosisStep, Explained, diagnosis_of
from planner.why.entering import Entering
from planner.why.explaining import explain
from planner.why.filling import fillings
from planner.why.holds import Holds, holds_as_found, holds_of, smallest_hold
from planner.why.limits import Filler, Filling, Taken, Yielding
from planner.why.places import Place, WrittenRow, place_of
from planner.why.process import ExplainerProcess, Told
from planner.why.relaxing import relaxed
from planner.why.releasing import released, rows_that_count
from planner.why.repairs import RemedyOutcome, Repair, Tried
from planner.why.resting import RestsOn, rests_on
from planner.why.several import chains, has_holds, reasons, whole_reason
from planner.why.verdicts import DateVerdict, Explainer, Reason

__all__ = [
    "ArrowKind",
    "Cell",
    "CellKind",
    "Conflict",
    "Contributor",
    "Critical",
    "CriticalArrow",
    "DateVerdict",
    "Diagnosis",
    "DiagnosisState",
    "DiagnosisStep",
    "Entering",
    "Explained",
    "Explainer",
    "ExplainerProcess",
    "Filler",
    "Filling",
    "Holds",
    "Lead",
    "Place",
    "Reason",
    "ReasonChain",
    "Remedy",
    "RemedyOutcome",
    "RemedyUnit",
    "Repair",
    "RepairKind",
    "RestsOn",
    "Root",
    "RootKind",
    "Taken",
    "Told",
    "Tried",
    "WrittenRow",
    "Yielding",
    "ahead",
    "alone",
    "cells_around",
    "chain_of",
    "chains",
    "contributors",
    "critical",
    "critical_of",
    "diagnosis_of",
    "explain",
    "fillings",
    "hanging_together",
    "has_holds",
    "holds_as_found",
    "holds_of",
    "last_ends",
    "leads",
    "nearest_first",
    "place_of",
    "reasons",
    "relaxed",
    "released",
    "rests_on",
    "rows_that_count",
    "smallest_hold",
    "whole_reason",
]
