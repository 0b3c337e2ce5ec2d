"""The best that one measure can do alone, when it pays for what it draws; for ``verify_bound``.

Phases one after the other, by instant; then the adaptation of each sector; then waves, backwards in time:
what shares in use are worth from a period on is a concave function, held as the lowest of some lines.
Standard library only. Worth is in whole grains and rounded up, shares in whole parts of ``SHARE``.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor
from typing import Any

from bound_facts import SHARE, WIDER, Case, Data, Line, length

GRAIN = 10**9  # worth is counted in whole billionths of NOK
NEVER = -(1 << 200)  # the worth of what no rule allows
Worth = Mapping[tuple[Any, ...], Fraction]  # of each decision, as in ``verify_bound.Priced``
Curve = tuple[list[Line], int]  # the lowest of some lines, from the least share that is lawful


def best_alone(case: Case, worth_of: Worth, measure: Data) -> int:
    """Give the most a measure can be worth: out, or in with phases one after the other, and then waves."""
    name, started, earliest = measure["id"], measure["status"] == "started", case.earliest(measure)
    must = not measure["stoppable"] if started else not measure["optional"]
    ready, ends = [0] * (case.end + 1), [0 if end == earliest else NEVER for end in range(case.end + 1)]
    for i, phase in enumerate(measure["phases"]):
        ends, running = [NEVER] * (case.end + 1), started and i == 0
        for k, mode in enumerate(phase["modes"]):
            last = min(0 if running else case.end, case.end - length(mode))
            pin = case.pin(phase["pinned_start"], has_begun=running)
            starts = range(0 if running else earliest, last + 1)
            for start in starts if pin is None else [each for each in starts if each == pin]:
                worth = ready[start] + up(worth_of[name, "start", i, k, start])
                ends[start + length(mode)] = max(ends[start + length(mode)], worth)
        ready = list(accumulate(ends, max))
    waves = [best_waves(case, worth_of, rollout, must) for rollout in case.rollouts_of(name)]
    last = min(case.due(measure["deadline"], hard=True)[0], case.end)
    totals = [
        ends[e] + up(worth_of[name, "end", e]) + sum(each[e] for each in waves) for e in range(last + 1)
    ]
    inside = max(totals) + up(worth_of[name, "in"])
    return inside if must else max(inside, up(worth_of[name, "out"]))


def best_waves(case: Case, worth_of: Worth, rollout: Data, must: bool) -> list[int]:
    """Give, by the instant at which phases end, the most that the waves after it can be worth.

    Where benefit counts from a share, or a price ends with one, each period at whose end it may be reached is
    tried. Where a begin matters, for gates or a pin, each begin is tried with its first wave.
    """
    end, key, in_use = case.end, (rollout["measure"], rollout["sector"]), rollout["in_use"]
    each_of = ("use", "benefit", "wave")
    use, benefit, wave = ([up(worth_of[*key, what, t]) for t in range(end)] for what in each_of)
    least, (share, soft, price) = asked_of_shares(case, rollout, must), price_of_delay(case, rollout)
    need = at_least(rollout["counts_from"] - in_use)
    if not need:
        use, benefit = [a + b for a, b in zip(use, benefit, strict=True)], [0] * end
        need = share
    elif price:
        price = Fraction(0)  # left out: one of both is followed
    instants = (*range(1, end + 1), end)  # at which the share is reached, by period, or never
    late = [up(-price * max(0, instant - soft)) for instant in instants]
    gates, most, found = case.gates(rollout), case.largest(rollout), [NEVER] * (end + 1)
    pin = case.pin(rollout["pinned_begin"], has_begun=in_use > 0 and case.open[key[0]]["status"] == "started")
    first_wave = at_least(case.first_wave(rollout)) if gates or pin is not None else 0
    gates = gates or [most[0][0]] * (pin is not None)  # no gate but the target

    def earlier(t: int, curve: Curve, since: int, gate: list[Line], at_once: int = 0) -> Curve:
        to_reach = max(least.get(t, 0), at_once, need if t == since else 0)
        return a_period_earlier(curve, use[t] + benefit[t] * (t >= since), wave[t], most + gate, to_reach)

    by = min([end, *(t + 1 for t in least if least[t])])  # what is to be reached has to have begun
    for since in range(end + 1) if need else [-1]:
        curves: list[Curve] = [([(0, 0)], 0)] * (end + 1)
        for t in reversed(range(end)):
            curves[t] = earlier(t, curves[t + 1], since, [])
        for first in range(min(by, since + 1) if need else by):
            free = min(end, first + len(gates))
            curve = curves[free]
            for t in reversed(range(first, free)):
                curve = earlier(t, curve, since, [(gates[t - first], 0)], first_wave * (t == first))
            if curve[1] == 0 and pin in (None, first):
                worth = min(level for level, _ in curve[0])
                found[first] = max(found[first], worth + late[since] * bool(need))
    empty = NEVER if any(least.values()) or pin is not None else late[-1] * bool(need)
    return [max(empty, each) for each in prepared(case, worth_of, rollout, found)]


def asked_of_shares(case: Case, rollout: Data, must: bool) -> dict[int, int]:
    """Give what must be in use at the ends of periods: by a hard deadline, and of what must be done."""
    asked = rollout["deadline"]
    due = case.due(asked["deadline"], hard=True)[0] if asked else 0
    least = {due - 1: at_least(asked["share"] - rollout["in_use"])} if 0 < due <= case.end else {}
    return least | ({case.end - 1: at_least(rollout["target"] - rollout["in_use"])} if must else {})


def price_of_delay(case: Case, rollout: Data) -> tuple[int, int, Fraction]:
    """Give the share a deadline with a price asks for, its instant, and the price of a period."""
    asked = rollout["deadline"]
    instant, price = case.due(asked["deadline"] if asked else None, hard=False)
    return at_least(asked["share"] - rollout["in_use"]) if price else 0, instant, price


def prepared(case: Case, worth_of: Worth, rollout: Data, found: list[int]) -> list[int]:
    """Let waves come only when they can have been prepared, and after the adaptation."""
    end, measure, row = (
        case.end,
        case.open[rollout["measure"]],
        case.ahead((rollout["measure"], rollout["sector"])),
    )
    offsets = [] if measure["status"] == "started" else [-offset for _, offset, _ in case.efforts(rollout)]
    first = min(end, max([0, *offsets]))
    found = list(accumulate(reversed([NEVER] * first + found[first:]), max))[::-1]
    if row is None:
        return found
    waits = not row["is_running"] and row["after_phase"] in (
        "",
        *(each["id"] for each in measure["phases"][-1:]),
    )
    starts = range(1) if row["is_running"] else range(case.earliest(measure), end - length(row))
    worth = [(s, up(worth_of[measure["id"], rollout["sector"], "adapt", s])) for s in starts]
    after = [
        [a + found[max(e, s + length(row))] for s, a in worth if s >= e or not waits] for e in range(end + 1)
    ]
    return [max(each, default=NEVER) for each in after]


def up(worth: Fraction) -> int:
    """Count worth in whole grains, rounded up."""
    return ceil(worth * GRAIN)


def at_least(share: Fraction) -> int:
    """Give what is left of a share to be reached, by the tolerance less, 0 where nothing is."""
    return max(0, floor((share - WIDER) * SHARE))


def over(part: int, whole: int) -> int:
    """Divide, rounded up."""
    return -(-part // whole)


def a_period_earlier(curve: Curve, use: int, wave: int, most: list[Line], least: int) -> Curve:
    """Turn what shares at the end of a period are worth into what those at its beginning are.

    From a share ``a`` each ``x`` is open that is at least ``a`` and ``least``, and at most the lowest of the
    lines ``most``. It is worth ``use x + wave (x - a)`` and what comes after: a concave function, the lowest
    of some lines. So a line that rises counts at the most that can be reached, one that falls at ``a`` or
    ``least``, and none above the top, where the two kinds meet.
    """
    least, lines = max(least, curve[1]), [(level, rise + use + wave) for level, rise in curve[0]]
    rising, falling = [each for each in lines if each[1] >= 0], [each for each in lines if each[1] < 0]
    made = [(a + over(b * level, SHARE), over(b * slope, SHARE)) for a, b in rising for level, slope in most]
    made += falling + [(a + over(b * least, SHARE), 0) for a, b in falling]
    if rising and falling:
        made.append((min(over(b * c - a * d, b - d) for a, b in rising for c, d in falling), 0))
    short = [(least - level, slope) for level, slope in most if level < least]
    lowest = max([0, *(lack * SHARE // slope if slope > 0 else 2 * SHARE for lack, slope in short)])
    return lowest_of([(level, rise - wave) for level, rise in made]), lowest


def lowest_of(lines: list[Line]) -> list[Line]:
    """Leave out lines that are nowhere the lowest at shares of 0 or more."""
    kept: list[Line] = []
    for level, rise in sorted(lines, key=lambda line: (-line[1], line[0])):
        if kept and kept[-1][1] == rise:
            continue
        while kept and kept[-1][0] >= level:
            kept.pop()
        while len(kept) > 1 and meets_before(kept[-2], kept[-1], (level, rise)):
            kept.pop()
        kept.append((level, rise))
    return kept


def meets_before(first: Line, second: Line, third: Line) -> bool:
    """Tell whether the first of three lines, ever less steep, meets the third no later than the second."""
    return (third[0] - first[0]) * (first[1] - second[1]) <= (second[0] - first[0]) * (first[1] - third[1])
