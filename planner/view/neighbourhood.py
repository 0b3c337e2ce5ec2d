"""What one measure or service waits for and what waits for it, some links away, as plain data."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.language import _, integer, ngettext
from planner.model import Dependency, Link, Measure, Roadmap
from planner.results import Facts
from planner.say import asks, count_periods, end_words, period_words, standing
from planner.view.links import arrows

MOST_NODES = 40
"""Measures that are drawn at once, the nearest."""
MOST_DEPTH = 4

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One dependency between two measures that are shown.

    Parameters
    ----------
    spare
        Periods that the successor could come earlier by what it asks; ``None`` where the plan has no dates.
    asks
        What it asks, in words.
    """

    predecessor: str
    successor: str
    spare: int | None
    asks: str

    @property
    def is_tight(self) -> bool:
        """Tell whether it leaves no room."""
        return self.spare is not None and self.spare <= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """The measures around some, nearest first, and the dependencies between them.

    Parameters
    ----------
    depths
        Measures with how many links away each is: below 0 what is waited for, above 0 what waits.
    left_off
        How many more there are within the depth.
    """

    depths: Mapping[str, int]
    ties: tuple[Tie, ...]
    left_off: int = 0


def centre_of(roadmap: Roadmap, *, measure: object = None, service: object = None) -> tuple[str, ...]:
    """Give the measures in the middle: one, or all that a service is made up of; none of what is unknown."""
    if any(each.id == measure for each in roadmap.measures):
        return (str(measure),)
    return tuple(dict.fromkeys(part.measure for part in roadmap.contributions if part.service == service))


def neighbourhood(found: Facts, centre: Collection[str], depth: int) -> Neighbourhood:
    """Give what lies around some measures, at most so many links away and at most forty, nearest first."""
    before, after = _neighbours(found.roadmap)
    depths = dict.fromkeys(list(centre)[:MOST_NODES], 0)
    left_off = len(centre) - len(depths)
    waiting = {-1: list(depths), 1: list(depths)}
    for distance in range(1, depth + 1):
        for side, near in ((-1, before), (1, after)):
            reached = dict.fromkeys(other for each in waiting[side] for other in near.get(each, ()))
            new = [each for each in reached if each not in depths]
            fit = new[: MOST_NODES - len(depths)]
            left_off += len(new) - len(fit)
            depths |= dict.fromkeys(fit, side * distance)
            waiting[side] = fit
    return Neighbourhood(depths=depths, ties=tuple(_ties(found, depths)), left_off=left_off)


def neighbourhood_data(found: Facts, around: Neighbourhood) -> Data:
    """Give what the script draws: bars by start and owner, and arrows between them."""
    calendar, names = found.roadmap.calendar, {each.id: each for each in found.roadmap.measures}
    shown = sorted(around.depths, key=lambda each: (found.starts[each] or 0, each))
    owners = dict.fromkeys(names[each].owner or _("Not stated") for each in shown)
    return {
        "periods": calendar.periods,
        "years": [
            {"name": str(calendar.year_of(period)), "at": period}
            for period in found.roadmap.periods
            if period == 0 or calendar.year_of(period) != calendar.year_of(period - 1)
        ],
        "lanes": list(owners),
        "nodes": [_node(found, names[each], around.depths[each], list(owners)) for each in shown],
        "ties": [
            {
                "from": tie.predecessor,
                "to": tie.successor,
                "kind": "unknown" if tie.spare is None else "tight" if tie.is_tight else "slack",
            }
            for tie in around.ties
        ],
        "note": left_off_words(around),
    }


def tie_rows(found: Facts, around: Neighbourhood) -> list[tuple[str, str, str, str]]:
    """Give each dependency as a row of text: what comes first, what it asks, what waits, and its room."""
    name = {each.id: each.name for each in found.roadmap.measures}
    return [
        (name[tie.predecessor], tie.asks, name[tie.successor], room_words(found, tie)) for tie in around.ties
    ]


def room_words(found: Facts, tie: Tie) -> str:
    """Say how much room a dependency leaves in the plan."""
    if tie.spare is None:
        return _("no dates in the plan")
    if tie.is_tight:
        return _("tight")
    return _("{count} to spare", count=count_periods(found.roadmap.calendar, tie.spare))


def left_off_words(around: Neighbourhood) -> str:
    """Say how many measures are not drawn; nothing where all are."""
    if not around.left_off:
        return ""
    return ngettext(
        "{count} more measure is not drawn: the nearest {most} are.",
        "{count} more measures are not drawn: the nearest {most} are.",
        around.left_off,
        most=integer(MOST_NODES),
    )


def _neighbours(roadmap: Roadmap) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Give what each measure waits for, and what waits for it, in the order of the data."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for link in roadmap.dependencies:
        predecessor, successor = link.measures
        before.setdefault(successor, []).append(predecessor)
        after.setdefault(predecessor, []).append(successor)
    return before, after


def _ties(found: Facts, shown: Collection[str]) -> Iterator[Tie]:
    for link, arrow in zip(found.roadmap.dependencies, arrows(found), strict=True):
        predecessor, successor = link.measures
        if predecessor in shown and successor in shown and predecessor != successor:
            spare = None if arrow.ends is None else arrow.ends[1] - arrow.ends[0] - _lag(link)
            yield Tie(
                predecessor=predecessor,
                successor=successor,
                spare=spare,
                asks=asks(found.roadmap, link, successor),
            )


def _lag(link: Dependency) -> int:
    return 0 if link.link in (Link.ADOPTION, Link.SHARE) else link.lag_periods


def _node(found: Facts, measure: Measure, depth: int, owners: list[str]) -> Data:
    start, end = found.starts[measure.id], found.ends[measure.id]
    has_dates = start is not None and end is not None and not measure.is_done
    return {
        "id": measure.id,
        "name": measure.name,
        "when": _when(found, measure) if has_dates else standing(found, measure),
        "lane": owners.index(measure.owner or _("Not stated")),
        "start": start or 0,
        "end": end or 0,
        "depth": depth,
        "dated": has_dates,
    }


def _when(found: Facts, measure: Measure) -> str:
    """Name the periods from which and through which a measure lies in the plan."""
    calendar, (start, end) = found.roadmap.calendar, found.spans[measure.id]
    first = min(start, calendar.periods - 1)
    return f"{period_words(calendar, first)}–{end_words(calendar, end, start)}"
