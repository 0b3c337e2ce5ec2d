"""Plans that nothing names any more do not stay for ever."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from support.kept_plan import PLAN

from planner.model import Aim, Draft, Plan, Scale, Set
from planner.store import (
    DraftKept,
    PlanSwap,
    RollKept,
    Saved,
    SearchState,
    StandingPlan,
    Store,
    StoreError,
)
from planner.store.database import Database
from planner.store.forgetting import forget_unnamed
from planner.store.form import DRAFTS, METADATA
from planner.tables import edited


def other_plan(share: float) -> Plan:
    """Give a plan of what no version has."""
    sector = PLAN.roadmap.sectors[0].id
    change = Scale("capacity", {"sector": sector}, "person_months", share)
    return replace(PLAN, roadmap=edited(PLAN.roadmap, [change]))


def kept(store: Store, count: int) -> list[int]:
    """Keep plans, each of another roadmap; give their numbers."""
    plans = (other_plan(1 + number / 100) for number in range(1, count + 1))
    return [store.plans.keep(each, author="Kari", is_passing=True).number for each in plans]


def left(store: Store) -> list[int]:
    """Give the numbers of the plans that are there, the oldest first."""
    return sorted(each.number for each in store.plans.kept())


def forget(store: Store, *, most: int, at_once: int = 1) -> int:
    return forget_unnamed(Database(store.database), most=most, at_once=at_once)


def test_the_newest_that_nothing_names_stay_and_older_ones_go(store: Store) -> None:
    numbers = kept(store, 5)

    assert forget(store, most=2) == 3

    assert left(store) == numbers[-2:]
    with pytest.raises(StoreError):
        store.plans.plan(numbers[0])
    assert store.plans.plan(numbers[-1]) == other_plan(1.05)


def test_what_a_draft_scenario_proposal_or_open_search_names_stays(store: Store) -> None:
    standing, before, after, baseline, nobodys, proposed, open_search, over, counted_then = kept(store, 9)

    def stood(number: int, counted: int | None = None) -> StandingPlan:
        return StandingPlan(number=number, aim=Aim(), baseline=counted)

    swap = PlanSwap(at=1, before=stood(before, counted_then), after=stood(after))
    draft = Draft(base=PLAN.digest, steps=((),), words=("",), at=1)
    store.drafts.keep(
        DraftKept(scenario=0, version=1, draft=draft, plan=stood(standing, baseline), swaps=(swap,))
    )
    scenario = store.scenarios.add("S", base=1, aim=Aim(), owner="Kari")
    store.scenarios.move(scenario.number, "proposed", revision=1, author="Kari")  # type: ignore[arg-type]
    store.plans.propose(scenario.number, proposed, author="Kari")
    for number, state in ((open_search, None), (over, SearchState.DONE)):
        search = store.searches.queue(PLAN.roadmap, str(number), author="Kari")
        store.searches.tell(search.number, seconds=1, plan=number)
        if state is not None:
            store.searches.end(search.number, state)

    forget(store, most=0)

    assert left(store) == sorted([standing, before, after, baseline, proposed, open_search, counted_then])
    assert [each.plan for each in store.searches.kept()] == [None, open_search]
    assert nobodys not in left(store)


def test_the_plans_of_every_roll_stay_also_where_it_is_undone_and_what_they_were_made_from(
    store: Store,
) -> None:
    before, after, broke, counted, nobodys = kept(store, 5)
    version = 1
    for number, goes_on in ((before, after), (broke, None)):
        version = _rolled(store, number, goes_on, counted, on=version)
    store.versions.undo(version, author="Kari")

    forget(store, most=0)

    assert left(store) == sorted([before, after, broke, counted])
    assert nobodys not in left(store)
    for roll in store.reports.rolls():
        assert store.plans.plan(roll.before.number).schedule is not None
    forget(store, most=0)
    assert len(store.reports.rolls()) == 2


def _rolled(store: Store, before: int, after: int | None, counted: int, *, on: int) -> int:
    """Keep a roll of a plan that counts its changes from another; give the number of its version."""
    stood = StandingPlan(number=before, aim=Aim(), baseline=counted)
    roll = RollKept(
        version=on,
        status_date=date(2027, 4, 1),
        before=stood,
        after=after,
        rows=(),
        realised_nok=0.0,
        author="Kari",
        moment=datetime(2026, 12, 1, tzinfo=UTC),
    )
    made = edited(store.versions.roadmap(on), [Set("measures", {"id": "a"}, "name", f"Rolled {on}")])
    saved = store.versions.save(made, parent=on, author="Kari", beside=store.reports.beside(roll))
    assert isinstance(saved, Saved)
    return saved.version.number


@pytest.mark.parametrize("damaged", ["?", '[{"before": {"plan": 1}}]'])
def test_nothing_goes_before_there_are_enough_to_be_worth_it_or_where_a_draft_cannot_be_read(
    store: Store, damaged: str
) -> None:
    numbers = kept(store, 5)
    assert forget(store, most=2, at_once=4) == 0
    store.drafts.keep(DraftKept(scenario=0, version=1, draft=Draft(base=PLAN.digest)))
    with Database(store.database).writing() as connection:
        connection.execute(sa.update(DRAFTS).values(swaps=damaged))

    assert forget(store, most=0) == 0

    assert left(store) == numbers


def test_a_table_that_comes_later_is_asked_too(store: Store) -> None:
    told = sa.Table(
        "told",
        METADATA,
        sa.Column("before", sa.Integer, sa.ForeignKey("plans.number")),
        sa.Column("rests_on", sa.Text),
    )
    try:
        by_key, as_baseline, _nobodys = kept(store, 3)
        with Database(store.database).writing() as connection:
            told.create(connection)
            row = {"before": by_key, "rests_on": json.dumps({"baseline": as_baseline})}
            connection.execute(told.insert(), [row, {"before": None, "rests_on": None}])

        forget(store, most=0)

        assert left(store) == [by_key, as_baseline]
    finally:
        METADATA.remove(told)
