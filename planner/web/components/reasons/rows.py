"""What is told of each date: its verdict at once, and when it is chosen all that holds it."""

from typing import Any

from planner.language import _
from planner.model import Basis, Plan, PlanDate
from planner.results import Facts, instant_of
from planner.say import (
    basis_name,
    figure_rests_on,
    filled_words,
    filler_words,
    fixed_words,
    held_at_most_words,
    held_by_words,
    instant_words,
    more_lines,
    short_date_words,
    verdict_in_short,
    verdict_words,
    way_out_words,
)
from planner.view import ChainStep, named_date
from planner.web.components.reasons.trail import ChainTrail, key_of, written
from planner.web.parts import SIGNS, is_web_address
from planner.web.reasons import Known
from planner.why import Cell, Filler, Filling, Told, rests_on

Data = dict[str, Any]


def date_row(found: Facts, trail: ChainTrail, date: PlanDate, known: Known) -> Data:
    """Give what is told of one date of the measure that is chosen."""
    is_told = date == trail.told
    steps = () if is_told else (ChainStep(date=date, measure=trail.measure),)
    instant = instant_of(found.roadmap, found.schedule, date)
    return {
        "key": key_of(date),
        "name": short_date_words(found.plan, date),
        "when": instant_words(found.plan, date, instant),
        "press": written(trail.measure, steps),
        "told": is_told,
        "waits": not known.is_whole,
        "verdict": _verdict(found.plan, known, in_full=is_told),
        "brief": "" if is_told else _brief(found.plan, known.told),
        "more": _in_full(found, trail, known.told) if is_told and known.told is not None else None,
        "state": _state(known),
    }


def _verdict(plan: Plan, known: Known, *, in_full: bool) -> str:
    if known.told is None:
        return ""
    return verdict_words(plan, known.told.reason) if in_full else verdict_in_short(known.told.reason)


def _state(known: Known) -> str:
    """Say what is still to come of a date, or that it never will."""
    if known.is_lost:
        return _("Working this out was cut off. To try again, choose another measure and come back.")
    if known.told is None:
        return _("Is being worked out.")
    return "" if known.is_whole else _("What holds it is being looked for.")


def _brief(plan: Plan, told: Told | None) -> str:
    """Say the first that holds a date; of what maybe not all is needed, no more than that it is so."""
    if told is None or told.reason.holds is None or not told.reason.holds.holds:
        return ""
    if not told.reason.holds.is_smallest:
        return _("Several together; not settled which of them are needed.")
    words = "; ".join(held_by_words(plan, told.reason, cell) for cell in told.reason.holds.holds[0])
    return words[:1].upper() + words[1:]


def _in_full(found: Facts, trail: ChainTrail, told: Told) -> Data:
    """Give all that holds a date, who fills what is full, and what it would be enough to change."""
    plan, holds = found.plan, told.reason.holds
    if holds is None:
        return {"holds": [], "fillings": [], "notes": []}
    notes = more_lines(told.reason)
    if holds.way_out:
        notes.append(way_out_words(plan, told.reason, holds.way_out))
    return {
        "holds": [
            _hold(found, trail, told, cells, is_first=not number) for number, cells in enumerate(holds.holds)
        ],
        "fillings": [_filling(found, trail, filling) for filling in told.reason.fillings],
        "notes": notes,
    }


def _hold(found: Facts, trail: ChainTrail, told: Told, cells: tuple[Cell, ...], *, is_first: bool) -> Data:
    """Give one set of cells that holds a date by itself."""
    if not cells:
        return {"words": fixed_words(), "cells": []}
    assert told.reason.holds is not None
    is_smallest = told.reason.holds.is_smallest
    return {
        "words": _held(is_first=is_first, together=len(cells) > 1) if is_smallest else held_at_most_words(),
        "cells": [_cell(found, trail, told, cell) for cell in cells],
    }


def _held(*, is_first: bool, together: bool) -> str:
    if is_first:
        return _("Held by these together") if together else _("Held by")
    return _("Also held by these together") if together else _("Also held by")


def _cell(found: Facts, trail: ChainTrail, told: Told, cell: Cell) -> Data:
    """Give a cell with what its figure rests on, and the date that it leads to."""
    figure, rests = figure_rests_on(found.plan, cell), rests_on(found.plan, cell)
    lead = told.leads.get(cell)
    return {
        "words": held_by_words(found.plan, told.reason, cell),
        "basis": None if figure is None else _basis(figure.basis),
        "sources": [each for each in (rests.sources if rests else ()) if is_web_address(each)],
        "lead": None if lead is None else _onward(found, trail, ChainStep(date=lead, measure=lead.measure)),
    }


def _basis(basis: Basis) -> Data:
    return {"kind": basis.value, "words": f"{SIGNS[basis]} {basis_name(basis)}"}


def _filling(found: Facts, trail: ChainTrail, filling: Filling) -> Data:
    """Give who fills a limit, each with the date at which it gives that back to go on to."""
    return {
        "words": filled_words(found.plan, filling),
        "by": [
            {
                "words": filler_words(found.plan, filling, each),
                "lead": _to_filler(found, trail, filling, each),
            }
            for each in filling.fillers
        ],
    }


def _to_filler(found: Facts, trail: ChainTrail, filling: Filling, filler: Filler) -> Data | None:
    """Give where a press on who fills a sector leads; to who shares a budget or a group nothing is drawn."""
    if filler.date is None or not filling.limit.sector:
        return None
    step = ChainStep(date=filler.date, measure=filler.measure, sector=filling.limit.sector)
    return _onward(found, trail, step)


def _onward(found: Facts, trail: ChainTrail, step: ChainStep) -> Data:
    """Give where a press leads: the date is told, and the way to it drawn; a date on the way leads back."""
    dates = [each.date for each in trail.steps]
    way = trail.steps[: dates.index(step.date)] if step.date in dates else trail.steps
    return {"words": named_date(found, step.date), "press": written(step.measure, (*way, step))}
