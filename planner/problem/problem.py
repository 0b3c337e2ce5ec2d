"""The roadmap as the engines see it: whole periods, plain numbers, what the rules imply worked out once."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from planner.model import Budget, Dependency, Group, Roadmap, Schedule
from planner.problem.making_tasks import TaskMaker
from planner.problem.requirements import RequirementTask, requirement_tasks
from planner.problem.resources import Meter, Resource, resources_of, work
from planner.problem.tasks import MeasureTask, PhaseTask, RolloutTask
from planner.problem.under_way import under_way, without_fixed
from planner.results import capacity
from planner.rules import FAR, binds, hard_due


class Problem:
    """A roadmap prepared for the engines.

    ``capacity`` is what is to be shared out: where running phases could ask for more than there is
    (``under_way``), the stated capacity less what they ask in every plan, and the tasks ask no more of it.
    ``free`` names the measures to decide on: all, but in a part, which holds some of those that it knows.
    ``tasks`` holds the measures as stated, before what is fixed and running is taken off.
    What is beyond the engines' reach is named by ``planner.problem.refusal.unsupported``.

    Parameters
    ----------
    known
        Tasks (``tasks``) of the problem of another roadmap, for measures in which the two do not differ, nor
        in any link that they have to do with. They are not worked out again.
    """

    def __init__(self, roadmap: Roadmap, known: Mapping[str, MeasureTask] | None = None) -> None:
        self.roadmap = roadmap
        self.horizon = roadmap.calendar.periods
        self.dependencies = tuple(link for link in roadmap.dependencies if binds(roadmap, link))
        tasks = TaskMaker(roadmap)
        self.tasks = {
            measure.id: known[measure.id] if known and measure.id in known else tasks.measure_task(measure)
            for measure in roadmap.open_measures
        }
        self.stated_capacity = capacity(roadmap)
        self.under_way = under_way(self.tasks, self.stated_capacity, self.horizon)
        self.capacity = self._left_by_fixed_work()
        self.measures = {each: without_fixed(task, self.under_way.fixed) for each, task in self.tasks.items()}
        self.rollouts = {task.key: task for measure in self.measures.values() for task in measure.rollouts}
        self.free = frozenset(self.measures)

    @property
    def free_measures(self) -> list[MeasureTask]:
        """Give the measures to decide on."""
        return [self.measures[each] for each in self.measures if each in self.free]

    @property
    def free_rollouts(self) -> list[RolloutTask]:
        """Give the rollouts to decide on."""
        return [task for key, task in self.rollouts.items() if key[0] in self.free]

    @property
    def phases(self) -> list[PhaseTask]:
        """Give the phases of all measures, in order, and after them the adaptations of all rollouts."""
        measures = self.measures.values()
        adaptations = (each for task in measures for each in task.adaptations)
        return [*(phase for task in measures for phase in task.phases), *adaptations]

    def _left_by_fixed_work(self) -> dict[str, list[float] | None]:
        """Give the capacity less what phases ask that go on in every plan, where that may be too much."""
        left = dict(self.stated_capacity)
        for sector, asked in self.under_way.fixed.items():
            pairs = zip(self.stated_capacity[sector] or [], asked, strict=True)
            left[sector] = [max(0.0, limit - amount) for limit, amount in pairs]
        return left

    @cached_property
    def years(self) -> list[int]:
        """Give the calendar year of each period."""
        return [self.roadmap.calendar.year_of(period) for period in self.roadmap.periods]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Give the groups of measures."""
        return self.roadmap.groups

    @cached_property
    def work(self) -> tuple[Resource, ...]:
        """Give what is asked of each sector, in their order, with a limit or without."""
        return tuple(work(self))

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """Give the limits on what measures share, and what the measures to decide on may draw."""
        return resources_of(self)

    @cached_property
    def meter(self) -> Meter:
        """Give what tells how much a schedule draws on each resource."""
        return Meter(self.resources, self)

    @cached_property
    def budgets(self) -> tuple[Budget, ...]:
        """Give the budgets of which some year lies in the horizon."""
        first, last = self.roadmap.years[0], self.roadmap.years[-1]
        return tuple(each for each in self.roadmap.budgets if each.year <= last and each.last >= first)

    @cached_property
    def requirements(self) -> tuple[RequirementTask, ...]:
        """Give what is asked of the plan as a whole."""
        return requirement_tasks(self.roadmap)

    @cached_property
    def arriving(self) -> dict[str, list[Dependency]]:
        """Give the dependencies by successor."""
        grouped: dict[str, list[Dependency]] = {measure: [] for measure in self.measures}
        for dependency in self.dependencies:
            if dependency.successor.measure in grouped:
                grouped[dependency.successor.measure].append(dependency)
        return grouped

    def due_of(self, task: RolloutTask) -> int | None:
        """Give the instant of a rollout's hard deadline."""
        asked = task.rollout.deadline
        instant = FAR if asked is None else hard_due(self.roadmap, asked.deadline)
        return None if instant == FAR else instant

    def is_open(self, measure_id: str) -> bool:
        """Tell whether a measure takes part in planning."""
        return not self.roadmap.measure(measure_id).is_done

    def share_in_use(self, measure_id: str, sector_id: str) -> float:
        """Give the share of a sector that has an open measure at the status date."""
        rollout = self.roadmap.rollout(measure_id, sector_id)
        return 0.0 if rollout is None else rollout.in_use


def first_wave_period(in_use: float, shares: Iterable[float]) -> int | None:
    """Give the first period at whose end more is in use than at the status date."""
    return next((period for period, share in enumerate(shares) if share > in_use), None)


def fitting(problem: Problem, schedule: Schedule | None) -> Schedule | None:
    """Give a schedule, lawful or not, if it speaks of the same phases and rollouts over the same time."""
    if schedule is None:
        return None
    phases = {(phase.measure, phase.phase) for task in problem.measures.values() for phase in task.phases}
    same_phases = {(phase.measure, phase.phase) for phase in schedule.phases} <= phases
    same_rollouts = schedule.rollouts_by_key.keys() == problem.rollouts.keys()
    same_time = all(len(rollout.adoption) == problem.horizon for rollout in schedule.rollouts)
    return schedule if same_phases and same_rollouts and same_time else None
