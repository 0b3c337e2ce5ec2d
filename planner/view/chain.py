"""The chain behind a date, as drawn in the Gantt: dates on their bars, and arrows between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from planner.language import _
from planner.model import DateKind, Dependency, PlanDate
from planner.results import Facts, instant_of
from planner.say import date_words, instant_words, whole_percent, within_sentence
from planner.view.links import departs
from planner.why import Cell, CellKind, Filling, Told

MOST_FILLING = 4
"""Measures drawn of those that fill a sector: as many as are named."""

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainStep:
    """A date on the way from the one that somebody asked about back to what holds it.

    Parameters
    ----------
    measure
        In whose row it stands: its own, of a service the one from which it was asked.
    sector
        Whose capacity the date before it waits for; empty where that depends on it by a link.
    """

    date: PlanDate
    measure: str
    sector: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainArrow:
    """What a date waits for, in the rows of two measures; instants, within the horizon.

    Parameters
    ----------
    leads_to
        The date at its beginning; ``None`` of one that fills a sector.
    sector
        Whose capacity is waited for; empty of a link.
    full
        When that sector is full, from instant to instant.
    label
        What is written beside it: how much of what fills the sector is the measure's.
    text
        All that it says.
    """

    predecessor: str
    leaves: float
    successor: str
    arrives: int
    text: str
    leads_to: PlanDate | None = None
    sector: str = ""
    full: tuple[tuple[int, int], ...] = ()
    label: str = ""

    def is_to(self, step: ChainStep) -> bool:
        """Tell whether this is what was followed to a step."""
        if self.sector or step.sector:
            return (self.predecessor, self.sector) == (step.measure, step.sector)
        return self.leads_to == step.date


def chain_data(found: Facts, steps: Sequence[ChainStep], told: Sequence[Told | None]) -> Data | None:
    """Give what has been followed, and what the last date of it waits for; nothing where nothing has.

    Measures stand in the order of time, those that others wait for first; dates are numbered as they were
    followed.

    Parameters
    ----------
    told
        What is known of the reason of each step.
    """
    if not steps:
        return None
    waits = [list(_arrows(found, step, each)) for step, each in zip(steps, told, strict=True)]
    ways = zip(pairwise(steps), waits, strict=False)
    followed = [_followed(found, before, after, arrows) for (before, after), arrows in ways]
    ahead = sorted(waits[-1], key=lambda arrow: arrow.leaves)
    rows = [step.measure for step in steps]
    others = (name for arrow in ahead for name in (arrow.predecessor, arrow.successor))
    texts = [arrow.text for arrow in (*followed, *ahead)] or [named_date(found, steps[0].date)]
    return {
        "name": _("The chain"),
        "spoken": _("The chain: {steps}", steps=". ".join(texts)),
        "measures": list(dict.fromkeys([*(name for name in others if name not in rows), *reversed(rows)])),
        "dates": [_mark(found, number, step) for number, step in enumerate(steps, start=1)],
        "arrows": [_data(arrow) for arrow in (*followed, *ahead)],
        "legend": [_("depends on"), _("waits for capacity"), _("is full")],
    }


def named_date(found: Facts, date: PlanDate) -> str:
    """Name a date, and say when it is."""
    when = instant_words(found.plan, date, instant_of(found.roadmap, found.schedule, date))
    return _("{date}, {when}", date=date_words(found.plan, date), when=when)


def _data(arrow: ChainArrow) -> Data:
    return {
        "from": arrow.predecessor,
        "leaves": arrow.leaves,
        "to": arrow.successor,
        "arrives": arrow.arrives,
        "waits": bool(arrow.sector),
        "full": list(arrow.full),
        "label": arrow.label,
        "text": arrow.text,
    }


def _mark(found: Facts, number: int, step: ChainStep) -> Data:
    at = _within(found, step.date)
    return {"measure": step.measure, "at": at, "number": number, "text": named_date(found, step.date)}


def _within(found: Facts, date: PlanDate) -> int:
    """Give when a date is, at most the end of the horizon, where what comes later is drawn."""
    instant = instant_of(found.roadmap, found.schedule, date)
    return min(instant, found.roadmap.calendar.periods)


def _followed(found: Facts, before: ChainStep, after: ChainStep, arrows: Iterable[ChainArrow]) -> ChainArrow:
    """Give the arrow that was followed to a step; a plain one where it is not known why any more."""
    known = next((arrow for arrow in arrows if arrow.is_to(after)), None)
    return known or ChainArrow(
        predecessor=after.measure,
        leaves=_within(found, after.date),
        successor=before.measure,
        arrives=_within(found, before.date),
        text=_depends(found, before.date, after.date),
        leads_to=after.date,
        sector=after.sector,
    )


def _arrows(found: Facts, step: ChainStep, told: Told | None) -> Iterator[ChainArrow]:
    """Give the arrows to a date from all that it waits for."""
    if told is None:
        return
    for cell, date in told.leads.items():
        yield _of_cell(found, step, cell, date)
    for filling in told.reason.fillings:
        if filling.limit.sector and filling.fillers:
            yield from _of_capacity(found, step, filling)


def _of_cell(found: Facts, step: ChainStep, cell: Cell, date: PlanDate) -> ChainArrow:
    """Give the arrow of a cell that leads on: of a link from where what it waits for ends or begins."""
    link = found.roadmap.dependencies[cell.number] if cell.kind is CellKind.LINK else None
    leaves = departs(found, link) if link is not None and _is_timed_from(link, date) else None
    return ChainArrow(
        predecessor=date.measure,
        leaves=_within(found, date) if leaves is None else leaves,
        successor=step.measure if link is None else _row(found, step, link),
        arrives=_within(found, step.date),
        text=_depends(found, step.date, date),
        leads_to=date,
    )


def _is_timed_from(link: Dependency, date: PlanDate) -> bool:
    return link.link.is_timed and link.predecessor.measure == date.measure


def _row(found: Facts, step: ChainStep, link: Dependency) -> str:
    """Give the row that a link reaches: of a service that of the contributor that the link is of."""
    if step.date.kind is not DateKind.REALISED:
        return step.measure
    own = {part.measure for part in found.roadmap.contributions if part.service == step.date.service}
    return link.successor.measure if link.successor.measure in own else link.predecessor.measure


def _of_capacity(found: Facts, step: ChainStep, filling: Filling) -> Iterator[ChainArrow]:
    """Give an arrow from each measure that fills a sector, from the middle of the last time it is full."""
    full = tuple(_stretches(filling.periods))
    sector, date = found.roadmap.sector(filling.limit.sector), date_words(found.plan, step.date)
    for filler in filling.fillers[:MOST_FILLING]:
        share_words = whole_percent(filler.share)
        yield ChainArrow(
            predecessor=filler.measure,
            leaves=sum(full[-1]) / 2,
            successor=step.measure,
            arrives=_within(found, step.date),
            text=_(
                "{date} waits for capacity in {sector}: {share} is “{name}”",
                date=date,
                sector=within_sentence(sector.name),
                share=share_words,
                name=found.roadmap.measure(filler.measure).name,
            ),
            sector=sector.id,
            full=full,
            label=_("{sector}: {share}", sector=sector.name, share=share_words),
        )


def _stretches(periods: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give the instants between which periods follow each other without a break."""
    for _place, each in groupby(enumerate(periods), key=lambda pair: pair[1] - pair[0]):
        run = [period for _number, period in each]
        yield run[0], run[-1] + 1


def _depends(found: Facts, date: PlanDate, other: PlanDate) -> str:
    return _("{date} depends on {other}", date=date_words(found.plan, date), other=named_date(found, other))
