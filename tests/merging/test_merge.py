"""Two sides of one roadmap: what merges, and each way in which it cannot."""

from dataclasses import replace
from datetime import date

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_roadmap_with_everything, a_rollout

from planner.merging import ORDER, ROW, CellChange, Clash, ClashKind, changes_between, merge
from planner.model import Add, Basis, Drop, Edit, Published, Roadmap, Scale, Set
from planner.tables import BasisCell, edited

WHOLE = a_roadmap_with_everything()
GP = {"measure": "a", "sector": "gp"}
PACE = Set("rollouts", GP, "pace", 0.25)
IN_PHASES = a_roadmap(a_measure("a", a_phase("plan", 1), a_phase("build", 2), a_phase("run", 1)))


def only_clash(base: Roadmap, mine: Roadmap, theirs: Roadmap) -> Clash:
    """Give the one conflict, and see that nothing is merged."""
    merged = merge(base, mine, theirs)
    assert merged.roadmap is None
    (clash,) = merged.clashes
    return clash


def test_cells_that_do_not_touch_merge_and_are_listed() -> None:
    mine = edited(WHOLE, [PACE, Set("measures", {"id": "a"}, "name", "Another")])
    theirs = edited(WHOLE, [Set("rollouts", GP, "effort_per_unit", 2.0)])

    merged = merge(WHOLE, mine, theirs)

    assert merged.roadmap == edited(mine, [Set("rollouts", GP, "effort_per_unit", 2.0)])
    assert [change.place for change in merged.taken] == [
        ("measures", ("a",), "name"),
        ("rollouts", ("a", "gp"), "pace"),
    ]
    assert [change.place for change in merged.theirs] == [("rollouts", ("a", "gp"), "effort_per_unit")]


def test_a_cell_with_two_values_is_a_conflict_that_holds_all_three() -> None:
    mine, theirs = edited(WHOLE, [PACE]), edited(WHOLE, [replace(PACE, value=0.125)])

    clash = only_clash(WHOLE, mine, theirs)

    assert (clash.kind, clash.place) == (ClashKind.CELL, ("rollouts", ("a", "gp"), "pace"))
    assert (clash.base, clash.mine, clash.theirs) == (WHOLE.rollouts[0].pace, 0.25, 0.125)


@pytest.mark.parametrize(
    "theirs",
    [Set("capacity", {"sector": "nhn"}, "person_months", 6.0), Scale("capacity", {}, "person_months", 2.0)],
)
def test_a_cell_counts_by_its_value_however_it_got_there(theirs: Edit) -> None:
    mine = edited(WHOLE, [Scale("capacity", {"sector": "nhn"}, "person_months", 2.0)])

    merged = merge(WHOLE, mine, edited(WHOLE, [theirs]))

    assert merged.roadmap == edited(WHOLE, [theirs])
    assert merged.taken == ()


def test_scaling_what_the_other_set_is_a_conflict_of_both_values() -> None:
    mine = edited(WHOLE, [Scale("capacity", {"sector": "nhn"}, "person_months", 2.0)])
    theirs = edited(WHOLE, [Set("capacity", {"sector": "nhn"}, "person_months", 5.0)])

    clash = only_clash(WHOLE, mine, theirs)

    assert (clash.base, clash.mine, clash.theirs) == (3.0, 6.0, 5.0)


def test_a_row_dropped_here_and_changed_there_is_a_conflict_either_way() -> None:
    dropped, changed = edited(WHOLE, [Drop("rollouts", GP, with_dependents=True)]), edited(WHOLE, [PACE])

    here, there = merge(WHOLE, dropped, changed), merge(WHOLE, changed, dropped)

    for merged, mine, theirs in ((here, None, 0.25), (there, 0.25, None)):
        (clash,) = [each for each in merged.clashes if each.kind is ClashKind.ROW]
        assert merged.roadmap is None
        assert clash.place == ("rollouts", ("a", "gp"), ROW)
        assert [row and row["pace"] for row in (clash.mine, clash.theirs)] == [mine, theirs]
        assert clash.base["measure"] == "a"


