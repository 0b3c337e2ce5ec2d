"""What a board reads of a plan, as plain data: coverage year by year, and what is late, left out or full."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language import _
from planner.results import UNMET_STATES, Facts, NeedWalk, unmet_needs
from planner.say import (
    bottleneck_lines,
    missed_line,
    need_state_name,
    unfinished_words,
    unmet_words,
    whole_percent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """One thing of a list, and the measure or the need that it is about; of a sector or a budget none."""

    words: str
    measure: str = ""
    need: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardList:
    """Things of one kind under their heading."""

    title: str
    lines: tuple[BoardLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardYear:
    """The coverage of the target picture at the end of a year: from 0 to 1, and as it is written."""

    year: int
    share: float
    words: str


def board_years(found: Facts) -> list[BoardYear]:
    """Give the coverage at the end of each year."""
    return [
        BoardYear(year=year, share=share, words=whole_percent(share))
        for year, share in found.coverage_by_year.items()
    ]


def late_lists(found: Facts) -> list[BoardList]:
    """Give what is late: deadlines, published dates, and what is not finished when the horizon ends."""
    unfinished = (
        BoardLine(words=unfinished_words(found, each), measure=each.measure) for each in found.unfinished
    )
    missed = (BoardLine(words=missed_line(found, each), measure=each) for each in found.missed)
    return _with_lines(
        (_("Deadlines missed"), missed),
        (_("Later than published"), _named(found, found.late)),
        (_("Rollouts not finished"), unfinished),
    )


def left_out_lists(found: Facts) -> list[BoardList]:
    """Give the open measures that the plan leaves out."""
    return _with_lines((_("Left out"), _named(found, (each.id for each in found.left_out))))


def unmet_lists(found: Facts) -> list[BoardList]:
    """Give the needs that no measure meets: those without any, and those whose measures are left out."""
    walks = unmet_needs(found.roadmap, found)
    return _with_lines(
        *(
            (need_state_name(state), [_need_line(found, walk) for walk in walks if walk.state is state])
            for state in UNMET_STATES
        )
    )


def _need_line(found: Facts, walk: NeedWalk) -> BoardLine:
    return BoardLine(words=unmet_words(found.roadmap, walk, says_state=False), need=walk.need.id)


def full_lists(found: Facts) -> list[BoardList]:
    """Give the budgets and sectors that are ever full."""
    return _with_lines((_("Full"), (BoardLine(words=each) for each in bottleneck_lines(found))))


def _named(found: Facts, measures: Iterable[str]) -> Iterable[BoardLine]:
    return (BoardLine(words=found.roadmap.measure(each).name, measure=each) for each in measures)


def _with_lines(*lists: tuple[str, Iterable[BoardLine]]) -> list[BoardList]:
    """Give the lists that have anything in them."""
    made = (BoardList(title=title, lines=tuple(lines)) for title, lines in lists)
    return [each for each in made if each.lines]
