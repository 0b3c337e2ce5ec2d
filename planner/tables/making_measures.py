"""Measures with their phases, made of the rows of ``veikart``, ``faser`` and ``behov``."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from planner.language import to_say
from planner.model import Demand, Measure, Mode, Phase, Provenance, Severity, Status, errors
from planner.tables.columns import BY_NAME, SPREADS_OF_MODES
from planner.tables.leftovers import is_done, tell_of_leftovers
from planner.tables.making import (
    Making,
    deadline,
    deadline_details_have_a_deadline,
    estimate,
    grouped,
    keeps,
    spread,
    spreads,
)
from planner.tables.rows import TableRow

SHORT_PHASE = "gjennomføring"
_PHASE_FIELDS = tuple(
    column.field
    for column in BY_NAME["faser"].columns
    if column.model.startswith("Phase.") and not column.required
)
"""Cells that hold for a whole phase, whatever its mode."""

_SHORT_FIELDS = tuple(
    column.field
    for column in BY_NAME["veikart"].columns
    if column.stands_in == "faser" and column.field not in _PHASE_FIELDS
)
"""Cells that stand for the mode of a measure's only phase."""


def make_measures(making: Making) -> tuple[Measure, ...]:
    """Make all measures, and say what is wrong with their rows."""
    _measures_are_there(making)
    known = dict.fromkeys(making.ids("veikart"))  # as a list, each row would look through all
    phases = grouped(making.rows("faser"), "measure")
    for row in (row for table in ("faser", "behov", "verdi_ved_slutt") for row in making.rows(table)):
        making.is_known(row, "measure", known, "veikart")
    demands = grouped(_placed_demands(making), "measure")
    tell_of_leftovers(making, phases, grouped(making.rows("behov"), "measure"))
    made = (_measure(making, row, phases, demands) for row in making.rows("veikart") if "id" in row)
    return tuple(measure for measure in made if measure is not None)


def _measures_are_there(making: Making) -> None:
    """Tell of a table without measures, which is wrong where the other tables name some."""
    read = making.tables["veikart"]
    if read.is_readable and not read.rows and not errors(read.findings):
        named = any("measure" in row for table in making.tables for row in making.rows(table))
        severity = Severity.ERROR if named else Severity.NOTE
        read.add("no_measures", to_say("The table holds no measures."), 1, severity=severity)
        read.is_readable = not named


def _measure(
    making: Making, row: TableRow, phases: dict[str, list[TableRow]], demands: dict[str, list[TableRow]]
) -> Measure | None:
    if is_done(row):
        return _done_measure(making, row)
    own, asked = phases.get(row["id"], []), demands.get(row["id"], [])
    holds = keeps(making, row, _RULES) and _phases_stand_once(making, row, own)
    made = _phases(making, row, own, asked)
    made = _pinned(making, row, made, own)
    if not (row.is_whole and holds):
        return None
    fields = row.plain(*_SHORT_FIELDS, "pinned_start", "depends_on", "deadline")
    fields |= {"phases": made, "deadline": deadline(row), "provenance": _own_provenance(row)}
    return making.make(Measure, row, **fields)


def _done_measure(making: Making, row: TableRow) -> Measure | None:
    """Make a measure that is not planned any more, without what only planned it."""
    if not (row.is_whole and keeps(making, row, (deadline_details_have_a_deadline,))):
        return None
    left_out = (*_SHORT_FIELDS, "pinned_start", "stoppable", "between_phases", "depends_on", "deadline")
    fields = row.plain(*left_out)
    return making.make(
        Measure, row, **fields | {"deadline": deadline(row), "provenance": _own_provenance(row)}
    )


def _own_provenance(row: TableRow) -> Provenance:
    """Leave out the exceptions that go along to the short phase and the short dependencies."""
    moved = [name for name in (*_SHORT_FIELDS, "depends_on") if name in row]
    return _provenance(row, lambda name: None if name in moved else name)


def _provenance(row: TableRow, renamed: Callable[[str], str | None]) -> Provenance:
    named = ((renamed(name), basis) for name, basis in row.provenance.exceptions)
    return replace(row.provenance, exceptions=tuple((name, basis) for name, basis in named if name))


def _phases(making: Making, row: TableRow, own: list[TableRow], asked: list[TableRow]) -> tuple[Phase, ...]:
    """Make the phases of a measure, in the order of their first rows."""
    if not own:
        short = _short_phase(making, row, asked)
        return () if short is None else (short,)
    made = (_phase(making, rows, asked) for rows in grouped(own, "phase").values())
    return tuple(phase for phase in made if phase is not None)


