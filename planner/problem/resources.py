"""Resources: limits on what all measures share, as one table of what draws on what.

A resource has a limit in each *bucket* of periods (a period, the years of a budget), and amounts that draw
on it: for each period in which a phase runs, for the one in which it starts, for the share that a wave takes
in, for the period in which a rollout begins, for each in which it is open; each in that period, or so many
later or before.
Engines go through the table, or through arrays built from it; a new limit is one more builder. One thing may
draw on many resources.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from planner.model import ADAPTATION, TOLERANCE, Budget, BudgetKey, PlannedPhase, Schedule
from planner.rules import asked_by_waves, is_paid_from, side_by_side

if TYPE_CHECKING:
    from planner.problem.problem import Problem
    from planner.problem.tasks import ModeTask, RolloutTask

Key = tuple[str, str]
"""Measure and phase, or measure and sector."""

MILLION = 1e6


def adaptation_name(sector: str) -> str:
    """Give what the adaptation of a sector is called among the phases of its measure: no phase's name."""
    return f"{ADAPTATION}/{sector}"


class ResourceKind(StrEnum):
    """What a resource is a limit on; engines know it only to tell people what it costs."""

    ROLLOUTS = "rollouts"
    CAPACITY = "capacity"
    BUDGET = "budget"


class Draws(StrEnum):
    """What an amount is drawn for."""

    RUNNING = "running"
    """Each period in which a phase runs in a mode."""
    START = "start"
    """The first period in which a phase runs in a mode."""
    WAVE = "wave"
    """Each share of 1 that a rollout takes in during a period."""
    BEGIN = "begin"
    """The period in which a rollout begins."""
    OPEN = "open"
    """Each period from the begin of a rollout to its last wave, pauses included; each has to be a bucket."""


class Amount(NamedTuple):
    """What one phase in one mode, or one rollout, draws on a resource.

    Parameters
    ----------
    mode
        Number of the mode among those of the phase.
    offset
        Periods after that for which it is drawn, in which it is drawn, before it where negative; outside the
        horizon nothing is. One wave may draw at several offsets where each period is a bucket of its own.
    """

    key: Key
    draws: Draws
    amount: float
    mode: int = 0
    offset: int = 0


LimitKey = tuple[ResourceKind, str, int, int]
"""Kind and name of a resource, the label of a bucket, and its last year or 0."""


class Resource(NamedTuple):
    """One limit: person-months, millions of NOK, or a number of rollouts.

    Parameters
    ----------
    name
        The id of the sector, or of who pays; empty for a limit on the whole programme.
    limits
        By bucket; infinite where there is none. Of money, what is left of it at the status date.
    buckets
        The number of the bucket that each period of the horizon belongs to, ``None`` where nothing limits it.
    labels
        By bucket: the period, or the first calendar year.
    last_years
        By bucket the last calendar year, where labels are years.
    """

    kind: ResourceKind
    name: str
    limits: tuple[float, ...]
    buckets: tuple[int | None, ...]
    labels: tuple[int, ...]
    amounts: tuple[Amount, ...]
    last_years: tuple[int, ...] = ()

    @property
    def budget_keys(self) -> tuple[BudgetKey, ...]:
        """Give what names the budget behind each bucket; nothing where it is a limit of another kind."""
        years = zip(self.labels, self.last_years, strict=True) if self.last_years else ()
        return tuple((first, last, self.name) for first, last in years)

    def limit_key(self, bucket: int) -> LimitKey:
        """Give what names the limit of a bucket in every problem that has it."""
        return self.kind, self.name, self.labels[bucket], self.last_years[bucket] if self.last_years else 0

    @property
    def is_by_period(self) -> bool:
        """Tell whether each period is a bucket of its own."""
        return self.buckets == tuple(range(len(self.limits)))

    def bucket(self, period: int) -> int | None:
        """Give the bucket of a period, also of one beyond the horizon, where nothing limits."""
        return self.buckets[period] if 0 <= period < len(self.buckets) else None

    @property
    def only_phases_draw(self) -> bool:
        """Tell whether no rollout draws on it."""
        return all(amount.draws in (Draws.RUNNING, Draws.START) for amount in self.amounts)

    def as_stated(self) -> "Resource":
        """Give the same in the units in which amounts are stated, mostly whole: of money, NOK."""
        if self.kind is not ResourceKind.BUDGET:
            return self
        amounts = tuple(each._replace(amount=each.amount * MILLION) for each in self.amounts)
        return self._replace(limits=tuple(limit * MILLION for limit in self.limits), amounts=amounts)

    def may_bind(self) -> bool:
        """Tell whether what draws on it could pass it: fewer rollouts than it has room for cannot."""
        return self.kind is not ResourceKind.ROLLOUTS or len(self.amounts) > min(self.limits, default=0.0)


