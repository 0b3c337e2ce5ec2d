"""What fits in time and what does not: each rule just held, and just broken."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.builders import (
    STATUS_DATE,
    a_link,
    a_measure,
    a_phase,
    a_roadmap,
    a_rollout,
)
from support.falling import points
from support.findings import codes, notes, the_error

from planner.check import check
from planner.language import in_language
from planner.model import (
    Deadline,
    Dependency,
    Gate,
    Link,
    Measure,
    ShareDeadline,
    Status,
    errors,
)

A, B, C = (a_measure(name, a_phase("build", 2)) for name in "abc")


HARD = Deadline(day=date(2023, 7, 1))


def a_pinned(measure: Measure, day: date) -> Measure:
    """Pin the first phase."""
    return replace(measure, phases=(replace(measure.phases[0], pinned_start=day), *measure.phases[1:]))


def test_a_circle_is_named_with_its_path() -> None:
    links = (a_link("a", "b"), a_link("b", "c"), a_link("c", "a"))

    found = the_error(a_roadmap(A, B, C, dependencies=links))

    assert (found.code, found.subject) == ("circle", "c/a/FS")
    assert "a → b → c → a" in str(found.message)


def test_a_largest_lag_that_is_too_short_was_called_a_circle() -> None:
    hurried = a_link("a", "c", lag_periods=0, largest_lag_periods=1)
    roadmap = a_roadmap(A, B, C, dependencies=(a_link("a", "b"), a_link("b", "c"), hurried))

    found = the_error(roadmap)

    assert (found.code, found.column) == ("largest_lag_too_short", "largest_lag_periods")
    with in_language("en"):
        message = str(the_error(roadmap).message)
    assert message == "c comes 2 periods after a at the least (a → b → c), but the largest lag is 1."
    longer = replace(hurried, largest_lag_periods=2)
    assert codes(replace(roadmap, dependencies=(*roadmap.dependencies[:2], longer))) == []


def test_a_largest_pause_that_is_too_short_was_called_a_circle() -> None:
    study = replace(a_phase("study", 1), largest_pause_periods=1)
    a = a_measure("a", study, a_phase("build", 1))
    roadmap = a_roadmap(a, B, dependencies=(a_link("a/study", "b"), a_link("b", "a/build")))

    with in_language("en"):
        found = the_error(roadmap)

    assert (found.code, found.subject) == ("largest_pause_too_short", "a/study")
    assert "a has 2 periods between study and build at the least (a → b), but the largest pause is 1" in (
        str(found.message)
    )


@pytest.mark.parametrize(
    ("measure", "rollout", "code", "told"),
    [
        (
            {"earliest_start": date(2023, 2, 15)},
            {},
            "earliest_start_moved",
            "15 February 2023 → 1 April 2023",
        ),
        ({"deadline": Deadline(day=date(2024, 5, 2))}, {}, "deadline_moved", "2 May 2024 → 1 April 2024"),
        ({}, {"pinned_begin": date(2024, 3, 1)}, "pin_moved", "a/gp 1 March 2024 → 1 January 2024"),
        ({"earliest_start": date(2023, 4, 1)}, {}, None, ""),
        ({"deadline": Deadline(day=date(2024, 3, 31))}, {}, None, ""),
        ({"deadline": Deadline(day=date(2024, 4, 1))}, {}, None, ""),
        ({"deadline": Deadline(day=date(2030, 5, 2))}, {}, None, ""),
        ({}, {"pinned_begin": date(2024, 1, 1)}, None, ""),
    ],
)
def test_a_date_inside_a_period_was_moved_without_a_word(
    measure: dict[str, Any], rollout: dict[str, Any], code: str | None, told: str
) -> None:
    roadmap = a_roadmap(replace(A, **measure), rollouts=(a_rollout("a", **rollout),))

    with in_language("en"):
        found = [each for each in check(roadmap) if each.code.endswith("_moved")]

    assert [each.code for each in found] == [code] * (code is not None)
    assert all(told in str(each.message) for each in found)


def test_many_dates_inside_periods_are_told_in_one_note() -> None:
    days = (date(2023, 2, day) for day in range(2, 8))
    measures = (a_measure(f"m{day.day}", a_phase(), earliest_start=day) for day in days)

    with in_language("en"):
        (found,) = check(a_roadmap(*measures))

    assert str(found.message).endswith("m4 4 February 2023 → 1 April 2023 and 3 more.")


@pytest.mark.parametrize(
    ("measure", "rollout", "written"),
    [
        (a_pinned(B, date(2023, 5, 17)), {}, "17 May 2023"),
        (replace(B, deadline=Deadline(day=date(2023, 8, 17))), {}, "17 August 2023"),
        (B, {"deadline": ShareDeadline(share=1.0, deadline=Deadline(day=date(2024, 5, 17)))}, "17 May 2024"),
    ],
)
def test_a_message_gave_another_date_than_the_one_written(
    measure: Measure, rollout: dict[str, Any], written: str
) -> None:
    roadmap = a_roadmap(A, measure, dependencies=(a_link("a", "b"),), rollouts=(a_rollout("b", **rollout),))

    with in_language("en"):
        (found,) = errors(check(roadmap))

    assert written in str(found.message)


def test_measures_that_may_wait_for_each_other_make_no_circle() -> None:
    links = (a_link("a", "b", Link.START_START), a_link("b", "a", Link.START_START))

    assert codes(a_roadmap(A, B, dependencies=links)) == []


@pytest.mark.parametrize(
    ("measure", "links", "expected"),
    [
        (a_pinned(B, date(2023, 7, 1)), [a_link("a", "b")], []),
        (a_pinned(B, date(2023, 6, 30)), [a_link("a", "b")], ["pin_too_early"]),
        (a_pinned(B, date(2022, 12, 31)), [], ["pin_too_early"]),
        (a_pinned(replace(B, earliest_start=date(2023, 4, 1)), date(2023, 4, 1)), [], []),
        (a_pinned(replace(B, earliest_start=date(2023, 4, 2)), date(2023, 4, 1)), [], ["pin_too_early"]),
        (a_pinned(B, date(2024, 7, 1)), [], []),
        (a_pinned(B, date(2024, 10, 1)), [], ["beyond_horizon"]),
        (replace(B, deadline=HARD), [], []),
        (replace(B, deadline=Deadline(day=date(2023, 6, 29))), [], ["deadline_too_early"]),
        (replace(B, deadline=HARD), [a_link("a", "b", lag_periods=-1)], ["deadline_too_early"]),
        (replace(B, deadline=Deadline(day=date(2022, 6, 30))), [], ["deadline_passed"]),
        (replace(B, deadline=Deadline(day=date(2022, 6, 30), price_nok_per_period=1.0)), [], []),
        (replace(B, earliest_start=date(2024, 7, 1)), [], []),
        (replace(B, earliest_start=date(2024, 7, 2)), [], ["beyond_horizon"]),
        (replace(B, status=Status.STARTED), [a_link("a", "b", Link.FINISH_FINISH)], []),
        (
            replace(B, status=Status.STARTED),
            [a_link("a", "b", Link.FINISH_FINISH, lag_periods=1)],
            ["running_but_held"],
        ),
        (a_measure("b", earliest_start=date(2023, 7, 1)), [a_link("a", "b")], []),
        (a_measure("b"), [a_link("a", "b")], ["decision_held"]),
    ],
)
def test_what_holds_a_measure_leaves_room_for_its_dates(
    measure: Measure, links: list[Dependency], expected: list[str]
) -> None:
    mandatory = a_roadmap(A, measure, dependencies=tuple(links))

    assert codes(mandatory) == expected
    if measure.status is Status.PLANNED:
        optional = a_roadmap(A, replace(measure, optional=True), dependencies=tuple(links))
        assert codes(optional) == []
        assert [code for code in notes(optional) if not code.endswith("_moved")] == expected


def test_an_optional_measure_that_a_mandatory_one_needs_is_held_to_its_dates() -> None:
    late = replace(A, optional=True, deadline=Deadline(day=date(2023, 1, 1)))

    assert codes(a_roadmap(late, B, dependencies=(a_link("a", "b"),))) == ["deadline_too_early"]


def test_the_chain_that_holds_a_measure_is_named() -> None:
    links = (a_link("a", "b"), a_link("b", "c"))
    with in_language("en"):
        found = the_error(a_roadmap(A, B, replace(C, deadline=HARD), dependencies=links))

    assert (found.table, found.subject, found.column) == ("veikart", "c", "deadline")
    assert str(found.message) == (
        "c is built on 1 July 2024 at the earliest (a → b → c), but its deadline asks for 1 July 2023."
    )


def test_of_a_chain_beyond_the_horizon_the_first_measure_is_named() -> None:
    long = a_measure("a", a_phase("build", 9))

    assert the_error(a_roadmap(long, B, dependencies=(a_link("a", "b"),))).subject == "a"


def test_a_circle_does_not_hide_what_else_cannot_fit() -> None:
    late = replace(C, deadline=Deadline(day=STATUS_DATE))
    roadmap = a_roadmap(A, B, late, dependencies=(a_link("a", "b"), a_link("b", "a")))

    assert codes(roadmap) == ["deadline_too_early", "circle"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"pace": 1 / 6}, []),
        ({"pace": 0.16}, ["rollout_beyond_horizon"]),
        ({"pace": 0.16, "target": 0.9}, []),
        ({"pace": points((0.25, 0.25), (0.125, 1.0))}, []),
        ({"pace": points((0.25, 0.25), (0.03125, 1.0))}, ["rollout_beyond_horizon"]),
        ({"pace": points((0.25, 0.25), (0.03125, 1.0)), "target": 0.9}, []),
        ({"pace": 0.5, "gates": (Gate(limit=0.1, periods=4),)}, []),
        ({"pace": 0.5, "gates": (Gate(limit=0.1, periods=5),)}, ["rollout_beyond_horizon"]),
        ({"gates": (Gate(limit=0.1),), "in_use": 0.2, "gates_passed": False}, ["rollout_beyond_horizon"]),
        ({"pinned_begin": date(2023, 4, 1)}, ["pin_too_early"]),
        ({"pinned_begin": date(2024, 7, 1)}, []),
        ({"pinned_begin": date(2024, 10, 1)}, ["rollout_beyond_horizon"]),
        ({"deadline": ShareDeadline(share=0.5, deadline=Deadline(day=date(2023, 10, 1)))}, []),
        (
            {"deadline": ShareDeadline(share=0.6, deadline=Deadline(day=date(2023, 10, 1)))},
            ["share_too_late"],
        ),
    ],
)
def test_pace_and_gates_let_a_mandatory_rollout_end_in_time(
    fields: dict[str, object], expected: list[str]
) -> None:
    assert codes(a_roadmap(A, rollouts=(a_rollout("a", "gp", **fields),))) == expected


def test_an_optional_rollout_may_stay_unfinished() -> None:
    assert check(a_roadmap(replace(A, optional=True), rollouts=(a_rollout("a", pace=0.01),))) == []


def test_what_follows_an_unfinished_rollout_with_a_lead_is_not_called_impossible() -> None:
    slow = a_rollout("a", pace=0.05)
    roadmap = a_roadmap(
        replace(A, optional=True), B, rollouts=(slow,), dependencies=(a_link("a@gp", "b", lag_periods=-4),)
    )

    assert codes(roadmap) == []


@pytest.mark.parametrize(("optional", "expected"), [(True, []), (False, ["running_but_held"])])
def test_a_largest_lag_holds_nobody_back_for_a_successor_that_may_stay_out(
    *, optional: bool, expected: list[str]
) -> None:
    running = replace(A, status=Status.STARTED)
    late = replace(B, optional=optional, earliest_start=date(2024, 1, 1))
    link = a_link("a/build", "b", Link.FINISH_FINISH, largest_lag_periods=1)

    assert codes(a_roadmap(running, late, dependencies=(link,))) == expected
