"""Repairing plans: dates that are pinned, proposals that are accepted in part, and what a proposal moves."""

from planner.repair.accepting import (
    Accepted,
    EndElsewhere,
    HangTogether,
    NotSettled,
    Together,
    accept_some,
    moves_of,
)
from planner.repair.mending import Repaired, Window
from planner.repair.order import StartSpan
from planner.repair.pins import Pin, pinned
from planner.repair.repairing import Repairer, repaired
from planner.repair.replanning import replanned
from planner.repair.thresholds import THRESHOLDS, AtThreshold, plans_by_threshold

__all__ = [
    "THRESHOLDS",
    "Accepted",
    "AtThreshold",
    "EndElsewhere",
    "HangTogether",
    "NotSettled",
    "Pin",
    "Repaired",
    "Repairer",
    "StartSpan",
    "Together",
    "Window",
    "accept_some",
    "moves_of",
    "pinned",
    "plans_by_threshold",
    "repaired",
    "replanned",
]