Builder = Callable[["Problem"], Iterator[Resource]]


def rollouts_at_a_time(problem: "Problem") -> Iterator[Resource]:
    """Limit the rollouts of a sector in each period, counted by how fully they run, or whole."""
    for sector in problem.roadmap.receiving_sectors:
        if sector.simultaneous_limit is not None:
            limit, tasks = sector.simultaneous_limit, list(_taking_in(problem, sector.id))
            amounts = [Amount(task.key, Draws.WAVE, 1.0 / task.rollout.full_pace) for task in tasks]
            if sector.strict_counting:
                limit = math.floor(limit + TOLERANCE)  # half a place lets nobody in
                amounts = [Amount(task.key, Draws.OPEN, 1.0) for task in tasks]
            yield _by_period(ResourceKind.ROLLOUTS, sector.id, [limit] * problem.horizon, amounts)


def work(problem: "Problem") -> Iterator[Resource]:
    """Give what phases that run and waves ask of each sector in each period, with a limit or without."""
    asked: dict[str, list[Amount]] = {sector: [] for sector in problem.capacity}
    for key, number, mode in _modes(problem):
        for sector, person_months in mode.demands.items():
            asked[sector].append(Amount(key, Draws.RUNNING, person_months, number))
    for task in problem.free_rollouts:
        for sector, offset, person_months in asked_by_waves(problem.roadmap, task.rollout):
            asked[sector].append(Amount(task.key, Draws.WAVE, person_months, offset=offset))
    for sector, limits in problem.capacity.items():
        given = [math.inf] * problem.horizon if limits is None else limits
        yield _by_period(ResourceKind.CAPACITY, sector, given, asked[sector])


def capacities(problem: "Problem") -> Iterator[Resource]:
    """Limit what a sector gives in each period."""
    return (each for each in problem.work if problem.capacity[each.name] is not None)


def budgets(problem: "Problem") -> Iterator[Resource]:
    """Limit what payers invest in the years of each budget: in phases, as they start, in waves.

    Budgets of one payer whose years do not overlap are buckets of one resource.
    """
    return (_of_budgets(problem, together) for together in side_by_side(problem.budgets))


def _of_budgets(problem: "Problem", together: Sequence[Budget]) -> Resource:
    """Give the resource of budgets of one payer that have no year in common."""
    bucket_of = {year: number for number, budget in enumerate(together) for year in budget.years}
    return Resource(
        kind=ResourceKind.BUDGET,
        name=together[0].payer,
        limits=tuple(budget.left_nok / MILLION for budget in together),
        buckets=tuple(bucket_of.get(year) for year in problem.years),
        labels=tuple(budget.year for budget in together),
        amounts=tuple(_investments(problem, together[0].payer)),
        last_years=tuple(budget.last for budget in together),
    )


def _investments(problem: "Problem", payer: str) -> Iterator[Amount]:
    """Give what counts in the budgets of a payer, or of everybody, in millions."""
    paid = {
        (task.id, phase.phase)
        for task in problem.free_measures
        for phase in (*task.phases, *task.adaptations)
        if is_paid_from(phase.payer, payer)
    }
    for key, number, mode in _modes(problem):
        costs = (Draws.RUNNING, mode.cost_nok_per_period), (Draws.START, mode.cost_at_start_nok)
        yield from (
            Amount(key, draws, cost / MILLION, number) for draws, cost in costs if cost and key in paid
        )
    for task in problem.free_rollouts:
        cost = task.units * task.rollout.cost_per_unit_nok
        if cost and is_paid_from(task.payer, payer):
            yield Amount(task.key, Draws.WAVE, cost / MILLION)


BUILDERS: tuple[Builder, ...] = (rollouts_at_a_time, capacities, budgets)
"""All limits on what measures share; ``planner.verify`` says each again by itself."""


def resources_of(problem: "Problem") -> tuple[Resource, ...]:
    """Give all resources of a problem, and what the measures to decide on may draw."""
    return tuple(resource for build in BUILDERS for resource in build(problem))


