"""A first plan at once: measures in order of priority, each placed as early as the rules allow."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from planner.model import (
    Dependency,
    Endpoint,
    Link,
    Objective,
    ObjectiveKind,
    PlannedPhase,
    PlannedRollout,
    Schedule,
)
from planner.results import score
from planner.solver.flows import Flows, contribution_weights
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
Priority = Callable[[str], float]


@dataclass
class Draft:
    """What has been placed so far."""

    starts: dict[tuple[str, str], int] = field(default_factory=dict)
    begins: dict[tuple[str, str], int | None] = field(default_factory=dict)
    shares: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)


def list_schedule(problem: Problem, objective: Objective, earlier: Schedule | None = None) -> Schedule | None:
    """Give the best of a few list schedules, or ``None`` when none places all that must be in.

    One of them keeps the order of an earlier schedule, where there is one.
    """
    worth = worths(problem)
    schedules = [
        schedule
        for priority in [*_orders_of(earlier), *_priorities(problem, objective, worth)]
        if (schedule := place_in_order(problem, priority, worth)) is not None
    ]
    sign = 1.0 if objective.is_maximised else -1.0
    return max(schedules, key=lambda each: sign * score(problem.roadmap, objective, each), default=None)


def fitting(problem: Problem, schedule: Schedule | None) -> Schedule | None:
    """Give a schedule if it speaks of the same phases and rollouts over the same time; it may still be unlawful."""
    if schedule is None:
        return None
    phases = {(phase.measure, phase.phase) for task in problem.measures.values() for phase in task.phases}
    same_phases = {(phase.measure, phase.phase) for phase in schedule.phases} <= phases
    same_rollouts = schedule.rollouts_by_key.keys() == problem.rollouts.keys()
    same_time = all(len(rollout.adoption) == problem.horizon for rollout in schedule.rollouts)
    return schedule if same_phases and same_rollouts and same_time else None


def place_in_order(problem: Problem, priority: Priority, worth: dict[str, float]) -> Schedule | None:
    """Place measures in order of priority; ``None`` when one that must be in finds no place."""
    draft, ledger = Draft(), Ledger(problem)
    needed = _needed(problem)
    for measure_id in _order(problem, _ranks(problem, needed, priority)):
        task = problem.measures[measure_id]
        trial = ledger.copy()
        wanted = measure_id in needed or worth[measure_id] > 0
        if wanted and _predecessors_are_in(problem, draft, task) and _place(problem, draft, trial, task):
            draft.placed.add(measure_id)
            ledger = trial
        elif measure_id in needed:
            return None
        else:
            _leave_out(draft, task)
    return _schedule(problem, draft)


# What comes first


def worths(problem: Problem) -> dict[str, float]:
    """Give what each measure earns with those that build on it, if all came about a third into the horizon."""
    flows = Flows(problem.roadmap)
    own = {task.id: _own_worth(problem, flows, task) for task in problem.measures.values()}
    total: dict[str, float] = {}
    for measure_id in reversed(list(_order(problem, dict.fromkeys(problem.measures, (0.0,))))):
        followers = [
            link.successor.measure for link in problem.dependencies if link.predecessor.measure == measure_id
        ]
        total[measure_id] = own[measure_id] + 0.5 * sum(
            max(0.0, total.get(each, 0.0)) for each in set(followers)
        )
    return {measure_id: total.get(measure_id, worth) for measure_id, worth in own.items()}


def _own_worth(problem: Problem, flows: Flows, task: MeasureTask) -> float:
    """Give a measure's own net benefit in millions of NOK, taken in about a third into the horizon."""
    middle = min(problem.horizon - 1, max(task.first_end, 0) + problem.horizon // 3)
    worth = -sum(
        flows.phase_cost(phase, max(0, min(phase.first, problem.horizon - 1))) for phase in task.phases
    )
    for rollout in task.rollouts:
        earned = sum(flows.earning(rollout, period) for period in flows.earning_periods if period > middle)
        worth += rollout.to_take_in * (earned - flows.wave_cost(rollout, middle))
    return worth


def _priorities(problem: Problem, objective: Objective, worth: dict[str, float]) -> Iterator[Priority]:
    """Give the rules to try: gain for effort, gain alone, and shortest work first."""
    contributions = contribution_weights(problem.roadmap)
    effort = {task.id: 1.0 + _effort(task) for task in problem.measures.values()}
    gain = contributions if objective.kind is ObjectiveKind.COVERAGE else worth
    yield lambda measure_id: -gain.get(measure_id, 0.0) / effort[measure_id]
    yield lambda measure_id: -gain.get(measure_id, 0.0)
    yield lambda measure_id: effort[measure_id]


def _orders_of(schedule: Schedule | None) -> Iterator[Priority]:
    """Give the order in which a schedule's measures start, as a rule to try."""
    if schedule is not None:
        starts = {phases[0].measure: float(phases[0].start) for phases in schedule.phases_by_measure.values()}
        yield lambda measure_id: starts.get(measure_id, float("inf"))


def _effort(task: MeasureTask) -> float:
    """Give the person-months a measure asks for in all."""
    phases = sum(phase.periods * sum(phase.demands.values()) for phase in task.phases)
    return phases + sum(each.units * each.rollout.effort_per_unit * each.to_take_in for each in task.rollouts)


def _needed(problem: Problem) -> set[str]:
    """Give the measures that must be in, and all they depend on."""
    needed = {task.id for task in problem.measures.values() if task.must_be_in}
    waiting = list(needed)
    while waiting:
        for link in problem.arriving[waiting.pop()]:
            predecessor = link.predecessor.measure
            if problem.is_open(predecessor) and predecessor not in needed:
                needed.add(predecessor)
                waiting.append(predecessor)
    return needed


def _ranks(problem: Problem, needed: set[str], priority: Priority) -> dict[str, tuple[float, ...]]:
    """Rank measures: running, due, needed, then by priority; predecessors inherit their successors' rank."""
    ranks: dict[str, tuple[float, ...]] = {
        task.id: (
            0.0 if task.measure.is_running else 1.0,
            float(_due(problem, task)),
            0.0 if task.id in needed else 1.0,
            priority(task.id),
        )
        for task in problem.measures.values()
    }
    for measure_id in reversed(list(_order(problem, ranks))):
        for link in problem.arriving[measure_id]:
            if link.predecessor.measure in ranks:
                inherited = (1.0, *ranks[measure_id][1:])
                ranks[link.predecessor.measure] = min(ranks[link.predecessor.measure], inherited)
    return ranks


def _due(problem: Problem, task: MeasureTask) -> int:
    """Give the first instant at which a measure is due, or one after the horizon."""
    due = [problem.horizon + 1]
    calendar = problem.roadmap.calendar
    if task.measure.deadline is not None:
        due.append(calendar.instant_not_after(task.measure.deadline.day))
    for rollout in task.rollouts:
        if rollout.rollout.deadline is not None:
            due.append(calendar.instant_not_after(rollout.rollout.deadline.deadline.day))
    return min(due)


def _order(problem: Problem, ranks: dict[str, tuple[float, ...]]) -> Iterator[str]:
    """Give measures by rank, predecessors first; those in a cycle of links are not given."""
    pairs = {link.measures for link in problem.dependencies if problem.is_open(link.predecessor.measure)}
    waiting = dict.fromkeys(problem.measures, 0)
    followers: dict[str, list[str]] = {measure_id: [] for measure_id in problem.measures}
    for before, after in sorted(pairs):
        waiting[after] += 1
        followers[before].append(after)
    ready = [(ranks[measure_id], measure_id) for measure_id, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    while ready:
        _, measure_id = heapq.heappop(ready)
        yield measure_id
        for follower in followers[measure_id]:
            waiting[follower] -= 1
            if waiting[follower] == 0:
                heapq.heappush(ready, (ranks[follower], follower))


# Placing one measure


def _predecessors_are_in(problem: Problem, draft: Draft, task: MeasureTask) -> bool:
    """Tell whether all that a measure depends on has been placed or is done."""
    before = {link.predecessor.measure for link in problem.arriving[task.id]}
    return all(each in draft.placed or not problem.is_open(each) for each in before)


def _place(problem: Problem, draft: Draft, ledger: Ledger, task: MeasureTask) -> bool:
    """Place phases and rollouts as early as the rules allow; tell whether it worked."""
    links = problem.arriving[task.id]
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


# Placing one rollout


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
    begin = _first_begin(problem, draft, links, task, earliest)
    shares = None
    if ceiling is not None and begin is not None:
        shares = _best_waves(problem, ledger, task, ceiling, begin)
    shares = shares or [task.in_use] * problem.horizon
    for period, share in enumerate(shares):
        ledger.book_wave(task, period, share - (shares[period - 1] if period else task.in_use))
    draft.shares[task.key] = shares
    draft.begins[task.key] = first_wave_period(task.in_use, shares)
    return ceiling is not None and _reaches_all(problem, task, shares)


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


def _best_waves(
    problem: Problem, ledger: Ledger, task: RolloutTask, ceiling: list[float], earliest: int
) -> list[float] | None:
    """Give the shares of the earliest begin that works, or ``None``."""
    last = earliest if task.rollout.pinned_begin is not None else problem.horizon - 1
    for begin in range(max(0, earliest), last + 1):
        shares = _waves_from(problem, ledger, task, ceiling, begin)
        if shares is not None:
            return shares
    return None


def _waves_from(
    problem: Problem, ledger: Ledger, task: RolloutTask, ceiling: list[float], begin: int
) -> list[float] | None:
    """Take in as much as possible from one begin; ``None`` when the first wave is too small."""
    share = task.in_use
    shares = [share] * begin
    for number, period in enumerate(range(begin, problem.horizon)):
        limit = task.gate_limits[number] if number < len(task.gate_limits) else task.target
        wave = max(0.0, min(ledger.largest_wave(task, period), limit - share, ceiling[period] - share))
        if number == 0 and wave < max(task.first_wave, min(_ENOUGH, task.to_take_in)):
            return None
        share += wave
        shares.append(share)
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


# The result


def _leave_out(draft: Draft, task: MeasureTask) -> None:
    """Forget what was tried for a measure that stays out."""
    for phase in task.phases:
        draft.starts.pop((task.id, phase.phase), None)
    for rollout in task.rollouts:
        draft.shares.pop(rollout.key, None)
        draft.begins.pop(rollout.key, None)


def _schedule(problem: Problem, draft: Draft) -> Schedule:
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
