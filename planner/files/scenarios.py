"""Scenario files (TOML): a base, what is changed in it, and what the plan is to be best at.

Keys are Norwegian or English; ``docs/scenarios.md`` lists them. TOML takes only ASCII letters in keys
without quotes, so that Norwegian ones are written without rings and strokes; with them, in quotes, they
count as the same.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from planner.files.scenario_edits import EDIT_KEYS, edit_in
from planner.files.scenario_tables import Keys, ScenarioFaultError, ScenarioTable, ascii_letters, both
from planner.files.toml_text import TomlError, toml_in
from planner.language import Message, reason_of, to_say
from planner.model import (
    KINDS,
    OBJECTIVE_NAMES,
    Aim,
    AimError,
    Before,
    Finding,
    RangeError,
    require,
    require_amount,
    require_positive_share,
    require_share,
)
from planner.scenario import DATES, Scenario, ScenarioEntry
from planner.tables import FIRST_YEAR, LAST_YEAR, CellError, share_in

LARGEST_FILE = 1_000_000
T = TypeVar("T")

SCENARIO_KEYS = {
    "navn": "name",
    "grunnlag": "base",
    "mal": "objective",
    "pabegynte_forst": "started_first",
    "kapasitet": "capacity",
    "budsjett": "budget",
    "tiltak": "measure",
    "endring": "change",
}
OBJECTIVE_KEYS = {"navn": "name", "langsiktig": "long_term", "utgangspunkt": "baseline", "forst": "before"}
BEFORE_KEYS = {"navn": "name", "tap": "loss"}
CAPACITY_KEYS = {"aktorgruppe": "sector", "faktor": "factor", "fra": "from"}
BUDGET_KEYS = {"ar": "year", "grense_kr": "limit_nok"}
MEASURE_KEYS = {
    "id": "id",
    "valgfri": "optional",
    "tidligst_start": "earliest_start",
    "frist": "deadline",
    "last_start": "pinned_start",
    "malandel": "target",
    "uten": "without",
}
_NAMES = [facts.name for facts in KINDS.values() if facts.name is not None]
_OBJECTIVES = {name.nb: name.en for name in _NAMES}

OBJECTIVE_WORDS = (*_OBJECTIVES, *OBJECTIVE_NAMES)
"""What people may call an objective, Norwegian words first."""


def objective_name(word: str) -> str | None:
    """Give the English name of an objective called so in either language, ``None`` when unknown.

    Examples
    --------
    >>> objective_name("dekning"), objective_name("beauty")
    ('coverage', None)
    """
    name = _OBJECTIVES.get(word.casefold(), word.casefold())
    return name if name in OBJECTIVE_NAMES else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioReading:
    """What came of reading a scenario: ``None`` where there are errors, and all findings."""

    scenario: Scenario | None
    findings: tuple[Finding, ...] = ()


def read_scenario(path: Path | str) -> ScenarioReading:
    """Read a scenario file; never raises for what stands in it."""
    file = Path(path)
    reader = _Reader(file.name, file.parent)
    parsed = reader.parsed(file)
    scenario = reader.scenario(parsed, file.stem) if parsed is not None else None
    if reader.findings:
        return ScenarioReading(scenario=None, findings=tuple(reader.findings))
    return ScenarioReading(scenario=scenario)


@dataclass
class _Reader:
    """Turns TOML into a scenario and collects what is wrong on the way."""

    file: str
    folder: Path
    findings: list[Finding] = field(default_factory=list)

    def parsed(self, path: Path) -> dict[str, Any] | None:
        """Give the file as plain data."""
        try:
            if path.stat().st_size > LARGEST_FILE:
                self._find("", to_say("{file} is too large for a scenario.", file=self.file))
                return None
            return toml_in(path.read_bytes().decode("utf-8-sig"), self.file)
        except OSError as error:
            self._find("", to_say("{file} cannot be read: {reason}.", file=path, reason=reason_of(error)))
        except UnicodeDecodeError:
            self._find("", to_say("{file} is not UTF-8.", file=self.file))
        except TomlError as error:
            self._find("", error.message)
        return None

    def scenario(self, parsed: Mapping[str, Any], name: str) -> Scenario:
        """Give the scenario of a parsed file."""
        table = ScenarioTable.of(parsed, SCENARIO_KEYS, "", self._find)
        asked = [entry for kind in ("capacity", "budget", "measure") for entry in self._asked(table, kind)]
        started_first = table.value("started_first", bool)
        if started_first is not None:
            given = {"started_first": started_first}
            asked.append(ScenarioEntry(kind="started_first", given=given, words=table.words))
        asked += self._asked(table, "change")
        return Scenario(
            name=table.value("name", str) or name,
            base=table.value("base", str) or "",
            asked=tuple(asked),
            aim=self._aim(table) or Aim(),
        )

    def _asked(self, table: ScenarioTable, kind: str) -> Iterator[ScenarioEntry]:
        """Give the entries of one kind, each with the place and the keys that its author wrote."""
        keys, make = _ENTRIES[kind]
        for each in table.tables(kind, keys):
            made = self._made(make, each)
            if made is not None:
                yield ScenarioEntry(kind=kind, given=made, place=each.place, words=each.words)

    def _made(self, make: Callable[..., T], table: ScenarioTable, *others: Any) -> T | None:
        """Give what a maker makes of a table, or a finding where its parts do not hold together."""
        try:
            return make(table, *others)
        except ScenarioFaultError as error:
            fault = error
        except RangeError as error:
            fault = table.fault(error.name, error.expected)
        except AimError as error:
            fault = table.fault(error.key, error.expected)
        self._find(fault.place, fault.message)
        return None

    def _aim(self, scenario: ScenarioTable) -> Aim | None:
        """Give what is asked for, as one name or as a table."""
        found = scenario.given.get("objective", "value")
        place = scenario.inside("objective")
        if isinstance(found, dict):
            table = ScenarioTable.of(found, OBJECTIVE_KEYS, place, self._find)
        else:
            table = ScenarioTable(OBJECTIVE_KEYS, {"name": found}, {"name": ""}, place, self._find)
        name = self._made(_objective, table) if "name" in table.given else "value"
        names = [name]
        firsts = [self._made(_before, each, names) for each in table.tables("before", BEFORE_KEYS)]
        before = tuple(each for each in firsts if each is not None)
        if name is None or len(before) < len(firsts):
            return None
        return self._made(_whole_aim, table, name, before, self.folder)

    def _find(self, place: str, message: Message) -> None:
        """Note what is wrong."""
        self.findings.append(Finding(code="bad_scenario", message=message, table=self.file, column=place))


def _capacity(table: ScenarioTable) -> Mapping[str, Any]:
    sector, starts = table.value("sector", str), table.value("from", date)
    factor = table.needed("factor", float)
    require_amount("", "factor", factor)
    return {"sector": sector or "", "factor": factor, "starts": starts}


def _budget(table: ScenarioTable) -> Mapping[str, Any]:
    year, limit = table.needed("year", int), table.value("limit_nok", float)
    known = {"first": FIRST_YEAR, "last": LAST_YEAR}
    require(FIRST_YEAR <= year <= LAST_YEAR, "", "year", year, "a year from {first} to {last}", **known)
    if limit is not None:
        require_amount("", "limit_nok", limit)
    return {"year": year, "limit_nok": limit}


def _measure(table: ScenarioTable) -> Mapping[str, Any]:
    measure = table.needed("id", str)
    kinds: dict[str, type] = {"optional": bool, **dict.fromkeys(DATES, date)}
    found = {name: table.value(name, kind) for name, kind in kinds.items() if name in table.given}
    target = table.value("target", float)
    if target is not None:
        require_positive_share("", "target", target)
    return {"measure": measure, "without": _without(table), "target": target, **found}


def _without(table: ScenarioTable) -> tuple[str, ...]:
    """Give the dates that are taken away."""
    words = [key for key in both(MEASURE_KEYS) if key.en in DATES]
    written = table.given.get("without", [])
    if not isinstance(written, list) or not all(isinstance(name, str) for name in written):
        raise table.fault("without", to_say("a list of names"))
    names = {each: word.en for word in words for each in (word.nb, word.en)}
    without = [names.get(ascii_letters(name), "") for name in written]
    if not all(without):
        raise table.fault("without", to_say("some of {known}", known=words))
    if both_given := [table.word(name) for name in without if name in table.given]:
        raise table.fault("without", to_say("nothing that is also given, as {names} is", names=both_given))
    return tuple(without)


def _change(table: ScenarioTable) -> Mapping[str, Any]:
    return {"edit": edit_in(table)}


def _objective(table: ScenarioTable) -> str:
    """Give an objective's name in English."""
    name = objective_name(str(table.given.get("name")))
    if name is None:
        raise table.fault("name", to_say("one of {known}", known=_NAMES))
    return name


