"""Plans for people: a summary, a figure, a page to send, and one sheet of paper."""

from planner.report.figure import figure
from planner.report.page import html
from planner.report.pdf import pdf
from planner.report.summary import summary
from planner.results import Facts, bottlenecks, facts
from planner.say import gap_words, headline, period_words, short_period

__all__ = [
    "Facts",
    "bottlenecks",
    "facts",
    "figure",
    "gap_words",
    "headline",
    "html",
    "pdf",
    "period_words",
    "short_period",
    "summary",
]
