"""Scenarios set side by side with the roadmaps they change."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.comparison import Difference, difference_between
from planner.language import _, integer, millions
from planner.model import ObjectiveKind, Plan, Schedule
from planner.results import Facts, coverage, measure_end
from planner.say import (
    aim_sentence,
    amount_words,
    fault_lines,
    gap_percent,
    kept_words,
    net_benefit_words,
    range_words,
    score_words,
    status_word,
    verdict,
    whole_percent,
)
from planner.scenario import Scenario

COLUMNS_OF_WORDS = (0, 1, 2, 5, 11)
"""Scenario, what it is best at, status, the difference to the roadmap as it stands, and remarks."""


class State(StrEnum):
    """What came of a scenario: ``MISSING`` was not reached before the run was ended."""

    PLANNED = "planned"
    STOPPED = "stopped"
    DATA_ERRORS = "data errors"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One scenario and its plan, or ``None`` where there is none.

    Parameters
    ----------
    base
        The plan of the roadmap as it stands, where this one changes it.
    """

    scenario: Scenario
    plan: Plan | None
    base: Plan | None = None
    state: State = State.PLANNED

    @property
    def change(self) -> Difference | None:
        """Give what differs from the plan of the roadmap as it stands, where both have one."""
        if self.plan is None or self.base is None:
            return None
        has_schedules = self.plan.schedule is not None and self.base.schedule is not None
        return difference_between(self.base, self.plan) if has_schedules else None

    @property
    def aim(self) -> str:
        """Say what the plan is best at."""
        return aim_sentence(self.scenario.aim, None if self.plan is None else self.plan.roadmap)

    @property
    def cells(self) -> list[str]:
        """Give the row as texts, in the order of ``heads``."""
        head = [self.scenario.name, self.aim]
        if self.plan is None:
            missing = _("not planned: the run was ended")
            why = missing if self.state is State.MISSING else _("errors in the data")
            return [*head, why, *["–"] * (len(heads()) - 3)]
        head, remarks = [*head, status_word(self.plan)], _remarks(self)
        if self.plan.schedule is None:
            return [*head, *["–"] * (len(heads()) - 4), remarks]
        return [*head, *_figures(self, self.plan, self.plan.schedule), remarks]


def heads() -> list[str]:
    """Give the heads of the table."""
    return [
        _("Scenario"),
        _("Best at"),
        _("Status"),
        _("Score"),
        _("Gap"),
        _("Difference from unchanged"),
        _("Net benefit (assumed)"),
        _("Measures in"),
        _("Coverage halfway"),
        _("Coverage at the end"),
        _("Last end"),
        _("Remarks"),
    ]


def as_json(row: ResultRow) -> dict[str, Any]:
    """Give a row as plain data, with the whole plan and what is proved of the difference."""
    from planner.files import difference_data
    from planner.report import result

    return {
        "scenario": row.scenario.name,
        "state": row.state.value,
        "plan": None if row.plan is None else result(row.plan),
        "difference": None if row.change is None else difference_data(row.change),
    }


def _difference_words(row: ResultRow, plan: Plan) -> str:
    """Say how the score differs from that of the roadmap as it stands, and whether that is an answer."""
    if row.change is None:
        return "–"
    if row.change.score is None:
        return _("another aim")
    score = row.change.score
    amount = amount_words(plan, score.objective, score.amount)
    if score.is_equal:
        return f"{amount}: {verdict(score)}"
    return f"{amount}, {range_words(plan, score)}: {verdict(score)}"


def _figures(row: ResultRow, plan: Plan, schedule: Schedule) -> list[str]:
    from planner.economics import net_present_value

    shares = coverage(plan.roadmap, schedule)
    return [
        score_words(plan, plan.score),
        gap_percent(plan.gap) if plan.gap is not None else "–",
        _difference_words(row, plan),
        millions(net_present_value(plan.roadmap, schedule)),
        integer(len(schedule.selected)),
        whole_percent(shares[len(shares) // 2 - 1]),
        whole_percent(shares[-1]),
        _last_end(plan, schedule),
    ]


def _remarks(row: ResultRow) -> str:
    """Say what the plan keeps of objectives that came first, and what went wrong on the way."""
    plan = row.plan
    if plan is None:
        return "–"
    stopped = [_("ended by the user before its time")] if row.state is State.STOPPED else []
    kept = [kept_words(plan, each) for each in plan.objective.kept]
    return "; ".join([*stopped, *_score_and_worth(plan), *kept, *fault_lines(plan)]) or "–"


def _score_and_worth(plan: Plan) -> list[str]:
    """Say how the score of net benefit follows from that, where missed deadlines and requirements cost."""
    if plan.schedule is None or plan.objective.kind is not ObjectiveKind.VALUE:
        return []
    found = Facts(plan)
    worth = _("net benefit {worth}", worth=net_benefit_words(found))
    return [_("score: {worth}", worth=worth)] if found.missed_cost_nok else []


def _last_end(plan: Plan, schedule: Schedule) -> str:
    """Write when the last measure that is in ends; unfinished ones end at the horizon."""
    ends = [measure_end(plan.roadmap, schedule, measure_id) for measure_id in schedule.selected]
    last = max((end for end in ends if end is not None), default=0)
    return plan.roadmap.calendar.last_day(0, last).isoformat()
