"""Drafts as they are kept: what is not saved yet, cells that cannot be read yet, and the plan that stands."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from planner.files import EditJsonError, JsonError, aim_in, aim_out, edit_in, edit_out
from planner.language import to_say
from planner.merging import Place
from planner.model import Aim, Draft, Edit
from planner.store.changes_json import place_in, place_out
from planner.store.database import Database, row
from planner.store.form import DRAFTS
from planner.store.log import Clock, now, written
from planner.store.refusals import StoreError
from planner.store.saving import Beside
from planner.store.version import Version

OF_THE_ROADMAP: Final = 0
"""Stands for the roadmap itself, where a draft is kept by the number of its scenario."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPlan:
    """A plan that stands or stood, and what it was asked to rest on.

    Parameters
    ----------
    number
        Of the plan as it is kept.
    changes
        Of the version, which it was made with.
    baseline
        Of the aim *fewest changes* alone: number of the plan that changes are counted from.
    is_accepted
        Whether somebody has accepted it; the first plan of all stands without that.
    """

    number: int
    aim: Aim
    changes: tuple[Edit, ...] = ()
    baseline: int | None = None
    is_accepted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSwap:
    """A step of a draft that let another plan stand.

    Parameters
    ----------
    at
        The step, counted from 1.
    before
        The plan whose place was taken; ``None`` where it is not known any more.
    """

    at: int
    before: StandingPlan | None
    after: StandingPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftKept:
    """What is not saved yet of a roadmap or a scenario.

    Parameters
    ----------
    scenario
        Its number; 0 for the roadmap itself.
    version
        Number of the version that it changes.
    rough
        Cells that cannot be read yet, as they were typed.
    plan
        What stands, where it is kept.
    swaps
        The steps that let another plan stand, in order.
    """

    scenario: int
    version: int
    draft: Draft
    rough: Mapping[Place, str] = field(default_factory=dict)
    plan: StandingPlan | None = None
    swaps: tuple[PlanSwap, ...] = ()


class KeptDrafts:
    """The drafts of a store."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database, self._clock = database, clock

    def draft(self, scenario: int = OF_THE_ROADMAP) -> DraftKept | None:
        """Give the draft of a scenario, or of the roadmap; ``None`` where none has been kept.

        Raises
        ------
        StoreError
            If what is kept of it is damaged.
        """
        with self._database.reading() as connection:
            found = connection.execute(sa.select(DRAFTS).where(DRAFTS.c.scenario == scenario)).first()
        return None if found is None else _draft(row(found))

    def keep(self, kept: DraftKept) -> None:
        """Keep a draft in place of what was kept before."""
        with self._database.writing() as connection:
            self._write(connection, kept)

    def beside(self, kept_of: Callable[[Version], DraftKept]) -> Beside:
        """Give what keeps the draft of a version in the transaction that makes the version."""
        return lambda connection, version: self._write(connection, kept_of(version))

    def _write(self, connection: sa.Connection, kept: DraftKept) -> None:
        values = _values(kept) | {"moment": written(self._clock())}
        connection.execute(DRAFTS.delete().where(DRAFTS.c.scenario == kept.scenario))
        connection.execute(DRAFTS.insert(), [values])


def _values(kept: DraftKept) -> dict[str, Any]:
    draft = kept.draft
    steps = [
        {"edits": _edits_out(step), "words": words}
        for step, words in zip(draft.steps, draft.words, strict=True)
    ]
    return {
        "scenario": kept.scenario,
        "version": kept.version,
        "base": draft.base,
        "steps": _text(steps),
        "holding": draft.at,
        "rough": _text([[*place_out(place), typed] for place, typed in kept.rough.items()]),
        "plan": None if kept.plan is None else kept.plan.number,
        "rests_on": "" if kept.plan is None else _text(standing_out(kept.plan)),
        "swaps": _text([_swap_out(swap) for swap in kept.swaps]),
    }


def _swap_out(swap: PlanSwap) -> dict[str, Any]:
    before = None if swap.before is None else standing_out(swap.before)
    return {"at": swap.at, "before": before, "after": standing_out(swap.after)}


def standing_out(plan: StandingPlan) -> dict[str, Any]:
    """Give a plan that stands as plain data."""
    return {
        "plan": plan.number,
        "changes": _edits_out(plan.changes),
        "aim": aim_out(plan.aim),
        "baseline": plan.baseline,
        "is_accepted": plan.is_accepted,
    }


def _edits_out(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    return [edit_out(edit) for edit in edits]


def _text(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False)


def _draft(values: dict[str, Any]) -> DraftKept:
    """Give the draft in a row of the database.

    Raises
    ------
    StoreError
        If it is damaged.
    """
    try:
        steps = json.loads(values["steps"])
        draft = Draft(
            base=values["base"],
            steps=tuple(_edits_in(step["edits"]) for step in steps),
            words=tuple(step["words"] for step in steps),
            at=values["holding"],
        )
        rough = {place_in(found[:3]): found[3] for found in json.loads(values["rough"])}
        rests_on = None if values["plan"] is None else json.loads(values["rests_on"])
        plan = None if rests_on is None else standing_in(rests_on | {"plan": values["plan"]})
        swaps = tuple(_swap(each) for each in json.loads(values["swaps"]))
    except (EditJsonError, JsonError, KeyError, TypeError, ValueError) as error:
        message = to_say("The draft that is kept cannot be read: {reason}.", reason=error)
        raise StoreError("damaged", message) from error
    return DraftKept(
        scenario=values["scenario"],
        version=values["version"],
        draft=draft,
        rough=rough,
        plan=plan,
        swaps=swaps,
    )


def _swap(found: dict[str, Any]) -> PlanSwap:
    before = None if found["before"] is None else standing_in(found["before"])
    return PlanSwap(at=found["at"], before=before, after=standing_in(found["after"]))


def standing_in(found: dict[str, Any]) -> StandingPlan:
    """Give a plan that stands; those of an earlier form were all accepted, and name no baseline."""
    return StandingPlan(
        number=found["plan"],
        changes=_edits_in(found["changes"]),
        aim=aim_in(found["aim"]),
        baseline=found.get("baseline"),
        is_accepted=found.get("is_accepted", True),
    )


def _edits_in(found: Iterable[Any]) -> tuple[Edit, ...]:
    return tuple(edit_in(each, f"changes[{place}]") for place, each in enumerate(found))
