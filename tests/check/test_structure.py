"""What does not add up in the tables."""

from dataclasses import replace

import pytest
from support.builders import (
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_rollout,
)
from support.findings import codes, notes

from planner.check import check
from planner.model import (
    Budget,
    Contribution,
    Gate,
    GateUnit,
    Group,
    GroupRule,
    Link,
    Service,
    Status,
)

A, B, C = (a_measure(name, a_phase("build", 2)) for name in "abc")


@pytest.mark.parametrize(
    ("share", "expected"), [(0.4, []), (0.4000005, []), (0.41, ["contributions_do_not_sum_to_one"])]
)
def test_contributions_to_a_service_sum_to_one(share: float, expected: list[str]) -> None:
    parts = (
        Contribution(measure="a", service="S", share=0.6),
        Contribution(measure="b", service="S", share=share),
    )

    assert codes(a_roadmap(A, B, services=(Service(id="S", name="S"),), contributions=parts)) == expected


def test_a_service_nobody_realises_is_noted() -> None:
    assert notes(a_roadmap(A, services=(Service(id="S", name="S"),))) == ["service_nobody_realises"]


def test_a_contribution_that_counts_at_once_is_noted() -> None:
    part = (Contribution(measure="a", service="S", share=1.0),)
    service = (Service(id="S", name="S"),)

    assert notes(a_roadmap(a_measure("a"), services=service, contributions=part)) == [
        "contribution_without_work"
    ]
    assert notes(a_roadmap(A, services=service, contributions=part)) == []


def test_only_receiving_sectors_take_measures_into_use() -> None:
    gated = a_rollout("a", "nhn", gates=(Gate(limit=5, unit=GateUnit.UNITS),))

    assert codes(a_roadmap(A, rollouts=(gated,))) == ["rollout_in_delivering_sector"]


@pytest.mark.parametrize(("units", "expected"), [(100, []), (101, ["more_units_than_sector"])])
def test_a_part_is_no_larger_than_its_sector(units: float, expected: list[str]) -> None:
    assert codes(a_roadmap(A, rollouts=(a_rollout("a", units=units),))) == expected


def test_some_rollout_counts_in_the_adoption() -> None:
    assert codes(a_roadmap(A, rollouts=(a_rollout("a", weight=0.0),))) == ["no_weight"]


def test_a_done_measure_that_is_not_in_use_everywhere_is_noted() -> None:
    done = a_measure("a", status=Status.DONE)

    assert notes(a_roadmap(done, rollouts=(a_rollout("a", in_use=0.4),))) == ["done_but_not_in_use"]
    assert notes(a_roadmap(done, rollouts=(a_rollout("a", in_use=0.4, target=0.4),))) == []


def test_capacity_that_nothing_asks_for_is_noted() -> None:
    assert notes(a_roadmap(A, sectors=(a_receiver(capacity=5.0),))) == ["capacity_nobody_uses"]


def test_a_budget_that_nobody_pays_from_is_noted_with_who_may_be_meant() -> None:
    built = a_measure("a", a_phase("build", 1, cost=1e6))
    budgets = (
        Budget(year=2023, limit_nok=1e9, payer="staten"),
        Budget(year=2023, limit_nok=1e9, payer="gp"),
        Budget(year=2023, last_year=2024, limit_nok=1e9, payer="statn"),
    )

    found = check(a_roadmap(built, budgets=budgets))

    assert [(each.code, each.subject, each.is_error) for each in found] == [
        ("budget_nobody_pays_from", "2023/2024/statn", False),
        ("budget_nobody_pays_from", "2023/gp", False),
    ]
    assert "Did you mean staten?" in str(found[0].message)


def test_a_frame_that_lies_partly_in_the_horizon_is_not_noted() -> None:
    budgets = (
        Budget(year=2020, last_year=2023, limit_nok=1e9),
        Budget(year=2024, last_year=2040, limit_nok=1e9),
        Budget(year=2020, last_year=2022, limit_nok=1e9),
    )

    found = check(a_roadmap(A, budgets=budgets))

    assert [(each.code, each.subject) for each in found] == [("budget_outside_horizon", "2020/2022")]


def test_a_budget_year_outside_the_horizon_is_noted() -> None:
    budgets = (Budget(year=2022, limit_nok=1.0), Budget(year=2024, limit_nok=1.0))

    assert notes(a_roadmap(A, budgets=budgets)) == ["budget_outside_horizon"]


def test_an_optional_measure_that_a_mandatory_one_needs_is_noted() -> None:
    roadmap = a_roadmap(replace(A, optional=True), B, dependencies=(a_link("a", "b"),))

    assert notes(roadmap) == ["mandatory_needs_optional"]


def test_a_link_from_a_measure_without_phases_is_noted() -> None:
    link = a_link("a", "b")

    assert notes(a_roadmap(a_measure("a"), B, dependencies=(link,))) == ["predecessor_without_phases"]


def test_an_adoption_link_without_a_common_sector_is_noted() -> None:
    roadmap = a_roadmap(A, B, dependencies=(a_link("a", "b", Link.ADOPTION),), rollouts=(a_rollout("a"),))

    assert notes(roadmap) == ["adoption_link_without_sector"]


