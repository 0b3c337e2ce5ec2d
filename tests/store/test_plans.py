"""Plans, proposals and searches: kept whole, and told apart from what has changed since."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from support.kept_plan import PLAN
from support.saving import pace, saved

from planner.files import SCHEMA, request_to_json
from planner.model import Aim, OfThings, Request, Roadmap, SectorInput
from planner.store import ProposalState, SearchState, Store, StoreError, open_store, pieces, planned
from planner.store.database import Database
from planner.store.form import CONTENTS, PIECES, PLANNED
from planner.store.pieces import Contents, roadmap_kept


@pytest.mark.parametrize("claimed", [False, True])
def test_a_plan_is_read_as_it_was_kept(store: Store, claimed: bool) -> None:
    kept = store.plans.keep(replace(PLAN, claimed=claimed), author="Kari")

    assert store.plans.kept() == (kept,)
    assert store.plans.plan(kept.number) == PLAN
    assert store.plans.plan(kept.number).claimed is claimed
    assert kept.digest == PLAN.digest


def test_a_plan_of_a_version_costs_no_second_roadmap(store: Store) -> None:
    def count() -> int:
        with Database(store.database).reading() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(PIECES)).scalar_one()

    before = count()
    store.plans.keep(PLAN, author="Kari")

    assert count() == before


def test_a_plan_of_an_older_version_is_known_by_its_digest(store: Store) -> None:
    kept = store.plans.keep(PLAN, author="Kari")
    assert kept.digest == store.versions.newest().digest

    saved(store, pace(0.25))

    assert kept.digest != store.versions.newest().digest
    known = store.versions.known(kept.digest)
    assert known is not None
    assert known.number == 1


SAID = SectorInput(id="n1", day=date(2024, 1, 1), who="Kari", content="Video.")
OTHER = replace(PLAN.roadmap, name="Another")


def with_said(roadmap: Roadmap) -> Roadmap:
    """Give a roadmap that asks the same."""
    return replace(roadmap, inputs=(*roadmap.inputs, SAID))


@pytest.mark.parametrize("schema", [SCHEMA, SCHEMA - 1])
def test_the_newest_plan_that_asks_the_same_is_found_though_a_later_one_is_damaged(
    store: Store, schema: int
) -> None:
    kept = store.plans.keep(PLAN, author="Kari")
    slower = store.versions.roadmap(saved(store, pace(0.25)))
    later = store.plans.keep(replace(PLAN, roadmap=slower), author="Kari")
    asked = with_said(store.versions.roadmap(1))
    assert store.plans.newest_of(asked) == kept.number

    with Database(store.database).writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER contents_no_update")
        connection.execute(PLANNED.delete())
        damage = sa.update(CONTENTS).where(CONTENTS.c.digest == later.digest)
        connection.execute(damage.values(pieces=b"no longer", schema=schema))
    assert store.plans.newest_of(asked) == kept.number


def test_a_plan_is_found_though_a_figure_is_written_otherwise(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = PLAN.roadmap.rollouts
    whole, broken = (
        replace(PLAN.roadmap, rollouts=(replace(first, pace=figure), *others)) for figure in (1, 1.0)
    )
    written = Contents.of(whole).pieces
    kept = store.plans.keep(replace(PLAN, roadmap=whole), author="Kari")
    # as another process, which has written nothing yet that is equal
    monkeypatch.setattr(pieces, "_written", OfThings(pieces._text_of))
    assert Contents.of(broken).pieces != written

    assert store.plans.newest_of(with_said(broken)) == kept.number


def test_no_roadmap_is_read_to_tell_which_asks_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = store.plans.keep(PLAN, author="Kari").number
    store.plans.keep(replace(PLAN, roadmap=OTHER), author="Kari")
    with Database(store.database).writing() as connection:
        connection.execute(sa.update(PLANNED).values(schema=SCHEMA - 1, planned_digest="of then"))
    again = open_store(store.path, store.folder, author="Kari")  # what was counted otherwise is counted anew

    monkeypatch.setattr(planned, "roadmap_kept", lambda *_asked: pytest.fail("a roadmap is read"))

    assert again.plans.newest_of(with_said(PLAN.roadmap)) == kept
    assert again.plans.newest_of(replace(PLAN.roadmap, name="A third")) is None


def test_a_damaged_roadmap_is_read_once_to_tell_which_asks_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store.plans.keep(PLAN, author="Kari")
    with Database(store.database).writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER contents_no_update")
        connection.execute(PLANNED.delete())
        connection.execute(sa.update(CONTENTS).values(pieces=b"no longer"))
    open_store(store.path, store.folder, author="Kari")
    assert f"roadmap {PLAN.digest} is damaged" in caplog.text

    monkeypatch.setattr(planned, "roadmap_kept", lambda *_asked: pytest.fail("it is read again"))

    again = open_store(store.path, store.folder, author="Kari")
    assert again.plans.newest_of(with_said(PLAN.roadmap)) is None


def test_who_breaks_off_the_counting_of_which_ask_the_same_has_what_was_counted_before(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in (PLAN, replace(PLAN, roadmap=OTHER), replace(PLAN, roadmap=with_said(PLAN.roadmap))):
        store.plans.keep(each, author="Kari")
    read = list[str]()

    def broken_off(connection: sa.Connection, digest: str) -> Roadmap:
        read.append(digest)
        if len(read) > 2:
            raise KeyboardInterrupt
        return roadmap_kept(connection, digest)

    with Database(store.database).writing() as connection:
        connection.execute(PLANNED.delete())
    monkeypatch.setattr(planned, "AT_ONCE", 2)
    monkeypatch.setattr(planned, "roadmap_kept", broken_off)

    with pytest.raises(KeyboardInterrupt):
        open_store(store.path, store.folder, author="Kari")

    with Database(store.database).reading() as connection:
        assert sorted(connection.execute(sa.select(PLANNED.c.digest)).scalars()) == sorted(read[:2])


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
    search = store.searches.queue(PLAN.roadmap, "{}", author="Kari")
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


def test_a_search_is_found_and_gone_on_with_where_somebody_has_said_something_since(store: Store) -> None:
    before, after = (with_said(PLAN.roadmap), replace(PLAN.roadmap, inputs=(SAID, replace(SAID, id="n2"))))
    questions = [request_to_json(Request(roadmap=each.digest)) for each in (before, after)]
    search = store.searches.queue(before, questions[0], author="Kari")
    store.searches.interrupt()

    assert [each.number for each in store.searches.interrupted(after)] == [search.number]
    assert store.searches.interrupted(OTHER) == ()
    other = request_to_json(Request(roadmap=after.digest, move_cost=None))
    assert store.searches.queue(after, other, author="Kari").number != search.number
    assert store.searches.queue(after, questions[1], author="Kari").number == search.number


def test_a_search_goes_on_in_its_own_scenario_alone(store: Store) -> None:
    scenario = store.scenarios.add("S", base=1, aim=Aim(), owner="Kari").number
    of_roadmap = store.searches.queue(PLAN.roadmap, "{}", author="Kari")
    of_scenario = store.searches.queue(PLAN.roadmap, "{}", author="Kari", scenario=scenario)
    store.searches.interrupt()

    gone_on = store.searches.queue(PLAN.roadmap, "{}", author="Kari", scenario=scenario)

    assert gone_on.number == of_scenario.number
    assert [each.number for each in store.searches.interrupted(PLAN.roadmap)] == [of_roadmap.number]


def test_a_search_that_waits_or_runs_is_never_given_to_another_who_asks_the_same(store: Store) -> None:
    first = store.searches.queue(PLAN.roadmap, "{}", author="Kari")
    waiting = store.searches.queue(PLAN.roadmap, "{}", author="Ola")
    assert waiting.number != first.number
    store.searches.tell(first.number, seconds=1.0)
    assert store.searches.queue(PLAN.roadmap, "{}", author="Ola").number not in (first.number, waiting.number)

    store.searches.interrupt()

    gone_on = [store.searches.queue(PLAN.roadmap, "{}", author="Ola") for _each in range(2)]
    assert [each.number for each in gone_on] == [first.number, waiting.number]
    assert {each.state for each in gone_on} == {SearchState.QUEUED}
    store.searches.end(first.number, SearchState.DONE)
    assert store.searches.queue(OTHER, "{}", author="Ola").number not in (first.number, waiting.number)
    with pytest.raises(StoreError, match=f"Search {first.number} is over"):
        store.searches.tell(first.number, seconds=1.0)
    with pytest.raises(StoreError, match="There is no search 99"):
        store.searches.end(99, SearchState.DONE)
