"""A proposed plan beside the plan it would replace, in short lines."""

from collections.abc import Iterator

from planner.comparison import Difference, MoveWithin
from planner.language import _, integer, ngettext, percent
from planner.model import Calendar, Roadmap
from planner.say.differences import points
from planner.say.names import MOST_NAMED, part_name
from planner.say.periods import count_periods
from planner.say.shares import whole_percent

UNSEEN_SHARE = 0.0005
"""Smaller than the tenth of a percentage point that the page shows."""


def difference_words(change: Difference, year: int | None, roadmap: Roadmap) -> list[str]:
    """Say the difference in short lines, the most telling first.

    Parameters
    ----------
    year
        At the end of which coverage is told; where it is ``None``, nothing is said of coverage.
    roadmap
        Of the later plan.
    """
    gained = 0.0 if year is None else _gained(change, year)
    if change.is_empty and abs(gained) < UNSEEN_SHARE:
        return [_("The plan stays the same.")]
    coverage = _("Coverage at the end of {year}: {points}", year=year, points=points(gained))
    return [
        _moved(change),
        *_moved_within(change, roadmap),
        *([] if year is None else [coverage]),
        _published(change),
        *_in_and_out(change),
        *_last_end(change, roadmap.calendar),
    ]


def worth_words(before_nok: float, after_nok: float) -> list[str]:
    """Say what another aim does to net benefit, as a share of what it was; nothing of a loss."""
    if before_nok <= 0:
        return []
    change = (after_nok - before_nok) / before_nok
    share = percent(abs(change), 1)
    if abs(change) < UNSEEN_SHARE:
        return [_("Net benefit is the same")]
    if change < 0:
        return [_("Net benefit is {share} lower", share=share)]
    return [_("Net benefit is {share} higher", share=share)]


def load_words(before: float | None, after: float | None) -> list[str]:
    """Say how high the sectors' highest load is on average; nothing where nobody has a limit."""
    if before is None or after is None:
        return []
    return [
        _(
            "The sectors’ highest load: {after} on average (now {before})",
            after=whole_percent(after),
            before=whole_percent(before),
        )
    ]


def _moved(change: Difference) -> str:
    """Count what lies elsewhere so that the parts add up; earlier and later are told of the ends."""
    said = _(
        "{count}: {earlier} earlier, {later} later",
        count=ngettext("{count} measure moved", "{count} measures moved", len(change.elsewhere)),
        earlier=integer(len(change.moved_earlier)),
        later=integer(len(change.moved_later)),
    )
    return ", ".join((said, *_moved_otherwise(change)))


def _moved_otherwise(change: Difference) -> Iterator[str]:
    """Count what moved and ends neither earlier nor later; what the data has no more is no move."""
    if change.moved_start:
        yield _("{rest} with another start and the same end", rest=integer(len(change.moved_start)))
    if change.inside:
        yield _("{rest} with other phases or waves between", rest=integer(len(change.inside)))
    in_or_out = set(change.elsewhere).intersection((*change.added, *change.removed))
    if in_or_out:
        yield _("{rest} in or out", rest=integer(len(in_or_out)))


def _moved_within(change: Difference, roadmap: Roadmap) -> list[str]:
    """Name the first phases and adaptations that move by themselves, and say how many more there are."""
    if not change.moved_within:
        return []
    told = [_part_moved(move, roadmap) for move in change.moved_within[:MOST_NAMED]]
    rest = len(change.moved_within) - len(told)
    if rest:
        told.append(ngettext("{number} more", "{number} more", rest, number=rest))
    return [_("Within measures that start and end as before: {parts}", parts="; ".join(told))]


def _part_moved(move: MoveWithin, roadmap: Roadmap) -> str:
    measure = _("“{name}”", name=roadmap.measure(move.part.measure).name)
    part = part_name(roadmap, move.part, measure)
    count = count_periods(roadmap.calendar, abs(move.later_periods))
    if move.later_periods > 0:
        return _("{part} starts {count} later", part=part, count=count)
    return _("{part} starts {count} earlier", part=part, count=count)


def _gained(change: Difference, year: int) -> float:
    told = next(row for row in change.coverage if row.year == year)
    return (told.after or 0.0) - (told.before or 0.0)


def _published(change: Difference) -> str:
    return _(
        "{late} later than published (now {before})",
        late=integer(len(change.late_after)),
        before=integer(len(change.late_before)),
    )


def _in_and_out(change: Difference) -> list[str]:
    lines = []
    if change.added:
        lines.append(ngettext("{count} measure comes in", "{count} measures come in", len(change.added)))
    if change.removed:
        lines.append(ngettext("{count} measure goes out", "{count} measures go out", len(change.removed)))
    return lines


def _last_end(change: Difference, calendar: Calendar) -> list[str]:
    """Say how far the end of the last measure that moves has moved."""
    last = max((move.new_end for move in change.moves), default=0)
    later = last - max((move.old_end for move in change.moves), default=0)
    count = count_periods(calendar, abs(later))
    if later > 0:
        return [_("The last of them ends {count} later", count=count)]
    return [_("The last of them ends {count} earlier", count=count)] if later else []
