"""Placing one measure of a list schedule as early as the rules and what is left of capacity allow."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from planner.model import Dependency, Endpoint, Link, PlannedPhase, PlannedRollout, Schedule
from planner.solver.ledger import Ledger
from planner.solver.problem import (
    MeasureTask,
    PhaseTask,
    Problem,
    RolloutTask,
    clean_shares,
    first_wave_period,
)

_ENOUGH = 1e-9


@dataclass
class Draft:
    """What has been placed so far."""

    starts: dict[tuple[str, str], int] = field(default_factory=dict)
    begins: dict[tuple[str, str], int | None] = field(default_factory=dict)
    shares: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)


def predecessors_are_in(problem: Problem, draft: Draft, task: MeasureTask) -> bool:
    """Tell whether all that a measure depends on has been placed or is done."""
    before = {link.predecessor.measure for link in problem.arriving[task.id]}
    return all(each in draft.placed or not problem.is_open(each) for each in before)


def place(problem: Problem, draft: Draft, ledger: Ledger, task: MeasureTask) -> bool:
    """Place phases and rollouts as early as the rules allow; tell whether it worked."""
    links = problem.arriving[task.id]
    if not task.phases and not _may_be_decided(problem, draft, links, task):
        return False
    instant = task.decided_instant if not task.phases else 0
    for phase in task.phases:
        earliest = _earliest_start(problem, draft, links, task, phase)
        if earliest is None:
            return False
        start = _first_fit(ledger, phase, max(instant, phase.first, earliest))
        if start is None:
            return False
        ledger.book_phase(phase, start)
        draft.starts[task.id, phase.phase] = start
        instant = start + phase.periods
    return all(_place_rollout(problem, draft, ledger, links, rollout, instant) for rollout in task.rollouts)


def _may_be_decided(problem: Problem, draft: Draft, links: Iterable[Dependency], task: MeasureTask) -> bool:
    """Tell whether a measure without phases, whose instant is given, meets its deadline and its links."""
    asked = [
        _asked_instant(problem, draft, link)
        for link in links
        if link.link is not Link.ADOPTION and not link.successor.is_rollout
    ]
    return task.is_decided_in_time and all(
        instant is not None and instant <= task.decided_instant for instant in asked
    )


def _first_fit(ledger: Ledger, phase: PhaseTask, earliest: int) -> int | None:
    """Give the first instant from which a phase can run, or ``None``."""
    return next((start for start in range(earliest, phase.last + 1) if ledger.phase_fits(phase, start)), None)


def _earliest_start(
    problem: Problem, draft: Draft, links: Iterable[Dependency], task: MeasureTask, phase: PhaseTask
) -> int | None:
    """Give the first instant that the links to a phase allow, or ``None`` when one can never be met."""
    earliest = 0
    for link in links:
        if link.link is Link.ADOPTION or link.successor.is_rollout:
            continue
        named = link.successor.phase or (task.phases[-1] if link.link.to_finish else task.phases[0]).phase
        if named != phase.phase:
            continue
        asked = _asked_instant(problem, draft, link)
        if asked is None:
            return None
        earliest = max(earliest, asked - phase.periods if link.link.to_finish else asked)
    return earliest


def _asked_instant(problem: Problem, draft: Draft, link: Dependency) -> int | None:
    """Give the instant before which a link holds its successor back, or ``None`` when that never comes."""
    if link.link is Link.SHARE:
        return _instant_of_share(problem, draft, link)
    reached = (
        _end(problem, draft, link.predecessor) if link.link.from_finish else _start(problem, draft, link)
    )
    return None if reached is None else reached + link.lag_periods


def _instant_of_share(problem: Problem, draft: Draft, link: Dependency) -> int | None:
    """Give the first instant at which the stated share has the predecessor."""
    key = link.predecessor.measure, link.share_sector
    share = link.share or 0.0
    if problem.share_in_use(*key) >= share:
        return 0
    reached = enumerate(draft.shares.get(key, []))
    return next((period + 1 for period, found in reached if found >= share - _ENOUGH), None)


def _start(problem: Problem, draft: Draft, link: Dependency) -> int | None:
    """Give the instant at which a link's predecessor starts."""
    endpoint = link.predecessor
    task = problem.measures[endpoint.measure]
    if endpoint.is_rollout:
        return draft.begins[endpoint.measure, endpoint.sector]
    if not task.phases:
        return task.decided_instant
    return draft.starts[endpoint.measure, endpoint.phase or task.phases[0].phase]


