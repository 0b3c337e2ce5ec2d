"""What a rollout can reach, and how soon, under pace and gates alone (``docs/problem.md``, section 3)."""

from collections.abc import Iterable, Iterator, Sequence

from planner.model import TOLERANCE, Roadmap, Rollout, pace_at


def gates_of(roadmap: Roadmap, rollout: Rollout) -> tuple[float, ...]:
    """Give the largest share at the end of the first, second … period from the begin, while gates last."""
    return rollout.gate_shares(roadmap.units(rollout)) if rollout.is_gated else ()


def reach(rollout: Rollout, gates: Sequence[float], periods: int, target: float | None = None) -> list[float]:
    """Give the largest share in use after 1, 2 … periods from the begin.

    More in use is never less in use later, so that the largest wave of each period is best. It lies below
    what is in use where a gate does: such a rollout can never begin. ``target`` is the stated one, or a lower
    one that other rules leave.
    """
    return list(_reaching(rollout, gates, periods, target))


def _reaching(
    rollout: Rollout, gates: Sequence[float], periods: int, target: float | None = None
) -> Iterator[float]:
    """Give the same one by one, for those who ask when a share is reached and no further."""
    share, most = rollout.in_use, rollout.target if target is None else target
    pace, falls = rollout.first_pace, isinstance(rollout.pace, tuple)
    for number in range(periods):
        pace = pace_at(rollout.pace, share) if falls else pace
        limit = gates[number] if number < len(gates) else most
        share = min(share + pace, limit, most)
        yield share


def is_shut(rollout: Rollout, gates: Sequence[float], within: float) -> bool:
    """Tell whether a gate still to be passed lies below what is in use, so that nobody can be taken in."""
    return bool(gates) and rollout.in_use > min(gates) + within


def periods_to(reached: Iterable[float], share: float, in_use: float, within: float) -> int | None:
    """Count the periods from the begin until a share can be in use, ``None`` where it never can.

    Parameters
    ----------
    reached
        The largest share in use after 1, 2 … periods.
    within
        What may be missing of the share: nothing but rounding for an engine's own plans, the tolerance for
        any plan that the judge accepts, a little more where a bound must hold for all of those.
    """
    if share <= in_use + within:
        return 0
    return next((number for number, most in enumerate(reached, 1) if most >= share - within), None)


def most_reached(roadmap: Roadmap, rollout: Rollout) -> list[float]:
    """Give the largest share in use after each period from the begin, for any plan the judge accepts.

    One figure per period of the horizon; empty where what is in use lies above a gate still to be passed.
    """
    return list(_most_reached(roadmap, rollout))


def _most_reached(roadmap: Roadmap, rollout: Rollout) -> Iterator[float]:
    gates = gates_of(roadmap, rollout)
    if not is_shut(rollout, gates, TOLERANCE):
        for share in _reaching(rollout, gates, len(roadmap.periods)):
            yield max(share, rollout.in_use)


def periods_to_reach(roadmap: Roadmap, rollout: Rollout, share: float) -> int:
    """Give the fewest periods from the begin to a share; one more than the horizon if it is never reached."""
    if share <= rollout.in_use + TOLERANCE:  # also where nobody can be taken in
        return 0
    enough = share - TOLERANCE
    for number, most in enumerate(_most_reached(roadmap, rollout), 1):
        if most >= enough:
            return number
    return roadmap.calendar.periods + 1


def caught_up(roadmap: Roadmap, rollout: Rollout, wanted: Sequence[float], begin: int) -> tuple[float, ...]:
    """Give a curve that goes on from what is in use and is as near as it may be to one that is wanted.

    Parameters
    ----------
    wanted
        Shares at the end of each period. Where less is in use than these have, the curve catches up as pace
        and gates allow; where more is, it stays until they have as much.
    begin
        The instant from which it goes on, and its gates count.
    """
    gates, share = gates_of(roadmap, rollout), rollout.in_use
    found: list[float] = []
    for number, level in enumerate(wanted, start=-begin):
        if number >= 0:
            most = gates[number] if number < len(gates) else rollout.target
            most = min(most, rollout.target, share + pace_at(rollout.pace, share))
            share = max(share, min(level, most))
        found.append(share)
    return tuple(found)
