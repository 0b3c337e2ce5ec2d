"""What the cases are made of that show where a rule of the step model bites."""

from dataclasses import dataclass, replace
from typing import Any

from support.builders import a_measure, a_rollout, day_of

from planner.model import VALUE, Capacity, Estimate, Measure, Objective, Phase, Roadmap, Rollout, Sector
from planner.problem.resources import Builder
from planner.solver.engines.step.rules import Rule

NOT_AS_CLAIMED = "not_as_claimed"


@dataclass(frozen=True, kw_only=True)
class Bite:
    """A roadmap whose best plan, made without one rule or one kind of resource, is refused with a code.

    The code is the judge's, or ``NOT_AS_CLAIMED``: the plan is not worth what the model says.
    """

    rule: Rule | Builder
    code: str
    roadmap: Roadmap
    objective: Objective = VALUE

    def __str__(self) -> str:
        """Name the case."""
        return f"{self.rule.__name__}: {self.code}"


def free_from(sector: Sector, instant: int, capacity: float = 100.0, before: float = 0.0) -> Sector:
    """Give a sector that can give little before an instant."""
    rows = (
        Capacity(starts=day_of(0), person_months=Estimate.sure(before)),
        Capacity(starts=day_of(instant), person_months=Estimate.sure(capacity)),
    )
    return replace(sector, capacities=rows)


def useful(measure: str, **fields: Any) -> Rollout:
    """Give a rollout that earns, the sooner the better."""
    return a_rollout(measure, **{"effort_per_unit": 0.0, "benefit_nok_per_year": 1e7, **fields})


def costly(measure: str, **fields: Any) -> Rollout:
    """Give a rollout that only costs, the later the better."""
    return a_rollout(measure, **{"effort_per_unit": 0.0, "cost_per_unit_nok": 1e5, **fields})


def optional(measure_id: str, *phases: Phase, **fields: Any) -> Measure:
    """Give a measure that may be left out."""
    return a_measure(measure_id, *phases, optional=True, **fields)
