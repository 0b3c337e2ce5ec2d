"""How long choices can wait, in words: what each rests on is told apart, in both languages."""

from dataclasses import replace

import pytest
from support.builders import a_measure, a_phase, a_roadmap
from support.planned import a_plan_of, planned, start_of

from planner.decisions import ChoiceKind, DateRoom, DueDecision, OpenChoice, Possible, RoomSpan
from planner.language import in_language
from planner.model import ADAPTATION, DateKind, PlanDate
from planner.runs import Outcome
from planner.say import (
    by_words,
    calendar_lines,
    choice_of_words,
    date_words,
    decision_sentence,
    decisions_note,
    room_words,
    waiting_words,
)

PLAN = a_plan_of(
    a_roadmap(a_measure("a", a_phase(), optional=True), a_measure("b", a_phase(), optional=True)),
    planned("a", 1, 3),
)
DATE = start_of("a")
ROOM = DateRoom(
    date=DATE,
    instant=1,
    loss=25e6,
    found=RoomSpan(earliest=0, latest=3),
    proved=RoomSpan(earliest=0, latest=6),
    inside=Possible.SHOWN,
    outside=Possible.OPEN,
)


def a_decision(kind: ChoiceKind = ChoiceKind.IN, room: DateRoom | None = ROOM) -> DueDecision:
    """Give a decision."""
    return DueDecision(choice=OpenChoice(kind=kind, date=DATE), room=room)


def said(decision: DueDecision) -> str:
    """Give what is said of a decision in English."""
    with in_language("en"):
        return waiting_words(PLAN, decision)


def test_found_and_proved_are_told_apart_with_what_each_rests_on() -> None:
    assert said(a_decision()) == (
        "Planned for quarter 2 of 2023, it can wait until quarter 4 of 2023 with all others as planned. "
        "No plan can wait beyond quarter 3 of 2024, which is proved."
    )
    both = replace(ROOM, proved=RoomSpan(earliest=0, latest=3))
    assert said(a_decision(room=both)).endswith("No plan can wait longer, which is proved.")
    narrow = replace(both, is_window=True)
    assert said(a_decision(room=narrow)).endswith("Its own dates and the horizon leave it no later place.")
    wide = replace(ROOM, is_window=True)
    assert said(a_decision(room=wide)).endswith("How long it could wait in other plans is not known.")
    unknown = replace(ROOM, proved=RoomSpan())
    assert said(a_decision(room=unknown)).endswith("How long it could wait in other plans is not known.")


def test_what_cannot_wait_says_so() -> None:
    held = replace(ROOM, found=RoomSpan(latest=1))

    assert said(a_decision(room=held)).startswith("It cannot wait longer than planned, quarter 2 of 2023")


def test_others_that_move_are_named_and_a_search_cut_short_is_told() -> None:
    moved = replace(ROOM, moved=("b",), is_settled=False)

    words = said(a_decision(room=moved))

    assert "For that B moves too." in words
    assert words.endswith("The search was cut short, so that it may be able to wait longer.")


@pytest.mark.parametrize(
    ("outside", "told"),
    [
        (Possible.SHOWN, "For so little it could also be left out."),
        (Possible.REFUTED, "No plan that loses so little leaves it out."),
    ],
)
def test_whether_it_can_be_left_out_is_told(outside: Possible, told: str) -> None:
    assert said(a_decision(room=replace(ROOM, outside=outside))).endswith(told)
    assert told not in said(a_decision(ChoiceKind.MODE, replace(ROOM, outside=outside)))


def test_a_measure_that_is_out_says_until_when_it_could_come_in() -> None:
    out = replace(ROOM, instant=None)
    assert said(a_decision(ChoiceKind.OUT, out)).startswith(
        "With all others as planned it could come in until quarter 4 of 2023."
    )
    none = replace(out, found=RoomSpan(), inside=Possible.OPEN)
    assert "Whether another plan could have it is not settled." in said(a_decision(ChoiceKind.OUT, none))
    refuted = replace(none, inside=Possible.REFUTED)
    assert (
        said(a_decision(ChoiceKind.OUT, refuted)) == "No plan that loses so little has it, which is proved."
    )
    short = replace(none, is_settled=False)
    assert (
        said(a_decision(ChoiceKind.OUT, short))
        == "The time did not suffice to tell whether it could come in."
    )


def test_a_pin_says_how_far_it_can_move_either_way() -> None:
    assert said(a_decision(ChoiceKind.PIN)).startswith(
        "It could come as early as quarter 1 of 2023. Planned for quarter 2 of 2023, it can wait until"
    )


@pytest.mark.parametrize("outcome", [Outcome.LOST, Outcome.OUT_OF_MEMORY, Outcome.STOPPED])
def test_what_was_not_worked_out_says_why(outcome: Outcome) -> None:
    lost = DueDecision(choice=OpenChoice(kind=ChoiceKind.IN, date=DATE), room=None, outcome=outcome)

    assert said(lost).startswith("Not worked out: ")
    with in_language("en"):
        assert len({waiting_words(PLAN, replace(lost, outcome=each)) for each in list(Outcome)[2:]}) == 3


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_kind_of_choice_and_of_date_has_words_of_its_own(language: str) -> None:
    dates = (
        DATE,
        PlanDate(kind=DateKind.START, measure="a", sector="gp"),
        PlanDate(kind=DateKind.START, measure="a", sector="gp", phase=ADAPTATION),
        PlanDate(kind=DateKind.END, measure="a", sector="gp"),
    )
    with in_language(language):
        choices = [choice_of_words(PLAN, OpenChoice(kind=kind, date=DATE)) for kind in ChoiceKind]
        named = [date_words(PLAN, date) for date in dates]
        whens = [by_words(PLAN, by) for by in (None, 0, 1, 9)]

    for words in (choices, named, whens):
        assert len(set(words)) == len(words), words


def test_one_sentence_says_how_long_its_start_can_wait() -> None:
    with in_language("en"):
        assert decision_sentence(PLAN, a_decision()) == (
            "Its start can wait until quarter 4 of 2023 for a loss of NOK 25 million (assumed) at most, "
            "others as planned; no plan can wait beyond quarter 3 of 2024."
        )
        proved = replace(ROOM, proved=RoomSpan(latest=3))
        assert decision_sentence(PLAN, a_decision(room=proved)).endswith("no plan can wait longer.")
        unknown = replace(ROOM, proved=RoomSpan())
        assert decision_sentence(PLAN, a_decision(room=unknown)).endswith("others as planned.")
        assert decision_sentence(PLAN, a_decision(room=None)).startswith("Not worked out")


def test_a_room_is_told_in_one_sentence() -> None:
    with in_language("en"):
        assert room_words(PLAN, ROOM) == (
            "For a loss of NOK 25 million (assumed) at most it can be as early as quarter 1 of 2023 and as "
            "late as quarter 4 of 2023, others as planned."
        )
        late = replace(ROOM, found=RoomSpan(latest=9))
        assert "it can wait until after the horizon" in room_words(PLAN, late)


def test_the_calendar_is_headed_by_the_period_in_which_each_is_due() -> None:
    now = replace(ROOM, instant=0, found=RoomSpan(latest=0))
    with in_language("en"):
        lines = calendar_lines(PLAN, [a_decision(), a_decision(ChoiceKind.MODE, now), a_decision(room=None)])
        note = decisions_note(PLAN, 25e6)

    assert lines[0] == "Now"
    assert lines[2] == "By the beginning of quarter 4 of 2023"
    assert lines[4] == "Without a date"
    assert note.startswith("Each can wait so long if the plan may lose NOK 25 million (assumed) at most.")
