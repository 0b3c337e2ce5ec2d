"""The start of a phase as a field beside the page: it pins as dragging a bar does, and refuses in words."""

from dataclasses import replace
from typing import Any

from web.demo import DemoEngine, demo_roadmap
from web.reading import text_of
from web.test_app import PORT, ask

from planner.web.app import create_app
from planner.web.components.gantt.pinning import PinAsked, can_be_pinned, draft_pin, on_screen, what_follows
from planner.web.components.panel.pins import pin_fields, start_shown
from planner.web.pages import ids
from planner.web.workspace import Workspace


def a_pin(workspace: Workspace, later: int = 1) -> PinAsked:
    """Ask for a phase that can be pinned, later than the plan has it."""
    plan = on_screen(workspace)
    assert plan.schedule is not None
    asked = (
        PinAsked(measure=each.measure, phase=each.phase, start=each.start + later, number=0)
        for each in plan.schedule.phases
    )
    return next(each for each in asked if can_be_pinned(plan, workspace.as_drafted, each))


def chosen(workspace: Workspace, pin: PinAsked, value: object, drawn: object = None) -> Any:
    """Choose in the field of a phase, as the page sends it; ``drawn`` is what the field showed until then."""
    shown = str(start_shown(workspace, pin)) if drawn is None else drawn
    client = create_app(workspace, port=PORT).server.test_client()
    listed = client.get("/_dash-dependencies", base_url=f"http://127.0.0.1:{PORT}").get_json()
    output = next(each["output"] for each in listed if "pin-field" in str(each["inputs"]))
    field = ids.pin_field(pin.measure, pin.phase)
    name = "{" + ",".join(f'"{key}":"{field[key]}"' for key in sorted(field)) + "}.value"
    parts = [each.split("@")[0].rsplit(".", 1) for each in output.strip(".").split("...")]
    body = {
        "output": output,
        "outputs": [{"id": part, "property": what} for part, what in parts],
        "inputs": [[{"id": field, "property": "value", "value": value}]],
        "state": [
            {"id": ids.SIGHT, "property": "data", "value": workspace.journal.sight},
            {"id": ids.PULSE, "property": "data", "value": None},
            [{"id": field, "property": "name", "value": shown}],
            {"id": ids.URL, "property": "search", "value": "?lang=en"},
        ],
        "changedPropIds": [name],
    }
    return ask(client, body)


def test_each_phase_that_can_be_pinned_has_a_field_with_its_name_and_start(workspace: Workspace) -> None:
    pin = a_pin(workspace)

    head, *fields = pin_fields(workspace, pin.measure)

    assert text_of(head) == "Pin the start of a phase"
    shown = {each.id["phase"]: each for each in fields}
    assert shown[pin.phase].value == str(pin.start - 1)
    assert shown[pin.phase].label
    assert len(shown[pin.phase].data) == workspace.base.calendar.periods
    assert pin_fields(workspace, "no such measure") == pin_fields(workspace, None) == []


def test_a_field_shows_what_the_draft_pins(workspace: Workspace) -> None:
    pin = a_pin(workspace)

    draft_pin(workspace, pin)

    assert start_shown(workspace, pin) == pin.start


def test_choosing_another_start_drafts_the_pin_and_what_is_only_drawn_does_not(workspace: Workspace) -> None:
    pin = a_pin(workspace)
    now = chosen(workspace, pin, str(pin.start - 1))
    before, follows = workspace.drafted.changes, what_follows(workspace, pin)["words"]

    done = chosen(workspace, pin, str(pin.start))

    assert (now.status_code, before) == (204, ())
    assert done.get_json()["response"][ids.PANEL_PINNED]["children"] == follows != ""
    assert workspace.drafted.changes
    assert start_shown(workspace, pin) == pin.start


def test_a_field_that_was_only_drawn_pins_nothing_though_the_phase_has_been_pinned_since(
    workspace: Workspace,
) -> None:
    pin = a_pin(workspace)
    drawn = str(pin.start - 1)
    draft_pin(workspace, pin)

    late = chosen(workspace, pin, drawn, drawn)

    assert late.status_code == 204
    assert start_shown(workspace, pin) == pin.start
    assert chosen(workspace, pin, drawn).status_code == 200
    assert start_shown(workspace, pin) == pin.start - 1


def test_a_phase_whose_id_has_letters_beyond_ascii_is_pinned_too() -> None:
    roadmap = demo_roadmap()
    measures = tuple(
        replace(each, phases=tuple(replace(phase, id=f"{phase.id}ø") for phase in each.phases))
        for each in roadmap.measures
    )
    workspace = Workspace(replace(roadmap, measures=measures), engine=DemoEngine(), is_example=True)
    workspace.start(improve=False)
    pin = a_pin(workspace)

    chosen(workspace, pin, str(pin.start))

    assert pin.phase.endswith("ø")
    assert start_shown(workspace, pin) == pin.start
    workspace.close()
