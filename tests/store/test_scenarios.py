"""Scenarios: from draft to adopted plan, one adopted at a time, moved to newer versions by merging."""

from typing import Any

import pytest
from support.builders import its_schedule
from support.saving import A, B, pace, saved

from planner.merging import Clash
from planner.model import VALUE, Add, Aim, Edit, Plan, PlanStatus, Roadmap, Scale, Set
from planner.store import ScenarioKept, ScenarioState, Store, StoreError
from planner.tables import edited

EFFORT = Set("rollouts", A, "effort_per_unit", 2.0)


def a_plan(roadmap: Roadmap) -> Plan:
    return Plan(
        roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=its_schedule(), score=1.0
    )


def a_scenario(store: Store, name: str = "Fast", **fields: Any) -> ScenarioKept:
    given: dict[str, Any] = {"base": 1, "changes": [pace(0.75)], "aim": Aim(name="coverage"), "owner": "Kari"}
    return store.scenarios.add(name, **(given | fields))


def adopted(store: Store, scenario: ScenarioKept) -> ScenarioKept:
    """Propose a scenario and adopt it with a plan."""
    kept = store.plans.keep(a_plan(store.scenarios.roadmap(scenario)), author="Kari")
    proposed = store.scenarios.move(
        scenario.number, ScenarioState.PROPOSED, revision=scenario.revision, author="Kari"
    )
    return store.scenarios.adopt(scenario.number, kept.number, revision=proposed.revision, author="Styret")


def test_a_scenario_is_read_as_it_was_made(store: Store) -> None:
    changes: list[Edit] = [
        pace(0.75),
        Scale("capacity", {}, "person_months", 1.2),
        Add("budget", {"year": 2031, "limit_nok": 1e6}),
    ]

    made = a_scenario(store, changes=changes)

    assert store.scenarios.kept() == (made,)
    assert (made.state, made.changes, made.aim) == (ScenarioState.DRAFT, tuple(changes), Aim(name="coverage"))
    assert store.scenarios.roadmap(made) == edited(store.versions.roadmap(1), changes)


def test_a_name_is_given_once(store: Store) -> None:
    a_scenario(store)

    with pytest.raises(StoreError, match="There is a scenario called Fast already"):
        a_scenario(store)


def test_one_is_adopted_at_a_time_and_the_one_before_is_frozen_with_its_plan(store: Store) -> None:
    first = adopted(store, a_scenario(store, "First"))
    second = adopted(store, a_scenario(store, "Second", changes=[EFFORT]))

    was = store.scenarios.scenario(first.number)

    assert (was.state, was.plan) == (ScenarioState.FROZEN, first.plan)
    assert (second.state, store.scenarios.adopted()) == (ScenarioState.ADOPTED, second)
    assert store.plans.plan(second.plan or 0).roadmap == store.scenarios.roadmap(second)
    assert [line.action for line in store.log.lines()[:2]] == ["adopted", "frozen"]


def test_what_is_adopted_needs_a_plan_of_its_own_roadmap(store: Store) -> None:
    other = store.plans.keep(a_plan(store.versions.roadmap(1)), author="Kari")
    scenario = a_scenario(store)
    proposed = store.scenarios.move(scenario.number, ScenarioState.PROPOSED, revision=1, author="Kari")

    with pytest.raises(StoreError, match="was made from another roadmap"):
        store.scenarios.adopt(scenario.number, other.number, revision=proposed.revision, author="K")
    with pytest.raises(StoreError, match="There is no plan 99"):
        store.scenarios.adopt(scenario.number, 99, revision=proposed.revision, author="K")
    assert store.scenarios.adopted() is None


def test_states_come_in_their_order(store: Store) -> None:
    draft = a_scenario(store)
    with pytest.raises(StoreError, match="is draft and cannot become frozen"):
        store.scenarios.move(draft.number, ScenarioState.FROZEN, revision=1, author="K")
    with pytest.raises(StoreError, match="is adopted with a plan"):
        store.scenarios.move(draft.number, ScenarioState.ADOPTED, revision=1, author="K")

    proposed = store.scenarios.move(draft.number, ScenarioState.PROPOSED, revision=1, author="K")
    with pytest.raises(StoreError, match="no draft any more"):
        store.scenarios.change(draft.number, revision=proposed.revision, author="K", changes=[])
    back = store.scenarios.move(draft.number, ScenarioState.DRAFT, revision=proposed.revision, author="K")

    assert (back.state, back.revision) == (ScenarioState.DRAFT, 3)


def test_a_change_on_an_older_revision_is_refused(store: Store) -> None:
    scenario = a_scenario(store)
    changed = store.scenarios.change(scenario.number, revision=1, author="Ola", changes=[EFFORT])

    with pytest.raises(StoreError, match="Somebody has changed it since") as caught:
        store.scenarios.change(scenario.number, revision=1, author="Kari", aim=Aim(name="finish"))
    assert caught.value.code == "changed since"
    assert store.scenarios.scenario(scenario.number) == changed
    assert (changed.changes, changed.aim, changed.revision) == ((EFFORT,), Aim(name="coverage"), 2)


def test_a_scenario_moves_to_the_newest_version_by_merging(store: Store) -> None:
    scenario = a_scenario(
        store, changes=[pace(0.75), Scale("capacity", {"sector": "nhn"}, "person_months", 2.0)]
    )
    saved(store, EFFORT)
    wanted = edited(store.scenarios.roadmap(scenario), [EFFORT])

    moved = store.scenarios.move_to_newest(scenario.number, revision=1, author="Kari")

    assert isinstance(moved, ScenarioKept)
    assert (moved.base, moved.revision) == (2, 2)
    assert store.scenarios.roadmap(moved) == wanted


def test_a_scenario_in_conflict_with_the_newest_version_stays_where_it_is(store: Store) -> None:
    scenario = a_scenario(store)
    saved(store, pace(0.25))

    found = store.scenarios.move_to_newest(scenario.number, revision=1, author="Kari")

    assert isinstance(found, tuple)
    assert [(type(clash), clash.mine, clash.theirs) for clash in found] == [(Clash, 0.75, 0.25)]
    assert store.scenarios.scenario(scenario.number) == scenario


def test_what_is_frozen_stays(store: Store) -> None:
    first = adopted(store, a_scenario(store, "First"))
    adopted(store, a_scenario(store, "Second"))
    saved(store, pace(0.125, B))

    with pytest.raises(StoreError, match="First is frozen"):
        store.scenarios.move_to_newest(first.number, revision=first.revision + 1, author="K")
