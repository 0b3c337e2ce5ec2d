"""What holds a date, in words: a rule, limit or load of the data that a person can change."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from planner.language import _, day, integer, ngettext, person_months
from planner.model import ADAPTATION, Adaptation, Gate, GateUnit, Phase, Plan, Roadmap
from planner.say.asks import asks
from planner.say.cells_of_limits import OF_LIMITS
from planner.say.kept import kept_words
from planner.say.names import phase_within, within_sentence
from planner.say.periods import count_periods, each_period
from planner.say.requirements import requirement_words
from planner.say.shares import exact_percent, pace_words
from planner.why import Cell, CellKind


def cell_words(plan: Plan, cell: Cell, own: str = "") -> str:
    """Say what a cell is, with the figure in it, seen from one measure where there is one."""
    if cell.kind is CellKind.KEPT:
        return kept_words(plan, plan.objective.kept[cell.number])
    return row_words(plan.roadmap, cell, own)


def row_words(roadmap: Roadmap, cell: Cell, own: str = "") -> str:
    """Say what a cell of a roadmap is, as above; a kept level is of a plan."""
    if cell.kind in OF_LIMITS:
        return OF_LIMITS[cell.kind](roadmap, cell)
    return _WORDS[cell.kind](roadmap, cell, own)


def _link(roadmap: Roadmap, cell: Cell, own: str) -> str:
    words = asks(roadmap, roadmap.dependencies[cell.number], own)
    return words[:1].lower() + words[1:]


def _lag(roadmap: Roadmap, cell: Cell, own: str) -> str:
    count = count_periods(roadmap.calendar, roadmap.dependencies[cell.number].lag_periods)
    first, then = _both(roadmap, cell, own)
    return _("the wait of {count} between {first} and {then}", count=count, first=first, then=then)


def _largest_lag(roadmap: Roadmap, cell: Cell, own: str) -> str:
    count = count_periods(roadmap.calendar, roadmap.dependencies[cell.number].largest_lag_periods or 0)
    first, then = _both(roadmap, cell, own)
    return _("that {then} may come {count} after {first} at most", count=count, first=first, then=then)


def _both(roadmap: Roadmap, cell: Cell, own: str) -> tuple[str, str]:
    link = roadmap.dependencies[cell.number]
    first, then = (_name(roadmap, each.measure, own) for each in (link.predecessor, link.successor))
    return first, then


def _earliest_start(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _(
        "{measure} may start on {day} at the earliest",
        measure=_name(roadmap, cell.measure, own),
        day=_day(roadmap.measure(cell.measure).earliest_start),
    )


def _pin(roadmap: Roadmap, cell: Cell, own: str) -> str:
    if cell.phase == ADAPTATION:
        pinned = _day(_adaptation_row(roadmap, cell).pinned_start)
        rollout = _rollout(roadmap, cell, own)
        return _("the adaptation before {rollout} is pinned to {day}", rollout=rollout, day=pinned)
    if cell.sector:
        pinned = _day(roadmap.rollout_by_key((cell.measure, cell.sector)).pinned_begin)
        rollout = _rollout(roadmap, cell, own)
        return _("the begin of {rollout} is pinned to {day}", rollout=rollout, day=pinned)
    pinned = _day(_phase_of(roadmap, cell).pinned_start)
    return _("the start of {phase} is pinned to {day}", phase=_phase(roadmap, cell, own), day=pinned)


def _duration(roadmap: Roadmap, cell: Cell, own: str) -> str:
    shortest = min(mode.periods for mode in _phase_of(roadmap, cell).modes)
    count = count_periods(roadmap.calendar, shortest)
    return _("{phase} takes {count}", phase=_phase(roadmap, cell, own), count=count)


def _pause(roadmap: Roadmap, cell: Cell, own: str) -> str:
    behind = roadmap.passed_by_key.get((cell.measure, cell.phase, ""))
    if behind is None or behind.ended is None:
        count = count_periods(roadmap.calendar, _phase_of(roadmap, cell).largest_pause_periods or 0)
        return _("the pause after {phase} is {count} at most", phase=_phase(roadmap, cell, own), count=count)
    return _(
        "the pause after {phase}, which ended on {day}, is {count} at most",
        phase=_phase(roadmap, cell, own),
        day=day(behind.ended),
        count=count_periods(roadmap.calendar, behind.largest_pause_periods or 0),
    )


def _adaptation(roadmap: Roadmap, cell: Cell, own: str) -> str:
    rollout = _rollout(roadmap, cell, own)
    count = count_periods(roadmap.calendar, _adaptation_row(roadmap, cell).periods)
    return _("the adaptation before {rollout} takes {count}", rollout=rollout, count=count)


def _gates(roadmap: Roadmap, cell: Cell, own: str) -> str:
    gates = ", ".join(
        _("{limit} for {count}", limit=_gate_limit(each), count=count_periods(roadmap.calendar, each.periods))
        for each in roadmap.rollout_by_key((cell.measure, cell.sector)).gates
    )
    return _("the gates of {rollout}, {gates}", rollout=_rollout(roadmap, cell, own), gates=gates)


def _gate_limit(gate: Gate) -> str:
    if gate.unit is GateUnit.SHARE:
        return exact_percent(gate.limit)
    return ngettext("{number} unit", "{number} units", int(gate.limit), number=integer(gate.limit))


def _pace(roadmap: Roadmap, cell: Cell, own: str) -> str:
    pace = each_period(roadmap.calendar, pace_words(roadmap.rollout_by_key((cell.measure, cell.sector)).pace))
    return _("the pace of {rollout}, {pace} at most", rollout=_rollout(roadmap, cell, own), pace=pace)


def _profile(roadmap: Roadmap, cell: Cell, own: str) -> str:
    profile = roadmap.rollout_by_key((cell.measure, cell.sector)).effort_profile
    share = exact_percent(sum(part for offset, part in profile if offset))
    return _(
        "what {rollout} asks before and after each wave, {share} of the effort",
        rollout=_rollout(roadmap, cell, own),
        share=share,
    )


def _support(roadmap: Roadmap, cell: Cell, own: str) -> str:
    given = roadmap.supports_of(roadmap.rollout_by_key((cell.measure, cell.sector)))
    parts = (
        _(
            "{amount} per unit from {sector}",
            amount=person_months(each.effort_per_unit, 2),
            sector=within_sentence(roadmap.sector(each.delivering).name),
        )
        for each in given
    )
    return _(
        "the support to {rollout}, {parts}", rollout=_rollout(roadmap, cell, own), parts=", ".join(parts)
    )


def _deadline(roadmap: Roadmap, cell: Cell, own: str) -> str:
    if not cell.sector:
        asked = roadmap.measure(cell.measure).deadline
        assert asked is not None
        name = _name(roadmap, cell.measure, own)
        return _("the hard deadline of {measure}, {day}", measure=name, day=day(asked.day))
    due = roadmap.rollout_by_key((cell.measure, cell.sector)).deadline
    assert due is not None
    return _(
        "the hard deadline of {rollout}, {share} by {day}",
        rollout=_rollout(roadmap, cell, own),
        share=exact_percent(due.share),
        day=day(due.deadline.day),
    )


def _mandatory(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _("{measure} must be carried through", measure=_name(roadmap, cell.measure, own))


def _requirement(roadmap: Roadmap, cell: Cell, own: str) -> str:
    asked = requirement_words(roadmap, roadmap.requirements[cell.number])
    return _("the requirement: {asked}", asked=asked)


def _name(roadmap: Roadmap, measure: str, own: str) -> str:
    if measure == own:
        return _("this measure")
    return _("“{name}”", name=roadmap.measure(measure).name)


def _phase(roadmap: Roadmap, cell: Cell, own: str) -> str:
    """Name a phase, with its measure unless that is the one seen from."""
    name = phase_within(roadmap.measure(cell.measure), cell.phase)
    if cell.measure == own:
        return name
    return _("{phase} in {measure}", phase=name, measure=_name(roadmap, cell.measure, own))


def _rollout(roadmap: Roadmap, cell: Cell, own: str) -> str:
    """Name a rollout, with its measure unless that is the one seen from."""
    if cell.measure == own:
        return _("the rollout in {sector}", sector=_sector(roadmap, cell))
    name = _name(roadmap, cell.measure, own)
    return _("the rollout of {measure} in {sector}", measure=name, sector=_sector(roadmap, cell))


def _sector(roadmap: Roadmap, cell: Cell) -> str:
    return within_sentence(roadmap.sector(cell.sector).name)


def _phase_of(roadmap: Roadmap, cell: Cell) -> Phase:
    return next(each for each in roadmap.measure(cell.measure).phases if each.id == cell.phase)


def _adaptation_row(roadmap: Roadmap, cell: Cell) -> Adaptation:
    row = roadmap.adaptation_of((cell.measure, cell.sector))
    assert row is not None
    return row


def _day(when: date | None) -> str:
    assert when is not None
    return day(when)


_WORDS: Final[Mapping[CellKind, Callable[[Roadmap, Cell, str], str]]] = {
    CellKind.LINK: _link,
    CellKind.LAG: _lag,
    CellKind.LARGEST_LAG: _largest_lag,
    CellKind.EARLIEST_START: _earliest_start,
    CellKind.PIN: _pin,
    CellKind.DURATION: _duration,
    CellKind.PAUSE: _pause,
    CellKind.ADAPTATION: _adaptation,
    CellKind.GATES: _gates,
    CellKind.PACE: _pace,
    CellKind.PROFILE: _profile,
    CellKind.SUPPORT: _support,
    CellKind.DEADLINE: _deadline,
    CellKind.MANDATORY: _mandatory,
    CellKind.REQUIREMENT: _requirement,
}
