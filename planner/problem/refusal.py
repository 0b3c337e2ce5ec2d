"""What is beyond the engines: sizes and amounts they cannot count with, refused by name."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planner.language import Message, Quantity, to_say
from planner.model import Adaptation, Finding, Mode, Roadmap
from planner.rules import adaptation_before, asked_by_waves

MOST_PARTS = 50_000
"""Phases and rollouts that a plan may have; what comes before a rollout is counted with it."""

MOST_INSTANTS = 20_000_000
"""Phases and rollouts, times periods."""

WIDEST_RANGE = 1e11
"""How many times the smallest amount the largest of the same sum may be; double precision keeps 15 digits."""


Key = tuple[str, str]
"""Measure and phase, or measure and sector."""


@dataclass(slots=True)
class Amounts:
    """Amounts that are added up, and what each is of."""

    figures: list[float] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)

    def add(self, key: Key, figure: float) -> None:
        """Take in an amount."""
        self.figures.append(figure)
        self.keys.append(key)

    def key_of(self, figure: float) -> str:
        """Name the first with an amount."""
        return "/".join(self.keys[self.figures.index(figure)])


def unsupported(roadmap: Roadmap) -> list[Finding]:
    """Name what no engine can count with in a roadmap, whatever the objective."""
    return [*_too_large(roadmap), *_too_far_apart(roadmap)]


def _too_large(roadmap: Roadmap) -> Iterator[Finding]:
    """Refuse more phases, rollouts and periods than memory holds."""
    phases = sum(len(measure.phases) for measure in roadmap.open_measures)
    parts, periods = phases + len(roadmap.open_rollouts), roadmap.calendar.periods
    if parts > MOST_PARTS:
        message = to_say(
            "{found} phases and rollouts to plan, expected at most {expected}",
            found=parts,
            expected=MOST_PARTS,
        )
        yield Finding(code="too_large", message=message, table="veikart", subject="")
    elif parts * periods > MOST_INSTANTS:
        message = to_say(
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
        yield from _lost(sector.id, work[sector.id], to_say("person-months"))
    yield from _lost(to_say("Money"), _money(roadmap), to_say("NOK"))


def _lost(subject: str | Message, amounts: Amounts, unit: Message) -> Iterator[Finding]:
    """Name the largest and the smallest of some amounts when they are too far apart."""
    counted = [figure for figure in amounts.figures if figure > 0]
    if not counted:
        return
    large, small = max(counted), min(counted)
    if large > WIDEST_RANGE * small:
        message = to_say(
            "{subject}: {large} {unit} ({large_of}) and {small} {unit} ({small_of}) "
            "are too far apart to be added up; expected at most {limit} times as much",
            subject=subject,
            large=f"{large:g}",
            large_of=amounts.key_of(large),
            small=f"{small:g}",
            small_of=amounts.key_of(small),
            unit=unit,
            limit=Quantity(WIDEST_RANGE, 0),
        )
        yield Finding(code="amounts_too_far_apart", message=message, subject=amounts.key_of(large))


def _work(roadmap: Roadmap) -> Mapping[str, Amounts]:
    """Give the person-months that phases, rollouts and adaptations ask of each sector."""
    work: dict[str, Amounts] = defaultdict(Amounts)
    for key, mode in _modes(roadmap):
        for demand in mode.demands:
            work[demand.sector].add(key, demand.person_months)
    for rollout in roadmap.open_rollouts:
        for asked in asked_by_waves(roadmap, rollout):
            work[asked.sector].add(rollout.key, asked.person_months)
    for adaptation in _adaptations(roadmap):
        for demand in adaptation.demands:
            work[demand.sector].add(adaptation.key, demand.person_months)
    return work


def _money(roadmap: Roadmap) -> Amounts:
    """Give the NOK that phases, adaptations, waves and shares in use cost or earn."""
    money = Amounts()
    for key, mode in _modes(roadmap):
        money.figures += mode.cost_nok_per_period, mode.cost_at_start_nok
        money.keys += key, key
    for rollout in roadmap.open_rollouts:
        units, key = roadmap.units(rollout), rollout.key
        costs = rollout.cost_per_unit_nok * units, rollout.running_cost_per_unit_nok * units
        money.figures += *costs, rollout.benefit_nok_per_year
        money.keys += key, key, key
    for adaptation in _adaptations(roadmap):
        money.add(adaptation.key, adaptation.cost_nok_per_period)
    return money


def _adaptations(roadmap: Roadmap) -> Iterator[Adaptation]:
    """Give the adaptations that are still to do."""
    found = (adaptation_before(roadmap, rollout) for rollout in roadmap.open_rollouts)
    return (each for each in found if each is not None)


def _modes(roadmap: Roadmap) -> Iterator[tuple[Key, Mode]]:
    """Give every mode of every phase that is still to do, with measure and phase."""
    for measure in roadmap.open_measures:
        for phase in measure.phases:
            for mode in phase.modes:
                yield (measure.id, phase.id), mode
