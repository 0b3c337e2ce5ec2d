"""What is beyond the engines: sizes and amounts they cannot count with, refused by name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from planner.language import _, decimal
from planner.model import Finding, Mode, Roadmap

MOST_PARTS = 50_000
"""Phases and rollouts that a plan may have."""

MOST_INSTANTS = 20_000_000
"""Phases and rollouts, times periods."""

WIDEST_RANGE = 1e11
"""How many times the smallest amount the largest of the same sum may be; double precision keeps 15 digits."""


_size = itemgetter(0)

Amount = tuple[float, tuple[str, str]]
"""An amount that is added up with others, and what it is of: measure and phase, or measure and sector."""


def unsupported(roadmap: Roadmap) -> list[Finding]:
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
    work = _work(roadmap)
    for sector in roadmap.sectors:
        yield from _lost(sector.id, work[sector.id], _("person-months"))
    yield from _lost(_("Money"), _money(roadmap), _("NOK"))


def _lost(subject: str, amounts: Iterable[Amount], unit: str) -> Iterator[Finding]:
    """Name the largest and the smallest of some amounts when they are too far apart."""
    counted = [amount for amount in amounts if amount[0] > 0]
    if not counted:
        return
    (large, large_of), (small, small_of) = max(counted, key=_size), min(counted, key=_size)
    if large > WIDEST_RANGE * small:
        message = _(
            "{subject}: {large} {unit} ({large_of}) and {small} {unit} ({small_of}) "
            "are too far apart to be added up; expected at most {limit} times as much",
            subject=subject,
            large=f"{large:g}",
            large_of="/".join(large_of),
            small=f"{small:g}",
            small_of="/".join(small_of),
            unit=unit,
            limit=decimal(WIDEST_RANGE, 0),
        )
        yield Finding(code="amounts_too_far_apart", message=message, subject="/".join(large_of))


def _work(roadmap: Roadmap) -> Mapping[str, list[Amount]]:
    """Give the person-months that phases and rollouts ask of each sector."""
    work: dict[str, list[Amount]] = defaultdict(list)
    for key, mode in _modes(roadmap):
        for demand in mode.demands:
            work[demand.sector].append((demand.person_months, key))
    for rollout in roadmap.open_rollouts:
        work[rollout.sector].append((rollout.effort_per_unit * roadmap.units(rollout), rollout.key))
    return work


def _money(roadmap: Roadmap) -> Iterator[Amount]:
    """Give the NOK that phases, waves and shares in use cost or earn."""
    for key, mode in _modes(roadmap):
        yield mode.cost_nok_per_period, key
        yield mode.cost_at_start_nok, key
    for rollout in roadmap.open_rollouts:
        units, key = roadmap.units(rollout), rollout.key
        yield rollout.cost_per_unit_nok * units, key
        yield rollout.running_cost_per_unit_nok * units, key
        yield rollout.benefit_nok_per_year, key


def _modes(roadmap: Roadmap) -> Iterator[tuple[tuple[str, str], Mode]]:
    """Give every mode of every phase that is still to do, with measure and phase."""
    for measure in roadmap.open_measures:
        for phase in measure.phases:
            for mode in phase.modes:
                yield (measure.id, phase.id), mode
