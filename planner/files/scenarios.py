"""Scenario files (TOML): a base, what is changed in it, and what the plan is to be best at.

Keys are Norwegian or English; ``docs/scenarios.md`` lists them. TOML takes only ASCII letters in keys
without quotes, so that Norwegian ones are written without rings and strokes; with them, in quotes, they
count as the same.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from planner.files.scenario_edits import EDIT_KEYS, ascii_letters, edit_in
from planner.files.toml_text import TomlError, toml_in
from planner.language import Message, message_of, reason_of, to_say
from planner.model import (
    KINDS,
    OBJECTIVE_NAMES,
    Aim,
    AimError,
    Before,
    Finding,
    require,
    require_amount,
    require_positive_share,
)
from planner.scenario import DATES, Scenario, ScenarioEntry
from planner.tables import CellError, EditError, nearest, share_in

LARGEST_FILE = 1_000_000
T = TypeVar("T")

SCENARIO_KEYS = {
    "navn": "name",
    "grunnlag": "base",
    "mal": "objective",
    "pabegynte_forst": "started_first",
}
OBJECTIVE_KEYS = {"navn": "name", "langsiktig": "long_term", "utgangspunkt": "baseline", "forst": "before"}
BEFORE_KEYS = {"navn": "name", "tap": "loss"}
CHANGE_KEYS = {"kapasitet": "capacity", "budsjett": "budget", "tiltak": "measure", "endring": "change"}
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
_OBJECTIVES = {facts.name.nb: facts.name.en for facts in KINDS.values() if facts.name is not None}


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
        given = self._named(parsed, SCENARIO_KEYS | CHANGE_KEYS, "")
        makers: dict[str, Callable[[str, Mapping[str, Any]], Mapping[str, Any]]] = {
            "capacity": self._capacity,
            "budget": self._budget,
            "measure": self._measure,
        }
        asked = [each for kind, make in makers.items() for each in self._asked(parsed, given, kind, make)]
        started_first = self._value(given, "started_first", bool, "")
        if started_first is not None:
            words = _words(parsed, SCENARIO_KEYS)
            asked.append(
                ScenarioEntry(kind="started_first", given={"started_first": started_first}, words=words)
            )
        asked += self._asked(parsed, given, "change", self._change)
        return Scenario(
            name=self._value(given, "name", str, "") or name,
            base=self._value(given, "base", str, "") or "",
            asked=tuple(asked),
            aim=self._aim(given.get("objective", "value")) or Aim(),
        )

    def _asked(
        self,
        parsed: Mapping[str, Any],
        given: Mapping[str, Any],
        kind: str,
        make: Callable[[str, Mapping[str, Any]], Mapping[str, Any]],
    ) -> Iterator[ScenarioEntry]:
        """Give the entries of one kind, each with the place and the keys that its author wrote."""
        word = _words(parsed, CHANGE_KEYS).get(kind, kind)
        for number, (place, table) in enumerate(self._tables(given.get(kind, []), kind), start=1):
            made = self._made(place, make, place, table)
            if made is not None:
                words = _words(table, KEYS_OF[kind])
                yield ScenarioEntry(kind=kind, given=made, place=f"{word} {number}", words=words)

    def _capacity(self, place: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
        given = self._named(table, CAPACITY_KEYS, place)
        sector, starts = self._value(given, "sector", str, place), self._value(given, "from", date, place)
        factor = self._needed(given, "factor", float, place)
        require_amount("capacity", "factor", factor)
        return {"sector": sector or "", "factor": factor, "starts": starts}

    def _budget(self, place: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
        given = self._named(table, BUDGET_KEYS, place)
        year, limit = self._needed(given, "year", int, place), self._value(given, "limit_nok", float, place)
        if limit is not None:
            require_amount(str(year), "limit_nok", limit)
        return {"year": year, "limit_nok": limit}

    def _measure(self, place: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
        given = self._named(table, MEASURE_KEYS, place)
        measure = self._needed(given, "id", str, place)
        kinds: dict[str, type] = {"optional": bool, **dict.fromkeys(DATES, date)}
        found = {name: self._value(given, name, kind, place) for name, kind in kinds.items() if name in given}
        target = self._value(given, "target", float, place)
        if target is not None:
            require_positive_share(measure, "target", target)
        without = [MEASURE_KEYS.get(ascii_letters(name), name) for name in self._names(given, place)]
        known = sorted(DATES)
        require(
            set(without) <= set(DATES), measure, "without", sorted(without), "one of {known}", known=known
        )
        both = sorted(set(without) & set(found))
        require(not both, measure, "without", both, "nothing that is also given")
        return {"measure": measure, "without": tuple(without), "target": target, **found}

    def _change(self, place: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
        given = self._named(table, EDIT_KEYS, place)
        try:
            return {"edit": edit_in(given)}
        except EditError as error:
            self._find(place, message_of(error))
            raise

    def _names(self, given: Mapping[str, Any], place: str) -> list[str]:
        """Give the list under ``without``."""
        names = given.get("without", [])
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            return names
        self._find(place, to_say("without is {found}, expected a list of names.", found=names))
        return []

    def _made(self, place: str, make: Callable[..., T], *arguments: Any) -> T | None:
        """Give what a maker makes, or a finding where its parts do not hold together."""
        before = len(self.findings)
        try:
            return make(*arguments)
        except (ValueError, TypeError, OverflowError) as error:
            if len(self.findings) == before:
                self._find(place, message_of(error))
            return None

    def _aim(self, found: object) -> Aim | None:
        """Give what is asked for, as one name or as a table."""
        table = found if isinstance(found, dict) else {"name": found}
        place = "objective"
        given = self._named(table, OBJECTIVE_KEYS, place)
        firsts = self._tables(given.get("before", []), "objective.before")
        before = tuple(
            made for where, each in firsts if (made := self._made(where, self._before, where, each))
        )
        return self._made(place, self._whole_aim, place, given, before)

    def _whole_aim(self, place: str, given: Mapping[str, Any], before: tuple[Before, ...]) -> Aim:
        baseline = self._value(given, "baseline", str, place) or ""
        return Aim(
            name=self._objective(given.get("name", "value"), place),
            long_term=self._share(given, "long_term", place),
            baseline=str(self.folder / baseline) if baseline else "",
            before=before,
        )

    def _before(self, place: str, table: Mapping[str, Any]) -> Before:
        given = self._named(table, BEFORE_KEYS, place)
        name = self._objective(self._needed(given, "name", str, place), place)
        return Before(name=name, loss=self._share(given, "loss", place) or 0.0)

    def _objective(self, found: object, place: str) -> str:
        """Give an objective's name in English."""
        name = objective_name(str(found))
        if name is None:
            raise AimError(place.split()[0], found, to_say("one of {known}", known=list(OBJECTIVE_WORDS)))
        return name

    def _share(self, given: Mapping[str, Any], key: str, place: str) -> float | None:
        """Give a share, which may also be written as per cent in quotes."""
        if not isinstance(given.get(key), str):
            return self._value(given, key, float, place)
        try:
            return share_in(given[key].strip())
        except CellError:
            raise AimError(key, given[key], to_say('a share such as 0.3 or "30 %"')) from None

    def _tables(self, found: object, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Give the changes of one kind with their places."""
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self._find(kind, to_say("{kind} is written [[{kind}]], once for each change.", kind=kind))
            return
        for number, table in enumerate(found, start=1):
            yield f"{kind} {number}", table

    def _named(self, given: Mapping[str, Any], keys: Mapping[str, str], place: str) -> dict[str, Any]:
        """Give a table with English keys; unknown keys become findings."""
        known = dict(keys) | {name: name for name in keys.values()}
        given = {ascii_letters(key): value for key, value in given.items()}
        for key in given:
            if key not in known:
                expected = nearest(key, list(known))
                self._find(
                    place, to_say("{found} is not known, expected {expected}.", found=key, expected=expected)
                )
        return {known[key]: value for key, value in given.items() if key in known}

    def _needed(self, given: Mapping[str, Any], key: str, kind: type[T], place: str) -> T:
        """Give a value that has to be there."""
        found = self._value(given, key, kind, place)
        if found is None and key not in given:
            self._find(place, to_say("{key} is missing.", key=key))
        if found is None:
            raise ValueError(key)
        return found

    def _value(self, given: Mapping[str, Any], key: str, kind: type[T], place: str) -> T | None:
        """Give a value of the kind expected, or ``None`` and, where it is another, a finding."""
        found = given.get(key)
        if found is None or _is_a(found, kind):
            return found
        if kind is float and _is_a(found, int):
            return kind(found)  # type: ignore[call-arg]
        message = to_say(
            "{key} is {found}, expected {expected}.", key=key, found=found, expected=_kind_name(kind)
        )
        self._find(place, message)
        return None

    def _find(self, place: str, message: Message) -> None:
        """Note what is wrong."""
        self.findings.append(Finding(code="bad_scenario", message=message, table=self.file, column=place))


KEYS_OF = {"capacity": CAPACITY_KEYS, "budget": BUDGET_KEYS, "measure": MEASURE_KEYS, "change": EDIT_KEYS}


def _words(given: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, str]:
    """Give the keys as their author wrote them, by English key."""
    return {keys.get(ascii_letters(key), key): key for key in given}


def _is_a(found: object, kind: type) -> bool:
    """Tell whether a value is of a kind; a yes is no number, and a time of day is no date."""
    if isinstance(found, bool | datetime):
        return kind is bool and isinstance(found, bool)
    return isinstance(found, kind)


def _kind_name(kind: type) -> Message:
    """Name a kind of value for people."""
    names = {
        str: to_say("text in quotes"),
        float: to_say("a number such as 1.2"),
        int: to_say("a whole number"),
        bool: to_say("true or false"),
        date: to_say("a date such as 2027-03-01"),
    }
    return names[kind]
