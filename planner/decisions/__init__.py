"""When must we decide: how early and how late dates can be for a loss, and a calendar of open choices.

All of it is about one lawful plan. What is *found* is shown by plans that keep others as they are; what is
*proved* holds for every plan (``docs/problem.md``, section 10).
"""

from planner.decisions.calendar import DueDecision, calendar
from planner.decisions.choices import ChoiceKind, OpenChoice, coming_in, open_choices
from planner.decisions.finding import RoomFinder
from planner.decisions.given import LOSS_SHARE, AllowedLoss, date_named, lawful_schedule, loss_of
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
    "coming_in",
    "date_named",
    "due_decisions",
    "furthest",
    "lawful_schedule",
    "loss_of",
    "open_choices",
    "room",
]
