"""A first plan at once: measures in order of priority, each placed as early as the rules allow."""

import heapq
from collections.abc import Callable, Iterator

from planner.model import Objective, ObjectiveKind, Schedule
from planner.results import score
from planner.solver.flows import Flows, contribution_weights
from planner.solver.ledger import Ledger
from planner.solver.placing import Draft, leave_out, place, predecessors_are_in, schedule_of
from planner.solver.problem import MeasureTask, Problem

_ATTEMPTS = 4
Priority = Callable[[str], float]
Rank = tuple[float, ...]


def list_schedule(problem: Problem, objective: Objective, earlier: Schedule | None = None) -> Schedule | None:
    """Give the best of a few list schedules, or ``None`` when none places all that must be in.

    One of them keeps the order of an earlier schedule, where there is one.
    """
    gain = gains(problem, objective)
    schedules = [
        schedule
        for priority in [*_orders_of(earlier), *_priorities(problem, gain)]
        if (schedule := place_in_order(problem, priority, gain)) is not None
    ]
    sign = 1.0 if objective.is_maximised else -1.0
    return max(schedules, key=lambda each: sign * score(problem.roadmap, objective, each), default=None)


def fitting(problem: Problem, schedule: Schedule | None) -> Schedule | None:
    """Give a schedule, lawful or not, if it speaks of the same phases and rollouts over the same time."""
    if schedule is None:
        return None
    phases = {(phase.measure, phase.phase) for task in problem.measures.values() for phase in task.phases}
    same_phases = {(phase.measure, phase.phase) for phase in schedule.phases} <= phases
    same_rollouts = schedule.rollouts_by_key.keys() == problem.rollouts.keys()
    same_time = all(len(rollout.adoption) == problem.horizon for rollout in schedule.rollouts)
    return schedule if same_phases and same_rollouts and same_time else None


def place_in_order(problem: Problem, priority: Priority, gain: dict[str, float]) -> Schedule | None:
    """Place measures in order of priority; ``None`` when one that must be in finds no place.

    A needed measure that finds no place comes before all others at the next attempt.
    """
    needed = _needed(problem)
    urgency: dict[str, int] = {}
    for attempt in range(_ATTEMPTS):
        draft = Draft()
        failed = _place_all(problem, draft, _ranks(problem, needed, urgency, priority), needed, gain)
        if failed is None:
            return schedule_of(problem, draft)
        urgency[failed] = attempt + 1
    return None


def _place_all(
    problem: Problem, draft: Draft, ranks: dict[str, Rank], needed: set[str], gain: dict[str, float]
) -> str | None:
    """Place measures by rank; give the first needed one that finds no place."""
    ledger = Ledger(problem)
    for measure_id in _order(problem, ranks):
        task = problem.measures[measure_id]
        trial = ledger.copy()
        wanted = measure_id in needed or gain[measure_id] > 0
        if wanted and predecessors_are_in(problem, draft, task) and place(problem, draft, trial, task):
            draft.placed.add(measure_id)
            ledger = trial
        elif measure_id in needed:
            return measure_id
        else:
            leave_out(draft, task)
    return min(needed - draft.placed, default=None)  # those in a cycle of links never came up


# What comes first


def gains(problem: Problem, objective: Objective) -> dict[str, float]:
    """Give what each measure, with half of those that build on it, adds to the objective.

    What is not above 0 stays out unless it is needed.
    """
    own = _own_gains(problem, objective)
    total: dict[str, float] = {}
    for measure_id in reversed(list(_order(problem, dict.fromkeys(problem.measures, ())))):
        followers = dict.fromkeys(
            link.successor.measure for link in problem.dependencies if link.predecessor.measure == measure_id
        )
        total[measure_id] = own[measure_id] + 0.5 * sum(max(0.0, total.get(each, 0.0)) for each in followers)
    return {measure_id: total.get(measure_id, gain) for measure_id, gain in own.items()}


def _own_gains(problem: Problem, objective: Objective) -> dict[str, float]:
    """Give what each measure adds to the objective by itself, roughly."""
    if objective.kind is ObjectiveKind.COVERAGE:
        shares = contribution_weights(problem.roadmap)
        return {measure_id: shares.get(measure_id, 0.0) for measure_id in problem.measures}
    if objective.kind is ObjectiveKind.FINISH:
        counts = float(objective.out_counts_horizon)
        return {task.id: task.measure.finish_weight * counts for task in problem.measures.values()}
    flows = Flows(problem.roadmap)
    return {task.id: _own_worth(problem, flows, task) for task in problem.measures.values()}


def _own_worth(problem: Problem, flows: Flows, task: MeasureTask) -> float:
    """Give a measure's net benefit in millions of NOK, taken in about a third into the horizon."""
    middle = min(problem.horizon - 1, max(task.first_end, 0) + problem.horizon // 3)
    worth = -sum(
        flows.phase_cost(phase, max(0, min(phase.first, problem.horizon - 1))) for phase in task.phases
    )
    for rollout in task.rollouts:
        earned = sum(flows.earnings(rollout)[middle:])
        worth += rollout.to_take_in * (earned - flows.wave_cost(rollout, middle))
    return worth


def _priorities(problem: Problem, gain: dict[str, float]) -> Iterator[Priority]:
    """Give the rules to try: gain for effort, gain alone, and shortest work first."""
    effort = {task.id: 1.0 + _effort(task) for task in problem.measures.values()}
    yield lambda measure_id: -gain[measure_id] / effort[measure_id]
    yield lambda measure_id: -gain[measure_id]
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


def _ranks(
    problem: Problem, needed: set[str], urgency: dict[str, int], priority: Priority
) -> dict[str, Rank]:
    """Rank measures: running, urgent, due, needed, by priority; predecessors take over a better rank."""
    ranks: dict[str, Rank] = {
        task.id: (
            float(bool(urgency) and task.id not in needed),
            0.0 if task.measure.is_running else 1.0,
            -float(urgency.get(task.id, 0)),
            float(_due(problem, task)),
            0.0 if task.id in needed else 1.0,
            priority(task.id),
        )
        for task in problem.measures.values()
    }
    for measure_id in reversed(list(_order(problem, ranks))):
        for link in problem.arriving[measure_id]:
            if link.predecessor.measure in ranks:
                optional, _running, *rest = ranks[measure_id]
                inherited = (optional, 1.0, *rest)
                ranks[link.predecessor.measure] = min(ranks[link.predecessor.measure], inherited)
    return ranks


def _due(problem: Problem, task: MeasureTask) -> int:
    """Give the first instant at which a measure is due, or one after the horizon."""
    asked = [each.rollout.deadline.deadline for each in task.rollouts if each.rollout.deadline is not None]
    if task.measure.deadline is not None:
        asked.append(task.measure.deadline)
    due = [problem.roadmap.calendar.instant_not_after(deadline.day) for deadline in asked]
    return min(due, default=problem.horizon + 1)


def _order(problem: Problem, ranks: dict[str, Rank]) -> Iterator[str]:
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
