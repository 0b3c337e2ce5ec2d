"""The figures of which groups are made: where each stands, how far it may lie, and where others come from."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.model import (
    Adaptation,
    AssumedGroup,
    Basis,
    Measure,
    Pace,
    Provenance,
    Roadmap,
    Rollout,
    Sector,
)
from planner.sensitivity.moving import ENDS, moved

Amount = float | Pace
"""In the unit of the field: NOK, person-months, periods, or a share of the units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigure:
    """A figure of the kind that a group is of, whether it is assumed or has a source.

    Parameters
    ----------
    measure, phase, sector
        Where it stands, by ids; empty where it belongs to none.
    since
        Of a capacity: from when on.
    field
        Its name in the model, by which ``provenance`` knows what it rests on.
    """

    group: AssumedGroup
    measure: str = ""
    phase: str = ""
    sector: str = ""
    since: date | None = None
    field: str
    amount: Amount
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the data that holds figures of several groups."""

    provenance: Provenance
    measure: str
    phase: str = ""
    sector: str = ""

    def figures(self, *held: tuple[AssumedGroup, str, Amount]) -> Iterator[GroupFigure]:
        """Give figures of it, each as its group, its field and its amount."""
        for group, field, amount in held:
            yield GroupFigure(
                group=group,
                measure=self.measure,
                phase=self.phase,
                sector=self.sector,
                field=field,
                amount=amount,
                provenance=self.provenance,
            )


@dataclass(frozen=True, slots=True)
class FigureRange:
    """An assumed figure, and its amounts at the two ends between which its group moves."""

    figure: GroupFigure
    low: Amount
    high: Amount


def ranges(roadmap: Roadmap, group: AssumedGroup) -> list[FigureRange]:
    """Give the figures of a group that move between its two ends, in the order of the data."""
    low, high = (_of_kind(moved(roadmap, group, end), group) for end in ENDS)
    likely = _of_kind(roadmap, group)
    return [
        FigureRange(figure, least.amount, most.amount)
        for figure, least, most in zip(likely, low, high, strict=True)
        if least.amount != most.amount
    ]


def nearest_sources(roadmap: Roadmap, group: AssumedGroup) -> list[str]:
    """Give the sources of the figures of the same kind that are not assumed, the most used first."""
    sourced = (
        each.provenance.sources
        for each in _of_kind(roadmap, group)
        if each.provenance.basis_of(each.field) is not Basis.ASSUMED
    )
    used = Counter(source for sources in sourced for source in sources)
    return [source for source, _count in used.most_common()]


def _of_kind(roadmap: Roadmap, group: AssumedGroup) -> list[GroupFigure]:
    return [figure for figure in _figures(roadmap) if figure.group is group]


def _figures(roadmap: Roadmap) -> Iterator[GroupFigure]:
    """Give every figure that a group could hold."""
    for rollout in roadmap.rollouts:
        yield from _of_rollout(rollout)
    for measure in roadmap.measures:
        yield from _of_phases(measure)
    for adaptation in roadmap.adaptations:
        yield from _of_adaptation(adaptation)
    for support in roadmap.supports:
        yield GroupFigure(
            group=AssumedGroup.SUPPORT,
            measure=support.measure,
            sector=support.receiving,
            field="effort_per_unit",
            amount=support.effort_per_unit,
            provenance=support.provenance,
        )
    for sector in roadmap.sectors:
        yield from _of_sector(sector)


def _of_rollout(rollout: Rollout) -> Iterator[GroupFigure]:
    place = _Row(rollout.provenance, rollout.measure, sector=rollout.sector)
    yield from place.figures(
        (AssumedGroup.EFFORT, "effort_per_unit", rollout.effort_per_unit),
        (AssumedGroup.PACE, "pace", rollout.pace),
        (AssumedGroup.LOCAL_COST, "cost_per_unit_nok", rollout.cost_per_unit_nok),
        (AssumedGroup.BENEFIT, "benefit_nok_per_year", rollout.benefit_nok_per_year),
    )


def _of_phases(measure: Measure) -> Iterator[GroupFigure]:
    """Give durations and costs; a cost at the start goes along with that per period."""
    for phase in measure.phases:
        for mode in phase.modes:
            yield from _Row(mode.provenance, measure.id, phase=phase.id).figures(
                (AssumedGroup.DURATION, "duration", mode.periods),
                (AssumedGroup.CENTRAL_COST, "cost_nok_per_period", mode.cost_nok_per_period),
            )


def _of_adaptation(adaptation: Adaptation) -> Iterator[GroupFigure]:
    place = _Row(adaptation.provenance, adaptation.measure, sector=adaptation.sector)
    yield from place.figures(
        (AssumedGroup.ADAPTATION_DURATION, "duration", adaptation.periods),
        (AssumedGroup.EFFORT, "person_months", adaptation.person_months),
        (AssumedGroup.LOCAL_COST, "cost_nok_per_period", adaptation.cost_nok_per_period),
    )


def _of_sector(sector: Sector) -> Iterator[GroupFigure]:
    group = AssumedGroup.RECEIVING_CAPACITY if sector.is_receiving else AssumedGroup.DELIVERING_CAPACITY
    for row in sector.capacities:
        yield GroupFigure(
            group=group,
            sector=sector.id,
            since=row.starts,
            field="person_months",
            amount=row.person_months.likely,
            provenance=row.provenance,
        )
