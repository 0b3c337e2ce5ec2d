"""Why: what holds the dates of a plan, and why a roadmap has no plan at all."""

from planner.explain.alone import alone
from planner.explain.cells import Cell, CellKind, cells_around, nearest_first
from planner.explain.chains import leads
from planner.explain.changes import Remedy, RemedyUnit, RepairKind
from planner.explain.conflicts import Conflict
from planner.explain.diagnosis import Diagnosis, DiagnosisState, Explained, diagnosis_of
from planner.explain.explaining import explain
from planner.explain.filling import Filling, fillings
from planner.explain.holds import Holds, holds_as_found, holds_of
from planner.explain.places import Place, Row, place_of
from planner.explain.process import ExplainerProcess, LostError, Told
from planner.explain.relaxing import relaxed
from planner.explain.releasing import released, rows_that_count
from planner.explain.repairs import RemedyOutcome, Repair, Tried
from planner.explain.resting import RestsOn, rests_on
from planner.explain.several import reasons
from planner.explain.verdicts import DateVerdict, Explainer, Reason

__all__ = [
    "Cell",
    "CellKind",
    "Conflict",
    "DateVerdict",
    "Diagnosis",
    "DiagnosisState",
    "Explained",
    "Explainer",
    "ExplainerProcess",
    "Filling",
    "Holds",
    "LostError",
    "Place",
    "Reason",
    "Remedy",
    "RemedyOutcome",
    "RemedyUnit",
    "Repair",
    "RepairKind",
    "RestsOn",
    "Row",
    "Told",
    "Tried",
    "alone",
    "cells_around",
    "diagnosis_of",
    "explain",
    "fillings",
    "holds_as_found",
    "holds_of",
    "leads",
    "nearest_first",
    "place_of",
    "reasons",
    "relaxed",
    "released",
    "rests_on",
    "rows_that_count",
]
