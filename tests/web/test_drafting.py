"""The draft over a version: kept as it is made, undone step by step, saved and merged."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from web.demo import DemoEngine, demo_roadmap
from web.stored import a_store, opened_on

from planner.language import Message
from planner.merging import ClashKind
from planner.model import Add, Edit, Roadmap, Scale, Set
from planner.store import DraftKept, Refused, Saved, Store, StoreError
from planner.tables import edited
from planner.web.commands import carry_out
from planner.web.jobs import JobRegistry, TooManyError
from planner.web.journal import Change
from planner.web.top import accepted
from planner.web.workspace import Workspace

OWNER = Set("measures", {"id": "tiltak_01"}, "owner", "HOD")
NAME = Set("measures", {"id": "tiltak_02"}, "name", "Nytt navn")
MORE = Scale("capacity", {"sector": "kommuner"}, "person_months", 1.2)
NEW = Add("measures", {"id": "tiltak_99", "name": "Nytt tiltak"})
OF_NEW = Set("measures", {"id": "tiltak_99"}, "owner", "KS")
TOO_EARLY = Set("measures", {"id": "tiltak_10"}, "deadline", date(2023, 4, 1))
PLACE = ("measures", ("tiltak_03",), "earliest_start")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


Opening = Callable[[], Workspace]


@pytest.fixture
def opening(store: Store) -> Iterator[Opening]:
    """Give what opens a workspace on the store, as a server that starts does."""
    opened: list[Workspace] = []

    def open_it() -> Workspace:
        opened.append(opened_on(store))
        return opened[-1]

    yield open_it
    for each in opened:
        each.close()


@pytest.fixture
def desk(opening: Opening) -> Workspace:
    return opening()


def changes(workspace: Workspace) -> tuple[Edit, ...]:
    """Give what is drafted."""
    return workspace.drafted.changes


def test_a_change_is_drafted_over_the_version_and_the_plan_stays(desk: Workspace) -> None:
    shown = desk.shown

    assert desk.change(OWNER, NAME, words="navn og eier") == ()

    assert desk.drafted.steps == ((OWNER, NAME),)
    assert desk.drafted.words == ("navn og eier",)
    assert desk.as_drafted == edited(desk.base, (OWNER, NAME))
    assert desk.shown is shown
    assert not desk.is_outdated


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ((OWNER, Set("measures", {"id": "nobody"}, "owner", "KS")), "no_such_row"),
        ((OWNER, TOO_EARLY), "deadline_too_early"),
    ],
)
def test_a_change_that_is_refused_gives_its_errors_and_changes_nothing(
    desk: Workspace, step: tuple[Edit, ...], code: str
) -> None:
    sight, before = desk.journal.sight, desk.as_drafted

    wrong = desk.change(*step)

    assert [(finding.code, finding.change) for finding in wrong] == [(code, 2)]
    assert (desk.journal.sight, desk.as_drafted, desk.drafted.steps) == (sight, before, ())


def test_an_error_that_was_there_before_stands_in_no_changes_way() -> None:
    workspace = Workspace(edited(demo_roadmap(measures=12), [TOO_EARLY]), engine=DemoEngine())

    assert workspace.change(OWNER) == ()
    assert workspace.change(Set("measures", {"id": "tiltak_10"}, "deadline", None)) == ()


def test_steps_are_taken_back_and_brought_back_and_a_new_one_drops_what_was_undone(desk: Workspace) -> None:
    desk.change(OWNER)
    desk.change(NAME)

    desk.take_back()
    assert changes(desk) == (OWNER,)
    desk.bring_back()
    assert changes(desk) == (OWNER, NAME)
    desk.take_back()
    desk.change(MORE)

    assert changes(desk) == (OWNER, MORE)
    assert not desk.drafted.can_redo


def test_changes_and_accepted_plans_are_undone_in_the_order_in_which_they_came(desk: Workspace) -> None:
    first = desk.shown
    desk.change(MORE)
    desk.propose()
    assert desk.jobs.wait(10)
    desk.accept()
    decided = desk.shown
    desk.change(OWNER)

    seen = []
    for go in (desk.take_back, desk.take_back, desk.take_back, *[desk.bring_back] * 3):
        go()
        seen.append((changes(desk), desk.shown))

    back = [((MORE,), decided), ((MORE,), first), ((), first)]
    assert seen == [*back, ((MORE,), first), ((MORE,), decided), ((MORE, OWNER), decided)]


def test_what_is_proposed_follows_from_the_whole_draft(desk: Workspace) -> None:
    desk.change(MORE)
    desk.change(NAME)

    desk.propose()
    assert desk.jobs.wait(10)
    desk.accept()

    assert desk.shown.roadmap == desk.as_drafted
    assert desk.plan_of_record is desk.shown
    assert changes(desk) == (MORE, NAME)


def test_nobody_has_decided_on_the_first_plan(desk: Workspace) -> None:
    assert desk.plan is not None
    assert desk.plan_of_record is None


def test_accepting_an_answer_to_an_earlier_draft_loses_nothing_that_was_drafted_since(
    desk: Workspace,
) -> None:
    desk.change(MORE)
    desk.propose()
    assert desk.jobs.wait(10)
    desk.change(OWNER)

    desk.accept()

    assert changes(desk) == (MORE, OWNER)
    assert desk.decided.rests_on.changes == (MORE,)


def test_accepting_what_was_asked_before_a_step_was_undone_makes_what_it_rests_on(desk: Workspace) -> None:
    desk.ask({"kommuner": 120})
    assert desk.jobs.wait(10)
    desk.accept()
    desk.ask({"apotek": 80})
    assert desk.jobs.wait(10)
    desk.take_back()

    desk.accept()

    assert desk.shown.roadmap == desk.as_drafted


def test_one_chip_is_dropped_from_between_and_brought_back_as_the_last(desk: Workspace) -> None:
    for edit in (OWNER, MORE, NAME):
        desk.change(edit)

    assert desk.drop_draft(2) == ()
    assert changes(desk) == (OWNER, NAME)
    desk.bring_back()
    assert changes(desk) == (OWNER, NAME, MORE)


def test_a_chip_on_which_others_rest_is_not_dropped(desk: Workspace) -> None:
    desk.change(NEW)
    desk.change(OF_NEW)

    wrong = desk.drop_draft(1)

    assert [finding.code for finding in wrong] == ["no_such_row"]
    assert changes(desk) == (NEW, OF_NEW)


def test_the_whole_draft_is_dropped_and_can_be_brought_back_while_the_plan_stands(desk: Workspace) -> None:
    desk.change(MORE)
    desk.propose()
    assert desk.jobs.wait(10)
    desk.accept()
    desk.change(NAME)
    decided = desk.shown

    desk.drop_draft()

    assert changes(desk) == ()
    assert desk.as_drafted == desk.base
    desk.bring_back()
    desk.bring_back()
    assert changes(desk) == (MORE, NAME)
    assert desk.shown is decided


def test_a_draft_outlives_the_server_with_its_words_its_undone_steps_and_its_unread_cells(
    desk: Workspace, opening: Opening
) -> None:
    desk.change(OWNER, words="eier")
    desk.change(MORE, words="kapasitet")
    desk.take_back()
    desk.keep_rough(PLACE, "i morgen")

    again = opening()

    assert again.drafted == desk.drafted
    assert again.drafted.words == ("eier", "kapasitet")
    assert again.rough == {PLACE: "i morgen"}
    again.bring_back()
    assert again.as_drafted == edited(again.base, (OWNER, MORE))


def test_a_cell_that_can_be_read_again_is_forgotten(desk: Workspace, opening: Opening) -> None:
    desk.keep_rough(PLACE, "i morgen")
    desk.keep_rough(PLACE, None)

    assert desk.rough == opening().rough == {}


def test_saving_makes_a_version_and_empties_the_draft(desk: Workspace, opening: Opening) -> None:
    desk.change(OWNER)
    desk.change(NAME)
    drafted = desk.as_drafted

    saved = desk.save("Ola", "eier og navn")

    assert isinstance(saved, Saved)
    assert desk.version == saved.version
    assert (saved.version.number, saved.version.author, saved.version.message) == (2, "Ola", "eier og navn")
    assert desk.base == drafted
    assert desk.drafted.steps == ()
    again = opening()
    assert (again.version, again.base, again.drafted) == (desk.version, drafted, desk.drafted)


def test_a_plan_of_the_version_before_says_so_and_one_of_the_new_is_proposed(desk: Workspace) -> None:
    before = desk.shown
    desk.change(MORE)

    desk.save("Kari")

    assert desk.shown is before
    assert desk.is_outdated
    assert accepted(desk) == "The plan is outdated: it is of version 1, and the newest is version 2."
    assert desk.jobs.wait(10)
    assert desk.proposal is not None
    assert desk.proposal.facts.roadmap == desk.base
    desk.accept()
    assert not desk.is_outdated
    assert accepted(desk) == ""


def test_a_version_is_saved_and_told_though_too_many_questions_wait_to_ask_for_its_plan(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_jobs: JobRegistry) -> None:
        raise TooManyError

    desk.change(MORE)
    monkeypatch.setattr(JobRegistry, "require_room", refuse)

    saved = desk.save("Kari")

    assert isinstance(saved, Saved)
    assert desk.version == saved.version
    assert desk.is_outdated
    assert desk.journal.changes[-1] is Change.SAVED


def test_a_plan_that_was_accepted_for_the_draft_is_one_of_the_version_it_becomes(desk: Workspace) -> None:
    desk.change(MORE)
    desk.propose()
    assert desk.jobs.wait(10)
    desk.accept()
    decided = desk.shown.plan.schedule

    desk.save("Kari")

    assert not desk.is_outdated
    assert desk.decided.rests_on.changes == ()
    assert desk.jobs.wait(10)
    assert desk.proposal is None
    assert desk.shown.plan.schedule == decided


def save_elsewhere(store: Store, *edits: Edit, parent: int = 1) -> None:
    """Save changes of a version as somebody else."""
    changed = edited(store.versions.roadmap(parent), edits)
    assert isinstance(store.versions.save(changed, parent=parent, author="Ola"), Saved)


def test_what_others_saved_meanwhile_is_merged(desk: Workspace, store: Store) -> None:
    first = desk.base
    desk.change(OWNER)
    save_elsewhere(store, NAME)

    saved = desk.save("Kari")

    assert isinstance(saved, Saved)
    assert saved.version.number == 3
    assert desk.base == edited(first, (NAME, OWNER))


def test_a_conflict_gives_base_mine_and_theirs_and_the_draft_stays(desk: Workspace, store: Store) -> None:
    desk.change(OWNER)
    desk.change(NAME)
    save_elsewhere(store, Set("measures", {"id": "tiltak_01"}, "owner", "KS"))
    sight = desk.journal.sight

    refused = desk.save("Kari")

    assert isinstance(refused, Refused)
    (clash,) = refused.clashes
    assert (clash.kind, clash.mine, clash.theirs) == (ClashKind.CELL, "HOD", "KS")
    assert [version and version.author for version in refused.since] == ["Ola"]
    assert changes(desk) == (OWNER, NAME)
    assert (desk.version and desk.version.number, desk.journal.sight) == (1, sight)


def test_a_save_that_is_sent_again_leaves_what_was_drafted_since(desk: Workspace, store: Store) -> None:
    desk.change(OWNER)
    first = desk.save("Kari", request="7f")
    desk.change(NAME)

    again = desk.save("Kari", request="7f")

    assert isinstance(first, Saved)
    assert isinstance(again, Saved)
    assert (again.version, again.is_new) == (first.version, False)
    assert changes(desk) == (NAME,)
    assert len(store.versions.history()) == 2


def test_a_draft_that_comes_to_nothing_makes_no_version_and_is_empty_afterwards(
    desk: Workspace, store: Store
) -> None:
    desk.change(OWNER)
    desk.change(Set("measures", {"id": "tiltak_01"}, "owner", desk.base.measures[1].owner))

    saved = desk.save("Kari")

    assert isinstance(saved, Saved)
    assert not saved.is_new
    assert desk.drafted.steps == ()
    assert len(store.versions.history()) == 1


def test_unread_cells_stay_when_the_rest_is_saved(desk: Workspace, opening: Opening) -> None:
    desk.keep_rough(PLACE, "i morgen")
    desk.change(OWNER)

    desk.save("Kari")

    assert desk.rough == opening().rough == {PLACE: "i morgen"}


@pytest.mark.parametrize("author", ["", "  ", "Kari\x00", "K" * 3000])
def test_a_save_needs_a_name(desk: Workspace, author: str) -> None:
    desk.change(OWNER)

    with pytest.raises(StoreError) as told:
        desk.save(author)

    assert told.value.code == "not allowed"
    assert changes(desk) == (OWNER,)


def test_without_a_store_a_draft_is_made_and_nothing_can_be_saved(workspace: Workspace) -> None:
    workspace.change(OWNER)

    with pytest.raises(StoreError, match="nowhere to keep it"):
        workspace.save("Kari")

    assert workspace.version is None
    assert workspace.as_drafted == edited(workspace.base, (OWNER,))


def test_what_cannot_be_kept_is_not_done_and_the_window_is_told_why(
    desk: Workspace, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.change(OWNER)
    named = desk.decided.draft_id
    monkeypatch.setattr(store.drafts, "keep", full_disk)
    commands: list[Callable[[], object]] = [
        lambda: desk.change(NAME),
        desk.take_back,
        desk.drop_draft,
        lambda: desk.keep_rough(PLACE, "?"),
    ]
    for command in commands:
        words, _seen = carry_out(desk, desk.journal.sight, command)
        assert words == "There is no room left."
    assert changes(desk) == (OWNER,)
    assert desk.decided.draft_id == named  # windows name the draft when they take its last step back
    assert desk.rough == {}


def test_a_plan_that_cannot_be_kept_is_not_accepted(
    desk: Workspace, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.shown
    desk.change(MORE)
    desk.propose()
    assert desk.jobs.wait(10)
    named = (desk.decided.draft_id, desk.decided.plan_id)
    monkeypatch.setattr(store.drafts, "keep", full_disk)

    with pytest.raises(StoreError):
        desk.accept()

    assert desk.shown is before
    assert (desk.decided.draft_id, desk.decided.plan_id) == named
    assert desk.decided.shelf.get(desk.decided.plan_id) == before.plan
    assert desk.can_accept
    assert changes(desk) == (MORE,)


def full_disk(_kept: DraftKept) -> None:
    """Refuse as a full disk does."""
    raise StoreError("full", Message("There is no room left."))


def saved_steps(desk: Workspace) -> Roadmap:
    """Save two versions, and give what was there before."""
    first = desk.base
    for edit in (OWNER, NAME):
        desk.change(edit)
        desk.save("Kari")
    return first


def test_what_is_saved_is_taken_back_and_brought_back_by_new_versions(desk: Workspace, store: Store) -> None:
    first = saved_steps(desk)
    owner, both = edited(first, (OWNER,)), edited(first, (OWNER, NAME))

    seen = []
    for go in (*[desk.take_back] * 3, *[desk.bring_back] * 3):
        go()
        seen.append(desk.base)

    assert seen == [owner, first, first, owner, both, both]
    assert len(store.versions.history()) == 3 + 4
    assert [version.number for version in (desk.undoes,) if version] == [7]


def test_a_step_of_the_draft_comes_before_what_is_saved(desk: Workspace) -> None:
    saved_steps(desk)
    desk.change(MORE)
    assert desk.undoes is None

    desk.take_back()

    assert desk.drafted.changes == ()
    assert desk.undoes == desk.version


def test_after_another_save_nothing_is_brought_back(desk: Workspace) -> None:
    saved_steps(desk)
    desk.take_back()
    desk.change(MORE)
    desk.save("Kari")

    assert desk.redoes is None
    assert desk.bring_back() is None


def test_undoing_a_version_on_whose_cell_another_has_saved_is_refused_and_says_whose(
    desk: Workspace, store: Store
) -> None:
    saved_steps(desk)
    save_elsewhere(store, Set("measures", {"id": "tiltak_01"}, "owner", "KS"), parent=3)
    desk.follow_newest()

    refused = desk.undo_version(2)

    assert isinstance(refused, Refused)
    assert [version and version.author for version in refused.since] == ["Ola"]
    assert desk.version == store.versions.newest()


def test_a_version_that_is_restored_leaves_what_is_drafted_to_be_merged(
    desk: Workspace, store: Store
) -> None:
    first = saved_steps(desk)
    desk.change(MORE)

    desk.restore(1)

    assert desk.drafted.changes == (MORE,)
    assert desk.version
    assert desk.version.number == 3
    assert isinstance(desk.save("Kari"), Saved)
    assert desk.base == edited(first, (MORE,))
