"""Cells without effect were read in silence: each kind is told, once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of
from support.findings import codes, notes

from planner.check import check
from planner.language import in_language
from planner.model import (
    Capacity,
    Deadline,
    Estimate,
    Freeze,
    Gate,
    Group,
    GroupRule,
    Link,
    OtherLoad,
    Roadmap,
    ShareDeadline,
    Status,
)

FREEZE = Freeze(starts=date(2023, 3, 1), ends=date(2023, 4, 1))
OTHERS = OtherLoad(what="others", starts=date(2023, 8, 15), person_months=6.0)
FIVE_YEARS_ON, IN_TIME = Deadline(day=date(2028, 1, 1)), Deadline(day=date(2024, 1, 1))


def phased(pause: int | None = None, pause_at_end: int | None = None, **fields: Any) -> Roadmap:
    """Give one measure of two phases."""
    study = replace(a_phase("study", 1), largest_pause_periods=pause)
    build = replace(a_phase("build", 1), largest_pause_periods=pause_at_end)
    return a_roadmap(a_measure("a", study, build, **fields))


def rolled(**fields: Any) -> Roadmap:
    """Give one rollout with a benefit, or without."""
    given = {"benefit_nok_per_year": 1e6} | fields
    return a_roadmap(a_measure("a"), rollouts=(a_rollout("a", **given),))


def sectors(gp: dict[str, Any] | None = None, nhn: dict[str, Any] | None = None) -> Roadmap:
    """Give a receiving and a delivering sector, both asked for work."""
    receiver = a_receiver(**({"capacity": 100.0} | (gp or {})))
    deliverer = a_deliverer(**({"capacity": 9.0} | (nhn or {})))
    measure = a_measure("a", a_phase("build", 1, nhn=1.0))
    return a_roadmap(measure, sectors=(receiver, deliverer), rollouts=(a_rollout("a"),))


def with_first_row(day: date) -> Roadmap:
    """Let the capacity of a sector begin on a day."""
    roadmap, rows = sectors(), (Capacity(starts=day, person_months=Estimate.sure(100.0)),)
    return replace(roadmap, sectors=(replace(roadmap.sectors[0], capacities=rows), roadmap.sectors[1]))


def grouped(rule: GroupRule) -> Roadmap:
    """Put two measures in a group with a least number of 2."""
    group = Group(id="g", rule=rule, measures=("a", "b"), at_least=2)
    return a_roadmap(a_measure("a", optional=True), a_measure("b", optional=True), groups=(group,))


def dated(due: Deadline) -> ShareDeadline:
    return ShareDeadline(share=0.5, deadline=due)


GATES = (Gate(limit=0.1),)
CASES = [
    ("pause_after_last_phase", phased(pause_at_end=1), phased(pause=1)),
    (
        "started_and_optional",
        phased(status=Status.STARTED, optional=True),
        phased(status=Status.STARTED, optional=True, stoppable=True),
    ),
    ("deadline_after_horizon", phased(deadline=FIVE_YEARS_ON), phased(deadline=IN_TIME)),
    ("deadline_after_horizon", rolled(deadline=dated(FIVE_YEARS_ON)), rolled(deadline=dated(IN_TIME))),
    ("counts_above_target", rolled(target=0.5, counts_from=0.6), rolled(target=0.6, counts_from=0.6)),
    ("no_benefit_to_count", rolled(counts_from=0.5, benefit_nok_per_year=0.0), rolled(counts_from=0.5)),
    ("no_benefit_to_count", rolled(benefit_grows=True, benefit_nok_per_year=0.0), rolled(benefit_grows=True)),
    ("no_gates_to_pass", rolled(first_share=0.05), rolled(first_share=0.05, gates=GATES)),
    ("no_gates_to_pass", rolled(gates_passed=True), rolled(gates_passed=True, gates=GATES)),
    ("capacity_begins_late", with_first_row(day_of(1)), with_first_row(day_of(0))),
    ("capacity_missing", sectors({"capacity": None}), sectors({"capacity": None}, {"capacity": None})),
    ("no_limit_to_share", sectors(nhn={"capacity": None, "programme_share": 0.5}), sectors()),
    (
        "no_limit_to_share",
        sectors(nhn={"capacity": None, "freezes": (FREEZE,)}),
        sectors({"freezes": (FREEZE,)}),
    ),
    (
        "other_load_without_limit",
        sectors(nhn={"capacity": None, "other_loads": (OTHERS,)}),
        sectors(nhn={"other_loads": (OTHERS,)}),
    ),
    (
        "other_load_above_capacity",
        sectors(nhn={"capacity": 5.9, "other_loads": (OTHERS,)}),
        sectors(nhn={"capacity": 6.0, "other_loads": (OTHERS,)}),
    ),
    ("no_limit_to_share", sectors({"strict_counting": True}), sectors({"simultaneous_limit": 2.0})),
    ("no_limit_to_share", sectors(nhn={"simultaneous_limit": 2.0}), sectors({"simultaneous_limit": 2.0})),
    ("least_number_not_asked", grouped(GroupRule.ALL_OR_NONE), grouped(GroupRule.AT_LEAST)),
]


@pytest.mark.parametrize(("code", "idle", "used"), CASES)
def test_a_cell_without_effect_was_read_in_silence(code: str, idle: Roadmap, used: Roadmap) -> None:
    assert (codes(idle), code in notes(idle)) == ([], True)
    assert (codes(used), code in notes(used)) == ([], False)


def test_other_load_above_capacity_names_the_sector_the_first_period_and_both_figures() -> None:
    asked = ((day_of(1), 2.0), (day_of(5), 9.5))
    rows = tuple(replace(OTHERS, starts=day, person_months=months) for day, months in asked)
    roadmap = sectors(nhn={"other_loads": rows})

    with in_language("en"):
        (found,) = (each for each in check(roadmap) if each.code == "other_load_above_capacity")

        assert str(found.message) == (
            "Other load asks 9.5 person-months a period of nhn in the period from 1 April 2024, where its "
            "capacity is 9.0: that leaves nothing to the programme."
        )
    place = "annen_belastning", "nhn/others/2024-04-01", "person_months"
    assert (found.table, found.subject, found.column) == place


def test_cells_of_one_kind_are_told_in_one_note() -> None:
    measures = [a_measure(name, replace(a_phase(), largest_pause_periods=1)) for name in "abcdef"]

    with in_language("en"):
        (found,) = check(a_roadmap(*measures))

    assert str(found.message).endswith("a/build, b/build, c/build and 3 more.")


def test_a_first_share_has_an_effect_where_a_link_names_the_rollout() -> None:
    roadmap = a_roadmap(
        a_measure("a"),
        a_measure("b", a_phase()),
        rollouts=(a_rollout("a", first_share=0.1),),
        dependencies=(a_link("a@gp", "b", Link.START_START),),
    )

    assert "no_gates_to_pass" not in notes(roadmap)
