"""From a problem to flat arrays, and from flat arrays back to a schedule."""

from copy import copy
from functools import cached_property

import numpy as np

from planner.model import (
    ALMOST,
    Objective,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    Roadmap,
    Schedule,
)
from planner.problem import ModeTask, PhaseTask, Problem, planned_adaptations
from planner.rules import reach
from planner.solver.arrays.arrays import NEVER, Arrays, Flags, Floats, Plans, WorthArrays
from planner.solver.arrays.drawn import drawn_on_pools, lanes_of, limit_arrays
from planner.solver.arrays.linked import keys_ahead, link_arrays, reachable
from planner.solver.arrays.numbered import Numbered
from planner.solver.arrays.requirements import RequirementWorth, requirement_worths, sees_missing_shares
from planner.solver.arrays.tasks import measure_arrays, mode_arrays, phase_arrays, rollout_arrays
from planner.solver.arrays.worth import worth_of

_last_built: list["Flat"] = []


class Flat(Numbered):
    """A problem with its arrays, and what number each thing has in them."""

    def __init__(self, problem: Problem, objective: Objective) -> None:
        super().__init__(problem)
        self.objective = objective
        drawn, lanes, aheads = drawn_on_pools(self), lanes_of(self), keys_ahead(self)
        reached = [reachable(self, *each) for each in zip(self.rollouts, aheads, strict=True)]
        self.arrays = Arrays(
            horizon=problem.horizon,
            measures=measure_arrays(self),
            phases=phase_arrays(self),
            modes=mode_arrays(self, drawn, lanes),
            rollouts=rollout_arrays(self, drawn, lanes, reached),
            links=link_arrays(self, aheads),
            limits=limit_arrays(self, lanes),
            worth=worth_of(problem, objective),
        )

    @cached_property
    def kept_worths(self) -> tuple[WorthArrays, ...]:
        """Give as worth each objective that came before, in the order in which they are kept.

        One that sees prices of missing shares is worth less than this: the arrays do not cover all of it.
        """
        kept = [each.objective for each in self.objective.kept]
        worths = [worth_of(self.problem, each) for each in kept]
        blind = [sees_missing_shares(self.problem, each) for each in kept]
        pairs = zip(worths, blind, strict=True)
        return tuple(each._replace(covers_all=each.covers_all and not is_blind) for each, is_blind in pairs)

    @cached_property
    def requirements(self) -> tuple[RequirementWorth, ...]:
        """Give as worth what requirements measure that bind, or whose price the objective sees."""
        return requirement_worths(self.problem, self.objective)

    @property
    def adds_up(self) -> bool:
        """Tell whether objective, requirements and all that must be kept are written as worth in full."""
        exact = all(each.is_exact for each in self.requirements)
        return exact and all(worth.covers_all for worth in (self.arrays.worth, *self.kept_worths))

    def under(self, objective: Objective) -> "Flat":
        """Give the same problem under another objective, with all else that has been worked out."""
        other = copy(self)
        other.objective = objective
        other.arrays = self.arrays._replace(worth=worth_of(self.problem, objective))
        for known in ("kept_worths", "requirements"):
            other.__dict__.pop(known, None)
        return other

    def reach(self) -> Floats:
        """Give the largest share in use by rollout and number of periods after the begin, from 0 on.

        Under pace and gates, and the target that links to done measures leave.
        """
        rows = [
            [task.in_use, *reach(task.rollout, task.gate_limits, self.problem.horizon, target)]
            for task, target in zip(self.rollouts, self.arrays.rollouts.target.tolist(), strict=True)
        ]
        return np.array(rows, np.float64).reshape(len(rows), self.problem.horizon + 1)

    # From and to schedules

    def empty(self) -> Plans:
        """Give arrays for a schedule in which nothing is planned yet."""
        in_use = self.arrays.rollouts.in_use
        return Plans(
            inside=np.zeros(len(self.tasks), np.bool_),
            mode=np.full(len(self.phases), NEVER, np.int64),
            start=np.full(len(self.phases), NEVER, np.int64),
            begin=np.full(len(self.rollouts), NEVER, np.int64),
            share=np.repeat(in_use[:, None], self.problem.horizon, axis=1),
        )

    def schedule_of(self, plans: Plans) -> Schedule:
        """Write arrays as a schedule, with clean shares."""
        inside = plans.inside.tolist()  # figures of Python's own are read faster, one by one
        own = sum(len(task.phases) for task in self.tasks)  # after them come adaptations
        phases = zip(self.phases[:own], plans.mode[:own].tolist(), plans.start[:own].tolist(), strict=True)
        return Schedule(
            selected=tuple(task.id for task, is_in in zip(self.tasks, inside, strict=True) if is_in),
            phases=tuple(
                self._planned_phase(phase, self.modes[mode], start)
                for phase, mode, start in phases
                if inside[self.measure_number[phase.measure]]
            ),
            rollouts=self._planned_rollouts(plans),
        )

    def plans_of(self, schedule: Schedule) -> Plans:
        """Write a schedule of this problem as arrays; what it does not know is left out."""
        plans = self.empty()
        for measure_id in schedule.selected:
            if measure_id in self.measure_number:
                plans.inside[self.measure_number[measure_id]] = True
        for phase in (*schedule.phases, *planned_adaptations(schedule)):
            number = self.phase_number.get((phase.measure, phase.phase), NEVER)
            if number != NEVER:
                plans.start[number] = phase.start
                plans.mode[number] = self._mode_number(number, phase.mode)
        for key, rollout in schedule.rollouts_by_key.items():
            if key in self.rollout_number and len(rollout.adoption) == self.problem.horizon:
                plans.begin[self.rollout_number[key]] = NEVER if rollout.begin is None else rollout.begin
                plans.share[self.rollout_number[key]] = rollout.adoption
        return plans

    def _mode_number(self, phase: int, name: str) -> int:
        """Give the number of a phase's mode; its first where the name is unknown."""
        first = int(self.arrays.phases.mode_from[phase])
        names = [mode.name for mode in self.phases[phase].modes]
        return first + (names.index(name) if name in names else 0)

    @staticmethod
    def _planned_phase(phase: PhaseTask, mode: ModeTask, start: int) -> PlannedPhase:
        return PlannedPhase(
            measure=phase.measure, phase=phase.phase, mode=mode.name, start=start, end=start + mode.periods
        )

    def _planned_rollouts(self, plans: Plans) -> tuple[PlannedRollout, ...]:
        """Write all rollouts; those whose begin does not matter begin with their first wave."""
        shares = self._clean(plans.share)
        above = shares > self.arrays.rollouts.in_use[:, None]
        first = np.where(above.any(axis=1), above.argmax(axis=1), NEVER)
        begins = np.where(self.arrays.rollouts.begin_matters, plans.begin, first).tolist()
        adaptations = self._planned_adaptations(plans, np.asarray(above.any(axis=1)))
        return tuple(
            PlannedRollout(
                measure=task.rollout.measure,
                sector=task.rollout.sector,
                begin=None if begin == NEVER else begin,
                adoption=tuple(adoption),
                adaptation=adaptation,
            )
            for task, begin, adoption, adaptation in zip(
                self.rollouts, begins, shares.tolist(), adaptations, strict=True
            )
        )

    def _planned_adaptations(self, plans: Plans, takes_in: Flags) -> list[PlannedAdaptation | None]:
        """Give the adaptation before each rollout that takes anybody in and needs one."""
        made: list[PlannedAdaptation | None] = [None] * len(self.rollouts)
        phases = self.arrays.rollouts.adaptation
        for rollout in np.flatnonzero((phases != NEVER) & takes_in).tolist():
            start = int(plans.start[phases[rollout]])
            periods = self.phases[phases[rollout]].modes[0].periods
            made[rollout] = PlannedAdaptation(start=start, end=start + periods)
        return made

    def _clean(self, share: Floats) -> Floats:
        """Do what ``clean_shares`` does, for all rollouts at once."""
        in_use, target = self.arrays.rollouts.in_use[:, None], self.arrays.rollouts.full_target[:, None]
        is_more = share > in_use
        cleaned = np.where(is_more, np.round(share, 9), in_use)
        cleaned = np.where(is_more & (target - cleaned < ALMOST), target, cleaned)
        return np.asarray(np.maximum.accumulate(np.maximum(cleaned, in_use), axis=1))


def flat_of(roadmap: Roadmap, objective: Objective) -> Flat:
    """Write a roadmap as arrays; the one that was written last keeps what does not depend on the objective.

    A roadmap is mostly planned several times: at once and then by search, for one objective after the other.
    """
    known = next((flat for flat in _last_built if flat.problem.roadmap is roadmap), None)
    flat = Flat(Problem(roadmap), objective) if known is None else known
    flat = flat if flat.objective is objective else flat.under(objective)
    _last_built[:] = [flat]
    return flat


__all__ = ["Flat", "flat_of"]
