"""A roadmap as rows: for each table the fields of its cells, in the order of the data."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from planner.language import ToldError, to_say
from planner.model import (
    ASSUMED,
    Adaptation,
    Calendar,
    Deadline,
    Endpoint,
    Estimate,
    Measure,
    Mode,
    Phase,
    Roadmap,
    Rollout,
    Support,
)
from planner.tables.columns import (
    KEYS,
    SPREADS_OF_ADAPTATIONS,
    SPREADS_OF_MODES,
    SPREADS_OF_ROLLOUTS,
    SPREADS_OF_SUPPORTS,
)
from planner.tables.kinds import Column

Fields = dict[str, Any]
"""What the cells of a row hold, by field; ``None`` is an empty cell."""

_DEFAULT = Roadmap(calendar=Calendar(status_date=date.min), measures=())


def rows_of(roadmap: Roadmap, table: str) -> Iterator[Fields]:
    """Give the rows of one table, by field, each with its provenance."""
    return _ROWS[table](roadmap)


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Give each field with its default, which no value equals where there is none."""
    return tuple((each.name, each.default) for each in fields(kind))


def _plain(thing: Any) -> Fields:
    """Give the fields of a thing; those at their default are left empty, but for words of a choice."""
    row = {
        name: None if (value := getattr(thing, name)) == default and not _is_word(value) else value
        for name, default in _defaults(thing.__class__)
    }
    row["provenance"] = getattr(thing, "provenance", ASSUMED)
    return row


def _is_word(value: Any) -> bool:
    """Tell whether a value is one of the words of the model, such as a status."""
    return hasattr(value, "name") and isinstance(value, str)


def _triple(name: str, figure: Estimate) -> Fields:
    """Give an estimate as three cells, the ends empty where they are as the middle."""
    return {
        name: figure.likely,
        f"{name}.low": None if figure.low == figure.likely else figure.low,
        f"{name}.high": None if figure.high == figure.likely else figure.high,
    }


def _ends(thing: Rollout | Mode | Support | Adaptation, spreads: Mapping[str, str]) -> Fields:
    """Give the low and high that are stated beside figures of a thing, each as a cell."""
    found = ((field, getattr(thing, name)) for name, field in spreads.items())
    return {
        f"{field}.{end}": getattr(spread, end)
        for field, spread in found
        if spread is not None
        for end in ("low", "high")
    }


def _due(deadline: Deadline | None) -> Fields:
    if deadline is None:
        return {"deadline": None}
    return {"deadline": deadline.day, "deadline.price_nok_per_period": deadline.price_nok_per_period}


def _measures(roadmap: Roadmap) -> Iterator[Fields]:
    for measure in roadmap.measures:
        yield _plain(measure) | _due(measure.deadline)


def _phases(roadmap: Roadmap) -> Iterator[Fields]:
    for measure, phase, mode in _modes(roadmap):
        of_phase = {
            name: value for name, value in _plain(phase).items() if name not in ("id", "modes", "provenance")
        }
        named = {"measure": measure.id, "phase": phase.id, "mode": mode.name or None}
        of_mode = _plain(mode) | _triple("duration", mode.duration) | _ends(mode, SPREADS_OF_MODES)
        yield of_mode | of_phase | named


def _modes(roadmap: Roadmap) -> Iterator[tuple[Measure, Phase, Mode]]:
    return (
        (measure, phase, mode)
        for measure in roadmap.measures
        for phase in measure.phases
        for mode in phase.modes
    )


def _demands(roadmap: Roadmap) -> Iterator[Fields]:
    for measure, phase, mode in _modes(roadmap):
        for demand in mode.demands:
            yield _plain(demand) | {"measure": measure.id, "phase": phase.id, "mode": mode.name or None}


def _worths_by_end(roadmap: Roadmap) -> Iterator[Fields]:
    """Give the first figure of each measure, those that differ from the one before, and the last."""
    for measure in roadmap.measures:
        worth = measure.worth_by_end_nok
        for instant, figure in enumerate(worth):
            if instant in (0, len(worth) - 1) or figure != worth[instant - 1]:
                yield {
                    "measure": measure.id,
                    "end_from": roadmap.calendar.date_of(instant),
                    "worth_by_end_nok": figure,
                    "provenance": measure.provenance,
                }


