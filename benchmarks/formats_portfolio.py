"""Reader of the portfolio instances: optional measures in phases, limits, benefit at the end."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formats_text import LARGEST_NUMBER, FormatError, text_of

_MOST_PERIODS = 12_000


@dataclass(frozen=True, slots=True)
class PortfolioPhase:
    """One phase: periods, what it asks of each sector in each of them, and its whole cost."""

    name: str
    duration: int
    demand: tuple[int, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class PortfolioMeasure:
    """Phases in order, and what the measure earns when the last ends at instant 0, 1 … horizon."""

    phases: tuple[PortfolioPhase, ...]
    benefit_by_finish: tuple[int, ...]

    @property
    def cost(self) -> int:
        """Give the cost of all phases."""
        return sum(phase.cost for phase in self.phases)


@dataclass(frozen=True, slots=True)
class Precedence:
    """The successor's phase starts so long after the predecessor's phase ended (FS) or started (SS)."""

    before: int
    before_phase: int
    after: int
    after_phase: int
    from_finish: bool
    lag: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """Measures to choose among and to place in time so that the sum of benefits is largest.

    Parameters
    ----------
    capacities
        Per sector, what it can give in each period.
    budgets
        Per year, the most that the phases starting in it may cost.
    """

    name: str
    horizon: int
    periods_per_year: int
    capacities: tuple[tuple[int, ...], ...]
    budgets: tuple[int, ...]
    measures: tuple[PortfolioMeasure, ...]
    precedences: tuple[Precedence, ...]


def read_portfolio(path: Path) -> Portfolio:
    """Read a portfolio.

    Raises
    ------
    FormatError
        If the file is no JSON or not a portfolio; the message names the line or the field.
    """
    try:
        content = json.loads(text_of(path))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise FormatError(f"{path}, line {line}: found {error}, expected JSON") from error
    return _portfolio(path, Field(path, "", content))


class Field:
    """A part of the JSON that knows where it stands."""

    def __init__(self, path: Path, place: str, content: Any) -> None:
        self.path, self.place, self.content = path, place, content

    def part(self, name: str) -> "Field":
        """Give a named part, which has to be there."""
        if not isinstance(self.content, dict) or name not in self.content:
            raise self.error(f"no field {name!r}", "one")
        return Field(self.path, f"{self.place}.{name}".lstrip("."), self.content[name])

    def whole(self, lowest: int = 0, highest: int = LARGEST_NUMBER) -> int:
        """Give a whole number in a range."""
        found = self.content
        if isinstance(found, bool) or not isinstance(found, int) or not lowest <= found <= highest:
            raise self.error(repr(found)[:40], f"a whole number from {lowest} to {highest}")
        return found

    def items(self, count: int | None = None) -> Iterator["Field"]:
        """Give the items of a list, which has to have so many."""
        if not isinstance(self.content, list) or (count is not None and len(self.content) != count):
            wanted = "a list" if count is None else f"a list of {count}"
            raise self.error(f"{repr(self.content)[:40]}", wanted)
        for number, item in enumerate(self.content):
            yield Field(self.path, f"{self.place}[{number}]", item)

    def wholes(self, count: int) -> tuple[int, ...]:
        """Give a list of so many numbers."""
        return tuple(item.whole() for item in self.items(count))

    def error(self, found: str, expected: str) -> FormatError:
        """Say what is wrong here."""
        where = f", {self.place}" if self.place else ""
        return FormatError(f"{self.path}{where}: found {found}, expected {expected}")


def _portfolio(path: Path, root: Field) -> Portfolio:
    """Take a portfolio from its JSON."""
    horizon = root.part("horizon").whole(1, _MOST_PERIODS)
    per_year = root.part("periods_per_year")
    if per_year.content not in (1, 4, 12):
        raise per_year.error(repr(per_year.content)[:40], "1, 4 or 12")
    sectors = root.part("sectors").whole(1, 10_000)
    years = -(-horizon // per_year.content)
    measures = tuple(_measure(item, sectors, horizon) for item in root.part("measures").items())
    return Portfolio(
        name=path.stem,
        horizon=horizon,
        periods_per_year=per_year.content,
        capacities=tuple(item.wholes(horizon) for item in root.part("capacity").items(sectors)),
        budgets=root.part("budget_by_start_year").wholes(years),
        measures=measures,
        precedences=tuple(_precedence(item, measures) for item in root.part("precedences").items()),
    )


def _measure(field: Field, sectors: int, horizon: int) -> PortfolioMeasure:
    phases = tuple(_phase(item, sectors) for item in field.part("phases").items())
    if not phases:
        raise field.part("phases").error("[]", "at least one phase")
    return PortfolioMeasure(phases, field.part("benefit_by_finish").wholes(horizon + 1))


def _phase(field: Field, sectors: int) -> PortfolioPhase:
    return PortfolioPhase(
        name=str(field.part("name").content),
        duration=field.part("duration").whole(1),
        demand=field.part("demand").wholes(sectors),
        cost=field.part("cost").whole(),
    )


def _precedence(field: Field, measures: tuple[PortfolioMeasure, ...]) -> Precedence:
    """Take one precedence between phases of two measures."""
    before = field.part("pred").whole(0, len(measures) - 1)
    after = field.part("succ").whole(0, len(measures) - 1)
    kind = field.part("type")
    if kind.content not in ("FS", "SS"):
        raise kind.error(repr(kind.content)[:40], "FS or SS")
    return Precedence(
        before=before,
        before_phase=field.part("pred_phase").whole(0, len(measures[before].phases) - 1),
        after=after,
        after_phase=field.part("succ_phase").whole(0, len(measures[after].phases) - 1),
        from_finish=kind.content == "FS",
        lag=field.part("lag").whole(-LARGEST_NUMBER),
    )
