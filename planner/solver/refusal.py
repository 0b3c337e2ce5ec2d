"""What is beyond the engines: sizes and amounts they cannot count with, refused by name."""

from collections.abc import Iterator
from typing import NamedTuple

from planner.language import _, decimal
from planner.model import Finding, Mode, Objective, Roadmap, Rollout

MOST_PARTS = 50_000
"""Phases and rollouts that a plan may have."""

MOST_INSTANTS = 20_000_000
"""Phases and rollouts, times periods."""

WIDEST_RANGE = 1e11
"""How many times the smallest amount the largest of the same sum may be; double precision keeps 15 digits."""


class Amount(NamedTuple):
    """An amount above 0 that is added up with others, and what it is of."""

    subject: str
    size: float


def unsupported(roadmap: Roadmap, objective: Objective) -> list[Finding]:
    """Name what no engine can count with in a roadmap, whatever the objective."""
    return [*_too_large(roadmap), *_too_far_apart(roadmap)]


def _too_large(roadmap: Roadmap) -> Iterator[Finding]:
    """Refuse more phases, rollouts and periods than memory holds."""
    phases = sum(len(measure.phases) for measure in roadmap.open_measures)
    parts, periods = phases + len(roadmap.open_rollouts), roadmap.calendar.periods
    if parts > MOST_PARTS:
        message = _(
            "{found} phases and rollouts to plan, expected at most {expected}",
            found=parts,
            expected=MOST_PARTS,
        )
        yield Finding(code="too_large", message=message, table="veikart", subject="")
    elif parts * periods > MOST_INSTANTS:
        message = _(
            "{parts} phases and rollouts in {periods} periods, expected at most {expected} periods",
            parts=parts,
            periods=periods,
            expected=MOST_INSTANTS // parts,
        )
        yield Finding(code="too_large", message=message, table="veikart", subject="")


def _too_far_apart(roadmap: Roadmap) -> Iterator[Finding]:
    """Refuse amounts of which the smallest are lost when they are added to the largest."""
    for sector in roadmap.sectors:
        yield from _lost(sector.id, list(_work_in(roadmap, sector.id)), _("person-months"))
    yield from _lost(_("Money"), list(_money(roadmap)), _("NOK"))


def _lost(subject: str, amounts: list[Amount], unit: str) -> Iterator[Finding]:
    """Name the largest and the smallest of some amounts when they are too far apart."""
    counted = [amount for amount in amounts if amount.size > 0]
    if not counted:
        return
    largest, smallest = max(counted, key=_size), min(counted, key=_size)
    if largest.size > WIDEST_RANGE * smallest.size:
        message = _(
            "{subject}: {large} {unit} ({large_of}) and {small} {unit} ({small_of}) "
            "are too far apart to be added up; expected at most {limit} times as much",
            subject=subject,
            large=f"{largest.size:g}",
            large_of=largest.subject,
            small=f"{smallest.size:g}",
            small_of=smallest.subject,
            unit=unit,
            limit=decimal(WIDEST_RANGE, 0),
        )
        yield Finding(code="amounts_too_far_apart", message=message, subject=largest.subject)


def _size(amount: Amount) -> float:
    """Give the size to compare by."""
    return amount.size


def _work_in(roadmap: Roadmap, sector_id: str) -> Iterator[Amount]:
    """Give the person-months that phases and rollouts ask of a sector."""
    for subject, mode in _modes(roadmap):
        yield Amount(subject, mode.person_months(sector_id))
    for rollout in roadmap.open_rollouts:
        if rollout.sector == sector_id:
            yield _of_all_units(roadmap, rollout, rollout.effort_per_unit)


def _money(roadmap: Roadmap) -> Iterator[Amount]:
    """Give the NOK that phases, waves and shares in use cost or earn."""
    for subject, mode in _modes(roadmap):
        yield Amount(subject, mode.cost_nok_per_period)
        yield Amount(subject, mode.cost_at_start_nok)
    for rollout in roadmap.open_rollouts:
        yield _of_all_units(roadmap, rollout, rollout.cost_per_unit_nok)
        yield _of_all_units(roadmap, rollout, rollout.running_cost_per_unit_nok)
        yield Amount("/".join(rollout.key), rollout.benefit_nok_per_year)


def _modes(roadmap: Roadmap) -> Iterator[tuple[str, Mode]]:
    """Give every mode of every phase that is still to do."""
    for measure in roadmap.open_measures:
        for phase in measure.phases:
            for mode in phase.modes:
                yield f"{measure.id}/{phase.id}", mode


def _of_all_units(roadmap: Roadmap, rollout: Rollout, each: float) -> Amount:
    """Give what all units of a rollout come to."""
    return Amount("/".join(rollout.key), each * roadmap.units(rollout))