def _end(problem: Problem, draft: Draft, endpoint: Endpoint) -> int | None:
    """Give the instant at which an endpoint ends; an unfinished rollout ends at the horizon."""
    task = problem.measures[endpoint.measure]
    if endpoint.is_rollout:
        target = problem.rollouts[endpoint.measure, endpoint.sector].target
        shares = draft.shares[endpoint.measure, endpoint.sector]
        ended = (period + 1 for period, share in enumerate(shares) if share >= target - _ENOUGH)
        return next(ended, problem.horizon)
    if not task.phases:
        return task.decided_instant
    phase = next(each for each in reversed(task.phases) if not endpoint.phase or each.phase == endpoint.phase)
    return draft.starts[endpoint.measure, phase.phase] + phase.periods


def _place_rollout(
    problem: Problem,
    draft: Draft,
    ledger: Ledger,
    links: Iterable[Dependency],
    task: RolloutTask,
    earliest: int,
) -> bool:
    """Take in waves as early and as large as the rules allow; tell whether what must be reached is."""
    ceiling = _ceiling(problem, draft, links, task)
    first = _first_begin(problem, draft, links, task, earliest)
    begin, shares = None, [task.in_use] * problem.horizon
    if ceiling is not None and first is not None:
        begin, shares = _best_waves(problem, ledger, task, ceiling, first)
    ledger.book_waves(task, shares)
    draft.shares[task.key] = shares
    draft.begins[task.key] = begin if task.begin_matters else first_wave_period(task.in_use, shares)
    begins = begin is not None or task.rollout.pinned_begin is None
    return ceiling is not None and begins and _reaches_all(problem, task, shares)


def _first_begin(
    problem: Problem, draft: Draft, links: Iterable[Dependency], task: RolloutTask, earliest: int
) -> int | None:
    """Give the first instant at which a rollout may begin, or ``None``."""
    for link in links:
        if (
            link.successor.sector == task.rollout.sector
            and not link.link.to_finish
            and link.link is not Link.ADOPTION
        ):
            asked = _asked_instant(problem, draft, link)
            if asked is None:
                return None
            earliest = max(earliest, asked)
    pin = problem.roadmap.pinned_period(task.rollout.pinned_begin)
    if pin is None:
        return earliest
    return pin if pin >= earliest else None


def _ceiling(
    problem: Problem, draft: Draft, links: Iterable[Dependency], task: RolloutTask
) -> list[float] | None:
    """Give the largest share per period that links allow, or ``None`` when one can never be met."""
    ceiling = [task.target] * problem.horizon
    for link in links:
        if link.link is Link.ADOPTION:
            _lower_to_predecessor(problem, draft, link, task, ceiling)
        elif link.link.to_finish and link.successor.sector == task.rollout.sector:
            asked = _asked_instant(problem, draft, link)
            if asked is None or asked > problem.horizon:
                return None
            for period in range(max(0, asked - 1)):
                ceiling[period] = min(ceiling[period], task.target - task.last_unit)
    return ceiling


def _lower_to_predecessor(
    problem: Problem, draft: Draft, link: Dependency, task: RolloutTask, ceiling: list[float]
) -> None:
    """Lower a ceiling to what had the predecessor a period before."""
    ahead = problem.roadmap.rollout(link.predecessor.measure, task.rollout.sector)
    if ahead is None:
        return
    accepted = max(0.0, task.in_use - ahead.in_use)
    shares = draft.shares.get(ahead.key, [ahead.in_use] * problem.horizon)
    for period, had in enumerate([ahead.in_use, *shares[:-1]]):
        ceiling[period] = min(ceiling[period], had + accepted)


