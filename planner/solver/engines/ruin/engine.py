"""Ruin and recreate as an engine: improves a plan many thousand times a second, and proves nothing.

After Schrimpf and others (2000), Journal of Computational Physics 159: a part of the plan is taken out and
put back in another order; simulated annealing decides whether the new plan is kept. Now and then waves change
places. The work is done by ``ruin`` and ``trading`` in ``planner.solver.engines.ruin.kernels``.
"""

import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from planner.model import Objective, Prices, Schedule
from planner.problem import Problem, ResourceKind, fitting
from planner.runs import no_collecting
from planner.solver.arrays.arrays import Floats, Plans
from planner.solver.arrays.building import Flat
from planner.solver.arrays.flows import MILLION
from planner.solver.arrays.requirements import requirement_worths, sees_missing_shares
from planner.solver.arrays.worth import unit_of_worth
from planner.solver.contract.channel import Assignment, Channel, Guide, Heard
from planner.solver.engines.placing.kernels.aims import make_aims
from planner.solver.engines.placing.kernels.best import set_rent
from planner.solver.engines.placing.kernels.whole import fines_of
from planner.solver.engines.placing.kernels.worth import plans_worth
from planner.solver.engines.placing.list_schedule import (
    covers_all,
    guides,
    kept_arrays,
    led,
    list_schedule_of,
)
from planner.solver.engines.ruin.kernels.bounds import bounds_of
from planner.solver.engines.ruin.kernels.ruin import ruin_and_recreate_plans
from planner.solver.engines.ruin.kernels.trading import trade_waves

WORK_OF_A_UNIT = 50_000
"""Rounds of a unit of repeatable work for a problem of 60 measures of phases alone: about a second."""
BATCH_SECONDS = 0.2
BATCHES_OF_A_UNIT = 5
SECONDS_WITHOUT_END = 60.0
"""How long one cooling lasts where nobody says when to stop."""
QUICK_SECONDS, QUICK_SHARE, QUICK_FROM = 2.0, 0.1, 10.0
"""How long the first cooling of waves lasts at most, and as a share of the time, if there is so much of it.

A long one is warm for long, and finds next to nothing better until it is not: a plan that is looked at early
comes from a quick one before it. One that is short itself needs all of its rounds.
"""
MOST_TO_COOL_QUICKLY = 100
"""Measures up to which that pays: with more, two seconds are too few rounds for any cooling."""
SHARE_FOR_TRADING = 0.15
"""Share of the time that may go to waves that change places."""
SHARE_FOR_TELLING = 0.1
"""Share of the time that may go to writing schedules for the others, and as much to list schedules."""
WARMEST, COLDEST = 0.2, 0.007
"""Temperatures, as shares of what a round loses on average when it makes a good plan worse."""
WARMEST_OF_PHASES, COLDEST_OF_PHASES = 0.3, 0.01
"""The same for measures of phases alone, which block each other: then better plans lie far apart."""
ENOUGH_ROUNDS = 6_000
"""Rounds for each measure that a search from the warmest temperature takes; with fewer, it begins colder."""
ROUNDS_TO_MEASURE = 300
EARLY = 0.02
"""Share of the time after which a search knows how many rounds it has time for."""
SECOND_SEED = 100_003
"""What a second search beside the first adds to its seed."""


def handles(problem: Problem, objective: Objective) -> bool:
    """Tell whether the engine can add up an objective, and all that must be kept, measure by measure."""
    objectives = (objective, *(kept.objective for kept in objective.kept))
    exact = all(each.is_exact for each in requirement_worths(problem, objective))
    blind = any(sees_missing_shares(problem, kept.objective) for kept in objective.kept)
    return exact and not blind and all(covers_all(problem, each) for each in objectives)


def ruin_and_recreate(assignment: Assignment, channel: Channel) -> None:
    """Improve the first of the schedules to start from until time or units are used up."""
    work_from(Work, assignment, channel)


