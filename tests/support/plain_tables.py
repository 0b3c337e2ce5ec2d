"""Tables as plain dictionaries: what changes mean, said a second time and as simply as can be."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from support.falling import points

from planner.model import Add, Drop, Edit, Roadmap, Scale, Set
from planner.tables import BY_NAME, base_rows

Row = dict[str, Any]
Plain = dict[str, dict[tuple[Any, ...], Row]]

KEYS = {
    "measures": ("id",),
    "phases": ("measure", "phase", "mode"),
    "demand": ("measure", "phase", "mode", "sector"),
    "dependencies": (
        *("predecessor", "predecessor.phase", "predecessor.sector"),
        *("successor", "successor.phase", "successor.sector", "link", "share_sector"),
    ),
    "sectors": ("id",),
    "capacity": ("sector", "starts"),
    "freezes": ("sector", "starts"),
    "other_load": ("sector", "what", "starts"),
    "rollouts": ("measure", "sector"),
    "support": ("measure", "receiving", "delivering"),
    "adaptations": ("measure", "sector"),
    "services": ("id",),
    "contributions": ("measure", "service"),
    "worth_by_end": ("measure", "end_from"),
    "budget": ("year",),
    "risks": ("id",),
    "groups": ("id",),
    "published": ("measure", "source_year"),
    "assumptions": ("key",),
}
NAMES_A_MEASURE = {
    **dict.fromkeys(
        ("phases", "demand", "rollouts", "support", "contributions", "worth_by_end"), ("measure",)
    ),
    **dict.fromkeys(("adaptations", "risks", "published"), ("measure",)),
    "dependencies": ("predecessor", "successor"),
}
NAMES_A_SECTOR = ("adaptations", "demand", "capacity", "freezes", "other_load", "rollouts", "risks")
DEFAULTS: Row = {"effort_per_unit": 0.0, "benefit_nok_per_year": 0.0, "pace": 1.0, "weight": None}
"""Of the numbers that are scaled here."""


NORWEGIAN = {table.aliases[-1]: name for name, table in BY_NAME.items()}


def plain(roadmap: Roadmap) -> Plain:
    """Give the tables of a roadmap as plain dictionaries, by English name and key."""
    return by_key(base_rows(roadmap))


def by_key(rows: Mapping[str, Iterable[Row]]) -> Plain:
    """Give rows by Norwegian name of their table as plain dictionaries, by English name and key."""
    return {
        name: {tuple(row.get(part, "") for part in key): dict(row) for row in rows[NORWEGIAN[name]]}
        for name, key in KEYS.items()
    }


class CannotError(Exception):
    """A change that cannot be made."""


class PlainTables:
    """All tables of a roadmap, changed one change after the other."""

    def __init__(self, tables: Plain, beginning: date) -> None:
        self.tables = {name: {key: dict(row) for key, row in rows.items()} for name, rows in tables.items()}
        self.beginning = beginning

    def make(self, edit: Edit) -> None:
        """Make a change, or raise ``CannotError`` and leave all as it was."""
        match edit:
            case Set():
                self._write(edit, lambda _row: {edit.field: edit.value})
            case Scale():
                self._write(edit, lambda row: _scaled(row, edit.field, edit.factor))
            case Add():
                self._add(edit.table, dict(edit.cells))
            case Drop():
                keys = self._fitting(edit.table, dict(edit.key))
                if len(keys) > 1 or (self._naming(edit.table, keys[0]) and not edit.with_dependents):
                    raise CannotError
                self._drop(edit.table, keys[0])

    def _fitting(self, table: str, named: Row) -> list[tuple[Any, ...]]:
        keys = [
            key
            for key in self.tables[table]
            if named.items() <= dict(zip(KEYS[table], key, strict=True)).items()
        ]
        if not keys:
            raise CannotError
        return keys

    def _write(self, edit: Set | Scale, cells: Callable[[Row], Row]) -> None:
        keys = self._fitting(edit.table, dict(edit.key))
        if edit.starts is not None:
            keys = self._from(edit.table, keys, edit.starts)
        written = {key: self.tables[edit.table][key] | cells(self.tables[edit.table][key]) for key in keys}
        if isinstance(edit, Scale) and all(row.get(edit.field) is None for row in written.values()):
            raise CannotError
        self.tables[edit.table] |= written

    def _from(self, table: str, keys: list[tuple[Any, ...]], day: date) -> list[tuple[Any, ...]]:
        """Split what holds on both sides of a day; give the keys of what holds from it on."""
        if table == "other_load":
            return self._other_load_from(keys, day)
        rows = {key: self.tables[table][key] for key in keys}
        new: list[tuple[tuple[Any, ...], Row]] = []
        for sector in {key[0] for key in keys}:
            begins = sorted(key[1] for key in keys if key[0] == sector)
            if table == "freezes":
                for begin in begins:
                    row = rows[sector, begin]
                    if begin < day < row["ends"]:
                        new += [
                            ((sector, begin), row | {"ends": day}),
                            ((sector, day), row | {"starts": day}),
                        ]
                continue
            held = [begin for begin in begins if begin <= day] or begins[:1]
            row = rows[sector, held[-1]]
            if begins[0] >= day > self.beginning:
                new.append(((sector, self.beginning), row | {"starts": self.beginning}))
            if held[-1] < day or (held[-1] > day > self.beginning):
                new.append(((sector, day), row | {"starts": day}))
        cut = [key for key, _row in new if key[1] in (day, self.beginning) and key not in rows]
        if len(set(cut)) < len(cut) or any(key in self.tables[table] for key in cut):
            raise CannotError
        split = {**rows, **dict(new)}
        if not any(key[1] >= day for key in split):
            raise CannotError
        self.tables[table] |= split
        return [key for key in split if key[1] >= day]

    def _other_load_from(self, keys: list[tuple[Any, ...]], day: date) -> list[tuple[Any, ...]]:
        """Do the same where nothing holds before the first row."""
        table = self.tables["other_load"]
        for sector, what in dict.fromkeys(key[:2] for key in keys):
            begins = [key[2] for key in keys if key[:2] == (sector, what)]
            if day not in begins and min(begins) < day:
                if (sector, what, day) in table:
                    raise CannotError
                held = max(begin for begin in begins if begin < day)
                keys = [*keys, (sector, what, day)]
                new = table[sector, what, held] | {"starts": day}
                self.tables["other_load"] = table = table | {(sector, what, day): new}
        after = [key for key in keys if key[2] >= day]
        if not after:
            raise CannotError
        return after

    def _add(self, table: str, row: Row) -> None:
        key = tuple(row.get(name) or "" for name in KEYS[table])
        if key in self.tables[table]:
            raise CannotError
        self.tables[table][key] = row

    def _drop(self, table: str, key: tuple[Any, ...]) -> None:
        """Take a row away, and all that names it."""
        naming = self._naming(table, key)
        self.tables[table].pop(key)
        for other, named in naming:
            if named not in self.tables[other]:
                continue
            row = self.tables[other][named]
            if other == "adaptations" and key[0] in dict(row.get("support") or ()):
                left = tuple(each for each in row["support"] if each[0] != key[0])
                row["support"] = left or None
            elif other == "groups" and len(row["measures"]) > 2:
                row["measures"] = tuple(each for each in row["measures"] if each != key[0])
            else:
                self._drop(other, named)

    def _naming(self, table: str, key: tuple[Any, ...]) -> list[tuple[str, tuple[Any, ...]]]:
        """Give the rows that name one."""
        return [
            (other, named)
            for other, rows in self.tables.items()
            for named, row in rows.items()
            if (other, named) != (table, key) and self._names(table, key, other, row)
        ]

    def _names(self, table: str, key: tuple[Any, ...], other: str, row: Row) -> bool:
        match table:
            case "measures" if other == "groups":
                return key[0] in row["measures"]
            case "measures":
                return any(row.get(name) == key[0] for name in NAMES_A_MEASURE.get(other, ()))
            case "sectors":
                return key[0] in _sectors_of(other, row)
            case "services":
                return other == "contributions" and row["service"] == key[0]
            case "phases":
                return self._names_a_phase(key, other, row)
            case "rollouts" if other in ("support", "adaptations"):
                return (row["measure"], row.get("receiving", row.get("sector"))) == key
            case "rollouts" if other == "dependencies":
                ends = [(row[end], row.get(f"{end}.sector")) for end in ("predecessor", "successor")]
                return key in [*ends, (row["predecessor"], row.get("share_sector"))]
        return False

    def _names_a_phase(self, key: tuple[Any, ...], other: str, row: Row) -> bool:
        is_only = sum(each[:2] == key[:2] for each in self.tables["phases"]) == 1
        if other == "demand":
            is_its = (row["measure"], row["phase"]) == key[:2]
            return is_its and (is_only or row.get("mode") == key[2])
        if other == "adaptations":
            return is_only and (row["measure"], row.get("after_phase")) == key[:2]
        ends = [(row.get(end), row.get(f"{end}.phase")) for end in ("predecessor", "successor")]
        return other == "dependencies" and is_only and key[:2] in ends


def _sectors_of(table: str, row: Row) -> list[str]:
    """Give the sectors that a row names."""
    if table == "support":
        return [row["delivering"]]
    given = dict(row.get("support") or ()) if table == "adaptations" else {}
    return [row["sector"], *given] if table in NAMES_A_SECTOR and "sector" in row else []


def _scaled(row: Row, name: str, factor: float) -> Row:
    """Give a number times a factor, and the ends of its estimate."""
    filled = DEFAULTS | {each: value for each, value in row.items() if value is not None}
    return {
        each: filled[each] * factor
        for each in (name, f"{name}.low", f"{name}.high")
        if filled.get(each) is not None
    }


def some_changes(tables: PlainTables, seed: int) -> Iterator[Edit]:
    """Give changes that people may think of, at random; some that cannot be made among them."""
    chance = random.Random(seed)
    for _number in range(chance.randint(1, 10)):
        yield chance.choice(_KINDS)(tables, chance)


def _some_key(tables: PlainTables, chance: random.Random, table: str) -> Row:
    """Give the key of a row, at times that of one which is gone, or only a part of it."""
    keys = list(tables.tables[table])
    key = (
        dict(zip(KEYS[table], chance.choice(keys), strict=True))
        if keys
        else dict.fromkeys(KEYS[table], "gone")
    )
    if chance.random() < 0.1:
        key |= {"year": 1999} if table == "budget" else {KEYS[table][0]: "gone"}
    if chance.random() < 0.4:
        key = {name: value for name, value in key.items() if chance.random() < 0.5}
    return key


def _day(chance: random.Random) -> date:
    return date(2022, 7, 1) + timedelta(days=chance.randint(0, 1200))


def _capacity(tables: PlainTables, chance: random.Random) -> Edit:
    table = chance.choice(("capacity", "capacity", "other_load", "freezes"))
    key = _some_key(tables, chance, table)
    if chance.random() < 0.8:
        key.pop("starts", None)
    starts = _day(chance) if chance.random() < 0.7 else None
    if table == "freezes":
        return Set(table, key, "share", chance.choice((0.25, 0.5)), starts=starts)
    return Scale(table, key, "person_months", chance.choice((0.5, 1.25, 2.0)), starts=starts)


def _cell(tables: PlainTables, chance: random.Random) -> Edit:
    table, name, values = chance.choice(
        (
            ("rollouts", "effort_per_unit", (0.5, 2.0)),
            ("rollouts", "benefit_nok_per_year", (1e6, 2e6, None)),
            ("support", "effort_per_unit", (0.5, 2.0)),
            ("adaptations", "person_months", (0.5, 2.0, None)),
            ("adaptations", "support", ((("fhi", 0.5), ("nhn", 0.25)), (("fhi", 1.0),), None)),
            ("rollouts", "pace", (0.125, 0.25, points((0.25, 0.5), (0.125, 1.0)))),
            ("measures", "finish_weight", (2.0, 3.0)),
            ("measures", "earliest_start", (date(2024, 2, 1), None)),
            ("measures", "owner", ("HOD", "Kommunene")),
            ("demand", "person_months", (1.5, 2.5)),
            ("budget", "limit_nok", (1e8, 2e8)),
            ("services", "threshold", (0.5, 0.75)),
            ("assumptions", "value", ()),
        )
    )
    if table == "assumptions":
        return Set(table, {"key": "periods"}, "value", chance.choice((8, 12)))
    return Set(table, _some_key(tables, chance, table), name, chance.choice(values))


def _scale(tables: PlainTables, chance: random.Random) -> Edit:
    name = chance.choice(("effort_per_unit", "benefit_nok_per_year", "weight"))
    return Scale("rollouts", _some_key(tables, chance, "rollouts"), name, chance.choice((0.5, 1.5)))


def _add(tables: PlainTables, chance: random.Random) -> Edit:
    measures = [key[0] for key in tables.tables["measures"]]
    match chance.randrange(5):
        case 0:
            return Add("measures", {"id": f"new{chance.randrange(4)}", "name": "Ny"})
        case 1 if measures:
            measure = chance.choice(measures)
            return Add("phases", {"measure": measure, "phase": f"p{chance.randrange(3)}", "duration": 2})
        case 2:
            return Add("budget", {"year": chance.randint(2023, 2027), "limit_nok": 5e7})
        case 3 if tables.tables["sectors"]:
            sector = chance.choice(list(tables.tables["sectors"]))[0]
            return Add("capacity", {"sector": sector, "starts": _day(chance), "person_months": 4.0})
    return Add("services", {"id": f"S{chance.randrange(4)}", "name": "Tjeneste"})


def _drop(tables: PlainTables, chance: random.Random) -> Edit:
    table = chance.choice(
        [*(name for name in KEYS if name not in ("assumptions", "worth_by_end")), "measures"]
    )
    return Drop(table, _some_key(tables, chance, table), with_dependents=chance.random() < 0.6)


_KINDS = (_capacity, _capacity, _cell, _cell, _scale, _add, _drop)
