"""The tables of the page as its scripts ask for them and change them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout
from web.demo import DemoEngine
from web.saves import HEADERS, HOME, PORT, Dialog
from web.stored import a_store

from planner.check import check
from planner.merging import changes_between
from planner.model import Contribution, Roadmap, Service, Set, errors
from planner.store import Store
from planner.tables import TABLES, edited
from planner.web.app import create_app
from planner.web.components.grid.commands import MOST_CELLS
from planner.web.decided import Decided
from planner.web.ground import OnVersion
from planner.web.workspace import Workspace

GP = "a\x1fgp"


def small() -> Roadmap:
    """Make a roadmap without errors: three measures in a row, two of them taken into use."""
    return a_roadmap(
        a_measure("a", a_phase("plan", 1), a_phase("build", 2)),
        a_measure("b", a_phase("build", 1), optional=True),
        a_measure("c", a_phase("build", 1)),
        rollouts=(a_rollout("a", effort_per_unit=0.01), a_rollout("b", effort_per_unit=0.01)),
        dependencies=(a_link("a", "b"), a_link("b", "c")),
        services=(Service(id="S1", name="One"),),
        contributions=(
            Contribution(measure="a", service="S1", share=0.5),
            Contribution(measure="b", service="S1", share=0.5),
        ),
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give what is kept of the small roadmap."""
    return a_store(tmp_path, small())


@pytest.fixture
def desk(store: Store) -> Iterator[Workspace]:
    """Give a workspace on it."""
    made = opened(store)
    assert errors(check(made.base)) == []
    yield made
    made.close()


def opened(store: Store) -> Workspace:
    """Give a workspace on the newest version, without a plan: tables need none."""
    version = store.versions.newest()
    roadmap = store.versions.roadmap(version.number)
    return Workspace(
        roadmap, engine=DemoEngine(), store=store, ground=OnVersion(store, version), author="Kari"
    )


@cache
def client_of(workspace: Workspace) -> FlaskClient:
    """Give a browser on a workspace, the same for all of its windows."""
    browser: FlaskClient = create_app(workspace, port=PORT).server.test_client()
    return browser


class Window:
    """A window on the tables of a workspace: what it asks, and what it has."""

    def __init__(self, workspace: Workspace, table: str = "rollouts", lang: str = "en") -> None:
        self.client = client_of(workspace)
        self.table, self.lang = table, lang
        self.data: dict[str, Any] = self.get("")

    def get(self, known: str) -> dict[str, Any]:
        """Ask for the table, without the rows of a roadmap that is known."""
        address = f"/data/sheet?table={self.table}&known={known}&lang={self.lang}"
        answer: dict[str, Any] = self.client.get(address, base_url=HOME).get_json()
        return answer

    def post(self, body: object) -> Any:
        """Send the body of a command."""
        return self.client.post(
            f"/data/change?lang={self.lang}", data=json.dumps(body), headers=HEADERS, base_url=HOME
        )

    def do(self, what: str, **more: Any) -> dict[str, Any]:
        """Give a command, and take what comes of it."""
        asked = {"do": what, "table": self.table, "known": self.data["known"], **more}
        self.data = self.post(asked).get_json()
        return self.data

    def type(self, *cells: tuple[str, ...], **more: Any) -> dict[str, Any]:
        """Type into cells."""
        return self.do("type", cells=[list(cell) for cell in cells], **more)

    def undo(self, **more: Any) -> dict[str, Any]:
        """Undo the last step of the draft that it has."""
        return self.do("undo", draft=self.data["draft"]["id"], **more)

    def redo(self) -> dict[str, Any]:
        """Make the step again that was undone in the draft that it has."""
        return self.do("redo", draft=self.data["draft"]["id"])

    def findings(self) -> dict[str, Any]:
        """Ask what checking finds."""
        found: dict[str, Any] = self.client.get(
            f"/data/findings?table={self.table}&lang={self.lang}", base_url=HOME
        ).get_json()
        return found


