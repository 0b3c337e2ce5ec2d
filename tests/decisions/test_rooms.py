"""Rooms of dates against trying every plan: found lies inside them, and they inside what is proved."""

from functools import cache
from itertools import islice

import pytest
from support.brute_force import BruteForce
from support.brute_force_dates import EveryPlan
from support.chained import KINDS, a_small_plan
from support.seeds import drawn

from planner.decisions import ChoiceKind, DateRoom, Possible, Proofs, RoomFinder, open_choices
from planner.model import VALUE, DateKind, Plan, PlanDate, PlanStatus, Wish
from planner.results import dates_of, own_measures, score
from planner.solver import DateLimits
from planner.verify import judge
from planner.why import relaxed

AT_ONCE, ALL = 14, 120
SEEDS = drawn(AT_ONCE, ALL)
DATES_OF_A_PLAN = 3
SHARES = (0.0, 0.02, 0.2, 0.5)
ROUNDING = 2.0
"""In NOK: what two ways to add up may differ by."""


@cache
def a_plan(seed: int) -> Plan | None:
    """Give the best plan of a small roadmap, and of every other seed one that is best at something else."""
    if seed % 2:
        return a_small_plan(seed)
    roadmap = KINDS[seed % len(KINDS)](seed)
    best = BruteForce(roadmap).best_plan(VALUE)
    if best is None:
        return None
    value = score(roadmap, VALUE, best.schedule)
    return Plan(
        roadmap=roadmap, objective=VALUE, status=PlanStatus.OPTIMAL, schedule=best.schedule, score=value
    )


