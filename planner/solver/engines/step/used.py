"""What a schedule, or the part of it that others than some measures have, uses of every limit."""

import math
from collections.abc import Collection, Sequence
from copy import copy
from functools import cached_property

from planner.model import Schedule
from planner.problem import Meter, Problem, Resource


class Used:
    """What a schedule, or a part of one, uses of every limit of a problem."""

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self.problem = problem
        self.schedule = schedule

    @cached_property
    def drawn(self) -> list[list[float]]:
        """Give what is drawn on each resource of the problem, by bucket."""
        return self.problem.meter.read(self.schedule)

    def by_others(self, resources: Sequence[Resource], own: Sequence[list[float]]) -> list[list[float]]:
        """Give what others than a part draw on each of its resources, by bucket; ``own`` is what it draws."""
        pairs = zip(self.drawn, own, strict=True)
        return [[all_ - part for all_, part in zip(*pair, strict=True)] for pair in pairs]


class UsedByOthers(Used):
    """The same of a problem that differs from one before in what concerns some measures: others as they were.

    What they draw is read once, by the period, so that budgets of any years can be told.
    """

    def __init__(self, before: Used, own: Collection[str]) -> None:
        super().__init__(before.problem, before.schedule)
        by_period = [_by_period(each) for each in before.problem.resources]
        outside = restricted(before.schedule, before.problem.measures.keys() - set(own))
        drawn = Meter(by_period, before.problem).read(outside)
        self._drawn = {(each.kind, each.name): row for each, row in zip(by_period, drawn, strict=True)}

    def of(self, problem: Problem) -> "UsedByOthers":
        """Give the same of another problem in which others draw what they did."""
        same = copy(self)
        same.problem = problem
        return same

    def by_others(self, resources: Sequence[Resource], own: Sequence[list[float]]) -> list[list[float]]:
        """Give what others draw on each resource of a part, by bucket."""
        return [_in_buckets(each, self._drawn[each.kind, each.name]) for each in resources]


def _by_period(resource: Resource) -> Resource:
    """Give a resource of which each period of the horizon is a bucket."""
    periods = tuple(range(len(resource.buckets)))
    return resource._replace(limits=(math.inf,) * len(periods), buckets=periods)


def _in_buckets(resource: Resource, drawn: Sequence[float]) -> list[float]:
    """Add up by bucket what is drawn in each period."""
    total = [0.0] * len(resource.limits)
    for bucket, amount in zip(resource.buckets, drawn, strict=True):
        if bucket is not None:
            total[bucket] += amount
    return total


def restricted(schedule: Schedule, measures: Collection[str]) -> Schedule:
    """Give what a schedule says of some measures."""
    return Schedule(
        selected=tuple(each for each in schedule.selected if each in measures),
        phases=tuple(phase for phase in schedule.phases if phase.measure in measures),
        rollouts=tuple(rollout for rollout in schedule.rollouts if rollout.measure in measures),
    )