def test_a_window_gets_every_table_with_its_columns_in_its_language(desk: Workspace) -> None:
    for table in TABLES:
        for lang, name in (("nb", table.name), ("en", table.aliases[-1])):
            data = Window(desk, table.aliases[-1], lang).data

            assert data["about"]["title"] == name
            headers = [column["header"] for column in data["about"]["columns"]]
            fields = [column["field"] for column in data["about"]["columns"]]
            of = {column.field: column.header if lang == "nb" else column.alias for column in table.columns}
            assert headers == [of[field] for field in fields]
            assert all(place < len(fields) for row in data["rows"] for place in row[3::2])
            assert all(column["meaning"] and column["expects"] for column in data["about"]["columns"])


def test_a_good_cell_is_a_step_of_the_draft_and_only_its_row_is_sent_back(desk: Workspace) -> None:
    window = Window(desk)
    assert window.data["all"] is True

    answer = window.type((GP, "pace", "25 %", "0,5"))

    assert desk.drafted.changes == (Set("rollouts", {"measure": "a", "sector": "gp"}, "pace", 0.25),)
    assert (answer["all"], answer["order"], [row[0] for row in answer["rows"]]) == (False, None, [GP])
    assert answer["changed"] == {GP: {"pace": "0,5"}}
    assert answer["draft"]["undo"] == "rollouts a/gp, pace: 25 %"
    assert (answer["draft"]["count"], answer["made"]) == (1, True)


def test_a_bad_cell_is_kept_as_typed_with_what_was_found_and_expected(desk: Workspace, store: Store) -> None:
    answer = Window(desk).type((GP, "pace", "fast"))

    assert answer["rough"] == {GP: {"pace": ["fast", answer["said"], False]}}
    assert answer["said"] == "“fast” stands here, expected a number such as 1 234,50."
    assert desk.drafted.changes == ()
    assert dict(opened(store).rough) == {("rollouts", ("a", "gp"), "pace"): "fast"}
    mended = Window(desk).type((GP, "pace", "0,25"))
    assert (mended["rough"], dict(desk.rough)) == ({}, {})


def test_what_breaks_a_rule_is_kept_as_typed_and_told_why(desk: Workspace) -> None:
    answer = Window(desk, "dependencies").type(("a\x1f\x1f\x1fb\x1f\x1f\x1fFS\x1f", "predecessor", "nobody"))

    assert "nobody" in answer["said"]
    assert len(desk.rough) == 1
    assert changes_between(desk.base, desk.as_drafted) == ()


def test_cells_that_only_fit_together_are_typed_one_after_the_other(desk: Workspace) -> None:
    window = Window(desk, "phases")
    row = "a\x1fbuild\x1f"
    window.type((row, "duration.low", "3"))
    assert list(desk.rough.values()) == ["3"]  # above the likely one

    window.type((row, "duration", "4"))

    assert dict(desk.rough) == {}
    duration = desk.as_drafted.measures[0].phases[1].modes[0].duration
    assert (duration.low, duration.likely) == (3, 4)


def test_shares_that_must_sum_to_one_are_typed_one_after_the_other(desk: Workspace) -> None:
    window = Window(desk, "contributions")

    first = window.type(("a\x1fS1", "share", "0,7"))
    second = window.type(("b\x1fS1", "share", "0,3"))

    assert "adds up" in first["said"] or first["rough"]
    assert second["rough"] == {}
    assert [each.share for each in desk.as_drafted.contributions] == [0.7, 0.3]
    assert len(desk.drafted.steps) == 1


def test_a_new_row_waits_for_what_it_needs_and_is_then_added_as_one_step(desk: Workspace) -> None:
    window = Window(desk)
    new = "+\x1f1"

    first = window.type((new, "measure", "c"))
    whole = window.type((new, "sector", "gp"))

    assert first["rough"][new]["measure"][2] is True
    assert whole["rough"] == {}
    assert whole["added"] == ["c\x1fgp"]
    assert whole["draft"]["undo"] == "new row in rollouts: c"


