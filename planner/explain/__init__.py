"""Why: what holds the dates of a plan, and why a roadmap has no plan at all."""

from planner.explain.alone import Alone, alone, each_alone, required_alone
from planner.explain.cells import Cell, CellKind, cells_around
from planner.explain.chains import Lead, ReasonChain, Root, RootKind, ahead, chain_of, leads
from planner.explain.contributing import Contributor, contributors
from planner.explain.critical import ArrowKind, Critical, CriticalArrow, critical, critical_of, last_ends
from planner.explain.entering import Entering
from planner.explain.filling import fillings
from planner.explain.holds import Holds, holds_of
from planner.explain.limits import Filler, Filling, Yielding
from planner.explain.moved import WhyMoved, why_moved
from planner.explain.relaxing import relaxed
from planner.explain.resting import RestsOn, rests_on
from planner.explain.several import chains, reasons, whole_reason
from planner.explain.verdicts import DateVerdict, Explainer, Reason

__all__ = [
    "Alone",
    "ArrowKind",
    "Cell",
    "CellKind",
    "Contributor",
    "Critical",
    "CriticalArrow",
    "DateVerdict",
    "Entering",
    "Explainer",
    "Filler",
    "Filling",
    "Holds",
    "Lead",
    "Reason",
    "ReasonChain",
    "RestsOn",
    "Root",
    "RootKind",
    "WhyMoved",
    "Yielding",
    "ahead",
    "alone",
    "cells_around",
    "chain_of",
    "chains",
    "contributors",
    "critical",
    "critical_of",
    "each_alone",
    "fillings",
    "holds_of",
    "last_ends",
    "leads",
    "reasons",
    "relaxed",
    "required_alone",
    "rests_on",
    "whole_reason",
    "why_moved",
]
