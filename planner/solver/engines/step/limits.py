"""Limits on what measures share, as rows of the step model: one row for each bucket of each resource.

What draws on a resource stands in its table (``planner.problem.resources``); here stands what each kind of
draw is in steps and shares.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.model import TOLERANCE
from planner.problem import Amount, Draws, Problem, Resource, ResourceKind, RolloutTask
from planner.solver.engines.step.model import Opening, StepModel, occupied
from planner.solver.engines.step.sums import Sum

Key = tuple[str, str]  # of a phase: measure and phase
Drawn = Callable[[StepModel, Problem, Amount], Iterator[tuple[int, Sum]]]


@dataclass(frozen=True, slots=True)
class Drain:
    """What may be drawn on a resource in a bucket, work that is fixed apart.

    ``under_way`` holds, by phase, what it asks in each mode and whether it runs in that mode: phases that run
    already and may ask for more than there is. ``others`` is all else.
    """

    resource: Resource
    bucket: int
    others: Sum
    under_way: dict[Key, list[tuple[float, Sum]]]

    def going_on(self, most: float = math.inf) -> Sum:
        """Give what the phases under way ask, at most so much each."""
        total = Sum()
        for modes in self.under_way.values():
            for asked, runs in modes:
                total.add_all(runs, min(asked, most))
        return total

    def together(self) -> Sum:
        """Give all that is asked."""
        total = self.going_on()
        total.add_all(self.others)
        return total


def drains(model: StepModel, problem: Problem, resource: Resource) -> Iterator[Drain]:
    """Give what is drawn on a resource in each bucket, where anything is."""
    found = [Drain(resource, bucket, Sum(), {}) for bucket in range(len(resource.limits))]
    is_knapsack = resource.is_by_period and resource.only_phases_draw and not model.is_plain
    for amount in resource.amounts:
        goes_on = _goes_on(problem, resource, amount)
        is_chosen = is_knapsack and amount.draws is Draws.RUNNING and not goes_on
        for period, times in (_running_by_choice if is_chosen else _DRAWN[amount.draws])(
            model, problem, amount
        ):
            bucket = resource.bucket(period + amount.offset)
            if bucket is None:
                continue
            if goes_on:
                found[bucket].under_way.setdefault(amount.key, []).append((amount.amount, times))
            else:
                found[bucket].others.add_all(times, amount.amount)
    return (each for each in found if each.others.coefficients or each.under_way)


def _goes_on(problem: Problem, resource: Resource, amount: Amount) -> bool:
    """Tell whether an amount is for work under way, of which a sector may be asked more than it has."""
    is_open = resource.kind is ResourceKind.CAPACITY and resource.name in problem.under_way.most
    return is_open and amount.key in problem.under_way.deciding


def _running(model: StepModel, problem: Problem, amount: Amount) -> Iterator[tuple[int, Sum]]:
    """Give the periods in which a phase may run in a mode, and whether it does."""
    for mode, step in model.modes_of(amount.key, amount.mode):
        for period in range(mode.first, min(mode.last + mode.periods, problem.horizon)):
            yield period, occupied(mode, step, period)


def _running_by_choice(model: StepModel, problem: Problem, amount: Amount) -> Iterator[tuple[int, Sum]]:
    """Give the same by variables for running, which make a knapsack of a row of which only phases ask.

    From that the solver finds cuts; differences of steps hide it. With waves in the row they would only be in
    the way.
    """
    for mode, step in model.modes_of(amount.key, amount.mode):
        for period in range(mode.first, min(mode.last + mode.periods, problem.horizon)):
            yield period, Sum((1.0, model.runs(mode, step, period)))


def _starting(model: StepModel, problem: Problem, amount: Amount) -> Iterator[tuple[int, Sum]]:
    """Give the periods in which a phase may start in a mode, and whether it does."""
    for mode, step in model.modes_of(amount.key, amount.mode):
        for period in range(mode.first, min(mode.last + 1, problem.horizon)):
            # the step rises in the period of the start and in no other
            yield period, Sum((1.0, step.at(period)), (-1.0, step.at(period - 1)))


def _taking_in(model: StepModel, problem: Problem, amount: Amount) -> Iterator[tuple[int, Sum]]:
    """Give each period with the wave of a rollout."""
    task = problem.rollouts[amount.key]
    return ((period, model.wave(task, period)) for period in problem.roadmap.periods)


def _beginning(model: StepModel, problem: Problem, amount: Amount) -> Iterator[tuple[int, Sum]]:
    """Give the periods in which a rollout may begin, and whether it does."""
    begun = model.begun[amount.key]
    for period in begun.instants:
        yield period, Sum((1.0, begun.at(period)), (-1.0, begun.at(period - 1)))


def _being_open(model: StepModel, problem: Problem, amount: Amount) -> Iterator[tuple[int, Sum]]:
    """Give each period, and whether a rollout is open."""
    opening = model.opening(problem.rollouts[amount.key])
    return ((period, _is_open(opening, period)) for period in problem.roadmap.periods)


_DRAWN: dict[Draws, Drawn] = {
    Draws.RUNNING: _running,
    Draws.START: _starting,
    Draws.WAVE: _taking_in,
    Draws.BEGIN: _beginning,
    Draws.OPEN: _being_open,
}


def limits_hold(model: StepModel, problem: Problem) -> None:
    """Draw no more on a resource in any bucket than its limit.

    What runs already is never refused; all else fits into what it leaves.
    """
    for resource in problem.resources:
        if resource.may_bind():
            for drain in drains(model, problem, resource):
                if resource.limits[drain.bucket] < math.inf:
                    _leave_room(model, problem, drain, resource.limits[drain.bucket])


def _leave_room(model: StepModel, problem: Problem, drain: Drain, limit: float) -> None:
    """Keep others and what goes on, counted as at most the limit, within it."""
    most = problem.under_way.most.get(drain.resource.name) if drain.under_way else None
    if most is None or most[drain.bucket] <= limit:
        key = drain.resource.limit_key(drain.bucket)
        model.limited.setdefault(key, []).append(model.at_most(drain.together(), limit))
    elif len(drain.under_way) <= 1:
        row = drain.going_on(most=limit)
        row.add_all(drain.others)
        model.at_most(row, limit)
    elif drain.others.coefficients:
        _leave_room_or_nothing(model, drain, limit, most[drain.bucket])


def _leave_room_or_nothing(model: StepModel, drain: Drain, limit: float, most: float) -> None:
    """Let several phases go on beside others within the limit, or by themselves beyond it."""
    leaves = model.within(drain.going_on(), limit, f"leaves room {drain.resource.name} {drain.bucket}")
    # others get up to the limit where room is left, and nothing where it is not
    beside = Sum((-limit, leaves))
    beside.add_all(drain.others)
    model.at_most(beside, 0.0)
    row = drain.together()
    # with room left, the whole load keeps the limit; without, others are nothing and what goes on is at
    # most the most
    row.add(most - limit, leaves)
    model.at_most(row, most)


def rollouts_take_in_while_open(model: StepModel, problem: Problem) -> None:
    """Take somebody in only between opening and closing, once each; open only when the phases have ended.

    Only rollouts of which a resource asks when they are open have openings.
    """
    for key in _with_openings(problem):
        _take_in_while_open(model, problem, problem.rollouts[key])


def _with_openings(problem: Problem) -> dict[Key, None]:
    """Give the rollouts that draw on a resource while they are open, in order."""
    binding = [resource for resource in problem.resources if resource.may_bind()]
    amounts = (amount for resource in binding for amount in resource.amounts)
    return {amount.key: None for amount in amounts if amount.draws is Draws.OPEN}


def _take_in_while_open(model: StepModel, problem: Problem, task: RolloutTask) -> None:
    """Say what opening and closing mean for the waves of one rollout."""
    opening = model.opening(task)
    for step in (opening.opened, opening.closed):
        for instant in step.instants[:-1]:
            model.implies(step.at(instant), step.at(instant + 1))
    for instant in opening.closed.instants:
        model.implies(opening.closed.at(instant), opening.opened.at(instant))
        model.implies(opening.opened.at(instant), model.ended(task.rollout.measure, instant))
    for period in problem.roadmap.periods:
        wave = model.wave(task, period)
        wave.add_all(_is_open(opening, period), -task.pace)
        model.at_most(wave, 0.0)


def _is_open(opening: Opening, period: int) -> Sum:
    """Tell whether a rollout is counted in a period."""
    return Sum((1.0, opening.opened.at(period)), (-1.0, opening.closed.at(period)))


RULES = (limits_hold, rollouts_take_in_while_open)


def whole_rollouts_stay_open_long_enough(model: StepModel, problem: Problem) -> None:
    """Tighten: a rollout counted whole is open for as many periods as the pace needs for its share."""
    for key, opening in model.openings.items():
        task = problem.rollouts[key]
        # what is left after the whole waves needs a period of its own, which the relaxation would split
        most, rest = _by_whole_waves(task, problem.horizon)
        if rest > TOLERANCE * task.pace:
            row = Sum((1.0, model.share(task, problem.horizon - 1)))
            for period in problem.roadmap.periods:
                row.add_all(_is_open(opening, period), -rest)
            model.at_most(row, task.in_use + most)


def _by_whole_waves(task: RolloutTask, horizon: int) -> tuple[float, float]:
    """Give a line above all that any number of open periods takes in: its level and its slope.

    It runs through what the largest waves that fit below the target take in, and one more with the rest. No
    wave is larger than the one before, so that nothing lies above it.
    """
    if not task.falls:
        full, rest = divmod(task.to_take_in, task.pace)
        return full * (task.pace - rest), rest
    reached = [share for share in task.reach_by_pace(horizon) if share < task.to_take_in]
    if len(reached) == horizon:  # the rest may be more than one wave
        return 0.0, 0.0
    taken = reached[-1] if reached else 0.0
    rest = task.to_take_in - taken
    return taken - len(reached) * rest, rest


TIGHTENINGS = (whole_rollouts_stay_open_long_enough,)
