"""A first plan at once: measures in order of priority, each placed as early as the rules allow.

The placing is compiled, in ``kernels``. Here the orders are chosen. While it is not compiled yet, it runs as
plain Python, for fewer orders: what must be there at once waits for no compiler.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from planner.model import PRECISION, WITHIN_TOLERANCE, Kept, Objective, Schedule
from planner.problem import Problem
from planner.results import best_of, keeps_all
from planner.solver.arrays.arrays import Arrays, Floats, Plans, WorthArrays
from planner.solver.arrays.building import Flat
from planner.solver.arrays.plain import at_once
from planner.solver.arrays.ready import is_ready
from planner.solver.arrays.requirements import RequirementWorth
from planner.solver.arrays.worth import unit_of_worth, worth_of
from planner.solver.engines.placing.kernels.aims import Aims, make_aims
from planner.solver.engines.placing.kernels.repair import repair
from planner.solver.engines.placing.kernels.whole import KeptArrays, best_of_many

WORK = 800_000
"""Phases, and rollouts times periods, placed in all tries of a list schedule: some 50 ms."""
FEWEST_TRIES, MOST_TRIES = 4, 50
PLAIN_WORK, MOST_PLAIN_TRIES = 70_000, 10
"""The same while placing is not compiled: some two seconds."""


def list_schedule(
    problem: Problem,
    objective: Objective,
    earlier: Schedule | None = None,
    keys: Mapping[str, float] | None = None,
    seed: int = 0,
) -> Schedule | None:
    """Give the best of many list schedules, or ``None`` when none places all that must be in.

    Parameters
    ----------
    earlier
        A plan whose order is tried too.
    keys
        Figures by measure whose order is tried too, the smallest first: start times of a relaxation.
    """
    return list_schedule_of(Flat(problem, objective), earlier, keys, seed)


def list_schedule_of(
    flat: Flat,
    earlier: Schedule | None = None,
    keys: Mapping[str, float] | None = None,
    seed: int = 0,
) -> Schedule | None:
    """Give the best of many list schedules of a problem that has been written as arrays."""
    if not flat.adds_up:
        aims = at_once(make_aims)(flat.arrays, flat.arrays.worth)
        ranks = np.array([_ranked(flat, order) for order in _orders(flat, aims, earlier, keys)])
        return _best_by_score(flat, aims, ranks)
    found, schedule = -np.inf, None
    for guide in guides(flat):
        worth, best = _best_of_many(flat, guide, earlier, keys, seed)
        if worth > found:
            found, schedule = worth, flat.schedule_of(best)
    return schedule


def _best_of_many(
    flat: Flat, guide: Floats, earlier: Schedule | None, keys: Mapping[str, float] | None, seed: int
) -> tuple[float, Plans]:
    """Give the best of many list schedules led towards requirements, and its worth without what led it."""
    arrays = led(flat, guide)
    aims = at_once(make_aims)(arrays, arrays.worth)
    ranks = np.array([_ranked(flat, order) for order in _orders(flat, aims, earlier, keys)])
    best, trial, kept = flat.empty(), flat.empty(), kept_arrays(flat, guide)
    found = at_once(best_of_many)(arrays, aims, kept, best, trial, ranks, tries(arrays), seed, 0)
    return float(found), best


def guides(flat: Flat) -> list[Floats]:
    """Give what a unit of each requirement may count besides, to lead plans there; first nothing."""
    nothing = np.zeros(len(flat.requirements))
    return [nothing, strong_guide(flat)] if flat.requirements else [nothing]


def strong_guide(flat: Flat) -> Floats:
    """Let a unit count its price where it has one; of a hard requirement, as much as all else together."""
    aims = at_once(make_aims)(flat.arrays, flat.arrays.worth)
    most = float(np.abs(aims.hope).sum()) + 1.0
    return np.array([each.price if each.price < np.inf else most for each in flat.requirements], np.float64)


def led(flat: Flat, guide: Floats) -> Arrays:
    """Give the arrays with what is reached of requirements as a part of the worth."""
    worth = flat.arrays.worth
    for weight, each in zip(guide.tolist(), flat.requirements, strict=True):
        if weight:
            summed = (whole + weight * part for whole, part in zip(worth[1:], each.reached[1:], strict=True))
            worth = WorthArrays(worth.covers_all, *summed)
    return flat.arrays._replace(worth=worth)


def covers_all(problem: Problem, objective: Objective) -> bool:
    """Tell whether an objective can be written as worth in full."""
    return worth_of(problem, objective).covers_all


def tries(arrays: Arrays) -> int:
    """Give how many orders are tried: fewer the larger the problem is."""
    size = arrays.phases.measure.shape[0] + arrays.worth.steady.size
    if not is_ready("lists"):
        return max(1, min(MOST_PLAIN_TRIES, PLAIN_WORK // max(1, int(size))))
    return max(FEWEST_TRIES, min(MOST_TRIES, WORK // max(1, int(size))))


def kept_arrays(flat: Flat, guide: Floats) -> KeptArrays:
    """Write what must be kept of other objectives and what is required as worth, with its least amount."""
    kept = [_least(each) / unit_of_worth(each.objective) for each in flat.objective.kept]
    asked = [_asked(each) for each in flat.requirements]
    worths = [*flat.kept_worths, *(each.reached for each in flat.requirements)]
    prices = [np.inf] * len(kept) + [each.price for each in flat.requirements]
    return _kept(flat, worths, [kept + asked, prices, [0.0] * len(kept) + guide.tolist()])


def nothing_kept(flat: Flat) -> KeptArrays:
    """Keep nothing."""
    return _kept(flat, [], [[], [], []])


def _asked(requirement: RequirementWorth) -> float:
    """Give what is to be reached; of what is hard, less rounding."""
    return requirement.least - (PRECISION if requirement.price == np.inf else 0.0)


def _least(kept: Kept) -> float:
    """Give the worst score allowed, with half of the slack the judge gives."""
    slack = WITHIN_TOLERANCE * max(abs(kept.level), 1.0)
    return kept.level - slack if kept.objective.is_maximised else kept.level + slack


def _kept(flat: Flat, worths: Sequence[WorthArrays], limits: Sequence[Sequence[float]]) -> KeptArrays:
    """Put one objective after the other in the same arrays; the limits are the first fields of these."""
    parts = []
    for name in KeptArrays._fields[len(limits) :]:
        blank = np.zeros((0, *np.shape(getattr(flat.arrays.worth, name))))
        figures = [np.asarray(getattr(worth, name))[None] for worth in worths]
        parts.append(np.concatenate([blank, *figures]))
    return KeptArrays(*(np.array(each, np.float64) for each in limits), *parts)


def repaired(flat: Flat, schedule: Schedule) -> Schedule | None:
    """Give the lawful schedule that keeps most of one, lawful or not, with as much as pays placed around it.

    ``None`` where no order places all that must be in, or where worth does not add up.
    """
    if not flat.adds_up:
        return None
    guide = guides(flat)[-1]
    arrays = led(flat, guide)
    aims = at_once(make_aims)(arrays, arrays.worth)
    ranks = np.array([_ranked(flat, order) for order in _orders(flat, aims, schedule, None)])
    best, trial, known = flat.empty(), flat.empty(), flat.plans_of(schedule)
    for key, number in flat.rollout_number.items():
        if not _has_rollout(schedule, key, flat.problem.horizon):
            known.share[number] = 1.0
    found = at_once(repair)(arrays, aims, kept_arrays(flat, guide), known, best, trial, ranks)
    return flat.schedule_of(best) if found > -np.inf else None


def _has_rollout(schedule: Schedule, key: tuple[str, str], horizon: int) -> bool:
    """Tell whether a schedule says how a rollout goes over the same time; new ones it does not know."""
    rollout = schedule.rollouts_by_key.get(key)
    return rollout is not None and len(rollout.adoption) == horizon


def place_in_order(flat: Flat, order: Sequence[float]) -> Schedule | None:
    """Place measures by their figures, smallest first; ``None`` when one that must be in finds no place."""
    aims = at_once(make_aims)(flat.arrays, flat.arrays.worth)
    return _placed(flat, aims, _ranked(flat, np.array(order, np.float64)))


def _placed(flat: Flat, aims: Aims, rank: Floats, *, promises_first: bool = True) -> Schedule | None:
    """Give the list schedule of one rank, whatever must be kept."""
    best, trial, kept = flat.empty(), flat.empty(), nothing_kept(flat)
    first = int(not promises_first)
    found = at_once(best_of_many)(
        flat.arrays, aims, kept, best, trial, rank[None, :].copy(), first + 1, 0, first
    )
    return flat.schedule_of(best) if found > -np.inf else None


def _best_by_score(flat: Flat, aims: Aims, ranks: Floats) -> Schedule | None:
    """Give the best by its score, where that cannot be added up from the parts."""
    roadmap, objective = flat.problem.roadmap, flat.objective
    placed = [_placed(flat, aims, rank, promises_first=first) for rank in ranks for first in (True, False)]
    keeping = [each for each in placed if each is not None and keeps_all(roadmap, objective, each)]
    return best_of(roadmap, objective, keeping)


def _orders(
    flat: Flat, aims: Aims, earlier: Schedule | None, keys: Mapping[str, float] | None
) -> Iterator[Floats]:
    """Give the orders to try: those given, gain for effort and for scarce effort, gain, shortest work."""
    ids = flat.measure_number
    if earlier is not None:
        starts = {phases[0].measure: float(phases[0].start) for phases in earlier.phases_by_measure.values()}
        yield np.array([starts.get(measure, np.inf) for measure in ids])
    if keys is not None:
        yield np.array([keys.get(measure, np.inf) for measure in ids])
    yield -aims.hope / (0.1 * aims.scarce.sum() / max(1, len(aims.scarce)) + aims.scarce + 1e-9)
    yield -aims.hope / (1.0 + aims.effort)
    yield -aims.hope
    yield aims.effort


def _ranked(flat: Flat, order: Floats) -> Floats:
    """Give each measure's place in an order, started ones first where the roadmap says so."""
    started = [not task.measure.is_started for task in flat.tasks]
    first = np.array(started if flat.problem.roadmap.started_first else [False] * len(started), bool)
    ranks = np.empty(len(order))
    ranks[np.lexsort((order, first))] = np.arange(len(order))
    return ranks