def test_a_row_dropped_that_the_other_names_is_a_conflict() -> None:
    more = replace(WHOLE, measures=(*WHOLE.measures, a_measure("c", a_phase())))
    dropped = edited(more, [Drop("measures", {"id": "c"}, with_dependents=True)])
    named = edited(more, [Add("dependencies", {"predecessor": "a", "successor": "c"})])

    for clash in (
        next(each for each in merge(more, mine, theirs).clashes if each.table == "measures")
        for mine, theirs in ((dropped, named), (named, dropped))
    ):
        assert (clash.kind, clash.key) == (ClashKind.NAME, ("c",))
        assert clash.named_by is not None
        assert clash.named_by[0] == "dependencies"
        assert {clash.mine is None, clash.theirs is None} == {True, False}


def test_both_may_drop_a_row_and_add_the_same() -> None:
    edits = (
        Drop("contributions", {"measure": "b", "service": "S1"}),
        Add("budget", {"year": 2031, "limit_nok": 1e6}),
    )
    mine = edited(WHOLE, [*edits, PACE])

    merged = merge(WHOLE, mine, edited(WHOLE, edits))

    assert merged.roadmap == mine
    assert [change.field for change in merged.taken] == ["pace"]


def test_a_row_that_both_add_is_a_conflict_where_a_cell_differs() -> None:
    mine, theirs = (
        edited(WHOLE, [Add("budget", {"year": 2031, "limit_nok": limit})]) for limit in (1e6, 2e6)
    )

    clash = only_clash(WHOLE, mine, theirs)

    assert (clash.kind, clash.table, clash.base) == (ClashKind.ROW, "budget", None)
    assert (clash.mine["limit_nok"], clash.theirs["limit_nok"]) == (1e6, 2e6)


def with_phases(*names: str) -> Roadmap:
    """Give the measure with its phases in another order, and new ones."""
    (measure,) = IN_PHASES.measures
    known = {phase.id: phase for phase in measure.phases}
    phases = tuple(known.get(name) or a_phase(name, 1) for name in names)
    return replace(IN_PHASES, measures=(replace(measure, phases=phases),))


def test_the_order_of_phases_is_a_cell_of_its_own() -> None:
    mine, theirs = with_phases("build", "plan", "run"), with_phases("plan", "run", "build")

    clash = only_clash(IN_PHASES, mine, theirs)

    assert (clash.table, clash.key, clash.field) == ("phases", ("a",), ORDER)
    assert [[name for name, _mode in order] for order in (clash.base, clash.mine, clash.theirs)] == [
        ["plan", "build", "run"],
        ["build", "plan", "run"],
        ["plan", "run", "build"],
    ]


def test_phases_put_in_another_order_merge_with_changed_cells_and_dropped_phases() -> None:
    mine = with_phases("run", "plan", "build")
    theirs = edited(
        with_phases("plan", "run"), [Set("phases", {"measure": "a", "phase": "run"}, "duration", 3)]
    )

    for merged in (merge(IN_PHASES, mine, theirs), merge(IN_PHASES, theirs, mine)):
        assert merged.roadmap is not None
        (measure,) = merged.roadmap.measures
        assert [(phase.id, phase.modes[0].periods) for phase in measure.phases] == [("run", 3), ("plan", 1)]


def test_a_phase_comes_in_where_it_was_put_and_two_in_one_measure_are_a_conflict() -> None:
    mine, theirs = with_phases("plan", "test", "build", "run"), with_phases("plan", "build", "pilot", "run")

    alone = merge(IN_PHASES, mine, edited(IN_PHASES, [Set("measures", {"id": "a"}, "owner", "HOD")]))

    assert alone.roadmap is not None
    assert [phase.id for phase in alone.roadmap.measures[0].phases] == ["plan", "test", "build", "run"]
    assert only_clash(IN_PHASES, mine, theirs).field == ORDER