def test_a_pasted_block_is_tried_then_one_step(desk: Workspace) -> None:
    window = Window(desk)
    cells: tuple[tuple[str, ...], ...] = (
        (GP, "pace", "0,4"),
        ("b\x1fgp", "pace", "0,3"),
        (GP, "weight", "much"),
        ("+\x1f1", "measure", "c"),
        ("+\x1f1", "sector", "gp"),
    )

    tried = window.type(*cells, dry=True)
    assert desk.drafted.steps == ()
    assert (tried["ask"]["cells"], tried["ask"]["new"]) == (5, 1)
    assert [(row, field) for row, field, _why in tried["ask"]["wrong"]] == [(GP, "weight")]

    done = window.type(*cells, pasted=True)
    assert len(desk.drafted.steps) == 1
    assert done["draft"]["undo"] == "5 cells in rollouts"
    assert {row: list(cells) for row, cells in done["rough"].items()} == {GP: ["weight"]}
    window.undo()
    assert changes_between(desk.base, desk.as_drafted) == ()


def test_one_cell_of_a_block_that_breaks_a_rule_leaves_the_others(desk: Workspace) -> None:
    done = Window(desk).type(
        (GP, "pace", "0,4"), ("b\x1fgp", "sector", "nobody"), ("b\x1fgp", "weight", "3"), pasted=True
    )

    assert list(done["rough"]) == ["b\x1fgp"]
    assert list(done["rough"]["b\x1fgp"]) == ["sector"]
    assert {change.field for change in changes_between(desk.base, desk.as_drafted)} == {"pace", "weight"}


def test_dropping_tells_what_goes_along_before_it_is_done(desk: Workspace) -> None:
    window = Window(desk, "measures")

    asked = window.do("drop", rows=["c"])
    assert asked["ask"]["along"] == ["dependencies b/c/FS", "phases c/build"]
    assert desk.drafted.steps == ()
    done = window.do("drop", rows=["c"], sure=True)

    assert done["gone"] == ["c"]
    assert (len(desk.drafted.steps), done["said"]) == (1, "c dropped from measures")
    assert Window(desk, "phases").data["gone"] == ["c/build"]


def test_what_nothing_names_is_dropped_at_once(desk: Workspace) -> None:
    done = Window(desk, "dependencies").do("drop", rows=["b\x1f\x1f\x1fc\x1f\x1f\x1fFS\x1f"])

    assert (done["ask"], done["gone"]) == (None, ["b/c/FS"])


def test_a_measure_is_dropped_along_with_shares_that_were_typed_for_it(desk: Workspace) -> None:
    Window(desk, "contributions").type(("a\x1fS1", "share", "1"))
    assert len(desk.rough) == 1
    window = Window(desk, "measures")

    done = window.do("drop", rows=["b"], sure=True)

    assert done["made"] is True
    assert dict(desk.rough) == {}
    assert [(each.measure, each.share) for each in desk.as_drafted.contributions] == [("a", 1.0)]


def test_a_row_that_waits_is_forgotten_when_it_is_dropped(desk: Workspace) -> None:
    window = Window(desk)
    window.type(("+\x1f1", "measure", "c"))

    assert window.do("drop", rows=["+\x1f1"])["rough"] == {}


def test_a_renamed_measure_is_one_step_by_its_name(desk: Workspace) -> None:
    window = Window(desk, "measures")

    done = window.type(("a", "id", "first"))

    assert done["draft"]["undo"] == "measures a, id: first"
    assert (done["added"], done["gone"]) == (["first"], ["a"])
    assert [each.measure for each in desk.as_drafted.rollouts] == ["b", "first"]
    window.undo()
    assert changes_between(desk.base, desk.as_drafted) == ()


def test_a_step_of_another_draft_or_an_earlier_run_is_not_undone(desk: Workspace) -> None:
    one, other = Window(desk), Window(desk)
    one.type((GP, "pace", "0,25"))
    desk.drop_draft(1)
    other.type((GP, "weight", "2"))

    assert "undone" in one.undo()["said"]
    assert one.undo()["said"].startswith("Undone: ")
    assert not desk.drafted.changes

    other.type((GP, "weight", "2"))
    before = Window(desk)
    again = Decided(desk.drafted.base)
    again.draft = desk.drafted
    assert again.draft_id != before.data["draft"]["id"]


