"""What a sector answers to what a plan asks of it: its figures and its words, made changes of the roadmap.

What an answer means stands in ``docs/problem.md``, section 15.
"""

from planner.answers.answer import HandedOut, PeriodFigures, Remark, SectorAnswer
from planner.answers.answering import TouchedPeriod, answered, figures_of, handed_out, placed, touched_periods

__all__ = [
    "HandedOut",
    "PeriodFigures",
    "Remark",
    "SectorAnswer",
    "TouchedPeriod",
    "answered",
    "figures_of",
    "handed_out",
    "placed",
    "touched_periods",
]
