"""Drafts are kept as they were made, beside the versions and scenarios that they change."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.model import Add, Aim, Draft, Drop, Edit, Scale, Set
from planner.solver import first_plan
from planner.store import DraftKept, PlanSwap, StandingPlan, Store, StoreError, open_store
from planner.store.database import Database
from planner.store.form import DRAFTS

EDITS: list[Edit] = [
    Set("measures", {"id": "a"}, "earliest_start", date(2028, 1, 1)),
    Set("measures", {"id": "a"}, "owner", None, starts=date(2027, 4, 1)),
    Scale("capacity", {"sector": "gp"}, "person_months", 1.2),
    Add("measures", {"id": "c", "name": "Ærlig talt"}),
    Drop("measures", {"id": "b"}, with_dependents=True),
]
PLACE = ("capacity", ("gp", date(2026, 1, 1)), "person_months")


def test_nothing_is_drafted_where_nobody_has(store: Store) -> None:
    assert store.drafts.draft() is None


@settings(max_examples=30, deadline=None)
@given(steps=st.lists(st.lists(st.sampled_from(EDITS), max_size=3), max_size=4), data=st.data())
def test_a_draft_comes_back_as_it_was_kept(
    steps: list[list[Edit]], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept = DraftKept(
        scenario=0,
        version=1,
        draft=Draft(
            base="0" * 64,
            steps=tuple(map(tuple, steps)),
            words=tuple(f"step {number} <b>" for number, _step in enumerate(steps)),
            at=data.draw(st.integers(0, len(steps))),
        ),
        rough={PLACE: "mange"},
    )
    store = a_store(tmp_path_factory.mktemp("drafts"))

    store.drafts.keep(kept)

    assert store.drafts.draft() == kept


def a_store(folder: Path) -> Store:
    """Give a store of a small roadmap."""
    from support.builders import a_roadmap_with_everything

    from planner.files import write_csv

    write_csv(a_roadmap_with_everything(), folder / "veikart")
    return open_store(folder / "veikart", folder / "kept", author="Kari")


def test_each_scenario_has_a_draft_of_its_own_and_the_last_one_kept_holds(store: Store) -> None:
    base = store.versions.newest().digest
    for scenario in (0, 3, 0):
        seen = store.drafts.draft(scenario)
        before = Draft(base=base) if seen is None else seen.draft
        store.drafts.keep(DraftKept(scenario=scenario, version=1, draft=before.with_step(EDITS[2])))

    assert [len(kept.draft.steps) for number in (0, 3) if (kept := store.drafts.draft(number))] == [2, 1]


def test_the_plan_that_stands_is_kept_with_what_it_rests_on(store: Store) -> None:
    roadmap = store.versions.roadmap(1)
    number = store.plans.keep(first_plan(roadmap), author="Kari").number
    standing = StandingPlan(number=number, aim=Aim(name="coverage"), changes=(EDITS[2],))

    store.drafts.keep(DraftKept(scenario=0, version=1, draft=Draft(base=roadmap.digest), plan=standing))

    kept = store.drafts.draft()
    assert kept is not None
    assert kept.plan == standing


def test_the_plans_that_stood_are_kept_with_the_steps_that_took_their_place(store: Store) -> None:
    roadmap = store.versions.roadmap(1)
    number = store.plans.keep(first_plan(roadmap), author="Kari").number
    first = StandingPlan(number=number, aim=Aim(), is_accepted=False)
    fewest = StandingPlan(number=number, aim=Aim(name="stability", baseline="now"), baseline=number)
    swaps = (PlanSwap(at=1, before=None, after=first), PlanSwap(at=2, before=first, after=fewest))

    draft = Draft(base=roadmap.digest).with_step().with_step()
    store.drafts.keep(DraftKept(scenario=0, version=1, draft=draft, plan=fewest, swaps=swaps))

    kept = store.drafts.draft()
    assert kept is not None
    assert (kept.plan, kept.swaps) == (fewest, swaps)


def test_a_draft_of_the_form_before_is_read_as_accepted_without_plans_before(store: Store) -> None:
    roadmap = store.versions.roadmap(1)
    number = store.plans.keep(first_plan(roadmap), author="Kari").number
    standing = StandingPlan(number=number, aim=Aim())
    store.drafts.keep(DraftKept(scenario=0, version=1, draft=Draft(base=roadmap.digest), plan=standing))
    with Database(store.database).writing() as connection:
        connection.execute(sa.update(DRAFTS).values(rests_on='{"changes": [], "aim": {"name": "value"}}'))

    kept = store.drafts.draft()

    assert kept is not None
    assert (kept.plan, kept.swaps) == (standing, ())


@pytest.mark.parametrize("steps", ["{", '[{"edits": [{"do": "jump"}], "words": ""}]', '[{"words": ""}]', "7"])
def test_a_damaged_draft_is_told_and_never_taken_for_none(store: Store, steps: str) -> None:
    store.drafts.keep(DraftKept(scenario=0, version=1, draft=Draft(base="0" * 64)))
    with Database(store.database).writing() as connection:
        connection.execute(sa.update(DRAFTS).values(steps=steps))

    with pytest.raises(StoreError, match="draft that is kept cannot be read") as told:
        store.drafts.draft()
    assert told.value.code == "damaged"
