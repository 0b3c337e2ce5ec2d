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
from planner.repair.order import Span
from planner.repair.pins import Pin, pinned
from planner.repair.repairing import Repairer, repaired

__all__ = [
    "Accepted",
    "EndElsewhere",
    "HangTogether",
    "NotSettled",
    "Pin",
    "Repaired",
    "Repairer",
    "Span",
    "Together",
    "Window",
    "accept_some",
    "moves_of",
    "pinned",
    "repaired",
]