def _short_phase(making: Making, row: TableRow, asked: list[TableRow]) -> Phase | None:
    """Make the only phase of a measure whose duration stands in ``veikart``."""
    if "duration" not in row or not row.is_whole:
        return None
    periods = row["duration"]
    renamed = {f"cost_nok{end}": f"cost_nok_per_period{end}" for end in ("", ".low", ".high")}
    mode = making.make(
        Mode,
        row,
        duration=estimate(row, "duration"),
        demands=_demands(making, asked),
        cost_nok_per_period=row.or_default("cost_nok") / (periods or 1),
        cost_spread=spread(row, "cost_nok", shared_by=periods or 1),
        provenance=_provenance(row, lambda name: renamed.get(name, name if name in _SHORT_FIELDS else None)),
    )
    return None if mode is None else Phase(id=SHORT_PHASE, modes=(mode,))


def _phase(making: Making, rows: list[TableRow], asked: list[TableRow]) -> Phase | None:
    first = rows[0]
    asked = [row for row in asked if row["phase"] == first["phase"]]
    modes = [_mode(making, row, asked) for row in rows if row.is_whole]
    if not _rows_agree(making, rows) or len(modes) < len(rows):
        return None
    whole = tuple(mode for mode in modes if mode is not None)
    fields = {name: first[name] for name in _PHASE_FIELDS if name in first}
    return making.make(Phase, first, id=first["phase"], modes=whole, **fields) if whole else None


def _mode(making: Making, row: TableRow, asked: list[TableRow]) -> Mode | None:
    if not _milestone_asks_for_nothing(making, row):
        return None
    asked = [demand for demand in asked if demand["mode"] == row.get("mode", "")]
    fields = row.plain("measure", "phase", "mode", "duration", *_PHASE_FIELDS)
    fields |= {"name": row.get("mode", ""), "duration": estimate(row, "duration")}
    fields |= spreads(row, SPREADS_OF_MODES)
    return making.make(Mode, row, demands=_demands(making, asked), **fields)


def _demands(making: Making, asked: Iterable[TableRow]) -> tuple[Demand, ...]:
    made = (
        making.make(Demand, row, **row.plain("measure", "phase", "mode")) for row in asked if row.is_whole
    )
    return tuple(demand for demand in made if demand is not None)


def _placed_demands(making: Making) -> Iterator[TableRow]:
    """Give the rows of ``behov`` with the phase and mode they are meant for."""
    phases = grouped(making.rows("faser"), "measure")
    short = {row["id"]: row for row in making.rows("veikart") if "id" in row and "duration" in row}
    left_out = {  # with nothing to ask for, or a duration that is told of already
        row["id"]
        for row in making.rows("veikart")
        if "id" in row and (is_done(row) or making.is_refused(row, "duration"))
    }
    for row in making.rows("behov"):
        if row.get("measure") in left_out:
            continue
        own = phases.get(row.get("measure", ""), [])
        short_row = short.get(row.get("measure", "")) if not own else None
        if own or short_row:
            yield from _placed(making, row, own, short_row)
        elif row.get("measure") in making.ids("veikart") and not _phases_may_be_lost(making):
            making.refuse(row, "unknown_phase", to_say("The measure has no phases."), "phase")


def _phases_may_be_lost(making: Making) -> bool:
    """Tell whether the phases of a measure may stand in rows that are refused already."""
    read, known = making.tables["faser"], set(making.ids("veikart"))
    return (
        not read.is_readable or bool(read.lost) or any(row.get("measure") not in known for row in read.rows)
    )


def _placed(making: Making, row: TableRow, own: list[TableRow], short: TableRow | None) -> Iterator[TableRow]:
    ids = list(grouped(own, "phase")) if short is None else [SHORT_PHASE]
    is_lost = any("phase" not in phase for phase in own) or bool(making.tables["faser"].lost)
    if (is_lost and row.get("phase") not in ids) or not making.is_known(row, "phase", ids):
        return
    if "phase" not in row and len(ids) != 1:
        making.refuse(row, "unclear_phase", to_say("The measure has several phases; name one."), "phase")
        return
    phase = row.get("phase", ids[0])
    modes = [other.get("mode", "") for other in own if other.get("phase") == phase] or [""]
    if "mode" not in row and "" not in modes and len(modes) > 1:
        making.refuse(row, "unclear_mode", to_say("The phase has several variants; name one."), "mode")
        return
    if not making.is_known(row, "mode", modes):
        return
    mode = row.get("mode", "" if "" in modes else modes[0])
    placed = replace(row, values={**row.values, "phase": phase, "mode": mode})
    if _asks_of_milestone(placed, own, short):
        making.refuse(
            row, "milestone_asks", to_say("The phase is a milestone and asks for nothing."), "person_months"
        )
        return
    yield placed


