"""Sectors with what they can give, rollouts, and support."""

from collections.abc import Iterable
from typing import Any

from planner.language import to_say
from planner.model import (
    Capacity,
    Freeze,
    OtherLoad,
    Rollout,
    Sector,
    SectorKind,
    ShareDeadline,
    Support,
    wrong_at_target,
)
from planner.tables.columns import SPREADS_OF_ROLLOUTS, SPREADS_OF_SUPPORTS
from planner.tables.leftovers import is_done
from planner.tables.making import (
    Making,
    deadline,
    deadline_details_have_a_deadline,
    estimate,
    grouped,
    keeps,
    spreads,
)
from planner.tables.numbers import number_out
from planner.tables.rows import TableRow

_TABLES_OF_SECTORS = ("kapasitet", "annen_belastning", "innforingsstopp")
"""Tables whose rows become parts of a sector."""


def make_sectors(making: Making) -> tuple[Sector, ...]:
    """Make all sectors; without their table, those that the other tables name."""
    parts = _parts(making)
    if not making.tables["aktorer"].is_there:
        return _implied(making, parts)
    known = dict.fromkeys(making.ids("aktorer"))  # as a list, each row would look through all
    for table in _TABLES_OF_SECTORS:
        for row in making.rows(table):
            making.is_known(row, "sector", known, "aktorer")
    made = (_sector(making, row, parts) for row in making.rows("aktorer") if row.is_whole)
    return tuple(sector for sector in made if sector is not None)


Parts = dict[str, dict[str, Any]]


def _parts(making: Making) -> Parts:
    """Give what other tables say of each sector, by the sector's field."""
    parts: Parts = {}
    makers = (("capacities", _capacities), ("other_loads", _other_loads), ("freezes", _freezes))
    for table, (name, make) in zip(_TABLES_OF_SECTORS, makers, strict=True):
        for sector, rows in grouped(making.rows(table), "sector").items():
            parts.setdefault(sector, {})[name] = make(making, rows)
    return parts


def _sector(making: Making, row: TableRow, parts: Parts) -> Sector | None:
    if not keeps(making, row, (_receiver_has_units,)):
        return None
    return making.make(Sector, row, **parts.get(row["id"], {}), **row.plain())


def _implied(making: Making, parts: Parts) -> tuple[Sector, ...]:
    """Make a sector of each id: receiving with one unit where it has a rollout, else delivering."""
    receiving = _named(making.rows("innforing"))
    others = [row for table in ("behov", *_TABLES_OF_SECTORS) for row in making.rows(table)]
    supporting = [row["delivering"] for row in making.rows("stotte") if "delivering" in row]
    supporting += [name for row in making.rows("tilpasning") for name, _amount in row.get("support", ())]
    return tuple(
        Sector(
            id=name,
            name=name,
            kind=SectorKind.RECEIVING if name in receiving else SectorKind.DELIVERING,
            units=1.0 if name in receiving else 0.0,
            **parts.get(name, {}),
        )
        for name in dict.fromkeys((*receiving, *_named(others), *supporting))
    )


def _named(rows: Iterable[TableRow]) -> list[str]:
    return [row["sector"] for row in rows if "sector" in row]


def _capacities(making: Making, rows: list[TableRow]) -> tuple[Capacity, ...]:
    """Make the capacities of one sector, in order of date whatever the order of the rows."""
    made = {
        row["starts"]: making.make(
            Capacity, row, **row.plain("sector") | {"person_months": estimate(row, "person_months")}
        )
        for row in rows
        if row.is_whole
    }
    return tuple(capacity for _day, capacity in sorted(made.items()) if capacity is not None)


def _other_loads(making: Making, rows: list[TableRow]) -> tuple[OtherLoad, ...]:
    """Make the other loads of one sector, in order of what and date whatever the order of the rows."""
    made = {
        (row["what"], row["starts"]): making.make(OtherLoad, row, **row.plain("sector"))
        for row in rows
        if row.is_whole
    }
    return tuple(other for _key, other in sorted(made.items()) if other is not None)


def _freezes(making: Making, rows: list[TableRow]) -> tuple[Freeze, ...]:
    kept = (row for row in rows if row.is_whole and keeps(making, row, (_freeze_has_an_end,)))
    made = (making.make(Freeze, row, **row.plain("sector")) for row in kept)
    return tuple(freeze for freeze in made if freeze is not None)


def _freeze_has_an_end(making: Making, row: TableRow) -> bool:
    if row["starts"] < row["ends"]:
        return True
    making.refuse(row, "not_in_order", to_say("The end is not after the start."), "ends")
    return False


def _receiver_has_units(making: Making, row: TableRow) -> bool:
    if row["kind"] is SectorKind.DELIVERING or row.or_default("units") > 0:
        return True
    making.refuse(row, "no_units", to_say("A receiving sector has units, more than 0."), "units")
    return False


def make_rollouts(making: Making) -> tuple[Rollout, ...]:
    """Make all rollouts."""
    kept = (row for row in making.rows("innforing") if row.is_whole and keeps(making, row, _ROLLOUT_RULES))
    done = {row["id"] for row in making.rows("veikart") if "id" in row and is_done(row)}
    made = (_rollout(making, row, of_done=row["measure"] in done) for row in kept)
    return tuple(rollout for rollout in made if rollout is not None)


def make_supports(making: Making) -> tuple[Support, ...]:
    """Make what delivering sectors give to rollouts."""
    made = (
        making.make(Support, row, **row.plain() | spreads(row, SPREADS_OF_SUPPORTS))
        for row in making.rows("stotte")
        if row.is_whole
    )
    return tuple(support for support in made if support is not None)


def _rollout(making: Making, row: TableRow, *, of_done: bool) -> Rollout | None:
    """Make a rollout; where a done measure's row does not say what is in use, all of its target is."""
    by = deadline(row)
    share = row.get("deadline.share", row.or_default("target"))
    asked = None if by is None else ShareDeadline(share=share, deadline=by)
    silent = {"in_use": row.or_default("target")} if of_done and "in_use" not in row else {}
    ends = spreads(row, SPREADS_OF_ROLLOUTS)
    return making.make(Rollout, row, **(row.plain("deadline") | {"deadline": asked} | silent | ends))


def _in_use_is_within_target(making: Making, row: TableRow) -> bool:
    return _at_most_target(making, row, "in_use")


def _deadline_share_is_within_target(making: Making, row: TableRow) -> bool:
    return _at_most_target(making, row, "deadline.share")


def _at_most_target(making: Making, row: TableRow, name: str) -> bool:
    target = row.or_default("target")
    if row.get(name, 0.0) <= target:
        return True
    making.refuse(
        row,
        "above_target",
        to_say("The share is above the target, {target}.", target=number_out(target)),
        name,
    )
    return False


def _pace_lasts_to_the_target(making: Making, row: TableRow) -> bool:
    pace, target = row.or_default("pace"), row.or_default("target")
    expected = wrong_at_target(pace, target) if isinstance(pace, tuple) else None
    if expected is None:
        return True
    message = to_say("The pace does not last to the target: expected {expected}.", expected=expected)
    making.refuse(row, "pace_ends_early", message, "pace")
    return False


_ROLLOUT_RULES = (
    deadline_details_have_a_deadline,
    _pace_lasts_to_the_target,
    _in_use_is_within_target,
    _deadline_share_is_within_target,
)
