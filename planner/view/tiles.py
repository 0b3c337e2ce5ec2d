"""The figures over the plan, each beside the plan of record, and whether the two can be told apart."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from planner.comparison import Difference, difference_between
from planner.language import _, decimal, integer
from planner.model import Objective, ObjectiveKind
from planner.results import Facts, telling_gap
from planner.say import (
    aim_line,
    amount_words,
    comes_last,
    count_periods,
    gap_percent,
    is_assumed,
    points,
    signed,
    whole_percent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One figure of a plan.

    Parameters
    ----------
    key
        By which page and tests know it.
    is_aimed_at
        Whether the plan was made to be best at it; ``None`` of what no plan can be best at.
    place, aim
        Which of the plan's aims it is then, counted from 1, and all of them in words.
    note
        What is to be known of it.
    then
        What it is in the plan that is proposed; empty where none is, or it is the same there.
    difference
        From the plan of record, with its sign; empty where it is the same there.
    told_apart
        Whether that difference can be told from how far both plans may be from the best.
    """

    key: str
    label: str
    figure: str
    is_aimed_at: bool | None = None
    place: int = 1
    aim: str = ""
    note: str = ""
    then: str = ""
    difference: str = ""
    told_apart: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How one figure is read, written and set beside another."""

    label: Callable[[Facts], str]
    figure: Callable[[Facts], str]
    difference: Callable[[Facts, Facts], str]
    aims: tuple[ObjectiveKind, ...] | None = None
    note: Callable[[Facts], str] = lambda _found: ""


def tiles(shown: Facts, record: Facts | None = None, proposed: Facts | None = None) -> list[Tile]:
    """Give the figures of the plan that is shown, and of a proposed one, each beside the plan of record."""
    kinds = {key: kind for key, kind in _KINDS.items() if shown.roadmap.services or key not in _OF_SERVICES}
    compared = proposed or shown
    change = _difference(record, compared)
    made = []
    for key, kind in kinds.items():
        tile = Tile(
            key=key,
            label=kind.label(shown),
            figure=kind.figure(shown),
            note=kind.note(shown),
            is_aimed_at=None if kind.aims is None else bool(_aims_of(shown) & set(kind.aims)),
            place=comes_last(shown.plan),
            aim=aim_line(shown.plan),
        )
        made.append(_beside(tile, kind, record, compared, change))
    return made


def _aims_of(found: Facts) -> set[ObjectiveKind]:
    """Give what a plan was made to be best at: of a balance, each of its parts."""
    objective = found.plan.objective
    return {objective.kind, *(part.objective.kind for part in objective.parts)}


def _beside(
    tile: Tile, kind: _Kind, record: Facts | None, compared: Facts, change: Difference | None
) -> Tile:
    figure = kind.figure(compared)
    tile = replace(tile, then="" if figure == tile.figure else figure)
    if record is None or change is None:
        return tile
    difference = kind.difference(record, compared)
    return replace(tile, difference=difference, told_apart=_told_apart(tile, change) if difference else "")


def _difference(record: Facts | None, compared: Facts) -> Difference | None:
    """Give what differs, where both hold a plan and count time alike."""
    if record is None or record.plan.schedule is None or compared.plan.schedule is None:
        return None
    if not record.roadmap.calendar.counts_as(compared.roadmap.calendar) or record.plan is compared.plan:
        return None
    return difference_between(record.plan, compared.plan)


def _told_apart(tile: Tile, change: Difference) -> str:
    """Say what is proved of a difference: of what was optimised its verdict, of all else that it is not."""
    if change.score is None:
        return _("other aim")
    if not change.is_told_apart:
        return _("cannot be told apart")
    if not tile.is_aimed_at:
        return _("not proved")
    more = change.score.least is not None and change.score.least > 0
    is_better = more == change.score.objective.is_maximised
    return _("better, which is proved") if is_better else _("worse, which is proved")


def _of_money(found: Facts) -> str:
    if is_assumed(found.plan):
        return _("Net benefit, NOK million, assumed")
    return _("Net benefit, NOK million")


def _left_of_worth(found: Facts) -> str:
    """Say what the aim counts of the net benefit, where missed deadlines and requirements take from it."""
    worth, cost = found.net_present_value, found.missed_cost_nok
    left = decimal((worth - cost) / 1e6, 0)
    if found.plan.objective.kind is not ObjectiveKind.VALUE or left == decimal(worth / 1e6, 0):
        return ""
    return _("{amount} after missed deadlines and requirements", amount=left)


def _worth(before: Facts, after: Facts) -> str:
    amount = after.net_present_value - before.net_present_value
    return "" if abs(amount) < 1 else amount_words(after.plan, Objective(kind=ObjectiveKind.VALUE), amount)


def _reached(found: Facts) -> float:
    return found.milestone[1]


def _covered(before: Facts, after: Facts) -> str:
    more = _reached(after) - _reached(before)
    return points(more) if abs(more) >= 5e-4 else ""


def _counted(count: Callable[[Facts], int]) -> Callable[[Facts, Facts], str]:
    """Give how a number of things is set beside another."""

    def difference(before: Facts, after: Facts) -> str:
        more = count(after) - count(before)
        return signed(more, 0, integer(abs(more))) if more else ""

    return difference


def _realised(found: Facts) -> str:
    total = integer(len(found.roadmap.services))
    return _("{count} of {total}", count=integer(len(found.services_realised)), total=total)


def _bottleneck(found: Facts) -> str:
    return found.bottlenecks[0][0].name if found.bottlenecks else _("none")


def _full(found: Facts) -> str:
    if not found.bottlenecks:
        return ""
    return _("full in {periods}", periods=count_periods(found.roadmap.calendar, found.bottlenecks[0][1]))


def _promise(found: Facts) -> str:
    gap = telling_gap(found.plan)
    return "–" if gap is None else gap_percent(gap)


def _known(found: Facts) -> str:
    if telling_gap(found.plan) is None:
        return _("not known")
    if found.plan.certified:
        return _("certified")
    if found.plan.certified_gap is not None:
        return _("{gap} is certified", gap=gap_percent(found.plan.certified_gap))
    return _("says the file") if found.plan.claimed else ""


_OF_SERVICES: Final = ("coverage", "services")
_KINDS: Final = {
    "value": _Kind(
        label=_of_money,
        figure=lambda found: decimal(found.net_present_value / 1e6, 0),
        difference=_worth,
        aims=(ObjectiveKind.VALUE,),
        note=_left_of_worth,
    ),
    "coverage": _Kind(
        label=lambda found: _("Target picture {year}", year=found.milestone[0]),
        figure=lambda found: whole_percent(_reached(found)),
        difference=_covered,
        aims=(ObjectiveKind.COVERAGE,),
    ),
    "services": _Kind(
        label=lambda found: _("Services realised"),
        figure=_realised,
        difference=_counted(lambda found: len(found.services_realised)),
        aims=(),
    ),
    "deadline": _Kind(
        label=lambda found: _("Measures past a deadline"),
        figure=lambda found: integer(len(found.missed)),
        difference=_counted(lambda found: len(found.missed)),
        aims=(),
    ),
    "out": _Kind(
        label=lambda found: _("Left out"),
        figure=lambda found: integer(len(found.left_out)),
        difference=_counted(lambda found: len(found.left_out)),
        aims=(),
    ),
    "late": _Kind(
        label=lambda found: _("Later than published"),
        figure=lambda found: integer(len(found.late)),
        difference=_counted(lambda found: len(found.late)),
        aims=(),
    ),
    "bottleneck": _Kind(
        label=lambda _found: _("Bottleneck"),
        figure=_bottleneck,
        difference=lambda _before, _after: "",
        note=_full,
    ),
    "promise": _Kind(
        label=lambda _found: _("Better at most"),
        figure=_promise,
        difference=lambda _before, _after: "",
        note=_known,
    ),
}
