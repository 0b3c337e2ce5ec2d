"""The capacity of sectors in per cent of the data's, and the changes that make it so."""

from collections.abc import Iterable, Mapping

from planner.model import Edit, Roadmap, Scale, in_few

Percents = Mapping[str, int]

LEAST_PERCENT, MOST_PERCENT = 10, 300
"""What may be asked of a sector, in per cent of the capacity in the data."""


def percents_in(changes: Iterable[Edit]) -> Percents:
    """Give what changes make of the capacity of sectors; those that keep theirs are left out."""
    scaled = [(_sector_of(edit), edit) for edit in in_few(changes)]
    return {sector: round(100 * edit.factor) for sector, edit in scaled if sector and isinstance(edit, Scale)}


def step_to(wanted: Percents, now: Percents) -> tuple[Edit, ...]:
    """Give the changes that lead from one capacity to another; sectors not named have that of the data."""
    factors = {sector: wanted.get(sector, 100) / now.get(sector, 100) for sector in sorted({**now, **wanted})}
    return tuple(_scaled(sector, factor) for sector, factor in factors.items() if factor != 1)


def all_at(roadmap: Roadmap, percent: int, changes: Iterable[Edit]) -> tuple[Edit, ...]:
    """Give changes with the capacity of all sectors at so many per cent of the data's, whatever they ask."""
    others = others_in(changes)
    limited = [sector.id for sector in roadmap.sectors if sector.capacities]
    return in_few((*others, *(_scaled(sector, percent / 100) for sector in limited)))


def others_in(changes: Iterable[Edit]) -> tuple[Edit, ...]:
    """Give the changes that are about something else than the whole capacity of a sector."""
    return tuple(edit for edit in changes if not _sector_of(edit))


def _scaled(sector: str, factor: float) -> Edit:
    return Scale("capacity", {"sector": sector}, "person_months", factor)


def _sector_of(edit: Edit) -> str:
    """Give the sector whose whole capacity a change scales, or nothing."""
    if not isinstance(edit, Scale) or (edit.table, edit.field) != ("capacity", "person_months"):
        return ""
    key = dict(edit.key)
    return str(key["sector"]) if edit.starts is None and key.keys() == {"sector"} else ""