def test_steps_are_undone_and_redone_by_name(desk: Workspace) -> None:
    window = Window(desk)
    window.type((GP, "pace", "0,25"))

    undone = window.undo()
    assert (undone["said"], undone["draft"]["redo"]) == (
        "Undone: rollouts a/gp, pace: 0,25",
        "rollouts a/gp, pace: 0,25",
    )
    assert window.redo()["said"] == "Redone: rollouts a/gp, pace: 0,25"


def test_what_another_window_changed_meanwhile_is_not_written_over(desk: Workspace) -> None:
    one, other = Window(desk), Window(desk)
    one.type((GP, "pace", "0,25", "0,5"))

    late = other.type((GP, "pace", "0,125", "0,5"))
    beside = other.type((GP, "weight", "2", ""))

    assert late["said"] == (
        "rollouts a/gp, pace has become 0,25 since you saw it. Nothing was changed. You typed 0,125."
    )
    assert (late["made"], beside["made"]) == (False, True)
    assert [change.after for change in changes_between(desk.base, desk.as_drafted)] == [0.25, 2.0]
    assert "undone" in one.undo()["said"]
    assert len(desk.drafted.changes) == 2


def test_a_window_that_saw_all_before_its_command_has_seen_all_after_it(desk: Workspace) -> None:
    one, other = Window(desk), Window(desk)
    sight = desk.journal.sight

    first = one.do("type", cells=[[GP, "pace", "0,25"]], sight=sight)
    late = other.do("type", cells=[[GP, "weight", "2"]], sight=sight)

    assert (first["sight"] != sight, late["sight"]) == (True, None)
    assert one.undo(sight=desk.journal.sight)["sight"] == desk.journal.sight


def test_a_command_whose_answer_got_lost_may_be_sent_again(desk: Workspace) -> None:
    window = Window(desk)

    for _time in range(2):
        answer = window.type((GP, "pace", "0,25", "0,5"))

    assert (len(desk.drafted.steps), answer["made"]) == (1, True)


def test_a_window_hears_what_it_lacks(desk: Workspace) -> None:
    window = Window(desk)
    known = window.data["known"]
    Window(desk).type((GP, "pace", "0,25"))
    desk.change(Set("measures", {"id": "c"}, "name", "Other"))

    news = window.get(known)

    assert [row[0] for row in news["rows"]] == [GP]
    assert {each["name"]: each["changed"] for each in news["tables"] if each["changed"]} == {
        "measures": 1,
        "rollouts": 1,
    }
    assert window.get("no such digest")["all"] is True


def test_a_cell_is_put_back_to_what_is_saved(desk: Workspace) -> None:
    window = Window(desk)
    window.type((GP, "pace", "0,25"))
    window.type((GP, "weight", "much"))

    window.do("back", cells=[[GP, "weight"]], only_rough=True)
    assert dict(desk.rough) == {}
    window.do("back", cells=[[GP, "pace"]])
    assert changes_between(desk.base, desk.as_drafted) == ()


def test_findings_lead_to_their_cells(desk: Workspace) -> None:
    window = Window(desk, "measures")
    assert window.data["findings"] is None
    assert window.findings()["findings"] == []

    desk.change(Set("rollouts", {"measure": "a", "sector": "gp"}, "effort_per_unit", 0.0))
    told = [found for table in TABLES for found in Window(desk, table.aliases[-1]).findings()["findings"]]
    assert len(told) == len(check(desk.as_drafted))
    assert all(found["row"] for found in told)


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_conflict_is_settled_cell_by_cell_and_nothing_is_lost(
    desk: Workspace, store: Store, choice: str
) -> None:
    window = Window(desk)
    window.type((GP, "pace", "0,25"), (GP, "weight", "2"), ("b\x1fgp", "pace", "0,3"))
    window.type((GP, "units", "many"))
    store.versions.save(
        edited(desk.base, [Set("rollouts", {"measure": "a", "sector": "gp"}, "pace", 0.125)]),
        parent=1,
        author="Ola",
        request="other",
    )

    refused = Dialog(window.client).save(request="mine")
    (clash,) = refused["ask"]["clashes"]
    assert (clash["base"], clash["mine"], clash["theirs"], clash["by"]) == (
        "0,5",
        "0,25",
        "0,125",
        "Ola, version 2",
    )
    assert window.get("")["draft"]["count"] == 3
    Dialog(window.client).settle({"0": choice}, 2)

    assert window.get("")["draft"]["version"] == 2
    held = {(each.measure, each.pace, each.weight) for each in desk.as_drafted.rollouts}
    assert held == {("a", 0.25 if choice == "mine" else 0.125, 2.0), ("b", 0.3, None)}
    assert list(desk.rough.values()) == ["many"]
    assert Dialog(window.client).save(request="again")["said"] == "Saved as version 3."


