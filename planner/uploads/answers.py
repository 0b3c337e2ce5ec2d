"""The answer of a sector as something that was sent: held against its roadmap, and made changes of it."""

from collections.abc import Iterator
from dataclasses import replace

from planner.answers import PeriodFigures, SectorAnswer, answered, figures_of, with_figures
from planner.files import AnswerReading
from planner.language import Message, to_say
from planner.merging import Merged
from planner.model import Finding, Roadmap
from planner.tables import base_rows, key_of, nearest, table_of_figure

_NOW = {"likely": "sannsynlig nå", "low": "lav nå", "high": "høy nå"}


def answer_faults(
    reading: AnswerReading, against: Roadmap, base: Roadmap | None, wanted: str = ""
) -> list[Finding]:
    """Find what an answer names that is not there, and what was handed out and has been changed.

    Parameters
    ----------
    base
        The roadmap that the workbook was made from, ``None`` where that is not known.
    wanted
        The sector whose answer is expected; nothing where any may answer.
    """
    answer = reading.answer
    if answer is None:
        return list(reading.findings)
    sectors = [each.id for each in against.sectors]
    if answer.sector not in sectors or (
        base is not None and answer.sector not in {s.id for s in base.sectors}
    ):
        return [reading.places["aktør", 0].fault("unknown_sector", _unknown(answer.sector, sectors))]
    if wanted and answer.sector != wanted:
        message = to_say(
            "This is the workbook of {found}, expected that of {wanted}.", found=answer.sector, wanted=wanted
        )
        return [reading.places["aktør", 0].fault("another_sector", message)]
    days = list(_other_days(reading, base or against))
    if days:
        return days
    return [
        *_changed_figures(reading, answer, base),
        *_unknown_names(reading, answer, against),
        *_late(reading, answer, against),
    ]


def _unknown(found: str, known: list[str]) -> Message:
    return to_say("{found} is not known, expected {expected}.", found=found, expected=nearest(found, known))


def _other_days(reading: AnswerReading, roadmap: Roadmap) -> Iterator[Finding]:
    """Find the first period that is not that of the roadmap."""
    wanted = [roadmap.calendar.date_of(period) for period in roadmap.periods]
    for number, day in enumerate(reading.days):
        expected = wanted[number] if number < len(wanted) else None
        if day != expected:
            message = (
                to_say("The period begins on {found}; the roadmap has none here.", found=day.isoformat())
                if expected is None
                else to_say(
                    "The period begins on {found}, expected {expected}.",
                    found=day.isoformat(),
                    expected=expected.isoformat(),
                )
            )
            yield reading.places["fra", number].fault("period_changed", message)
            return
    if len(reading.days) < len(wanted):
        message = to_say(
            "{found} periods stand here, expected {expected}.", found=len(reading.days), expected=len(wanted)
        )
        last = reading.places.get(("fra", len(reading.days) - 1)) or reading.places["aktør", 0]
        yield last.fault("period_changed", message)


def _changed_figures(reading: AnswerReading, answer: SectorAnswer, base: Roadmap | None) -> Iterator[Finding]:
    """Find figures that were handed out and are others now; only a known version tells."""
    if base is None:
        return
    wanted = figures_of(base, base.sector(answer.sector))
    for key, number, found, expected in _differing(answer.handed, wanted):
        message = to_say(
            "This cell was handed out as {expected} and holds {found}; fill in the yellow ones.",
            found=found,
            expected=expected,
        )
        place = reading.places.get((key, number)) or reading.places["aktør", 0]
        yield place.fault("handed_out", message)


def _differing(
    found: PeriodFigures, wanted: PeriodFigures
) -> Iterator[tuple[str, int, float | None, float | None]]:
    for period, pair in enumerate(zip(found.capacity, wanted.capacity, strict=True)):
        for name, key in _NOW.items():
            held, expected = (None if each is None else float(getattr(each, name)) for each in pair)
            if held != expected:
                yield key, period, held, expected
                break  # an empty end follows the likely one, and is no fault of its own
    nothing = (0.0,) * len(wanted.capacity)
    for what in dict.fromkeys([*wanted.loads, *found.loads]):
        pairs = zip(found.loads.get(what, nothing), wanted.loads.get(what, nothing), strict=True)
        yield from (
            (f"annen nå: {what}", period, *pair) for period, pair in enumerate(pairs) if pair[0] != pair[1]
        )


def _unknown_names(reading: AnswerReading, answer: SectorAnswer, against: Roadmap) -> Iterator[Finding]:
    """Find services and measures that rows of needs and comments name and that are not there."""
    known = {
        "tjeneste": [each.id for each in against.services],
        "tiltak": [each.id for each in against.measures],
    }
    named = [each for each in answer.remarks if each.period is None]
    for row, remark in zip(reading.remark_rows, named, strict=True):
        for key, name in (("tjeneste", remark.service), ("tiltak", remark.measure)):
            if name and name not in known[key]:
                yield reading.places[key, row].fault(f"unknown_{key}", _unknown(name, known[key]))


def _late(reading: AnswerReading, answer: SectorAnswer, against: Roadmap) -> Iterator[Finding]:
    end = against.calendar.date_of(against.calendar.periods)
    if answer.day >= end:
        message = to_say(
            "The day is {day}, expected one within the horizon, which ends before {end}.",
            day=answer.day.isoformat(),
            end=end.isoformat(),
        )
        yield reading.places["dato", 0].fault("day_after_horizon", message)


def answer_words(answer: SectorAnswer, roadmap: Roadmap) -> Message:
    """Say whose answer it is."""
    return to_say(
        "It is the answer of {sector}, given by {who} on {day}.",
        sector=roadmap.sector(answer.sector).name,
        who=answer.who,
        day=answer.day,
    )


def sides_of(answer: SectorAnswer, against: Roadmap, base: Roadmap | None) -> tuple[Roadmap, Roadmap]:
    """Give what an answer was made from, and what it makes of that; the two are then merged with what stands.

    Where the version is not known, it is what stands with the figures that were handed out.
    """
    from_then = with_figures(against, answer.sector, answer.handed) if base is None else base
    return from_then, answered(from_then, answer)


def as_one_row(merged: Merged, against: Roadmap) -> Merged:
    """Let rows in which a cell is in conflict stay whole as they stand: a source goes with its figures."""
    cells = {name: dict(rows) for name, rows in merged.cells.items()}
    for clash in merged.clashes:
        table = table_of_figure(clash.table)
        if table is None:
            continue
        stands = next(
            (row for row in base_rows(against)[table.name] if key_of(table, row) == clash.key), None
        )
        if stands is not None:
            cells[table.name][clash.key] = stands
    return replace(merged, cells=cells)
