"""A scenario as it is kept: changes of a version with an aim, an owner and a state."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.files import EditJsonError, JsonError, aim_in, aim_out, edit_in, edit_out
from planner.language import Word, to_say
from planner.model import Aim, Edit
from planner.store.refusals import StoreError


class ScenarioState(StrEnum):
    """How far a scenario has come."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    FROZEN = "frozen"


STATE_WORDS = {
    ScenarioState.DRAFT: Word(nb="utkast", en="draft"),
    ScenarioState.PROPOSED: Word(nb="foreslått", en="proposed"),
    ScenarioState.ADOPTED: Word(nb="vedtatt", en="adopted"),
    ScenarioState.FROZEN: Word(nb="fryst", en="frozen"),
}
_NEXT = {
    ScenarioState.DRAFT: (ScenarioState.PROPOSED,),
    ScenarioState.PROPOSED: (ScenarioState.DRAFT, ScenarioState.ADOPTED),
    ScenarioState.ADOPTED: (ScenarioState.FROZEN,),
    ScenarioState.FROZEN: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioKept:
    """A scenario as it is kept.

    Parameters
    ----------
    base
        Number of the version that it changes.
    changes
        Of that version, in order.
    plan
        Number of the plan that was adopted with it.
    revision
        Rises with each change; a change names the one that it was decided on.
    """

    number: int
    name: str
    base: int
    changes: tuple[Edit, ...]
    aim: Aim
    owner: str
    state: ScenarioState
    plan: int | None
    revision: int


def leads_to(found: dict[str, Any], state: ScenarioState) -> None:
    """Refuse a state that is not the next one."""
    if state not in _NEXT[ScenarioState(found["state"])]:
        message = to_say(
            "{name} is {found} and cannot become {state}.",
            name=found["name"],
            found=STATE_WORDS[ScenarioState(found["state"])],
            state=STATE_WORDS[state],
        )
        raise StoreError("not allowed", message)


def edits_text(changes: Iterable[Edit]) -> str:
    """Write changes as they are kept."""
    return json.dumps([edit_out(each) for each in changes], ensure_ascii=False)


def scenario_of(values: dict[str, Any]) -> ScenarioKept:
    """Give the scenario in a row of the database.

    Raises
    ------
    StoreError
        If what is kept is damaged.
    """
    try:
        written_changes = enumerate(json.loads(values["changes"]))
        changes = tuple(edit_in(each, f"changes[{place}]") for place, each in written_changes)
        aim = aim_in(json.loads(values["aim"]))
    except (EditJsonError, JsonError, ValueError) as error:
        message = to_say("Scenario {name} is damaged: {reason}", name=values["name"], reason=error)
        raise StoreError("damaged", message) from error
    state = ScenarioState(values["state"])
    return ScenarioKept(**(values | {"changes": changes, "aim": aim, "state": state}))


def aim_text(aim: Aim) -> str:
    """Write an aim as it is kept."""
    return json.dumps(aim_out(aim), ensure_ascii=False)