def _before(table: ScenarioTable, names: list[str | None]) -> Before:
    """Give an objective that comes first; ``names`` are those that are given already."""
    loss = _share(table, "loss") or 0.0
    require_share("", "loss", loss)
    name = _objective(table)
    if name in names:
        raise table.fault("name", to_say("each objective once"))
    names.append(name)
    return Before(name=name, loss=loss)


def _whole_aim(table: ScenarioTable, name: str, before: tuple[Before, ...], folder: Path) -> Aim:
    baseline = table.value("baseline", str) or ""
    return Aim(
        name=name,
        long_term=_share(table, "long_term"),
        baseline=str(folder / baseline) if baseline else "",
        before=before,
    )


def _share(table: ScenarioTable, key: str) -> float | None:
    """Give a share, which may also be written as per cent in quotes."""
    found = table.given.get(key)
    if not isinstance(found, str):
        return table.needed(key, float) if key in table.given else None
    try:
        return share_in(found.strip())
    except CellError:
        raise table.fault(key, to_say('a share such as 0.3 or "30 %"')) from None


_ENTRIES: Mapping[str, tuple[Keys, Callable[[ScenarioTable], Mapping[str, Any]]]] = {
    "capacity": (CAPACITY_KEYS, _capacity),
    "budget": (BUDGET_KEYS, _budget),
    "measure": (MEASURE_KEYS, _measure),
    "change": (EDIT_KEYS, _change),
}
"""The keys of an entry of each kind, and what is made of it."""
