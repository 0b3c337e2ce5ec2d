"""Read a scenario, and the roadmap that it changes."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from planner.files import Reading, read, read_scenario
from planner.language import message_of
from planner.model import Finding, Plan, Roadmap
from planner.pipeline.changing import placed, with_changes
from planner.pipeline.reading import Loaded, checked
from planner.scenario import Scenario, ScenarioError, edits_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioResult:
    """A scenario with what came of it."""

    scenario: Scenario
    outcome: Loaded
    plan: Plan | None = None


def load_scenario(path: Path) -> ScenarioResult:
    """Read a scenario and the roadmap it changes, and check the changed roadmap."""
    reading = read_scenario(path)
    if reading.scenario is None:
        unread = Scenario(name=path.stem, base="")
        return ScenarioResult(scenario=unread, outcome=Loaded(roadmap=None, findings=reading.findings))
    began = time.monotonic()
    base = read(path.parent / reading.scenario.base)
    ended = time.monotonic()
    outcome = checked(base)
    if base.roadmap is not None and outcome.can_be_planned:
        outcome = _changed(base, base.roadmap, reading.scenario, path.name)
    took = (("reading", ended - began), ("checking", time.monotonic() - ended))
    outcome = replace(outcome, took=took)
    return ScenarioResult(scenario=reading.scenario, outcome=outcome)


def _changed(base: Reading, roadmap: Roadmap, scenario: Scenario, file: str) -> Loaded:
    """Make a scenario's changes and check what they give."""
    try:
        asked = edits_of(roadmap, scenario)
    except ScenarioError as error:
        found = Finding(code="bad_scenario", message=message_of(error), table=file, column=error.place)
        return Loaded(roadmap=None, findings=(found,))
    outcome = with_changes(roadmap, [edit for _place, edit in asked])
    return placed(outcome, [place for place, _edit in asked], file, base.places.of)
