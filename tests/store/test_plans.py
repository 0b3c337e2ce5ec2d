"""Plans, proposals and searches: kept whole, and told apart from what has changed since."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from support.kept_plan import PLAN
from support.saving import pace, saved

from planner.files import SCHEMA
from planner.model import Aim, SectorInput
from planner.store import ProposalState, SearchState, Store, StoreError
from planner.store.database import Database
from planner.store.form import CONTENTS, PIECES


@pytest.mark.parametrize("claimed", [False, True])
def test_a_plan_is_read_as_it_was_kept(store: Store, claimed: bool) -> None:
    kept = store.plans.keep(replace(PLAN, claimed=claimed), author="Kari")

    assert store.plans.kept() == (kept,)
    assert store.plans.plan(kept.number) == PLAN
    assert store.plans.plan(kept.number).claimed is claimed
    assert kept.digest == PLAN.digest


def test_a_plan_of_a_version_costs_no_second_roadmap(store: Store) -> None:
    def pieces() -> int:
        with Database(store.database).reading() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(PIECES)).scalar_one()

    before = pieces()
    store.plans.keep(PLAN, author="Kari")

    assert pieces() == before


def test_a_plan_of_an_older_version_is_known_by_its_digest(store: Store) -> None:
    kept = store.plans.keep(PLAN, author="Kari")
    assert kept.digest == store.versions.newest().digest

    saved(store, pace(0.25))

    assert kept.digest != store.versions.newest().digest
    known = store.versions.known(kept.digest)
    assert known is not None
    assert known.number == 1


@pytest.mark.parametrize("schema", [SCHEMA, SCHEMA - 1])
def test_the_newest_plan_that_asks_the_same_is_found_though_a_later_one_is_damaged(
    store: Store, schema: int
) -> None:
    kept = store.plans.keep(PLAN, author="Kari")
    slower = store.versions.roadmap(saved(store, pace(0.25)))
    later = store.plans.keep(replace(PLAN, roadmap=slower), author="Kari")
    asked = replace(
        store.versions.roadmap(1), inputs=(SectorInput(id="n1", day=date(2024, 1, 1), who="K", content="V"),)
    )
    assert store.plans.newest_of(asked) == kept.number

    with Database(store.database).writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER contents_no_update")
        damage = sa.update(CONTENTS).where(CONTENTS.c.digest == later.digest)
        connection.execute(damage.values(pieces=b"no longer", schema=schema))
    assert store.plans.newest_of(asked) == kept.number


def test_proposals_are_seen_by_all_and_decided_once(store: Store) -> None:
    scenario = store.scenarios.add("S", base=1, aim=Aim(), owner="Kari").number
    plan = store.plans.keep(PLAN, author="Ola").number
    made = store.plans.propose(scenario, plan, author="Ola", message="earlier")

    assert store.plans.proposals(scenario) == (made,)
    decided = store.plans.decide(made.number, ProposalState.ACCEPTED, revision=1, author="Kari")
    with pytest.raises(StoreError, match="Somebody has changed it since"):
        store.plans.decide(made.number, ProposalState.DISCARDED, revision=1, author="Per")

    assert store.plans.proposals(scenario) == (decided,)
    assert (decided.state, decided.author, decided.message) == (ProposalState.ACCEPTED, "Ola", "earlier")


@pytest.mark.parametrize(("scenario", "plan"), [(9, 1), (1, 9)])
def test_a_proposal_of_what_is_not_there_is_refused(store: Store, scenario: int, plan: int) -> None:
    store.scenarios.add("S", base=1, aim=Aim(), owner="Kari")
    store.plans.keep(PLAN, author="Ola")

    with pytest.raises(StoreError, match="There is no"):
        store.plans.propose(scenario, plan, author="Ola")


def test_a_search_keeps_its_best_and_is_resumed_from_it(store: Store) -> None:
    search = store.searches.queue("a" * 64, "{}", author="Kari")
    plan = store.plans.keep(PLAN, author="Kari").number
    store.searches.tell(search.number, seconds=1.0, plan=plan, best=1.5e6, bound=2e6)
    store.searches.tell(search.number, seconds=2.0, bound=1.8e6)

    (left,) = store.searches.interrupt()

    assert store.searches.kept() == (left,)
    assert (left.state, left.plan, left.best, left.bound, left.seconds) == (
        SearchState.INTERRUPTED,
        plan,
        1.5e6,
        1.8e6,
        2.0,
    )
    assert store.searches.interrupt() == ()
    assert store.searches.tell(search.number, seconds=3.0).state is SearchState.RUNNING


def test_the_same_search_is_joined_until_it_is_over(store: Store) -> None:
    first = store.searches.queue("a" * 64, "{}", author="Kari")

    assert store.searches.queue("a" * 64, "{}", author="Ola") == first
    assert store.searches.queue("b" * 64, "{}", author="Ola").number != first.number
    store.searches.end(first.number, SearchState.DONE)
    assert store.searches.queue("a" * 64, "{}", author="Ola").number != first.number
    with pytest.raises(StoreError, match=f"Search {first.number} is over"):
        store.searches.tell(first.number, seconds=1.0)
    with pytest.raises(StoreError, match="There is no search 99"):
        store.searches.end(99, SearchState.DONE)
