"""Rows that are dropped, with what goes along told before."""

from planner.model import Roadmap
from planner.sheets import dropping
from planner.tables import BY_NAME, edited


def test_a_measure_takes_along_all_that_names_it_and_says_so(full: Roadmap) -> None:
    found = dropping(full, BY_NAME["veikart"], [("a",)])

    after = edited(full, found.edits)
    gone = {(each.table.name, each.key) for each in found.along if each.after is None}
    assert ("innforing", ("a", "gp")) in gone
    assert ("publisert", ("a", 2022)) in gone
    assert ("veikart", ("a",)) not in gone
    assert "a" not in [each.id for each in after.measures]


def test_a_list_that_loses_a_name_is_told_of_as_changed(full: Roadmap) -> None:
    found = dropping(full, BY_NAME["veikart"], [("b",)])

    (group,) = [each for each in found.along if each.table.name == "grupper" and each.after is not None]
    assert group.after is not None
    assert group.after["measures"] == ("c", "e")


def test_several_rows_go_in_one_step(full: Roadmap) -> None:
    keys = [("a", "gp"), ("c", "er")]

    found = dropping(full, BY_NAME["innforing"], keys)

    left = {(each.measure, each.sector) for each in edited(full, found.edits).rollouts}
    assert left.isdisjoint(keys)
    assert len(left) == 3


def test_what_nothing_names_goes_alone(full: Roadmap) -> None:
    assert dropping(full, BY_NAME["bidrag"], [("b", "S1")]).along == ()


def test_what_cannot_be_dropped_is_told_with_why(full: Roadmap) -> None:
    found = dropping(full, BY_NAME["forutsetninger"], [("periods",)])

    assert [each.code for each in found.findings] == ["assumptions_stay"]
