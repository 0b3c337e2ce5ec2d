"""Cells of several figures with semicolons between: gates, paces that fall, steps, profiles and support."""

import re

from planner.language import to_say
from planner.model import (
    FIRST_OFFSET,
    LARGEST_AMOUNT,
    LAST_OFFSET,
    Gate,
    GateUnit,
    Pace,
    PacePoint,
    Profile,
    offsets_fit,
    sums_to_one,
    wrong_with_points,
)
from planner.tables.kinds import Column
from planner.tables.numbers import CellError, id_in, number_in, number_out, percent_out, share_in

SupportCell = tuple[tuple[str, float], ...]
"""Sectors, each with the person-months it gives in a period."""

_GATE = re.compile(
    r"(\S+?(?:\s\d{3})*(?:[.,]\d+)?(?:\s*%)?)\s*(enhet|enheter|unit|units)?\s+(?:i|in)\s+(\d+)(?:\s+(?:perioder?|periods?))?",
    re.I,
)
_STEP = re.compile(r"(.+?)\s+(?:til|to)\s+(?:år\s+|year\s+)?(\d+)", re.I)
_SPENT = re.compile(
    r"(.+?)\s*(?::|(?<=[\s%])(?:i|in|ved|at)\s)\s*([-−+]?\d+)(?:\s+(?:perioder?|periods?))?", re.I
)
_PACE = re.compile(r"(.+?)\s+(?:til|to|ved|at)\s+(.+)", re.I)
_GIVEN = re.compile(r"(.+?)\s+(?:fra|from)\s+(\S+)", re.I)
_NONE = ("ingen", "none")


def parts_of(text: str) -> list[str]:
    """Give the parts of a cell, without spaces around them."""
    return [part.strip() for part in text.split(";") if part.strip()]


def gates_in(column: Column, text: str) -> tuple[Gate, ...]:
    """Read gates in order."""
    return tuple(_gate(part) for part in parts_of(text))


def _gate(text: str) -> Gate:
    found = _GATE.fullmatch(text)
    if not found:
        raise CellError("not_a_gate", to_say("limits such as 5 enheter i 1; 10 % i 2"))
    limit, unit, periods = share_in(found[1]), found[2], int(found[3])
    if limit <= 0 or periods < 1 or (not unit and limit > 1) or (unit and found[1].endswith("%")):
        raise CellError("not_a_gate", to_say("limits above 0, shares of at most 100 %, in 1 period or more"))
    return Gate(limit=limit, unit=GateUnit.UNITS if unit else GateUnit.SHARE, periods=periods)


def pace_in(column: Column, text: str) -> Pace:
    """Read a share, or the points of a pace that falls as more is in use."""
    parts = parts_of(text)
    if len(parts) == 1 and not _PACE.fullmatch(parts[0]):
        return share_in(parts[0])
    return points_that_fall(tuple(map(_pace_point, parts)))


def _pace_point(text: str) -> PacePoint:
    found = _PACE.fullmatch(text)
    if not found:
        raise CellError("not_a_pace", to_say("a share, or points such as 5 % til 50 %; 2,5 % ved 90 %"))
    return PacePoint(pace=share_in(found[1]), share=share_in(found[2]))


def points_that_fall(points: tuple[PacePoint, ...]) -> tuple[PacePoint, ...]:
    """Refuse points of a pace that do not hold together."""
    expected = wrong_with_points(points)
    if expected is not None:
        raise CellError("not_a_pace", expected)
    return points


def steps_in(column: Column, text: str) -> tuple[tuple[int, float], ...]:
    """Read rates with the last year of each."""
    if text.casefold() in _NONE:
        return ()
    steps = [_STEP.fullmatch(part) for part in parts_of(text)]
    pairs = tuple((int(step[2]), share_in(step[1])) for step in steps if step)
    years = [year for year, _rate in pairs]
    rising = years == sorted(set(years)) and all(0 <= rate <= 1 for _year, rate in pairs)
    if len(pairs) < len(steps) or not rising:
        raise CellError("not_steps", to_say("rates with rising years, such as 4 % til 40; 3 % til 75"))
    return pairs


