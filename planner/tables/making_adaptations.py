"""Adaptations before rollouts, made of the rows of ``tilpasning``."""

from planner.language import to_say
from planner.model import Adaptation, Demand, Estimate, Provenance
from planner.tables.columns import SPREADS_OF_ADAPTATIONS
from planner.tables.making import Making, estimate, keeps, spreads
from planner.tables.rows import TableRow


def make_adaptations(making: Making) -> tuple[Adaptation, ...]:
    """Make what sectors do in their own systems before they take measures into use."""
    kept = (row for row in making.rows("tilpasning") if row.is_whole and keeps(making, row, _RULES))
    made = (_adaptation(making, row) for row in kept)
    return tuple(adaptation for adaptation in made if adaptation is not None)


def _adaptation(making: Making, row: TableRow) -> Adaptation | None:
    fields = row.plain("duration", "remaining", "support")
    return making.make(
        Adaptation,
        row,
        **fields,
        duration=_duration(row),
        support=_support(row),
        is_running="remaining" in row,
        **spreads(row, SPREADS_OF_ADAPTATIONS),
    )


def _duration(row: TableRow) -> Estimate:
    """Give what it lasts, or what is left of it, whose low and high are in proportion."""
    whole = estimate(row, "duration")
    left = row.get("remaining", whole.likely)
    part = left / whole.likely
    return Estimate(low=whole.low * part, likely=float(left), high=whole.high * part)


def _support(row: TableRow) -> tuple[Demand, ...]:
    """Give what others give; it rests on what its cell rests on."""
    basis = row.provenance.basis_of("support")
    provenance = Provenance(source=row.provenance.source, basis=basis)
    return tuple(
        Demand(sector=sector, person_months=amount, provenance=provenance)
        for sector, amount in row.get("support", ())
    )


def _is_of_other_sectors(making: Making, row: TableRow) -> bool:
    if row["sector"] not in dict(row.get("support", ())):
        return True
    message = to_say("What {sector} does itself stands in a column of its own.", sector=row["sector"])
    making.refuse(row, "support_of_itself", message, "support")
    return False


_RULES = (_is_of_other_sectors,)
