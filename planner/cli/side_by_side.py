"""Scenarios set side by side with the roadmaps they change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.cli.words import aim_words, kept_words
from planner.language import _, integer, millions, percent
from planner.model import Plan, PlanStatus, Schedule
from planner.pipeline import ScenarioResult, load, load_scenario
from planner.report.choice import fault_lines
from planner.report.words import score_words
from planner.results import coverage, measure_end
from planner.scenario import Scenario

COLUMNS_OF_WORDS = (0, 1, 2, 10)
"""Scenario, what it is best at, status, and remarks."""


@dataclass(frozen=True, slots=True)
class Row:
    """One scenario and its plan, or ``None`` where there is none."""

    scenario: Scenario
    plan: Plan | None

    @property
    def folder(self) -> str:
        """Give a file name for the scenario."""
        kept = (letter if letter.isalnum() else "_" for letter in self.scenario.name.lower())
        return "".join(kept).strip("_") or "scenario"

    @property
    def cells(self) -> list[str]:
        """Give the row as texts, in the order of ``heads``."""
        head = [self.scenario.name, aim_words(self.scenario.aim)]
        if self.plan is None:
            return [*head, _("errors in the data"), *["–"] * (len(heads()) - 3)]
        head, remarks = [*head, _status_word(self.plan)], _remarks(self.plan)
        if self.plan.schedule is None:
            return [*head, *["–"] * (len(heads()) - 4), remarks]
        return [*head, *_figures(self.plan, self.plan.schedule), remarks]


def heads() -> list[str]:
    """Give the heads of the table."""
    return [
        _("Scenario"),
        _("Best at"),
        _("Status"),
        _("Score"),
        _("Gap"),
        _("Net benefit (assumed)"),
        _("Measures in"),
        _("Coverage halfway"),
        _("Coverage at the end"),
        _("Last end"),
        _("Remarks"),
    ]


def base_results(paths: Sequence[Path]) -> Iterator[ScenarioResult]:
    """Give each roadmap that scenarios start from, unchanged, before the first scenario that changes it."""
    shown: set[Path] = set()
    for path in paths:
        loaded = load_scenario(path)
        base = (path.parent / loaded.scenario.base).resolve()
        if loaded.outcome.roadmap is not None and base not in shown:
            shown.add(base)
            unchanged = Scenario(name=_("Unchanged"), base=str(base), aim=loaded.scenario.aim)
            yield ScenarioResult(scenario=unchanged, outcome=load(base), base=base, is_base=True)
        yield replace(loaded, base=base)


def as_json(row: Row) -> dict[str, Any]:
    """Give a row as plain data, with the whole plan."""
    from planner.report.result import result

    return {"scenario": row.scenario.name, "plan": None if row.plan is None else result(row.plan)}


def _figures(plan: Plan, schedule: Schedule) -> list[str]:
    """Give what a plan comes to."""
    from planner.economics import net_present_value

    shares = coverage(plan.roadmap, schedule)
    return [
        score_words(plan, plan.score),
        percent(plan.gap, 2) if plan.gap is not None else "–",
        millions(net_present_value(plan.roadmap, schedule)),
        integer(len(schedule.selected)),
        percent(shares[len(shares) // 2 - 1]),
        percent(shares[-1]),
        _last_end(plan, schedule),
    ]


def _remarks(plan: Plan) -> str:
    """Say what the plan keeps of objectives that came first, and what went wrong on the way."""
    return "; ".join([*(kept_words(plan, kept) for kept in plan.objective.kept), *fault_lines(plan)]) or "–"


def _status_word(plan: Plan) -> str:
    """Name what is known about a plan."""
    if not plan.roadmap.open_measures:
        return _("nothing to plan")
    return {
        PlanStatus.OPTIMAL: _("proved best"),
        PlanStatus.WITHIN_GAP: _("within the gap"),
        PlanStatus.FEASIBLE: _("lawful"),
        PlanStatus.INFEASIBLE: _("impossible"),
        PlanStatus.UNKNOWN: _("not found"),
    }[plan.status]


def _last_end(plan: Plan, schedule: Schedule) -> str:
    """Write when the last measure that is in ends; unfinished ones end at the horizon."""
    ends = [measure_end(plan.roadmap, schedule, measure_id) for measure_id in schedule.selected]
    last = max((end for end in ends if end is not None), default=0)
    return plan.roadmap.calendar.date_of(last).isoformat()
