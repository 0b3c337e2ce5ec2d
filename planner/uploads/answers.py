"""The answer of a sector as something that was sent: held against its roadmap, and made changes of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.answers import SectorAnswer, TouchedPeriod, touched_periods
from planner.files import AnswerReading
from planner.language import Message, to_say
from planner.merging import Clash, ClashKind
from planner.model import Estimate, Finding, Roadmap, Sector
from planner.tables import nearest

_NOW = {"likely": "sannsynlig nå", "low": "lav nå", "high": "høy nå"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAnswer:
    """The workbook of a sector as it was sent.

    Parameters
    ----------
    base
        The roadmap that the workbook was made from, ``None`` where that is not known.
    wanted
        The sector whose answer is expected; nothing where any may answer.
    """

    reading: AnswerReading
    base: Roadmap | None
    wanted: str = ""

    @property
    def made_from(self) -> Sector | None:
        """Give the sector as it was when the workbook was made, where that is known."""
        answer = self.reading.answer
        return None if answer is None or self.base is None else self.base.sector(answer.sector)


def answer_faults(sent: SentAnswer, against: Roadmap) -> list[Finding]:
    """Find what an answer names that is not there, and what was handed out and has been changed."""
    reading, base, wanted = sent.reading, sent.base, sent.wanted
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
    days = list(_other_days(reading, base or against)) or list(_other_length(reading, base, against))
    if days:
        return days
    return [
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


def _other_length(reading: AnswerReading, base: Roadmap | None, against: Roadmap) -> Iterator[Finding]:
    """Find that periods have another length now, so that amounts of one are not amounts of the other."""
    if base is not None and base.calendar.period is not against.calendar.period:
        message = to_say("The periods of the roadmap have another length now; send out the workbook anew.")
        yield reading.places["fra", 0].fault("period_changed", message)


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


def answer_clashes(answer: SectorAnswer, against: Roadmap, made_from: Sector | None) -> tuple[Clash, ...]:
    """Give the figures that somebody else has changed too, to something else; these stay as they stand.

    Parameters
    ----------
    made_from
        The sector as it was when the workbook was made, where that is known.
    """
    touched = touched_periods(against, answer, made_from)
    return tuple(_clash(answer.sector, each) for each in touched if each.is_in_conflict)


def _clash(sector: str, touched: TouchedPeriod) -> Clash:
    """Give it as a cell of the row that begins on its day; of three figures the first that differs."""
    sides = (touched.handed, touched.filled, touched.stands)
    name = next((name for name in _NOW if len({_figure(side, name) for side in sides[1:]}) > 1), "likely")
    base, mine, theirs = (_figure(side, name) for side in sides)
    return Clash(
        kind=ClashKind.CELL,
        table="other_load" if touched.what else "capacity",
        key=(sector, touched.what, touched.day) if touched.what else (sector, touched.day),
        field="person_months" if name == "likely" else f"person_months.{name}",
        base=base,
        mine=mine,
        theirs=theirs,
    )


def _figure(figure: Estimate | float | None, name: str) -> float | None:
    return float(getattr(figure, name)) if isinstance(figure, Estimate) else figure


def gone_words(days: Sequence[date]) -> Message:
    """Say that periods of an answer are not in the horizon any more."""
    return to_say(
        "What was filled in for periods that are not in the horizon any more was not taken in: {days}.",
        days=", ".join(day.isoformat() for day in days),
    )
