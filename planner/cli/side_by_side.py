"""Scenarios set side by side with the roadmaps they change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.language import _, decimal, integer, millions, percent
from planner.model import ObjectiveKind, Plan, PlanStatus, Schedule
from planner.pipeline import ScenarioResult, load, load_scenario
from planner.results import coverage, measure_end
from planner.scenario import Scenario


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
        head = [self.scenario.name, _objective_word(self.scenario.objective.kind)]
        if self.plan is None:
            return [*head, _("errors in the data"), *["–"] * (len(heads()) - 3)]
        if self.plan.schedule is None:
            return [*head, _status_word(self.plan.status), *["–"] * (len(heads()) - 3)]
        return [*head, _status_word(self.plan.status), *_figures(self.plan, self.plan.schedule)]


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
    ]


def base_results(paths: Sequence[Path]) -> Iterator[ScenarioResult]:
    """Give each roadmap that scenarios start from, unchanged, before the first scenario that changes it."""
    shown: set[Path] = set()
    for path in paths:
        loaded = load_scenario(path)
        base = (path.parent / loaded.scenario.base).resolve()
        if loaded.outcome.roadmap is not None and base not in shown:
            shown.add(base)
            unchanged = Scenario(name=_("Unchanged"), base=str(base), objective=loaded.scenario.objective)
            yield ScenarioResult(scenario=unchanged, outcome=load(base))
        yield loaded


def as_json(row: Row) -> dict[str, Any]:
    """Give a row as plain data, with the whole plan."""
    from planner.report.result import result

    return {"scenario": row.scenario.name, "plan": None if row.plan is None else result(row.plan)}


def _figures(plan: Plan, schedule: Schedule) -> list[str]:
    """Give what a plan comes to."""
    from planner.economics import net_present_value

    shares = coverage(plan.roadmap, schedule)
    return [
        _score(plan),
        percent(plan.gap, 2) if plan.gap is not None else "–",
        millions(net_present_value(plan.roadmap, schedule)),
        integer(len(schedule.selected)),
        percent(shares[len(shares) // 2 - 1]),
        percent(shares[-1]),
        _last_end(plan, schedule),
    ]


def _objective_word(kind: ObjectiveKind) -> str:
    """Name what a plan is best at."""
    words = {
        ObjectiveKind.VALUE: _("net benefit"),
        ObjectiveKind.COVERAGE: _("coverage"),
        ObjectiveKind.FINISH: _("early finish"),
    }
    return words.get(kind, kind.value)


def _status_word(status: PlanStatus) -> str:
    """Name what is known about a plan."""
    return {
        PlanStatus.OPTIMAL: _("proved best"),
        PlanStatus.WITHIN_GAP: _("within the gap"),
        PlanStatus.FEASIBLE: _("lawful"),
        PlanStatus.INFEASIBLE: _("impossible"),
        PlanStatus.UNKNOWN: _("not found"),
    }[status]


def _score(plan: Plan) -> str:
    """Write the score in its unit."""
    assert plan.score is not None
    return millions(plan.score) if plan.objective.kind is ObjectiveKind.VALUE else decimal(plan.score, 1)


def _last_end(plan: Plan, schedule: Schedule) -> str:
    """Write when the last measure that is in ends; unfinished ones end at the horizon."""
    ends = [measure_end(plan.roadmap, schedule, measure_id) for measure_id in schedule.selected]
    last = max((end for end in ends if end is not None), default=0)
    return plan.roadmap.calendar.date_of(last).isoformat()
