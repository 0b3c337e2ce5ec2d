"""Lawful plans, and how to change one thing in a plan or in its roadmap."""

from dataclasses import dataclass, replace
from typing import Any

from support.brute_force import best_plan
from support.strategies import random_roadmap

from planner import results
from planner.model import (
    COVERAGE,
    VALUE,
    Dependency,
    Measure,
    Plan,
    PlannedPhase,
    PlanStatus,
    Roadmap,
    Rollout,
    Schedule,
    Sector,
)


@dataclass(frozen=True)
class Lawful:
    """A lawful plan to break."""

    roadmap: Roadmap
    plan: Plan
    schedule: Schedule

    @property
    def horizon(self) -> int:
        """Give the number of periods."""
        return self.roadmap.calendar.periods

    @property
    def measures_in(self) -> list[Measure]:
        """Give the measures that are in."""
        return [measure for measure in self.roadmap.open_measures if measure.id in self.schedule.selected]

    @property
    def measures_out(self) -> list[Measure]:
        """Give the measures that are out."""
        return [measure for measure in self.roadmap.open_measures if measure.id not in self.schedule.selected]

    @property
    def rollouts_in(self) -> list[Rollout]:
        """Give the rollouts of the measures that are in."""
        return [
            rollout for rollout in self.roadmap.open_rollouts if rollout.measure in self.schedule.selected
        ]

    def curve(self, rollout: Rollout) -> list[float]:
        """Give the shares of a rollout at the end of each period."""
        return list(self.schedule.rollouts_by_key[rollout.key].adoption)

    def begin(self, rollout: Rollout) -> int | None:
        """Give the planned begin of a rollout."""
        return self.schedule.rollouts_by_key[rollout.key].begin

    def end(self, measure_id: str) -> int:
        """Give the end of a measure's last phase; without phases, its earliest start."""
        phases = self.schedule.phases_by_measure.get(measure_id, ())
        return phases[-1].end if phases else self.roadmap.earliest_start(self.roadmap.measure(measure_id))


Changed = tuple[Roadmap, Plan]


def lawful_plans(seeds: range) -> list[Lawful]:
    """Give the best plans of random roadmaps, for value and for coverage in turn."""
    found = []
    for seed in seeds:
        roadmap, objective = random_roadmap(seed), (VALUE, COVERAGE)[seed % 2]
        best = best_plan(roadmap, objective)
        if best is not None:
            score = results.score(roadmap, objective, best.schedule)
            made = Plan(roadmap=roadmap, objective=objective, status=PlanStatus.OPTIMAL)
            plan = replace(made, schedule=best.schedule, score=score, bound=score)
            found.append(Lawful(roadmap, plan, best.schedule))
    return found


def with_schedule(case: Lawful, **fields: Any) -> Changed:
    """Change the schedule."""
    return case.roadmap, replace(case.plan, schedule=replace(case.schedule, **fields))


def with_roadmap(case: Lawful, **fields: Any) -> Changed:
    """Change the roadmap the plan is made from."""
    roadmap = replace(case.roadmap, **fields)
    return roadmap, replace(case.plan, roadmap=roadmap)


def with_plan(case: Lawful, **fields: Any) -> Changed:
    """Change what the plan says of itself."""
    return case.roadmap, replace(case.plan, **fields)


def with_phase(case: Lawful, planned: PlannedPhase, **fields: Any) -> Changed:
    """Change one planned phase."""
    phases = tuple(replace(phase, **fields) if phase == planned else phase for phase in case.schedule.phases)
    return with_schedule(case, phases=phases)


def with_rollout(case: Lawful, rollout: Rollout, **fields: Any) -> Changed:
    """Change one planned rollout."""
    planned = tuple(replace(r, **fields) if r.key == rollout.key else r for r in case.schedule.rollouts)
    return with_schedule(case, rollouts=planned)


def with_share(case: Lawful, rollout: Rollout, period: int, share: float) -> Changed:
    """Change the share at the end of one period."""
    curve = case.curve(rollout)
    curve[period] = share
    return with_rollout(case, rollout, adoption=tuple(curve))


def with_measure(case: Lawful, measure: Measure, **fields: Any) -> Changed:
    """Change one measure of the roadmap."""
    changed = replace(measure, **fields)
    return with_roadmap(case, measures=tuple(changed if m is measure else m for m in case.roadmap.measures))


def with_link(case: Lawful, link: Dependency, **fields: Any) -> Changed:
    """Change one dependency of the roadmap."""
    changed = replace(link, **fields)
    return with_roadmap(
        case, dependencies=tuple(changed if d is link else d for d in case.roadmap.dependencies)
    )


def with_sector(case: Lawful, sector: Sector, **fields: Any) -> Changed:
    """Change one sector of the roadmap."""
    changed = replace(sector, **fields)
    return with_roadmap(case, sectors=tuple(changed if s is sector else s for s in case.roadmap.sectors))


def without_measure(case: Lawful, measure: Measure) -> Changed:
    """Take a measure out of the plan."""
    stays = {r.key: (r.in_use,) * len(case.roadmap.periods) for r in case.roadmap.rollouts_of(measure.id)}
    return with_schedule(
        case,
        selected=tuple(name for name in case.schedule.selected if name != measure.id),
        phases=tuple(phase for phase in case.schedule.phases if phase.measure != measure.id),
        rollouts=tuple(
            replace(r, begin=None, adoption=stays[r.key]) if r.key in stays else r
            for r in case.schedule.rollouts
        ),
    )