def profile_in(column: Column, text: str) -> Profile:
    """Read shares, each in a period from the wave's own."""
    parts = [_SPENT.fullmatch(part) for part in parts_of(text)]
    pairs = tuple((int(part[2].replace("−", "-")), share_in(part[1])) for part in parts if part)
    if len(pairs) < len(parts):
        raise CellError("not_a_profile", to_say("shares in periods, such as 20 % i -1; 50 % i 0; 30 % i 1"))
    return fitting_profile(pairs)


def fitting_profile(profile: Profile) -> Profile:
    """Refuse a profile whose periods or shares are out of range, or whose shares are not the whole."""
    if not offsets_fit(profile):
        first, last = str(FIRST_OFFSET), str(LAST_OFFSET)
        expected = to_say(
            "shares of 0 or more in rising periods from {first} to {last}", first=first, last=last
        )
        raise CellError("not_a_profile", expected)
    if not sums_to_one(profile):
        total = percent_out(round(sum(share for _offset, share in profile), 9))
        raise CellError(
            "not_a_profile", to_say("shares that sum to 100 %; these sum to {total}", total=total)
        )
    return profile


def support_in(column: Column, text: str) -> SupportCell:
    """Read who gives how much."""
    parts = [_GIVEN.fullmatch(part) for part in parts_of(text)]
    pairs = tuple((id_in(part[2]), number_in(part[1])) for part in parts if part)
    if len(pairs) < len(parts):
        raise CellError(
            "not_support", to_say("person-months and who gives them, such as 0,5 fra epj; 0,2 fra nhn")
        )
    return fitting_support(pairs)


def fitting_support(pairs: SupportCell) -> SupportCell:
    """Refuse support whose amounts are out of range, or in which a sector stands twice."""
    if not all(0 <= amount <= LARGEST_AMOUNT for _sector, amount in pairs):
        expected = to_say("person-months from 0 to {most}", most=number_out(LARGEST_AMOUNT))
        raise CellError("not_support", expected)
    sectors = [sector for sector, _amount in pairs]
    if len(set(sectors)) < len(sectors):
        raise CellError("not_support", to_say("each sector once"))
    return pairs


def gates_out(gates: tuple[Gate, ...], english: bool) -> str:
    """Write gates in order."""
    return "; ".join(_gate_out(gate, english) for gate in gates)


def _gate_out(gate: Gate, english: bool) -> str:
    within = "in" if english else "i"
    if gate.unit is GateUnit.SHARE:
        return f"{percent_out(gate.limit)} {within} {gate.periods}"
    return f"{number_out(gate.limit)} {'units' if english else 'enheter'} {within} {gate.periods}"


def pace_out(pace: Pace, english: bool) -> str:
    """Write a pace; up to the first share it is level, unless that is none."""
    if not isinstance(pace, tuple):
        return number_out(pace)
    until, at = ("to", "at") if english else ("til", "ved")
    words = (until if number == 0 and point.share else at for number, point in enumerate(pace))
    pairs = ((percent_out(point.pace), percent_out(point.share)) for point in pace)
    return "; ".join(f"{paced} {word} {share}" for (paced, share), word in zip(pairs, words, strict=True))


def steps_out(steps: tuple[tuple[int, float], ...], english: bool) -> str:
    """Write rates with the last year of each."""
    word = "to" if english else "til"
    return "; ".join(f"{percent_out(rate)} {word} {year}" for year, rate in steps) or _NONE[english]


def support_out(pairs: SupportCell, english: bool) -> str:
    """Write who gives how much."""
    word = "from" if english else "fra"
    return "; ".join(f"{number_out(amount)} {word} {sector}" for sector, amount in pairs)


def profile_out(profile: Profile, english: bool) -> str:
    """Write a profile."""
    within = "in" if english else "i"
    return "; ".join(f"{percent_out(share)} {within} {offset}" for offset, share in profile)
