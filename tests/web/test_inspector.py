"""All that is known of a measure, as the script asks for it and builds it."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from web.demo import DemoEngine, demo_plan, demo_roadmap
from web.reading import every

from planner.model import Provenance
from planner.results import Facts
from planner.web.components.panel.inspector import sheet
from planner.web.pages.first_screen import asking, reading, signs
from planner.web.pages.paths import DATA, DEPENDENCIES
from planner.web.parts import PARTS, as_data
from planner.web.proposals import Proposal
from planner.web.sources import FOLDER
from planner.web.workspace import Workspace

BUILDER = (Path(FOLDER) / "components/elements/parts.mjs").read_text("utf-8")


def sent(workspace: Workspace, measure: str, *paths: str) -> Any:
    """Give a sheet as it comes to the script."""
    return json.loads(json.dumps(sheet(workspace, measure, paths), default=as_data))


def parts_in(told: Any) -> list[dict[str, Any]]:
    """Give every part of a sheet, however deep."""
    if isinstance(told, list):
        return [part for one in told for part in parts_in(one)]
    if not isinstance(told, dict):
        return []
    children = told["props"].get("children") if "props" in told else list(told.values())
    return [*([told] if "type" in told else []), *parts_in(children)]


def test_every_part_of_every_sheet_can_be_built(workspace: Workspace) -> None:
    built = set(re.findall(r'"(\w+)"', BUILDER.split("new Set([")[1].split("])")[0]))

    found = [part for measure in workspace.base.measures for part in parts_in(sent(workspace, measure.id))]

    assert {part["type"] for part in found} <= built
    assert {"H2", "Table", "Details", "A"} <= {part["type"] for part in found}


def test_every_part_that_is_only_read_can_be_built(workspace: Workspace) -> None:
    built = set(re.findall(r'"(\w+)"', BUILDER.split("new Set([")[1].split("])")[0]))
    folds = [asking(workspace), reading(workspace), signs(workspace)]
    places = [each for name in ("Div", "Ul", "Section") for each in every(folds, name)]
    carried = [getattr(each, PARTS) for each in places if hasattr(each, PARTS)]

    found = [part for each in carried for part in parts_in(json.loads(each))]

    assert len(carried) == 4
    assert {part["type"] for part in found} <= built


def test_a_source_that_is_no_web_address_is_never_linked_to() -> None:
    roadmap = demo_roadmap(measures=8)
    evil = Provenance(source="javascript:alert(1)")
    roadmap = replace(roadmap, measures=tuple(replace(each, provenance=evil) for each in roadmap.measures))
    made = Workspace(roadmap, engine=DemoEngine())
    made.start(improve=False)

    links = [part["props"]["href"] for part in parts_in(sent(made, "tiltak_00")) if part["type"] == "A"]

    assert not any(link.startswith("javascript") for link in links)


def test_a_measure_that_only_the_proposed_plan_knows_is_told_of(workspace: Workspace) -> None:
    more = demo_roadmap(measures=61)
    assert sent(workspace, "tiltak_60")["head"] == []

    workspace.proposal = Proposal(facts=Facts(demo_plan(more)))

    assert sent(workspace, "tiltak_60")["head"][0]["props"]["children"] == more.measure("tiltak_60").name


def test_it_leads_on_to_the_pages_that_there_are(workspace: Workspace) -> None:
    def own(told: Any) -> list[str]:
        return [part["props"]["href"] for part in parts_in(told) if "data-page" in part["props"]]

    assert own(sent(workspace, "tiltak_00")) == []
    assert own(sent(workspace, "tiltak_00", DATA, DEPENDENCIES)) == [
        "/data?lang=en&tiltak=tiltak_00",
        "/avhengigheter?lang=en&tiltak=tiltak_00",
    ]
