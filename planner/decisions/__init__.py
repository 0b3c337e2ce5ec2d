"""When must we decide: how early and how late dates can be for a loss, and a calendar of open choices.

All of it is about one lawful plan. What is *found* is shown by plans that keep others as they are; what is
*proved* holds for every plan (``docs/problem.md``, section 10).
"""

from planner.decisions.calendar import DueDecision, calendar
from planner.decisions.choices import ChoiceKind, OpenChoice, open_choices
from planner.decisions.finding import RoomFinder
from planner.decisions.given import LOSS_SHARE, AllowedLoss, loss_of
from planner.decisions.outwards import furthest
from planner.decisions.proving import Proofs
from planner.decisions.rooms import DateRoom, Possible, RoomSpan
from planner.decisions.working import due_decisions, room

__all__ = [
    "LOSS_SHARE",
    "AllowedLoss",
    "ChoiceKind",
    "DateRoom",
    "DueDecision",
    "OpenChoice",
    "Possible",
    "Proofs",
    "RoomFinder",
    "RoomSpan",
    "calendar",
    "due_decisions",
    "furthest",
    "loss_of",
    "open_choices",
    "room",
]