def test_a_row_that_others_dropped_can_be_had_again_by_choice(desk: Workspace, store: Store) -> None:
    window = Window(desk)
    window.type((GP, "pace", "0,25"))
    without = replace(desk.base, rollouts=desk.base.rollouts[1:])
    store.versions.save(without, parent=1, author="Ola", request="other")

    refused = Dialog(window.client).save(request="mine")
    assert refused["ask"]["clashes"][0]["theirs"] == ""
    Dialog(window.client).settle({"0": "mine"}, 2)

    assert {(each.measure, each.pace) for each in desk.as_drafted.rollouts} == {("a", 0.25), ("b", 0.5)}


def test_a_conflict_that_others_have_changed_since_is_looked_at_anew(desk: Workspace, store: Store) -> None:
    window = Window(desk)
    window.type((GP, "pace", "0,25"))

    assert "once more" in Dialog(window.client).settle({}, 7)["said"]
    assert len(desk.drafted.steps) == 1


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"do": "eval"},
        {"do": "type", "table": "measures"},
        {"do": "type", "table": "measures", "cells": "a"},
        {"do": "type", "table": "measures", "cells": [["a"]]},
        {"do": "type", "table": "measures", "cells": [["a", "name", 7]]},
        {"do": "type", "table": "measures", "cells": [["a", "name", "x"]] * (MOST_CELLS + 1)},
        {"do": "drop", "table": "measures", "rows": None},
        {"do": "back", "table": "measures", "cells": [[1, 2]]},
    ],
)
def test_a_command_of_another_form_is_refused(desk: Workspace, body: object) -> None:
    assert Window(desk).post(body).status_code == 400
    assert desk.drafted.steps == ()


def test_an_unknown_table_is_not_found(desk: Workspace) -> None:
    window = Window(desk)

    assert window.client.get("/data/sheet?table=users", base_url=HOME).status_code == 404
    assert window.post({"do": "undo", "table": "../x"}).status_code == 404


def test_commands_of_other_sites_are_refused(desk: Workspace) -> None:
    client = Window(desk).client
    headers = HEADERS | {"Sec-Fetch-Site": "cross-site"}

    assert client.post("/data/change", data="{}", headers=headers, base_url=HOME).status_code == 403


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=HYPERLINK('http://evil.example')",
        "@SUM(A1)",
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "a\u202eb",
        "Robert'); DROP TABLE measures;--",
        "\u0000",
        "\x1b[31m",
        "\ud800",
        "x" * 10_001,
        "\u1f600" * 50,
        "  ",
    ],
)
def test_hostile_texts_are_text_or_refused_and_never_fail(desk: Workspace, text: str) -> None:
    for table, row, field in (
        ("measures", "a", "name"),
        ("measures", "a", "id"),
        ("rollouts", GP, "pace"),
        ("rollouts", GP, "basis"),
        ("assumptions", "status_date", "value"),
        ("measures", "+\x1f1", "name"),
        ("measures", "+\x1fx", "name"),
        ("measures", "a\x1f\x1f", "name"),
        ("measures", "a", "provenance"),
    ):
        window = Window(desk, table)

        answer = window.post({"do": "type", "table": table, "known": "", "cells": [[row, field, text]]})

        assert answer.status_code == 200
        assert window.get("")["known"]