def _asks_of_milestone(demand: TableRow, own: list[TableRow], short: TableRow | None) -> bool:
    """Tell whether a demand falls on a phase of no duration."""
    rows = [short] if short else [row for row in own if row.get("phase") == demand["phase"]]
    asked = [row for row in rows if row.get("mode", "") == demand["mode"]]
    return bool(demand.get("person_months")) and any(row.get("duration") == 0 for row in asked)


def _rows_agree(making: Making, rows: list[TableRow]) -> bool:
    """Ask that what holds for a whole phase is the same in the rows of all its modes."""
    faults = [
        (row, name)
        for row in rows[1:]
        for name in _PHASE_FIELDS
        if row.get(name) not in (None, rows[0].get(name))
    ]
    for row, name in faults:
        message = to_say("Row {row} of the same phase has something else here.", row=rows[0].place)
        making.refuse(row, "rows_differ", message, name)
    return not faults


def _pinned(
    making: Making, row: TableRow, phases: tuple[Phase, ...], own: list[TableRow]
) -> tuple[Phase, ...]:
    """Pin the first phase where ``veikart`` says so."""
    day = row.get("pinned_start")
    if day is None:
        return phases
    if not phases:
        if not own and row.is_whole:
            _nothing_to_pin(making, row)
        return phases
    if phases[0].pinned_start not in (None, day):
        message = to_say(
            "The first phase is pinned to another date, in row {row} of its table.", row=own[0].place
        )
        making.refuse(row, "pinned_twice", message, "pinned_start")
        return phases
    return (replace(phases[0], pinned_start=day), *phases[1:])


def _nothing_to_pin(making: Making, row: TableRow) -> None:
    """Refuse a pin without a phase; of a started measure it may be when the phases began that are over."""
    if row.get("status") is Status.STARTED:
        message = to_say("The phases of the measure are over: when they began has no effect.")
        making.refuse(row, "nothing_to_pin", message, "pinned_start", Severity.NOTE)
        return
    making.refuse(
        row, "nothing_to_pin", to_say("The measure has no phase that could start then."), "pinned_start"
    )


def _phases_stand_once(making: Making, row: TableRow, own: list[TableRow]) -> bool:
    """Ask for phases in one table only."""
    if own and "duration" in row:
        message = to_say(
            "The phases of {measure} stand in another table too, in row {row}.",
            measure=row["id"],
            row=own[0].place,
        )
        making.refuse(row, "phases_twice", message, "duration")
        return False
    return True


def _milestone_asks_for_nothing(making: Making, row: TableRow) -> bool:
    costs = [name for name in ("cost_nok", "cost_nok_per_period", "cost_at_start_nok") if row.get(name)]
    if row.get("duration") != 0 or not costs:
        return True
    making.refuse(
        row, "milestone_asks", to_say("A phase without duration is a milestone and costs nothing."), costs[0]
    )
    return False


def _cost_has_a_duration(making: Making, row: TableRow) -> bool:
    if "cost_nok" not in row or "duration" in row or making.is_refused(row, "duration"):
        return True
    message = to_say("A cost here is spread over a duration, which is empty.")
    making.refuse(row, "cost_without_duration", message, "cost_nok")
    return False


def _only_started_may_be_stopped(making: Making, row: TableRow) -> bool:
    if not row.get("stoppable") or row.get("status") is Status.STARTED:
        return True
    making.refuse(row, "not_started", to_say("Only a started measure can be stopped."), "stoppable")
    return False


def _only_started_are_between_phases(making: Making, row: TableRow) -> bool:
    if not row.get("between_phases") or row.get("status") is Status.STARTED:
        return True
    message = to_say("Only a started measure is between two phases.")
    making.refuse(row, "not_started", message, "between_phases")
    return False


_RULES = (
    deadline_details_have_a_deadline,
    _milestone_asks_for_nothing,
    _cost_has_a_duration,
    _only_started_may_be_stopped,
    _only_started_are_between_phases,
)