def _dependencies(roadmap: Roadmap) -> Iterator[Fields]:
    for dependency in roadmap.dependencies:
        ends = _end("predecessor", dependency.predecessor) | _end("successor", dependency.successor)
        yield _plain(dependency) | ends


def _end(name: str, endpoint: Endpoint) -> Fields:
    return {name: endpoint.measure, f"{name}.phase": endpoint.phase, f"{name}.sector": endpoint.sector}


def _sectors(roadmap: Roadmap) -> Iterator[Fields]:
    return (_plain(sector) for sector in roadmap.sectors)


def _capacities(roadmap: Roadmap) -> Iterator[Fields]:
    for sector in roadmap.sectors:
        for capacity in sector.capacities:
            yield _plain(capacity) | _triple("person_months", capacity.person_months) | {"sector": sector.id}


def _other_loads(roadmap: Roadmap) -> Iterator[Fields]:
    for sector in roadmap.sectors:
        yield from (_plain(other) | {"sector": sector.id} for other in sector.other_loads)


def _freezes(roadmap: Roadmap) -> Iterator[Fields]:
    for sector in roadmap.sectors:
        yield from (_plain(freeze) | {"sector": sector.id} for freeze in sector.freezes)


def _rollouts(roadmap: Roadmap) -> Iterator[Fields]:
    done = {measure.id for measure in roadmap.measures if measure.is_done}
    for rollout in roadmap.rollouts:
        due = rollout.deadline
        asked = {} if due is None else {"deadline.share": due.share}
        if rollout.measure in done:  # where an empty cell is the target
            asked["in_use"] = rollout.in_use
        ends = _ends(rollout, SPREADS_OF_ROLLOUTS)
        yield _plain(rollout) | _due(None if due is None else due.deadline) | asked | ends


def _adaptations(roadmap: Roadmap) -> Iterator[Fields]:
    for adaptation in roadmap.adaptations:
        support = tuple((demand.sector, demand.person_months) for demand in adaptation.support)
        yield (
            _plain(adaptation)
            | _triple("duration", adaptation.duration)
            | _ends(adaptation, SPREADS_OF_ADAPTATIONS)
            | {
                "support": support or None,
                "remaining": adaptation.periods if adaptation.is_running else None,
            }
        )


def _assumptions(roadmap: Roadmap) -> Iterator[Fields]:
    """Give the keys whose source is stated, in their order, then others that differ from their default."""
    keys = {key.alias: key for key in KEYS}
    stated = {assumption.key: assumption.provenance for assumption in roadmap.assumptions}
    for alias, provenance in stated.items():
        if alias not in keys:
            raise ToldError(to_say("The assumption {key} is not known.", key=alias))
        yield {"key": keys[alias], "value": _figure(roadmap, keys[alias]), "provenance": provenance}
    for alias, key in keys.items():
        value = _figure(roadmap, key)
        if alias not in stated and value != _figure(_DEFAULT, key):
            yield {"key": key, "value": value, "provenance": None}


def _figure(roadmap: Roadmap, key: Column) -> Any:
    return attrgetter(key.field)(roadmap)


_ROWS = {
    "veikart": _measures,
    "avhengigheter": _dependencies,
    "aktorer": _sectors,
    "kapasitet": _capacities,
    "annen_belastning": _other_loads,
    "innforingsstopp": _freezes,
    "faser": _phases,
    "behov": _demands,
    "innforing": _rollouts,
    "stotte": lambda roadmap: (_plain(each) | _ends(each, SPREADS_OF_SUPPORTS) for each in roadmap.supports),
    "tilpasning": _adaptations,
    "passert": lambda roadmap: (_plain(each) for each in roadmap.passed),
    "informasjonstjenester": lambda roadmap: (_plain(each) for each in roadmap.services),
    "bidrag": lambda roadmap: (_plain(each) for each in roadmap.contributions),
    "verdi_ved_slutt": _worths_by_end,
    "budsjett": lambda roadmap: (_plain(each) for each in roadmap.budgets),
    "krav": lambda roadmap: (_plain(each) for each in roadmap.requirements),
    "risiko": lambda roadmap: (_plain(each) for each in roadmap.risks),
    "grupper": lambda roadmap: (_plain(each) for each in roadmap.groups),
    "innspill": lambda roadmap: (_plain(each) for each in roadmap.inputs),
    "publisert": lambda roadmap: (_plain(each) for each in roadmap.published),
    "forutsetninger": _assumptions,
}
