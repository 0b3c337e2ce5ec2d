"""Why: what holds the dates of a plan, and why a roadmap has no plan at all."""

from planner.explain.alone import Alone, alone, each_alone, required_alone
from planner.explain.cells import Cell, CellKind, cells_around
from planner.explain.chains import leads
from planner.explain.filling import Filling, fillings
from planner.explain.holds import Holds, holds_of
from planner.explain.moved import WhyMoved, why_moved
from planner.explain.process import ExplainerProcess, LostError, Told
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
    "ExplainerProcess",
    "Filling",
    "Holds",
    "LostError",
    "Reason",
    "RestsOn",
    "Told",
    "WhyMoved",
    "alone",
    "cells_around",
    "each_alone",
    "fillings",
    "holds_of",
    "leads",
    "reasons",
    "relaxed",
    "required_alone",
    "rests_on",
    "why_moved",
]