@pytest.mark.parametrize(
    ("rule", "optional", "expected"),
    [
        (GroupRule.EXACTLY_ONE, False, ["group_cannot_hold"]),
        (GroupRule.AT_MOST_ONE, False, ["group_cannot_hold"]),
        (GroupRule.EXACTLY_ONE, True, []),
        (GroupRule.ALL_OR_NONE, False, []),
    ],
)
def test_a_group_lets_in_what_must_be_in(rule: GroupRule, optional: bool, expected: list[str]) -> None:
    group = Group(id="g", rule=rule, measures=("a", "b"))

    assert codes(a_roadmap(A, replace(B, optional=optional), groups=(group,))) == expected


@pytest.mark.parametrize(
    ("optional", "share", "error_codes", "note_codes"),
    [
        (False, 0.7, [], []),
        (False, 0.71, ["share_above_target"], []),
        (True, 0.71, [], ["share_above_target"]),
    ],
)
def test_a_share_link_asks_no_more_than_the_target(
    optional: bool, share: float, error_codes: list[str], note_codes: list[str]
) -> None:
    link = a_link("a", "b", Link.SHARE, share=share, share_sector="gp")
    roadmap = a_roadmap(
        A,
        replace(B, optional=optional),
        dependencies=(link,),
        rollouts=(a_rollout("a", target=0.7),),
        periods=20,
    )

    assert [code for code in codes(roadmap) if code != "beyond_horizon"] == error_codes
    assert [code for code in notes(roadmap) if code != "beyond_horizon"] == note_codes


@pytest.mark.parametrize(
    ("predecessor", "target", "in_use", "expected"),
    [
        (a_rollout("a", target=0.7), 0.7, 0.0, []),
        (a_rollout("a", target=0.7), 0.8, 0.0, ["target_above_predecessor"]),
        (a_rollout("a", target=0.7, in_use=0.1), 0.8, 0.2, []),
    ],
)
def test_a_mandatory_target_lies_within_what_the_predecessor_reaches(
    predecessor: object, target: float, in_use: float, expected: list[str]
) -> None:
    rollouts = (predecessor, a_rollout("b", target=target, in_use=in_use))
    links = (a_link("a", "b", Link.ADOPTION),)

    found = codes(a_roadmap(A, B, dependencies=links, rollouts=rollouts, periods=20))
    optional = a_roadmap(A, replace(B, optional=True), dependencies=links, rollouts=rollouts, periods=20)

    assert [code for code in found if code != "rollout_beyond_horizon"] == expected
    assert codes(optional) == []
    assert notes(optional) == expected


def test_a_done_predecessor_lets_in_what_it_has_in_use() -> None:
    done = a_measure("a", status=Status.DONE)
    rollouts = (a_rollout("a", in_use=0.5), a_rollout("b", target=0.6))
    roadmap = a_roadmap(done, B, dependencies=(a_link("a", "b", Link.ADOPTION),), rollouts=rollouts)

    assert codes(roadmap) == ["target_above_predecessor"]


def test_who_was_ahead_of_a_predecessor_at_first_may_be_so_at_its_target() -> None:
    ahead, behind = a_rollout("a", target=0.7, in_use=0.3), a_rollout("b", target=0.8, in_use=0.3)
    was_ahead = replace(behind, null_in_use=0.2), replace(ahead, null_in_use=0.1)
    links = (a_link("a", "b", Link.ADOPTION),)
    roadmap = a_roadmap(A, B, dependencies=links, rollouts=(ahead, behind), periods=20)

    assert "target_above_predecessor" in codes(roadmap)
    assert codes(replace(roadmap, rollouts=was_ahead)) == []


def test_figures_for_ends_after_the_horizon_are_noted() -> None:
    for_all = a_measure("a", a_phase("build", 2), worth_by_end_nok=(1.0,) * 9)
    too_many = replace(for_all, worth_by_end_nok=(1.0,) * 10)

    assert notes(a_roadmap(for_all, rollouts=(a_rollout("a"),))) == []
    assert notes(a_roadmap(too_many)) == ["worth_after_horizon"]


def test_a_year_said_once_and_twice_is_one_budget_told_at_the_last_year() -> None:
    budgets = (
        Budget(year=2023, limit_nok=1e9, payer="staten"),
        Budget(year=2023, last_year=2023, limit_nok=2e9, payer="staten"),
    )

    found = check(a_roadmap(A, budgets=budgets))

    assert [(each.code, each.subject, each.column) for each in found if each.is_error] == [
        ("duplicate_id", "2023/2023/staten", "last_year")
    ]


def test_budgets_that_are_the_same_in_the_same_words_are_told_at_the_year() -> None:
    budgets = (
        Budget(year=2023, last_year=2024, limit_nok=1e9),
        Budget(year=2023, last_year=2024, limit_nok=2e9),
    )

    found = check(a_roadmap(A, budgets=budgets))

    assert [(each.code, each.subject, each.column) for each in found if each.is_error] == [
        ("duplicate_id", "2023/2024", "year")
    ]
