"""What a part holds, as numbers where the others have variables: a model grows with what is decided alone."""

from planner.model import Schedule
from planner.problem import PhaseTask, Problem, RolloutTask, planned_adaptations
from planner.results import measure_end, rollout_end
from planner.solver.engines.step.sums import HeldStep, PhaseSteps

Key = tuple[str, str]


class Held:
    """The measures of a problem that are not free, as a schedule has them."""

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self.schedule = schedule
        self._roadmap = problem.roadmap
        self._in = set(schedule.selected)
        phases = (*schedule.phases, *planned_adaptations(schedule))
        self._planned = {(each.measure, each.phase): (each.start, each.end) for each in phases}

    def is_in(self, measure_id: str) -> float:
        """Give 1 where a measure is in, else 0."""
        return float(measure_id in self._in)

    def phase(self, task: PhaseTask) -> PhaseSteps:
        """Give when a phase starts and ends, or an adaptation; nothing of these asks in which mode."""
        found = self._planned.get((task.measure, task.phase))
        start, end = found or (None, None)
        return PhaseSteps((), HeldStep(start), HeldStep(end))

    def share(self, task: RolloutTask, period: int) -> float:
        """Give the share in use at the end of a period."""
        return self.schedule.rollouts_by_key[task.key].adoption[period]

    def begun(self, task: RolloutTask) -> HeldStep:
        """Give when a rollout begins whose begin matters."""
        return HeldStep(self.schedule.rollouts_by_key[task.key].begin)

    def completed(self, key: Key) -> HeldStep:
        """Give when a rollout reaches its target, or the horizon."""
        end = rollout_end(self._roadmap, self.schedule.rollouts_by_key[key])
        return HeldStep(end if key[0] in self._in else None)

    def finished(self, measure_id: str) -> HeldStep:
        """Give a measure's last end; unfinished is the horizon."""
        return HeldStep(measure_end(self._roadmap, self.schedule, measure_id))
