"""What stood before an accepted plan is there after a restart: undone and made again as if none had been."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from web.demo import DemoEngine, demo_plan
from web.stored import a_store, opened_on

from planner.language import to_say
from planner.model import Aim, Plan, Scale
from planner.results import Facts
from planner.store import Store, StoreError
from planner.store.database import Database
from planner.store.forgetting import forget_unnamed
from planner.store.form import PLANS
from planner.web.aims import FEWEST_CHANGES, USUAL
from planner.web.decided import ShownPlan
from planner.web.ground import OnVersion
from planner.web.workspace import Workspace
from planner.web.workspaces import NOT_ACCEPTED, Workspaces

LESS, MORE = (Scale("capacity", {"sector": "kommuner"}, "person_months", share) for share in (0.5, 1.2))
Opening = Callable[..., Workspace]


@dataclass
class Judging(DemoEngine):
    """Refuses every plan that was kept, once it is told to."""

    refuses: bool = False

    def accepted(self, plan: Plan) -> Plan:
        """Give it without its schedule where it refuses."""
        return replace(plan, schedule=None) if self.refuses else plan


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give what is kept of a roadmap."""
    return a_store(tmp_path)


@pytest.fixture
def desk(store: Store) -> Iterator[Workspace]:
    """Give a workspace with its first plan."""
    made = opened_on(store)
    yield made
    made.close()


@pytest.fixture
def again(store: Store) -> Iterator[Opening]:
    """Give what opens the store as a server does that starts again."""
    opened: list[Workspace] = []

    def opening(engine: DemoEngine | None = None) -> Workspace:
        version = store.versions.newest()
        roadmap, ground = store.versions.roadmap(version.number), OnVersion(store, version)
        made = Workspace(roadmap, engine=engine or DemoEngine(), store=store, ground=ground, author="Kari")
        made.resume(improve=False)
        opened.append(made)
        return made

    yield opening
    for each in opened:
        each.close()


def accept(workspace: Workspace, *changes: Scale, aim: Aim = USUAL) -> Plan:
    """Draft changes, ask for the plan that follows, and accept it."""
    workspace.change(*changes)
    workspace.propose(aim)
    assert workspace.jobs.wait(10)
    workspace.accept()
    return workspace.shown.plan


def seen(workspace: Workspace) -> tuple[object, ...]:
    """Give what somebody sees stand."""
    shown, rests_on = workspace.shown.plan, workspace.decided.rests_on
    return shown.schedule, rests_on.changes, rests_on.aim, workspace.drafted.changes


def test_accepted_plans_are_undone_and_made_again_after_a_restart(desk: Workspace, again: Opening) -> None:
    states = [seen(desk)]
    for change in (MORE, LESS):
        accept(desk, change)
        states.append(seen(desk))

    other = again()

    assert seen(other) == states[2]
    for state in (states[1], states[0]):
        while seen(other) != state:
            assert other.decided.can_undo
            other.undo()
    assert other.decided.standing is not None
    assert not other.decided.standing.is_accepted
    assert other.plan_of_record is None
    for state in states[1:]:
        while seen(other) != state:
            assert other.decided.can_redo
            other.redo()


def test_what_was_undone_before_the_restart_is_made_again_after_it(desk: Workspace, again: Opening) -> None:
    before = seen(desk)
    accept(desk, MORE)
    after = seen(desk)
    while seen(desk) != before:
        desk.undo()

    other = again()

    assert seen(other) == before
    while seen(other) != after:
        assert other.decided.can_redo
        other.redo()


def test_fewest_changes_are_counted_from_the_same_plan_after_a_restart(
    desk: Workspace, again: Opening
) -> None:
    first = accept(desk, MORE)
    accept(desk, LESS, aim=FEWEST_CHANGES)

    other = again()

    assert other.decided.aim.name == "stability"
    baseline = other.decided.rests_on.baseline
    assert baseline is not None
    assert baseline.schedule == first.schedule


def test_a_plan_that_cannot_be_read_is_not_undone_to_and_nothing_is_lost(
    desk: Workspace, again: Opening, store: Store
) -> None:
    accept(desk, MORE)
    accept(desk, LESS)
    other = again()
    before, swaps = seen(other), dict(other.decided.swaps)
    with Database(store.database).writing() as connection:
        connection.execute(sa.update(PLANS).values(content=b"?"))

    with pytest.raises(StoreError):
        other.undo()

    assert (seen(other), other.decided.swaps) == (before, swaps)


def test_a_plan_that_breaks_a_rule_by_now_does_not_stand_again(desk: Workspace, again: Opening) -> None:
    accept(desk, MORE)
    accept(desk, LESS)
    engine = Judging()
    other = again(engine)
    before = seen(other)
    engine.refuses = True

    with pytest.raises(StoreError, match="breaks a rule"):
        other.undo()

    assert seen(other) == before


def test_saving_leaves_the_plans_before_behind_and_the_plan_stands(desk: Workspace, again: Opening) -> None:
    plan = accept(desk, MORE)
    desk.save("Kari")

    other = again()

    assert other.shown.plan.schedule == plan.schedule
    assert other.plan_of_record is other.shown
    assert not other.decided.can_undo


def test_a_first_plan_that_is_kept_to_be_undone_to_is_none_that_can_be_adopted(desk: Workspace) -> None:
    workspaces = Workspaces(desk)
    workspaces.keep_as_scenario(desk, "Raskere", owner="Kari")
    scenario = workspaces.of("?scenario=1")
    scenario.propose()
    assert scenario.jobs.wait(10)
    scenario.accept()
    scenario.undo()
    workspaces.propose(1, revision=1, author="Kari")

    with pytest.raises(StoreError) as told:
        workspaces.adopt(1, revision=2, author="Kari")

    assert told.value.message == NOT_ACCEPTED
    workspaces.close()


def test_a_plan_that_is_better_known_keeps_its_number_and_another_one_has_none(desk: Workspace) -> None:
    accept(desk, MORE)
    shown, number = desk.shown.plan, desk.decided.standing and desk.decided.standing.number
    assert number is not None

    desk.decided.show(Facts(replace(shown, bound=shown.score)))
    assert desk.decided.standing is not None
    assert desk.decided.standing.number == number

    desk.decided.show(Facts(demo_plan(shown.roadmap, late=3)))
    assert desk.decided.standing.number is None


def test_plans_of_steps_that_are_gone_are_forgotten_in_time(
    desk: Workspace, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.store.store.forget_unnamed", partial(forget_unnamed, most=1, at_once=1))
    for share in (0.5, 0.6, 0.7):
        accept(desk, replace(MORE, factor=share))
        while desk.decided.can_undo:
            desk.undo()
    names = {swap.after.number for swap in desk.decided.swaps.values() if isinstance(swap.after, ShownPlan)}

    numbers = {each.number for each in store.plans.kept()}

    assert names <= numbers
    accept(desk, MORE)
    assert numbers - {each.number for each in store.plans.kept()}


def test_what_cannot_be_forgotten_is_logged_and_the_plan_stands(
    desk: Workspace, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_store: Store) -> int:
        raise StoreError("not writable", to_say("It cannot be written."))

    monkeypatch.setattr(Store, "forget_unnamed", refuse)

    accept(desk, MORE)

    assert desk.decided.can_undo
    assert "could not be forgotten" in caplog.text