def test_the_order_of_other_rows_is_kept_and_no_conflict() -> None:
    new = a_measure("c", a_phase())
    mine = replace(WHOLE, measures=(WHOLE.measures[0], new, WHOLE.measures[1]))
    theirs = replace(WHOLE, measures=WHOLE.measures[::-1])

    merged, other = merge(WHOLE, mine, theirs), merge(WHOLE, theirs, mine)

    assert merged.roadmap is not None
    assert other.roadmap is not None
    assert [measure.id for measure in merged.roadmap.measures] == ["b", "a", "c"]
    assert changes_between(merged.roadmap, other.roadmap) == ()
    assert changes_between(WHOLE, theirs) == ()


def test_what_checking_refuses_though_both_sides_passed_is_a_conflict() -> None:
    base = a_roadmap(*(a_measure(name, a_phase()) for name in "ab"))
    mine, theirs = (
        replace(base, dependencies=(a_link(first, second),)) for first, second in (("a", "b"), ("b", "a"))
    )

    clash = only_clash(base, mine, theirs)

    assert clash.kind is ClashKind.REFUSED
    assert clash.finding is not None
    assert clash.finding.is_error


def test_an_error_that_a_side_had_already_stands_in_nobodys_way() -> None:
    base = a_roadmap(*(a_measure(name, a_phase()) for name in "ab"))
    circle = replace(base, dependencies=(a_link("a", "b"), a_link("b", "a")))
    theirs = edited(base, [Set("measures", {"id": "a"}, "name", "A")])

    assert merge(base, circle, theirs).roadmap is not None


def test_rows_that_do_not_hold_together_any_more_are_a_conflict() -> None:
    phase = {"measure": "a", "phase": "build"}
    base = edited(WHOLE, [Set("phases", phase, "duration.high", 4.0)])
    mine = edited(base, [Set("phases", phase, "duration.high", 2.5)])
    theirs = edited(base, [Set("phases", phase, "duration", 3)])

    clash = only_clash(base, mine, theirs)

    assert (clash.kind, clash.table, clash.field) == (ClashKind.REFUSED, "phases", "duration.high")
    assert clash.finding is not None
    assert clash.finding.change is None


def test_sources_names_and_what_figures_rest_on_are_cells_too() -> None:
    basis = BasisCell(basis=Basis.DERIVED, exceptions=(("pace", Basis.ASSUMED),))
    mine = edited(WHOLE, [Set("rollouts", GP, "basis", basis), Set("rollouts", GP, "source", "somebody")])  # type: ignore[arg-type]
    theirs = edited(WHOLE, [Set("assumptions", {"key": "name"}, "value", "Called so"), PACE])

    merged = merge(WHOLE, mine, theirs)

    assert merged.roadmap is not None
    assert merged.roadmap.rollouts[0].provenance == mine.rollouts[0].provenance
    assert (merged.roadmap.name, merged.roadmap.rollouts[0].pace) == ("Called so", 0.25)


def test_rows_that_share_a_key_are_told_apart() -> None:
    twice = (Published(measure="a", start=date(2024, 1, 1)), Published(measure="a", start=date(2025, 1, 1)))
    base = replace(WHOLE, published=twice)
    mine = replace(base, published=(twice[0], replace(twice[1], start=date(2026, 1, 1))))

    merged = merge(base, mine, edited(base, [PACE]))

    assert merged.roadmap is not None
    assert merged.roadmap.published == mine.published


def test_a_side_that_did_nothing_leaves_the_other_as_it_is() -> None:
    mine = edited(WHOLE, [PACE])

    assert merge(WHOLE, WHOLE, mine).roadmap is mine
    assert merge(WHOLE, mine, WHOLE).roadmap == mine
    assert merge(WHOLE, mine, mine).roadmap is mine


def test_a_new_rollout_merges_beside_a_change_of_its_measure() -> None:
    base = a_roadmap(a_measure("a", a_phase()))
    mine = replace(base, rollouts=(a_rollout("a"),))
    theirs = edited(base, [Set("measures", {"id": "a"}, "optional", True)])

    merged = merge(base, mine, theirs)

    assert merged.roadmap is not None
    assert merged.roadmap.rollouts == mine.rollouts
    assert [type(change) for change in merged.taken] == [CellChange]
