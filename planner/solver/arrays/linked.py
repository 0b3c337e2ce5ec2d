"""Links as arrays: which instants hold back which, and which rollout follows which."""

from collections.abc import Sequence

from planner.model import Dependency, Link, Rollout
from planner.problem import RolloutTask, adaptation_name
from planner.rules import Point, arrival, departure
from planner.rules import accepted as accepted_of
from planner.solver.arrays.arrays import (
    BEGIN_OF_ROLLOUT,
    DECISION,
    END_OF_PHASE,
    END_OF_ROLLOUT,
    FAR,
    NEVER,
    SHARE,
    START_OF_PHASE,
    TIMED,
    LinkArrays,
)
from planner.solver.arrays.numbered import Numbered, floats, ints, places

_NEVER_REACHED = 2.0
Key = tuple[str, str]
"""Of a rollout: measure and sector."""


def keys_ahead(of: Numbered) -> list[list[Key]]:
    """Give, by rollout, those in the same sector that it follows, each once."""
    followed: dict[str, dict[str, None]] = {}
    for link in of.problem.dependencies:
        if link.link is Link.ADOPTION:
            followed.setdefault(link.successor.measure, {})[link.predecessor.measure] = None
    rollout_of = of.problem.roadmap.rollout
    return [
        [(each, sector) for each in followed.get(measure, ()) if rollout_of(each, sector) is not None]
        for measure, sector in of.rollout_number
    ]


def reachable(of: Numbered, task: RolloutTask, aheads: Sequence[Key]) -> float:
    """Give the largest share that the rollouts of done measures leave."""
    if not aheads:
        return task.rollout.target
    done = [of.problem.roadmap.rollout_by_key(key) for key in aheads if key not in of.rollout_number]
    return min([task.target, *(_reachable_behind(each, task.rollout) for each in done)])


def _reachable_behind(ahead: Rollout, follower: Rollout) -> float:
    """Give the largest share of a rollout behind one that grows no more."""
    lead = accepted_of(ahead, follower)
    is_as_now = lead <= max(0.0, follower.in_use - ahead.in_use)
    return max(follower.in_use, ahead.in_use if is_as_now else ahead.in_use + lead)


def link_arrays(of: Numbered, aheads: Sequence[Sequence[Key]]) -> LinkArrays:
    """Write the links; ``aheads`` are the rollouts that each follows, also those of done measures."""
    links = [link for link in of.problem.dependencies if compares_instants(of, link)]
    predecessors = [of.measure_number[link.predecessor.measure] for link in links]
    successors = [of.measure_number[link.successor.measure] for link in links]
    leave = [_from(of, link) for link in links]
    arrive = [_place(of, arrival(of.problem.roadmap, link)) for link in links]
    needs, followers = _needs(of)
    aheads = [[key for key in keys if key in of.rollout_number] for keys in aheads]
    by_successor = _grouped(of, successors)
    return LinkArrays(
        kind=ints(SHARE if link.link is Link.SHARE else TIMED for link in links),
        predecessor=ints(predecessors),
        successor=ints(successors),
        from_point=ints(point for point, _index, _share in leave),
        from_index=ints(index for _point, index, _share in leave),
        to_point=ints(point for point, _index in arrive),
        to_index=ints(index for _point, index in arrive),
        lag=ints(link.lag_periods for link in links),
        largest_lag=ints(
            FAR if link.largest_lag_periods is None else link.largest_lag_periods for link in links
        ),
        share=floats(share for _point, _index, share in leave),
        arriving_from=places(len(each) for each in by_successor),
        arriving=ints(number for each in by_successor for number in each),
        needs_from=places(len(each) for each in needs),
        needs=ints(number for each in needs for number in each),
        follower_from=places(len(each) for each in followers),
        follower=ints(number for each in followers for number in each),
        ahead_from=places(len(each) for each in aheads),
        ahead=ints(of.rollout_number[key] for each in aheads for key in each),
        accepted=floats(
            accepted_of(of.problem.roadmap.rollout_by_key(key), task.rollout)
            for task, each in zip(of.rollouts, aheads, strict=True)
            for key in each
        ),
    )


def compares_instants(of: Numbered, link: Dependency) -> bool:
    """Tell whether a link holds an instant back: adoption does not, nor a share in use already."""
    if link.link is not Link.SHARE:
        return link.link.is_timed
    in_use = of.problem.share_in_use(link.predecessor.measure, link.share_sector)
    return in_use < (link.share or 0.0)


def _from(of: Numbered, link: Dependency) -> tuple[int, int, float]:
    """Give the point a link leaves from, and the share it asks for."""
    if link.link is not Link.SHARE:
        return *_place(of, departure(of.problem.roadmap, link)), 0.0
    rollout = of.rollout_number.get((link.predecessor.measure, link.share_sector), NEVER)
    return END_OF_ROLLOUT, rollout, _NEVER_REACHED if rollout == NEVER else link.share or 0.0


def _place(of: Numbered, point: Point) -> tuple[int, int]:
    """Give the code and the number of an instant."""
    if point.is_adaptation:
        code = END_OF_PHASE if point.at_end else START_OF_PHASE
        return code, of.phase_number[point.measure, adaptation_name(point.sector)]
    if point.sector:
        code = END_OF_ROLLOUT if point.at_end else BEGIN_OF_ROLLOUT
        return code, of.rollout_number[point.measure, point.sector]
    if point.is_decision:
        return DECISION, of.measure_number[point.measure]
    code = END_OF_PHASE if point.at_end else START_OF_PHASE
    return code, of.phase_number[point.measure, point.phase]


def _grouped(of: Numbered, measures: Sequence[int]) -> list[list[int]]:
    """Give the numbers of links by measure."""
    grouped: list[list[int]] = [[] for _ in of.tasks]
    for number, measure in enumerate(measures):
        grouped[measure].append(number)
    return grouped


def _needs(of: Numbered) -> tuple[list[list[int]], list[list[int]]]:
    """Give, by measure, those without which it stays out, and those that stay out without it."""
    needs: list[list[int]] = [[] for _ in of.tasks]
    followers: list[list[int]] = [[] for _ in of.tasks]
    for predecessor, successor in of.pairs:
        before, after = of.measure_number[predecessor], of.measure_number[successor]
        needs[after].append(before)
        followers[before].append(after)
    return needs, followers
