"""The JSON Schemas in ``docs/`` are those of the model, and what is written keeps to them."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from files.good_tables import TABLES
from hypothesis import given, settings
from support.builders import a_roadmap_with_everything
from support.json_schema import misfits
from support.strategies import roadmaps

from planner.files import JsonError, request_schema, roadmap_from_json, roadmap_schema, roadmap_to_json
from planner.files.collecting import read_tables
from planner.files.documentation import pages
from planner.model import Roadmap, digest_of
from planner.pipeline import read_roadmap

ROOT = Path(__file__).parents[2]
WIDER = {"calendar.periods", "budgets.year", "budgets.last_year", "published.source_year"} | {
    f"economics.{name}" for name in ("analysis_year", "price_year", "real_growth_until", "real_growth_ends")
}
"""Years and horizons that the model takes and tables do not hold."""


@pytest.fixture(scope="module")
def default_data() -> Roadmap:
    return read_roadmap(ROOT / "data")


@pytest.mark.parametrize("name", pages())
def test_a_page_is_made_from_the_schema(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")

    assert written == pages()[name], "run: python -m planner.files.documentation docs"


def test_the_default_data_keep_to_the_schema(default_data: Roadmap) -> None:
    assert list(misfits(json.loads(roadmap_to_json(default_data)), roadmap_schema())) == []


@given(roadmaps())
@settings(deadline=None, max_examples=12)
def test_every_roadmap_that_is_written_keeps_to_the_schema(roadmap: Roadmap) -> None:
    assert list(misfits(json.loads(roadmap_to_json(roadmap)), roadmap_schema())) == []


def test_what_the_schema_refuses_is_told_by_its_place() -> None:
    written = json.loads(roadmap_to_json(a_roadmap_with_everything()))
    written["roadmap"]["measures"][0] |= {"status": "dreamt", "colour": "red"}
    written["roadmap"]["rollouts"][0]["pace"] = 2
    written["roadmap"]["sectors"][0]["units"] = "many"
    del written["roadmap"]["calendar"]["status_date"]

    assert sorted(misfits(written, roadmap_schema())) == [
        "roadmap.calendar lacks status_date",
        "roadmap.measures[0].colour is not known",
        "roadmap.measures[0].status is dreamt",
        "roadmap.rollouts[0].pace is 2, maximum 1",
        "roadmap.sectors[0].units is many",
    ]


def ranged(schema: Any, whole: Any, value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give every number of a roadmap that has a range: its place and a number just outside on each side."""
    schema = schema["anyOf"][0] if "anyOf" in schema else schema
    schema = whole["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if isinstance(value, dict):
        for name, each in value.items():
            yield from ranged(schema["properties"][name], whole, each, (*path, name))
    elif isinstance(value, list) and "items" in schema:
        rows = {place: row for place, row in enumerate(value) if isinstance(row, dict)}
        first = {
            name: place
            for place in reversed(rows)
            for name, each in rows[place].items()
            if each not in (None, [])
        }
        for name, place in first.items():
            yield from ranged(schema["items"], whole, {name: value[place][name]}, (*path, place))
    elif value is not None:
        outside = {"minimum": -1, "exclusiveMinimum": 0, "maximum": 1}
        yield from ((path, schema[name] + step) for name, step in outside.items() if name in schema)


def test_a_number_outside_its_range_is_refused_when_read(default_data: Roadmap) -> None:
    small = read_tables({name: text.encode() for name, text in TABLES.items()}).roadmap
    assert small is not None
    schema, outside, taken = roadmap_schema(), {}, set()
    for roadmap in (default_data, small):  # the small one, which is read at once, for all that it has
        written = json.loads(roadmap_to_json(roadmap))
        for path, number in ranged(schema["properties"]["roadmap"], schema, written["roadmap"]):
            names = tuple(step for step in path if isinstance(step, str))
            outside[names, number] = written, path
    for (names, number), (written, path) in outside.items():
        other = deepcopy(written)
        place = other["roadmap"]
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = number
        try:
            roadmap_from_json(json.dumps(other | {"digest": digest_of(other["roadmap"])}))
        except JsonError:
            continue
        taken.add(".".join(names))

    assert len(outside) > 90
    assert taken == WIDER


def test_a_request_may_leave_out_whatever_has_a_default() -> None:
    asked = {"kind": "request", "schema": request_schema()["properties"]["schema"]["const"], "request": {}}

    assert list(misfits(asked, request_schema())) == []