def some_dates(plan: Plan, seed: int) -> list[PlanDate]:
    """Give some dates of a plan, others for each seed."""
    assert plan.schedule is not None
    dates = list(dates_of(plan.roadmap, plan.schedule))
    step = max(1, len(dates) // DATES_OF_A_PLAN)
    return list(islice(dates, seed % step, None, step))[:DATES_OF_A_PLAN]


def a_finder(plan: Plan, seed: int) -> RoomFinder:
    """Give what finds rooms, for a loss that is another for each seed."""
    assert plan.schedule is not None
    assert plan.score is not None
    loss = SHARES[seed % len(SHARES)] * abs(plan.score)
    return RoomFinder(plan.roadmap, plan.objective, plan.schedule, loss)


class Truth:
    """The room of a date by trying every plan; ``strict`` says which way a tie is broken."""

    def __init__(self, every: EveryPlan, least: float, horizon: int) -> None:
        self._every, self._least, self._horizon = every, least, horizon

    def allows(self, wish: Wish, *, strict: bool) -> bool:
        """Tell whether a plan with a wish is good enough."""
        best = self._every.best(wish)
        return best is not None and best >= self._least + (ROUNDING if strict else -ROUNDING)

    def latest(self, date: PlanDate, *, strict: bool) -> int | None:
        """Give the last instant before which some plan has not the date."""
        instants = range(self._horizon + 1, -1, -1)
        wishes = (Wish(date=date, by=instant, or_later=True) for instant in instants)
        return next((each.by for each in wishes if self.allows(each, strict=strict)), None)

    def earliest(self, date: PlanDate, *, strict: bool) -> int | None:
        """Give the first instant by which some plan has the date."""
        wishes = (Wish(date=date, by=instant) for instant in range(self._horizon + 1))
        return next((each.by for each in wishes if self.allows(each, strict=strict)), None)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_found_lies_in_the_room_and_the_room_in_what_is_proved(seed: int) -> None:
    plan = a_plan(seed)
    if plan is None:
        return
    finder, horizon = a_finder(plan, seed), plan.roadmap.calendar.periods
    truth = Truth(EveryPlan(plan.roadmap, VALUE), finder.least, horizon)
    proofs = Proofs(plan.roadmap, VALUE, finder.least)
    for date in some_dates(plan, seed):
        room = finder.room(date, proofs.of_dates([date])[date])
        if date.kind is DateKind.IN:
            agrees_on_in_and_out(truth, date, room.inside, room.outside)
            continue
        agrees_on_ends(truth, room)
        if date.measure:
            agrees_on_in_and_out(truth, date, room.inside, room.outside)


def agrees_on_ends(truth: Truth, room: DateRoom) -> None:
    """Assert that the room lies between what is found and what is proved, a tie being told either way."""
    date, found, proved = room.date, room.found, room.proved
    assert room.instant is not None
    assert found.latest is not None
    assert found.earliest is not None
    wide = truth.earliest(date, strict=False), truth.latest(date, strict=False)
    assert found.latest <= max(room.instant, room.instant if wide[1] is None else wide[1]), room
    assert found.earliest >= min(room.instant, room.instant if wide[0] is None else wide[0]), room
    narrow = truth.earliest(date, strict=True), truth.latest(date, strict=True)
    if proved.latest is not None and narrow[1] is not None:
        assert proved.latest >= narrow[1], room
    if proved.earliest is not None and narrow[0] is not None:
        assert proved.earliest <= narrow[0], room


def agrees_on_in_and_out(
    truth: Truth, date: PlanDate, inside: Possible | None, outside: Possible | None
) -> None:
    """Assert that what is shown can be, and that what is refuted cannot."""
    is_in = PlanDate(kind=DateKind.IN, measure=date.measure)
    horizon = truth._horizon
    for possible, wish in (
        (inside, Wish(date=is_in, by=0)),
        (outside, Wish(date=is_in, by=horizon + 1, or_later=True)),
    ):
        assert possible is not None
        if possible is Possible.SHOWN:
            assert truth.allows(wish, strict=False), wish
        if possible is Possible.REFUTED:
            assert not truth.allows(wish, strict=True), wish


def test_enough_dates_are_tried_at_once() -> None:
    plans = [(seed, a_plan(seed)) for seed in range(AT_ONCE)]

    assert sum(len(some_dates(plan, seed)) for seed, plan in plans if plan is not None) >= 20


@pytest.mark.parametrize("seed", drawn(8, 60))
def test_each_end_of_what_is_found_is_a_lawful_plan_that_loses_no_more(seed: int) -> None:
    plan = a_plan(seed)
    if plan is None:
        return
    finder = a_finder(plan, seed)
    for date in some_dates(plan, seed):
        room = finder.room(date, DateLimits())
        if room.instant is None or room.found.latest is None or room.found.latest == room.instant:
            continue
        wish = Wish(date=date, by=room.found.latest, or_later=True)
        free = (*own_measures(plan.roadmap, date), *finder.neighbours(own_measures(plan.roadmap, date)))
        found = finder.schedule_with(wish, free)
        assert found is not None, room
        assert judge(plan.roadmap, found) == []
        assert score(plan.roadmap, VALUE, found) >= finder.least - ROUNDING


@pytest.mark.parametrize("seed", drawn(20, 120))
def test_pins_move_as_far_as_the_roadmap_without_them_lets_them(seed: int) -> None:
    plan = a_plan(seed)
    if plan is None or plan.schedule is None:
        return
    choices = open_choices(plan.roadmap, VALUE, plan.schedule)
    pins = [each for each in choices if each.kind is ChoiceKind.PIN]
    if not pins:
        return
    loose, _objective = relaxed(plan.roadmap, VALUE, [pins[0].pin] if pins[0].pin else [])
    least = a_finder(plan, seed).least
    finder = RoomFinder(loose, VALUE, plan.schedule, a_finder(plan, seed).loss)
    limits = Proofs(plan.roadmap, VALUE, least).of_choices(pins)[pins[0]]
    truth = Truth(EveryPlan(loose, VALUE), finder.least, loose.calendar.periods)
    date = pins[0].date

    room = finder.room(date, limits)

    assert room.instant is not None
    assert room.found.latest is not None
    assert room.found.latest <= max(room.instant, truth.latest(date, strict=False) or 0), room
    latest = truth.latest(date, strict=True)
    if room.proved.latest is not None and latest is not None:
        assert room.proved.latest >= latest, room
