"""Where the dates of a measure are pinned, as a needle on its bar with its reason."""

from collections.abc import Iterator, Mapping
from typing import Any

from planner.language import _
from planner.model import Measure, Roadmap
from planner.rules import adaptation_pin
from planner.say import period_words, phase_name

Data = dict[str, Any]
PinReasons = Mapping[tuple[str, str], str]
"""Why a date is pinned, by measure and by phase, or by sector for a rollout and its adaptation."""


def pin_data(roadmap: Roadmap, measure: Measure, reasons: PinReasons) -> list[Data]:
    """Give each pin of a measure within the horizon: the instant, and what it pins and why."""
    return [
        {"at": at, "text": _words(roadmap, measure, what, at, reasons.get((measure.id, key), ""))}
        for key, what, at in _pinned(roadmap, measure)
        if 0 <= at <= roadmap.calendar.periods
    ]


def _pinned(roadmap: Roadmap, measure: Measure) -> Iterator[tuple[str, str, int]]:
    """Give what is pinned, by its key and its name, and to which instant."""
    for phase in measure.phases:
        at = roadmap.start_pin(measure, phase)
        if at is not None:
            yield phase.id, phase_name(measure, phase.id), at
    for rollout in roadmap.rollouts_of(measure.id):
        sector = roadmap.sector(rollout.sector).name
        begin, adaptation = roadmap.begin_pin(rollout), roadmap.adaptation_of(rollout.key)
        if begin is not None:
            yield rollout.sector, _("Rollout in {sector}", sector=sector), begin
        at = None if adaptation is None else adaptation_pin(roadmap, adaptation)
        if at is not None:
            yield rollout.sector, _("Adaptation in {sector}", sector=sector), at


def _words(roadmap: Roadmap, measure: Measure, what: str, at: int, reason: str) -> str:
    when = period_words(roadmap.calendar, min(at, roadmap.calendar.periods - 1))
    why = reason or measure.note or measure.provenance.source
    if why:
        return _("{what}: pinned to start in {when}. Reason: {why}", what=what, when=when, why=why)
    return _("{what}: pinned to start in {when}, no reason is given", what=what, when=when)