def ruin_and_recreate_too(assignment: Assignment, channel: Channel) -> None:
    """Do the same beside another, with other chances."""
    effort = replace(assignment.effort, seed=assignment.effort.seed + SECOND_SEED)
    ruin_and_recreate(replace(assignment, effort=effort), channel)


def work_from(kind: "type[Work]", assignment: Assignment, channel: Channel) -> None:
    """Do one kind of work from the first of the schedules to start from, where its objective adds up."""
    with no_collecting():
        problem = Problem(assignment.roadmap)
        if not (assignment.starts and problem.measures and handles(problem, assignment.objective)):
            return
        flat = Flat(problem, assignment.objective)
    work = kind(flat, assignment.starts[0], assignment.effort.seed)
    if assignment.units is not None:
        work.run_units(assignment.units, channel)
    else:
        work.run_until_over(channel)


@dataclass
class Pace:
    """How many rounds make a batch, and when waves may be traded and the next schedule be told."""

    rounds: int
    next_trade: float = 0.0
    next_tell: float = 0.0


class Work:
    """The plans of one run: where it is, and the best so far."""

    def __init__(self, flat: Flat, start: Schedule, seed: int) -> None:
        self._flat = flat
        self._seed = seed
        guide = guides(flat)[-1]
        self._arrays = led(flat, guide)
        self._aims = make_aims(self._arrays, self._arrays.worth)
        self._kept = kept_arrays(flat, guide)
        self._keys = self._own_keys()
        self._rent = np.zeros_like(flat.arrays.worth.mode)
        self._current, self._trial, self._best = flat.plans_of(start), flat.empty(), flat.plans_of(start)
        self._worth = self._told = self._worth_of(self._best)
        self._known: Schedule | None = start
        self._guide: Guide | None = None
        self._next_list = 0.0
        self._has_waves = bool(flat.rollouts)
        phases, waves = (WARMEST_OF_PHASES, COLDEST_OF_PHASES), (WARMEST, COLDEST)
        self._temperatures = waves if self._has_waves else phases
        self._batches = 0
        self._times = 1
        self._scale = 0.0

    def run_units(self, units: int, channel: Channel) -> None:
        """Do a fixed amount of work, the same whatever others find and however long it takes."""
        for _batch in self.batches(units):
            if channel.is_over():
                break
        self._tell(channel)

    def batches(self, units: int) -> Iterator[None]:
        """Do a fixed amount of work bit by bit."""
        rounds, batches = rounds_of_a_unit(self._flat) // BATCHES_OF_A_UNIT, units * BATCHES_OF_A_UNIT
        for number in range(batches):
            self._improve(rounds, (number / batches, (number + 1) / batches), rounds * batches)
            self._trade()
            yield

    @property
    def best(self) -> Schedule:
        """Give the best schedule so far."""
        return self._flat.schedule_of(self._best)

    def run_until_over(self, channel: Channel) -> None:
        """Work until the time is over, hearing and telling now and then."""
        pace = Pace(rounds=max(10, rounds_of_a_unit(self._flat) // 50))
        whole = seconds_of(channel)
        # the first rounds load the compiled kernels, which may take as long as a quick cooling
        self._measure(pace.rounds)
        if self._cools_quickly and whole >= QUICK_FROM:
            self._cool(min(QUICK_SECONDS, QUICK_SHARE * whole), channel, pace)
        while not channel.is_over():
            self._cool(seconds_of(channel), channel, pace)
        self._tell(channel)

    @property
    def _cools_quickly(self) -> bool:
        """Tell whether a quick cooling comes to anything; phases alone begin anew as often as it pays."""
        return self._has_waves and len(self._flat.tasks) <= MOST_TO_COOL_QUICKLY

    def _cool(self, seconds: float, channel: Channel, pace: Pace) -> None:
        """Cool once, from the plans as they are, and tell the best; stop where it pays to begin anew."""
        began, batch = time.monotonic(), BATCH_SECONDS / seconds
        while not channel.is_over() and (done := (time.monotonic() - began) / seconds) < 1.0:
            then = time.monotonic()
            self._improve(pace.rounds, (done, min(1.0, done + batch)), int(pace.rounds / batch))
            spent = max(1e-4, time.monotonic() - then)
            # no more than four times as many: one quick batch may be luck
            pace.rounds = max(10, int(pace.rounds * min(4.0, BATCH_SECONDS / spent)))
            self._trade_sometimes(pace)
            self._tell_sometimes(channel, pace)
            if self._hear(channel.heard()):
                return
        self._tell(channel)

    def _improve(self, rounds: int, part: tuple[float, float], in_all: int) -> None:
        """Do one batch of rounds, a part of a cooling that has so many rounds in all."""
        self._measure(rounds)
        enough = in_all / (ENOUGH_ROUNDS * len(self._flat.tasks))
        # with few rounds a warm search only wanders: it begins colder, where it can still improve
        scale = max(1e-12, self._scale) * math.sqrt(min(1.0, enough))
        warmest, coldest = self._temperatures
        self._run(rounds, scale * warmest * (coldest / warmest) ** self._how_cold(part, enough))
        self._worth = self._worth_of(self._best)

    def _measure(self, rounds: int) -> None:
        """Measure by no more than so many rounds what one loses, unless that is known."""
        if self._scale == 0.0:
            self._scale = self._run(min(rounds, ROUNDS_TO_MEASURE), np.array([1e-12, 1e-12]))

    def _how_cold(self, part: tuple[float, float], enough: float) -> Floats:
        """Give how far the cooling has come at both ends of a batch, from 0 to 1.

        With phases alone it begins anew as often as there is time for: what it comes to differs much.
        """
        is_early = part[0] < max(EARLY, 3 * (part[1] - part[0]))  # the first batches only find the pace
        if is_early and not self._has_waves:
            self._times = max(1, round(enough))
        begun = math.floor(part[0] * self._times)
        return np.array([min(1.0, each * self._times - begun) for each in part])

    def _run(self, rounds: int, warmth: Floats) -> float:
        """Do rounds between two temperatures; give what those that made the plan worse lost on average."""
        self._batches += 1
        return ruin_and_recreate_plans(
            self._arrays,
            self._aims,
            self._kept,
            self._current,
            self._trial,
            self._best,
            self._keys,
            self._rent,
            warmth,
            most_taken_out(self._flat),
            rounds,
            # a prime apart: batches of neighbouring seeds draw different numbers
            self._seed + 7919 * self._batches,
        )

    def _trade_sometimes(self, pace: Pace) -> None:
        """Let waves change places, unless so much time has gone to that lately."""
        began = time.monotonic()
        if began >= pace.next_trade:
            self._trade()
            ended = time.monotonic()
            pace.next_trade = ended + (ended - began) / SHARE_FOR_TRADING

    def _trade(self) -> None:
        """Let waves change places, which placing one measure after the other leaves as they come."""
        if not self._has_waves:
            return
        arrays, kept, current = self._arrays, self._kept, self._current
        if trade_waves(arrays, kept, current, bounds_of(arrays, kept, current)) > 0.0:
            worth = self._worth_of(current)
            if worth > self._worth:
                self._best, self._worth = copy_of(current), worth

    def _tell_sometimes(self, channel: Channel, pace: Pace) -> None:
        """Tell a better schedule, unless so much time has gone to that lately."""
        began = time.monotonic()
        if began >= pace.next_tell and self._tell(channel):
            ended = time.monotonic()
            pace.next_tell = ended + max(BATCH_SECONDS, (ended - began) / SHARE_FOR_TELLING)

    def _tell(self, channel: Channel) -> bool:
        """Tell the best schedule if it is better than what was told or heard."""
        if self._worth <= self._told:
            return False
        self._told = self._worth
        self._known = self._flat.schedule_of(self._best)
        channel.tell(schedule=self._known)
        return True

    def _hear(self, heard: Heard) -> bool:
        """Go on from a better schedule of others, and order by what a relaxation has taught.

        Tell whether to cool anew: what was found without prices is far from what is found with them.
        """
        is_first = self._guide is None and heard.guide is not None and not self._has_waves
        if heard.guide is not None:
            self._be_guided(heard.guide)
        if heard.schedule is None or heard.schedule == self._known:
            return is_first
        self._known = heard.schedule
        schedule = fitting(self._flat.problem, heard.schedule)
        if schedule is not None and self._go_on_from(schedule):
            self._told = self._worth
        return is_first

    def _be_guided(self, guide: Guide) -> None:
        """Order and place by what a relaxation has taught, and begin anew where its own plan is better."""
        if guide == self._guide:
            return
        self._guide, keys = guide, dict(guide.keys)
        self._keys = self._keys_of(keys)
        if not self._has_waves:
            self._set_rent(guide.prices)
        began = time.monotonic()
        if began < self._next_list:
            return
        schedule = list_schedule_of(self._flat, keys=keys)
        if schedule is not None:
            self._go_on_from(schedule)
        ended = time.monotonic()
        self._next_list = ended + (ended - began) / SHARE_FOR_TELLING

    def _go_on_from(self, schedule: Schedule) -> bool:
        """Make a better schedule the current one; tell whether it is better."""
        plans = self._flat.plans_of(schedule)
        worth = self._worth_of(plans)
        if worth <= self._worth:
            return False
        self._current, self._best, self._worth = plans, copy_of(plans), worth
        return True

    def _worth_of(self, plans: Plans) -> float:
        """Give what plans are worth, less what they pay for what they miss."""
        worth = plans_worth(self._arrays, self._arrays.worth, plans)
        return float(worth - fines_of(self._arrays, self._kept, plans))

    def _own_keys(self) -> Floats:
        """Give the order by worth for scarce effort, spread over the horizon."""
        scarce = self._aims.scarce
        # a tenth of the mean keeps measures that ask for next to nothing from coming first whatever they
        # give
        density = self._aims.hope / (0.1 * scarce.sum() / max(1, len(scarce)) + scarce + 1e-9)
        places = np.empty(len(density))
        places[np.argsort(-density, kind="stable")] = np.arange(len(density))
        return (places * self._flat.arrays.horizon / max(1, len(density)))[None, :]

    def _set_rent(self, prices: Prices) -> None:
        """Work out what phases take from others, in the unit of the worth."""
        arrays, unit = self._flat.arrays, abs(unit_of_worth(self._flat.objective))
        price, sectors = np.zeros_like(arrays.limits.pool), len(self._flat.sectors)
        for sector, by_period in prices.capacity:
            price[self._flat.sector_number[sector], : arrays.horizon] = np.array(by_period) / unit
        by_budget = prices.by_budget
        for number, resource in enumerate(self._flat.shared, sectors):
            if resource.kind is ResourceKind.BUDGET:
                paid = [by_budget.get(key, 0.0) * MILLION / unit for key in resource.budget_keys]
                price[number, : len(paid)] = paid
        set_rent(arrays, price, self._rent)

    def _keys_of(self, keys: Mapping[str, float]) -> Floats:
        """Give the keys of a relaxation in the order of the measures."""
        horizon = float(self._flat.arrays.horizon)
        return np.array([[keys.get(measure, horizon) for measure in self._flat.measure_number]])


def seconds_of(channel: Channel) -> float:
    """Give how long a cooling that begins now lasts."""
    left = channel.seconds_left()
    return SECONDS_WITHOUT_END if left is None else max(left, BATCH_SECONDS)


def rounds_of_a_unit(flat: Flat) -> int:
    """Give how many rounds are a unit of work: fewer where each of them places many waves."""
    measures = max(1, len(flat.tasks))
    waves = len(flat.rollouts) * flat.arrays.horizon / measures
    return max(100, int(WORK_OF_A_UNIT / (1.0 + waves / 40.0)))


def most_taken_out(flat: Flat) -> int:
    """Give how many measures are taken out at a time at most, followers apart."""
    return max(1, min(10, len(flat.tasks) // 3))


def copy_of(plans: Plans) -> Plans:
    """Give the same plans in arrays of their own."""
    return Plans(
        plans.inside.copy(), plans.mode.copy(), plans.start.copy(), plans.begin.copy(), plans.share.copy()
    )