@dataclass(frozen=True, slots=True)
class Room:
    """What leaves room for one rollout: waves and shares per period, and money as shares per year."""

    waves: list[float]
    shares: list[float]
    money: dict[int, float]


def _best_waves(
    problem: Problem, ledger: Ledger, task: RolloutTask, ceiling: list[float], earliest: int
) -> tuple[int | None, list[float]]:
    """Give the earliest begin that works, with its shares; ``None`` and what is in use when none does."""
    room = Room(ledger.largest_waves(task), ceiling, ledger.affordable_shares(task))
    last = problem.horizon - 1
    if task.rollout.pinned_begin is not None:
        last = min(last, earliest)
    for begin in range(max(0, earliest), last + 1):
        shares = _waves_from(problem, task, room, begin)
        if shares is not None:
            return begin, shares
    return None, [task.in_use] * problem.horizon


def _waves_from(problem: Problem, task: RolloutTask, room: Room, begin: int) -> list[float] | None:
    """Take in as much as possible from one begin; ``None`` when the first wave is too small."""
    share, target = task.in_use, task.target
    least = max(task.first_wave, min(_ENOUGH, task.to_take_in))
    shares, money = [share] * begin, dict(room.money)
    for number, period in enumerate(range(begin, problem.horizon)):
        year = problem.years[period]
        limit = task.gate_limits[number] if number < len(task.gate_limits) else target
        most = min(limit, room.shares[period]) - share
        wave = max(0.0, min(most, room.waves[period], money.get(year, math.inf)))
        if number == 0 and wave < least:
            return None
        if year in money:
            money[year] -= wave
        share += wave
        shares.append(share)
        if share >= target:
            break
    shares += [share] * (problem.horizon - len(shares))
    return list(clean_shares(task, shares))


def _reaches_all(problem: Problem, task: RolloutTask, shares: list[float]) -> bool:
    """Tell whether a rollout reaches what it must: a hard deadline's share, and the target when mandatory."""
    deadline = task.rollout.deadline
    if deadline is not None:
        due = problem.roadmap.calendar.instant_not_after(deadline.deadline.day)
        reached = shares[min(due, problem.horizon) - 1] if due > 0 else task.in_use
        if reached < deadline.share - _ENOUGH and due <= problem.horizon:
            return False
    must_end = problem.measures[task.rollout.measure].must_be_in
    return not must_end or shares[-1] >= task.target - _ENOUGH


def leave_out(draft: Draft, task: MeasureTask) -> None:
    """Forget what was tried for a measure that stays out."""
    for phase in task.phases:
        draft.starts.pop((task.id, phase.phase), None)
    for rollout in task.rollouts:
        draft.shares.pop(rollout.key, None)
        draft.begins.pop(rollout.key, None)


def schedule_of(problem: Problem, draft: Draft) -> Schedule:
    """Write the draft as a schedule."""
    selected = tuple(measure_id for measure_id in problem.measures if measure_id in draft.placed)
    phases = tuple(
        PlannedPhase(
            measure=phase.measure,
            phase=phase.phase,
            mode=phase.mode,
            start=draft.starts[phase.measure, phase.phase],
            end=draft.starts[phase.measure, phase.phase] + phase.periods,
        )
        for measure_id in selected
        for phase in problem.measures[measure_id].phases
    )
    rollouts = tuple(
        PlannedRollout(
            measure=task.rollout.measure,
            sector=task.rollout.sector,
            begin=draft.begins.get(task.key),
            adoption=tuple(draft.shares.get(task.key, [task.in_use] * problem.horizon)),
        )
        for task in problem.rollouts.values()
    )
    return Schedule(selected=selected, phases=phases, rollouts=rollouts)
