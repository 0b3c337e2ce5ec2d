"""The roadmap (veikart): all that a plan is made from."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final, TypeVar

from planner.model.adaptations import Adaptation
from planner.model.assumptions import Assumption, Budget, Economics, Published, Risk
from planner.model.calendar import Calendar
from planner.model.dependencies import Dependency, Group
from planner.model.frozen import UNSAID_WHEN_EMPTY, FieldsOnly, OfThings, said
from planner.model.inputs import SectorInput
from planner.model.measures import Measure, Phase
from planner.model.passed import Passed, PassedKey
from planner.model.profiles import Support
from planner.model.requirements import Requirement
from planner.model.rollouts import Rollout
from planner.model.sectors import Sector
from planner.model.services import Contribution, Service

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Roadmap(FieldsOnly):
    """All input, in the order of the data. Change it with ``dataclasses.replace``, never in place.

    Objects refer to each other by id. What takes the whole roadmap to judge belongs to ``planner.check``:
    a roadmap may hold unknown ids, and the look-ups below then raise ``KeyError``.
    """

    name: str = ""
    calendar: Calendar
    measures: tuple[Measure, ...]
    sectors: tuple[Sector, ...] = ()
    rollouts: tuple[Rollout, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    groups: tuple[Group, ...] = ()
    services: tuple[Service, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    budgets: tuple[Budget, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    risks: tuple[Risk, ...] = ()
    published: tuple[Published, ...] = ()
    economics: Economics = field(default_factory=Economics)
    started_first: bool = False
    assumptions: tuple[Assumption, ...] = ()
    supports: tuple[Support, ...] = field(default=(), metadata=UNSAID_WHEN_EMPTY)
    adaptations: tuple[Adaptation, ...] = field(default=(), metadata=UNSAID_WHEN_EMPTY)
    passed: tuple[Passed, ...] = field(default=(), metadata=UNSAID_WHEN_EMPTY)
    inputs: tuple[SectorInput, ...] = field(default=(), metadata=UNSAID_WHEN_EMPTY)

    @property
    def periods(self) -> range:
        """Give the periods of the horizon."""
        return range(self.calendar.periods)

    @cached_property
    def open_measures(self) -> tuple[Measure, ...]:
        """Give the measures that were not done at the status date."""
        return tuple(measure for measure in self.measures if not measure.is_done)

    @property
    def puts_started_first(self) -> bool:
        """Tell whether started measures come before the aim: asked for, and there are any with work."""
        started = (measure for measure in self.open_measures if measure.is_started)
        return self.started_first and any(each.phases or self.rollouts_of(each.id) for each in started)

    @cached_property
    def open_rollouts(self) -> tuple[Rollout, ...]:
        """Give the rollouts of measures that were not done at the status date."""
        return tuple(rollout for rollout in self.rollouts if not self.measure(rollout.measure).is_done)

    @property
    def receiving_sectors(self) -> tuple[Sector, ...]:
        """Give the sectors that take solutions into use."""
        return tuple(sector for sector in self.sectors if sector.is_receiving)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Give the calendar years of the horizon, rising."""
        return tuple(sorted({self.calendar.year_of(period) for period in self.periods}))

    @cached_property
    def hard_requirements(self) -> tuple[Requirement, ...]:
        """Give the requirements of which nothing may be missing."""
        return tuple(requirement for requirement in self.requirements if requirement.is_hard)

    def instant_of(self, requirement: Requirement) -> int:
        """Give the instant at which a requirement asks what is reached, from 0 to the horizon's end."""
        return min(max(0, self.calendar.instant_not_after(requirement.day)), self.calendar.periods)

    def measure(self, measure_id: str) -> Measure:
        """Give a measure by id."""
        return self._measures[measure_id]

    def sector(self, sector_id: str) -> Sector:
        """Give a sector by id."""
        return self._sectors[sector_id]

    def rollout(self, measure_id: str, sector_id: str) -> Rollout | None:
        """Give the rollout of a measure in a sector, or ``None``."""
        return self._rollouts.get((measure_id, sector_id))

    def rollout_by_key(self, key: tuple[str, str]) -> Rollout:
        """Give the rollout of a measure in a sector that has one."""
        return self._rollouts[key]

    def rollouts_of(self, measure_id: str) -> tuple[Rollout, ...]:
        """Give the rollouts of one measure."""
        return self._rollouts_of.get(measure_id, ())

    def contributions_of(self, measure_id: str) -> tuple[Contribution, ...]:
        """Give what one measure adds to services."""
        return self._contributions_of.get(measure_id, ())

    def contributions_to(self, service_id: str) -> tuple[Contribution, ...]:
        """Give what measures add to one service, in the order of the data."""
        return self._contributions_to.get(service_id, ())

    def links_into(self, measure_id: str) -> tuple[Dependency, ...]:
        """Give the dependencies whose successor is a measure or a part of it, in the order of the data."""
        return self._links_into.get(measure_id, ())

    def supports_of(self, rollout: Rollout) -> tuple[Support, ...]:
        """Give what delivering sectors give to a rollout."""
        return self._supports_of.get(rollout.key, ())

    def adaptation_of(self, key: tuple[str, str]) -> Adaptation | None:
        """Give what a sector does in its own systems before a rollout, by measure and sector, or ``None``."""
        return self._adaptations.get(key)

    @cached_property
    def passed_by_key(self) -> Mapping[PassedKey, Passed]:
        """Give what lies behind and keeps its dates, by measure, phase and sector."""
        return {row.key: row for row in self.passed}

    def passed_phases_of(self, measure_id: str) -> tuple[Passed, ...]:
        """Give what keeps its dates of the phases of a measure."""
        return self._passed_phases.get(measure_id, ())

    def has_gates_under_way(self, rollout: Rollout) -> bool:
        """Tell whether a rollout has begun and has gates left, which then count from instant 0.

        Where phases of its measure, or its adaptation, are left, it goes on after these, and its gates count
        from there.
        """
        row = self.passed_by_key.get((rollout.measure, "", rollout.sector)) if self.passed else None
        has_begun = row is not None and row.began is not None and rollout.is_gated
        adaptation = self.adaptation_of(rollout.key) if has_begun else None
        is_adapting = adaptation is not None and adaptation.is_running
        return has_begun and not (is_adapting or self.measure(rollout.measure).phases)

    def published_for(self, measure_id: str) -> Published | None:
        """Give what the latest source published of a measure, or ``None``."""
        return self._published.get(measure_id)

    def units(self, rollout: Rollout) -> float:
        """Give the number of units a rollout is meant for."""
        return rollout.units if rollout.units is not None else self.sector(rollout.sector).units

    def earliest_start(self, measure: Measure) -> int:
        """Give the first instant at which a measure may start."""
        return (
            0 if measure.earliest_start is None else self.calendar.instant_not_before(measure.earliest_start)
        )

    def pinned_period(self, day: date | None) -> int | None:
        """Give the instant a pin asks for: the period that holds the date."""
        return None if day is None else self.calendar.period_of(day)

    def start_pin(self, measure: Measure, phase: Phase) -> int | None:
        """Give the instant a phase is pinned to; of one that runs, what lies before period 0 is its start."""
        pin = self.pinned_period(phase.pinned_start)
        is_real = pin is not None and pin < 0 and measure.is_running and phase.id == measure.phases[0].id
        return None if is_real else pin

    def begin_pin(self, rollout: Rollout) -> int | None:
        """Give the instant a rollout is pinned to; of one under way, what lies before period 0 is past.

        One that has begun and has gates left goes on at instant 0, from which they count.
        """
        if self.has_gates_under_way(rollout):
            return 0
        pin = self.pinned_period(rollout.pinned_begin)
        is_real = pin is not None and pin < 0 < rollout.in_use and self.measure(rollout.measure).is_started
        return None if is_real else pin

    @property
    def analysis_year(self) -> int:
        """Give the year that amounts are discounted to."""
        return self.economics.analysis_year or self.calendar.status_date.year

    @property
    def price_year(self) -> int:
        """Give the year whose prices all amounts are in."""
        return self.economics.price_year or self.calendar.status_date.year

    @cached_property
    def digest(self) -> str:
        """Give the SHA-256 of the whole roadmap, in hexadecimal."""
        return digest(self)

    @cached_property
    def planned_digest(self) -> str:
        """Give the SHA-256 of what plans depend on: all of the roadmap but the input of the sector."""
        return digest(replace(self, inputs=())) if self.inputs else self.digest

    def asks_the_same(self, other: "Roadmap") -> bool:
        """Tell whether plans of another roadmap are plans of this: at most input of the sector differs."""
        return self.planned_digest == other.planned_digest

    @cached_property
    def _measures(self) -> Mapping[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def _sectors(self) -> Mapping[str, Sector]:
        return {sector.id: sector for sector in self.sectors}

    @cached_property
    def _rollouts(self) -> Mapping[tuple[str, str], Rollout]:
        return {rollout.key: rollout for rollout in self.rollouts}

    @cached_property
    def _rollouts_of(self) -> Mapping[str, tuple[Rollout, ...]]:
        return _grouped(self.rollouts, lambda rollout: rollout.measure)

    @cached_property
    def _supports_of(self) -> Mapping[tuple[str, str], tuple[Support, ...]]:
        grouped: dict[tuple[str, str], tuple[Support, ...]] = {}
        for support in self.supports:
            grouped[support.rollout] = (*grouped.get(support.rollout, ()), support)
        return grouped

    @cached_property
    def _links_into(self) -> Mapping[str, tuple[Dependency, ...]]:
        grouped: dict[str, list[Dependency]] = {}
        for link in self.dependencies:
            grouped.setdefault(link.successor.measure, []).append(link)
        return {measure: tuple(links) for measure, links in grouped.items()}

    @cached_property
    def _contributions_of(self) -> Mapping[str, tuple[Contribution, ...]]:
        return _grouped(self.contributions, lambda part: part.measure)

    @cached_property
    def _contributions_to(self) -> Mapping[str, tuple[Contribution, ...]]:
        return _grouped(self.contributions, lambda part: part.service)

    @cached_property
    def _adaptations(self) -> Mapping[tuple[str, str], Adaptation]:
        return {adaptation.key: adaptation for adaptation in self.adaptations}

    @cached_property
    def _passed_phases(self) -> Mapping[str, tuple[Passed, ...]]:
        grouped: dict[str, tuple[Passed, ...]] = {}
        for row in self.passed:
            if row.phase and not row.sector:
                grouped[row.measure] = (*grouped.get(row.measure, ()), row)
        return grouped

    @cached_property
    def _published(self) -> Mapping[str, Published]:
        """Hold the row of the latest source year per measure; of rows from the same year, the last."""
        # stable, so that of rows from one year the last stays last, and wins
        rising = sorted(self.published, key=lambda row: row.source_year or 0)
        return {row.measure: row for row in rising}


def digest(roadmap: Roadmap) -> str:
    """Give the SHA-256 of a roadmap's content, in hexadecimal; the same for equal roadmaps.

    The text is that of ``digest_of``, put together of those of its things.
    """
    parts = (f"{_text(name)}: {_text_of_part(getattr(roadmap, name))}" for name in sorted(said(roadmap)))
    return _sha256("{" + ", ".join(parts) + "}")


def _text_of_part(part: object) -> str:
    return f"[{', '.join(_texts(part))}]" if isinstance(part, tuple) else _text(part)


def digest_of(content: object) -> str:
    """Give the SHA-256 of a roadmap, or of one written as plain data."""
    return _sha256(_text(content))


def _text(content: object) -> str:
    return json.dumps(_canonical(content), sort_keys=True, default=str, ensure_ascii=False)


_texts: OfThings[object, str] = OfThings(_text)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_WRITTEN_AS_THEY_ARE: Final = frozenset({str, float, bool, type(None)})
"""What most fields hold: to ask of each whether it is a thing with fields takes longest."""


def _canonical(content: object) -> object:
    """Write objects as plain data, and whole numbers as fractions throughout, since 3 and 3.0 are equal."""
    if type(content) in _WRITTEN_AS_THEY_ARE or isinstance(content, str):
        return content
    if is_dataclass(content):
        return {name: _canonical(getattr(content, name)) for name in said(content)}
    if isinstance(content, dict):
        return {key: _canonical(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_canonical(value) for value in content]
    is_whole = isinstance(content, int) and not isinstance(content, bool)
    return float(content) if is_whole else content  # type: ignore[arg-type]


def _grouped(rows: Iterable[Row], key_of: Callable[[Row], str]) -> dict[str, tuple[Row, ...]]:
    """Group rows by a key, in order."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(key_of(row), []).append(row)
    return {key: tuple(of_key) for key, of_key in grouped.items()}
