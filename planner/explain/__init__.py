"""Why: what holds the dates of a plan, and why a roadmap has no plan at all."""

from planner.explain.alone import Alone, alone, each_alone, required_alone
from planner.explain.cells import Cell, CellKind, cells_around, nearest_first
from planner.explain.chains import leads
from planner.explain.explaining import explain
from planner.explain.filling import Filling, fillings
from planner.explain.holds import Holds, holds_as_found, holds_of
from planner.explain.moved import WhyMoved, why_moved
from planner.explain.relaxing import relaxed
from planner.explain.resting import RestsOn, rests_on
from planner.explain.several import reasons
from planner.explain.verdicts import DateVerdict, Explainer, Reason

__all__ = [
    "Alone",
    "Cell",
    "CellKind",
    "DateVerdict",
    "Explainer",
    "Filling",
    "Holds",
    "Reason",
    "RestsOn",
    "WhyMoved",
    "alone",
    "cells_around",
    "each_alone",
    "explain",
    "fillings",
    "holds_as_found",
    "holds_of",
    "leads",
    "nearest_first",
    "reasons",
    "relaxed",
    "required_alone",
    "rests_on",
    "why_moved",
]