class Meter:
    """Reads off schedules of a problem what they draw on resources."""

    def __init__(self, resources: Sequence[Resource], problem: "Problem") -> None:
        self.resources = resources
        self._problem = problem
        names = {
            (each.measure, each.phase): [mode.name for mode in each.modes]
            for task in problem.measures.values()
            for each in (*task.phases, *task.adaptations)
        }
        self._of_phases: dict[Key, list[tuple[int, Amount, str]]] = {}
        self._of_rollouts: dict[Key, list[tuple[int, Amount]]] = {}
        for number, resource in enumerate(resources):
            for amount in resource.amounts:
                if amount.draws in (Draws.RUNNING, Draws.START):
                    mode = names[amount.key][amount.mode]
                    self._of_phases.setdefault(amount.key, []).append((number, amount, mode))
                else:
                    self._of_rollouts.setdefault(amount.key, []).append((number, amount))

    def read(self, schedule: Schedule) -> list[list[float]]:
        """Give what a schedule draws on each resource, by bucket."""
        total = [[0.0] * len(resource.limits) for resource in self.resources]
        for phase in (*schedule.phases, *planned_adaptations(schedule)):
            for number, amount, mode in self._of_phases.get((phase.measure, phase.phase), ()):
                if mode == phase.mode:
                    self._add(total[number], number, amount, _phase_draws(amount, phase))
        for planned in schedule.rollouts:
            known = self._of_rollouts.get(planned.key)
            if known is not None and planned.key in self._problem.rollouts:
                waves = planned.waves(self._problem.rollouts[planned.key].in_use)
                for number, amount in known:
                    self._add(total[number], number, amount, _rollout_draws(amount, planned.begin, waves))
        return total

    def _add(
        self, total: list[float], number: int, amount: Amount, drawn: Iterable[tuple[int, float]]
    ) -> None:
        """Add an amount in the buckets of the periods for which it is drawn, so many times each."""
        for period, times in drawn:
            bucket = self.resources[number].bucket(period + amount.offset)
            if bucket is not None:
                total[bucket] += times * amount.amount


def planned_adaptations(schedule: Schedule) -> Iterator[PlannedPhase]:
    """Give the planned adaptations of a schedule as phases of their measures."""
    for planned in schedule.rollouts:
        if planned.adaptation is not None:
            yield PlannedPhase(
                measure=planned.measure,
                phase=adaptation_name(planned.sector),
                start=planned.adaptation.start,
                end=planned.adaptation.end,
            )


def open_periods(begin: int | None, waves: Sequence[float]) -> range:
    """Give the periods in which a rollout is open: from its begin to its last wave; none without a wave."""
    taking_in = [period for period, wave in enumerate(waves) if wave > TOLERANCE]
    if not taking_in:
        return range(0)
    return range(taking_in[0] if begin is None else min(begin, taking_in[0]), taking_in[-1] + 1)


def _phase_draws(amount: Amount, planned: PlannedPhase) -> Iterator[tuple[int, float]]:
    """Give the periods for which a planned phase draws an amount, once each."""
    last = planned.end if amount.draws is Draws.RUNNING else min(planned.start + 1, planned.end)
    return ((period, 1.0) for period in range(planned.start, last))


def _rollout_draws(amount: Amount, begin: int | None, waves: Sequence[float]) -> Iterable[tuple[int, float]]:
    """Give the periods for which a rollout draws an amount, and how many times."""
    if amount.draws is Draws.WAVE:
        return [(period, wave) for period, wave in enumerate(waves) if wave]
    periods = open_periods(begin, waves)
    return [(period, 1.0) for period in (periods[:1] if amount.draws is Draws.BEGIN else periods)]


def _modes(problem: "Problem") -> Iterator[tuple[Key, int, "ModeTask"]]:
    """Give each mode that takes time: measure and phase, its number, and itself. A milestone asks nothing.

    Adaptations are phases too.
    """
    for task in problem.free_measures:
        for phase in (*task.phases, *task.adaptations):
            for number, mode in enumerate(phase.modes):
                if mode.periods:
                    yield (task.id, phase.phase), number, mode


def _taking_in(problem: "Problem", sector: str) -> "Iterator[RolloutTask]":
    return (t for t in problem.free_rollouts if t.rollout.sector == sector and t.to_take_in > 0)


def _by_period(kind: ResourceKind, name: str, limits: Sequence[float], amounts: Iterable[Amount]) -> Resource:
    periods = tuple(range(len(limits)))
    return Resource(kind, name, tuple(limits), periods, periods, tuple(amounts))
