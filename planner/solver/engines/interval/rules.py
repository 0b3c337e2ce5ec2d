"""The rules of the planning problem for CP-SAT intervals, without rollouts: each rule is one function.

What each means stands in ``docs/problem.md``; ``planner.verify`` says the same in plain Python.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise

from ortools.sat.python import cp_model

from planner.model import Dependency, GroupRule, Link
from planner.problem import Amount, Draws, Resource, at_least, at_most, common_factor
from planner.rules import arrival, departure
from planner.solver.engines.interval.model import IntervalModel, ModeVariables

Asked = tuple[cp_model.IntervalVar | None, int | cp_model.IntVar]
"""When something is asked, and how much."""
_ROUNDED_TO = 100_000
"""Whole parts of the largest figure, where figures have no common factor and must be rounded."""


def measures_without_a_window_stay_out(model: IntervalModel) -> None:
    """Keep out a measure without phases that would be decided too late."""
    for task in model.problem.measures.values():
        if not task.phases and not task.is_decided_in_time:
            model.model.add(model.inside[task.id] == 0)


def phases_follow_each_other(model: IntervalModel) -> None:
    """Start a phase when the one before it has ended, and not after the largest pause."""
    for task in model.problem.measures.values():
        inside = model.inside[task.id]
        for before, after in pairwise(model.phases_of(task.id)):
            model.model.add(after.start >= before.end).only_enforce_if(inside)
            pause = before.task.largest_pause
            if pause is not None:
                model.model.add(after.start <= before.end + pause).only_enforce_if(inside)


def successors_come_with_their_predecessors(model: IntervalModel) -> None:
    """Keep a successor out when its predecessor is out, or can never reach the share that it waits for."""
    for link in model.problem.dependencies:
        inside = model.inside[link.successor.measure]
        if link.link is Link.SHARE:
            model.model.add(inside == 0)
        elif model.problem.is_open(link.predecessor.measure):
            model.model.add_implication(inside, model.inside[link.predecessor.measure])


def timed_links_hold(model: IntervalModel) -> None:
    """Keep least and largest distance of FS, SS, FF and SF links."""
    for link in model.problem.dependencies:
        if link.link.is_timed:
            _hold(model, link)


def _hold(model: IntervalModel, link: Dependency) -> None:
    """Keep one link when its successor is in."""
    left = model.instant_of(departure(model.problem.roadmap, link))
    arrived = model.instant_of(arrival(model.problem.roadmap, link))
    inside = model.inside[link.successor.measure]
    # CP-SAT takes no comparison of two plain numbers, which two measures without phases would give.
    distance = arrived - left + 0 * inside
    model.model.add(distance >= link.lag_periods).only_enforce_if(inside)
    if link.largest_lag_periods is not None:
        model.model.add(distance <= link.largest_lag_periods).only_enforce_if(inside)


def groups_hold(model: IntervalModel) -> None:
    """Have as many measures of a group in as its rule says; done ones count as in."""
    for group in model.problem.roadmap.groups:
        is_open = [measure for measure in group.measures if model.problem.is_open(measure)]
        done = len(group.measures) - len(is_open)
        count = sum((model.inside[measure] for measure in is_open), start=done + 0 * model.one)
        match group.rule:
            case GroupRule.EXACTLY_ONE:
                model.model.add(count == 1)
            case GroupRule.AT_MOST_ONE:
                model.model.add(count <= 1)
            case GroupRule.AT_LEAST:
                model.model.add(count >= group.at_least)
            case GroupRule.ALL_OR_NONE:
                all_or_none = model.model.new_bool_var("")
                model.model.add(count == len(group.measures) * all_or_none)


def limits_hold(model: IntervalModel) -> None:
    """Draw no more on a resource in any bucket than its limit."""
    for resource in (each.as_stated() for each in model.problem.resources):
        is_load = resource.is_by_period and all(each.draws is Draws.RUNNING for each in resource.amounts)
        if is_load and resource.amounts:
            _limit_load(model, resource)
        elif not is_load:
            _limit_spending(model, resource)


def _limit_load(model: IntervalModel, resource: Resource) -> None:
    """Fill a sector up to its largest capacity; where it has less, a fixed interval takes the difference.

    Where all that asks would run at the same time, one sum over what is chosen says it.
    """
    asking = [model.mode_of(each) for each in resource.amounts]
    factor = _factor(model, [each.amount for each in resource.amounts])
    # limits are rounded down and amounts up: what fits rounded fits
    limits = [max(0, at_most(limit * factor)) for limit in resource.limits]
    loads = [at_least(each.amount * factor) for each in resource.amounts]
    sector = resource.name
    if sector in model.problem.under_way.most:
        _limit_beside_work_under_way(model, limits, list(zip(asking, loads, strict=True)))
        return
    spans = {(mode.task.first, mode.task.last, mode.task.periods) for mode in asking}
    if len(spans) == 1 and asking[0].task.first == asking[0].task.last:
        first, _last, periods = spans.pop()
        chosen = [load * mode.chosen for load, mode in zip(loads, asking, strict=True)]
        model.model.add(sum(chosen) <= min(limits[first : first + periods]))
        return
    _limit_sum(model, limits, [(mode.interval, load) for mode, load in zip(asking, loads, strict=True)])


def _limit_sum(model: IntervalModel, limits: list[int], asked: Iterable[Asked]) -> None:
    """Keep what intervals ask together within limits by period."""
    loads = [(interval, load) for interval, load in asked if interval is not None]
    for first, length, missing in _missing(limits):
        loads.append((model.model.new_fixed_size_interval_var(first, length, ""), missing))
    model.model.add_cumulative(
        [interval for interval, _load in loads], [load for _interval, load in loads], max(limits)
    )


def _limit_beside_work_under_way(
    model: IntervalModel, limits: list[int], asked: list[tuple[ModeVariables, int]]
) -> None:
    """Let phases that run already ask what they ask; what is left of the limits is for all others."""
    deciding = {mode.number for key in model.problem.under_way.deciding for mode in model.phases[key].modes}
    going_on = [(mode, load) for mode, load in asked if mode.number in deciding]
    others: list[Asked] = [(mode.interval, load) for mode, load in asked if mode.number not in deciding]
    if not others:
        return
    for period, limit in enumerate(limits):
        running = [load * mode.chosen for mode, load in going_on if period < mode.task.periods]
        if running:
            # what goes on counts as at most the limit (section 5), so that others get what it leaves
            taken = model.model.new_int_var(0, limit, "")
            model.model.add_min_equality(taken, [sum(running), limit])
            others.append((model.model.new_fixed_size_interval_var(period, 1, ""), taken))
    _limit_sum(model, limits, others)


def _factor(model: IntervalModel, figures: list[float]) -> float:
    """Give what makes figures whole; where nothing does, the model is no longer exact."""
    factor = common_factor(figures)
    if factor is not None:
        return factor
    model.is_exact = False
    return _ROUNDED_TO / max(figures)


def _missing(limits: list[int]) -> Iterator[tuple[int, int, int]]:
    """Give start, length and depth of the runs of periods with less than the largest limit."""
    largest, period = max(limits), 0
    for limit, run in groupby(limits):
        length = len(list(run))
        if limit < largest:
            yield period, length, largest - limit
        period += length


def _limit_spending(model: IntervalModel, resource: Resource) -> None:
    """Keep what phases draw in each bucket within its limit, by literals for every start."""
    for bucket, limit in enumerate(resource.limits):
        drawn = [(each, _spending(model, resource, each, bucket)) for each in resource.amounts]
        costs = [(each, spent) for each, spent in drawn if any(spent)]
        # literals for every start are dear: a budget that nothing could break needs none
        if sum(max(spent) for _each, spent in costs) > limit:
            _limit_bucket(model, limit, costs)


def _spending(model: IntervalModel, resource: Resource, amount: Amount, bucket: int) -> list[float]:
    """Give what an amount draws in a bucket, by the instant at which its mode starts within its window."""
    task = model.mode_of(amount).task
    periods = range(task.periods if amount.draws is Draws.RUNNING else 1)
    return [
        amount.amount * sum(resource.bucket(start + each + amount.offset) == bucket for each in periods)
        for start in range(task.first, task.last + 1)
    ]


def _limit_bucket(model: IntervalModel, limit: float, costs: list[tuple[Amount, list[float]]]) -> None:
    """Keep what is drawn in one bucket within its limit."""
    factor = _factor(model, [cost for _amount, spent in costs for cost in spent if cost])
    terms = [
        at_least(spent[instant - model.mode_of(amount).task.first] * factor) * literal
        for amount, spent in costs
        for instant, literal in model.starts_at(model.phases[amount.key], model.mode_of(amount)).items()
        if spent[instant - model.mode_of(amount).task.first]
    ]
    model.model.add(sum(terms) <= at_most(limit * factor))


Rule = Callable[[IntervalModel], None]

RULES: tuple[Rule, ...] = (
    measures_without_a_window_stay_out,
    phases_follow_each_other,
    successors_come_with_their_predecessors,
    timed_links_hold,
    groups_hold,
    limits_hold,
)
