"""What holds a date, in words: a rule, limit or load of the data that a person can change."""

from collections.abc import Callable, Mapping
from typing import Final

from planner.explain import Cell, CellKind
from planner.language import _, day
from planner.model import ADAPTATION, Plan, Roadmap
from planner.say.asks import asks
from planner.say.budgets import budget_name
from planner.say.kept import kept_words
from planner.say.names import phase_name, within_sentence
from planner.say.periods import count_periods
from planner.say.requirements import requirement_words


def cell_words(plan: Plan, cell: Cell, own: str = "") -> str:
    """Say what a cell is, with the figure in it, seen from one measure where there is one."""
    if cell.kind is CellKind.KEPT:
        return kept_words(plan, plan.objective.kept[cell.number])
    return row_words(plan.roadmap, cell, own)


def row_words(roadmap: Roadmap, cell: Cell, own: str = "") -> str:
    """Say what a cell of a roadmap is, as above; a kept level is of a plan."""
    return _WORDS[cell.kind](roadmap, cell, own)


def _link(roadmap: Roadmap, cell: Cell, own: str) -> str:
    words = asks(roadmap, roadmap.dependencies[cell.number], own)
    return words[:1].lower() + words[1:]


def _lag(roadmap: Roadmap, cell: Cell, own: str) -> str:
    link = roadmap.dependencies[cell.number]
    count = count_periods(roadmap.calendar, link.lag_periods)
    return _("the {count} that this asks between the two", count=count)


def _largest_lag(roadmap: Roadmap, cell: Cell, own: str) -> str:
    link = roadmap.dependencies[cell.number]
    count = count_periods(roadmap.calendar, link.largest_lag_periods or 0)
    return _("that the two may be {count} apart at most", count=count)


def _earliest_start(roadmap: Roadmap, cell: Cell, own: str) -> str:
    measure = roadmap.measure(cell.measure)
    assert measure.earliest_start is not None
    return _(
        "{measure} may start on {day} at the earliest",
        measure=_name(roadmap, cell, own),
        day=day(measure.earliest_start),
    )


def _pin(roadmap: Roadmap, cell: Cell, own: str) -> str:
    if cell.phase == ADAPTATION:
        return _("the date of the adaptation in {sector} is pinned", sector=_sector(roadmap, cell))
    if cell.sector:
        return _("the begin of the rollout in {sector} is pinned", sector=_sector(roadmap, cell))
    return _("the start of {phase} is pinned", phase=_phase(roadmap, cell))


def _duration(roadmap: Roadmap, cell: Cell, own: str) -> str:
    phase = next(each for each in roadmap.measure(cell.measure).phases if each.id == cell.phase)
    shortest = min(mode.periods for mode in phase.modes)
    return _(
        "{phase} takes {count}", phase=_phase(roadmap, cell), count=count_periods(roadmap.calendar, shortest)
    )


def _pause(roadmap: Roadmap, cell: Cell, own: str) -> str:
    phase = next(each for each in roadmap.measure(cell.measure).phases if each.id == cell.phase)
    count = count_periods(roadmap.calendar, phase.largest_pause_periods or 0)
    return _("the pause after {phase} is {count} at most", phase=_phase(roadmap, cell), count=count)


def _adaptation(roadmap: Roadmap, cell: Cell, own: str) -> str:
    row = roadmap.adaptation_of((cell.measure, cell.sector))
    assert row is not None
    count = count_periods(roadmap.calendar, row.periods)
    return _("{sector} first spends {count} on its own systems", sector=_sector(roadmap, cell), count=count)


def _gates(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _("the gates of the rollout in {sector}", sector=_sector(roadmap, cell))


def _pace(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _("the pace of the rollout in {sector}", sector=_sector(roadmap, cell))


def _profile(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _("what {sector} spends before and after each wave", sector=_sector(roadmap, cell))


def _support(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _("what others give {sector} in support", sector=_sector(roadmap, cell))


def _capacity(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _("the capacity of {sector}", sector=_sector(roadmap, cell))


def _other_load(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _("what others than the programme ask of {sector}", sector=_sector(roadmap, cell))


def _freeze(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _("the freezes of {sector}", sector=_sector(roadmap, cell))


def _room(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _("how many rollouts {sector} takes at a time", sector=_sector(roadmap, cell))


def _budget(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _("the budget {name}", name=budget_name(roadmap, roadmap.budgets[cell.number].key))


def _deadline(roadmap: Roadmap, cell: Cell, own: str) -> str:
    if cell.sector:
        return _("the hard deadline of the rollout in {sector}", sector=_sector(roadmap, cell))
    return _("the hard deadline of {measure}", measure=_name(roadmap, cell, own))


def _mandatory(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _("{measure} must be carried through", measure=_name(roadmap, cell, own))


def _group(roadmap: Roadmap, cell: Cell, own: str) -> str:
    return _("the group “{name}”", name=roadmap.groups[cell.number].id)


def _requirement(roadmap: Roadmap, cell: Cell, own: str) -> str:
    asked = requirement_words(roadmap, roadmap.requirements[cell.number])
    return _("the requirement: {asked}", asked=asked)


def _name(roadmap: Roadmap, cell: Cell, own: str) -> str:
    if cell.measure == own:
        return _("this measure")
    return _("“{name}”", name=roadmap.measure(cell.measure).name)


def _phase(roadmap: Roadmap, cell: Cell) -> str:
    return within_sentence(phase_name(roadmap.measure(cell.measure), cell.phase))


def _sector(roadmap: Roadmap, cell: Cell) -> str:
    return within_sentence(roadmap.sector(cell.sector).name)


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
    CellKind.CAPACITY: _capacity,
    CellKind.OTHER_LOAD: _other_load,
    CellKind.FREEZE: _freeze,
    CellKind.ROOM: _room,
    CellKind.BUDGET: _budget,
    CellKind.DEADLINE: _deadline,
    CellKind.MANDATORY: _mandatory,
    CellKind.GROUP: _group,
    CellKind.REQUIREMENT: _requirement,
}
