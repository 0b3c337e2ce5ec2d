"""Why: what holds the dates of a plan, and why a roadmap has no plan at all."""

from planner.explain.alone import alone
from planner.explain.cells import Cell, CellKind, cells_around, nearest_first
from planner.explain.chains import Lead, ReasonChain, Root, RootKind, ahead, chain_of, leads
from planner.explain.changes import Remedy, RemedyUnit, RepairKind
from planner.explain.conflicts import Conflict
from planner.explain.contributing import Contributor, contributors
from planner.explain.critical import ArrowKind, Critical, CriticalArrow, critical, critical_of, last_ends
from planner.explain.diagnosis import Diagnosis, DiagnosisState, Explained, diagnosis_of
from planner.explain.entering import Entering
from planner.explain.explaining import explain
from planner.explain.filling import fillings
from planner.explain.holds import Holds, holds_as_found, holds_of
from planner.explain.limits import Filler, Filling, Yielding
from planner.explain.places import Place, WrittenRow, place_of
from planner.explain.process import ExplainerProcess, LostError, Told
from planner.explain.relaxing import relaxed
from planner.explain.releasing import released, rows_that_count
from planner.explain.repairs import RemedyOutcome, Repair, Tried
from planner.explain.resting import RestsOn, rests_on
from planner.explain.several import chains, reasons, whole_reason
from planner.explain.verdicts import DateVerdict, Explainer, Reason

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
    "Entering",
    "Explained",
    "Explainer",
    "ExplainerProcess",
    "Filler",
    "Filling",
    "Holds",
    "Lead",
    "LostError",
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
    "whole_reason",
]
