"""Changes and conflicts in words, as a planner reads them beside the table."""

from dataclasses import replace

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_roadmap_with_everything

from planner.language import in_language
from planner.merging import changes_between, merge
from planner.model import Add, Basis, Drop, Edit, Set
from planner.say import changed_words, clash_words
from planner.tables import BasisCell, edited

WHOLE = a_roadmap_with_everything()
GP = {"measure": "a", "sector": "gp"}


@pytest.mark.parametrize(
    ("edit", "in_norwegian", "in_english"),
    [
        (
            Set("capacity", {"sector": "nhn"}, "person_months", 4.5),
            "kapasitet nhn/2023-01-01, månedsverk: 3 → 4,5",
            "capacity nhn/2023-01-01, person_months: 3 → 4.5",
        ),
        (
            Set("measures", {"id": "b"}, "optional", None),
            "veikart b, valgfri: ja → tom",
            "measures b, optional: yes → empty",
        ),
        (
            Set("assumptions", {"key": "started_first"}, "value", True),
            "forutsetninger påbegynte_først: tom → ja",
            "assumptions started_first: empty → yes",
        ),
        (
            Set("rollouts", GP, "basis", BasisCell(basis=Basis.DERIVED)),  # type: ignore[arg-type]
            "innforing a/gp, grunnlag: antatt → utledet",
            "rollouts a/gp, basis: assumed → derived",
        ),
        (
            Add("budget", {"year": 2031, "limit_nok": 1e6}),
            "budsjett 2031: ny rad",
            "budget 2031: new row",
        ),
        (
            Drop("contributions", {"measure": "b", "service": "S1"}),
            "bidrag b/S1: raden er fjernet",
            "contributions b/S1: row dropped",
        ),
    ],
)
def test_a_change_is_told_by_its_place(edit: Edit, in_norwegian: str, in_english: str) -> None:
    (change,) = changes_between(WHOLE, edited(WHOLE, [edit]))

    assert changed_words(change) == in_english
    with in_language("nb"):
        assert changed_words(change) == in_norwegian


def test_the_order_of_phases_is_told_by_their_names() -> None:
    before = a_roadmap(a_measure("a", a_phase("plan"), a_phase("build")))
    after = replace(before, measures=(a_measure("a", a_phase("build"), a_phase("plan")),))
    (change,) = changes_between(before, after)

    assert changed_words(change) == "phases a, order of phases: plan, build → build, plan"


def test_conflicts_are_told_with_what_each_has() -> None:
    mine = edited(
        WHOLE,
        [Set("rollouts", GP, "effort_per_unit", 2.5), Drop("measures", {"id": "b"}, with_dependents=True)],
    )
    theirs = edited(
        WHOLE,
        [Set("rollouts", GP, "effort_per_unit", 3.5), Set("rollouts", GP | {"measure": "b"}, "weight", 2.0)],
    )

    told = [clash_words(clash) for clash in merge(WHOLE, mine, theirs).clashes]
    back = [clash_words(clash) for clash in merge(WHOLE, theirs, mine).clashes]

    assert any(line.startswith("rollouts a/gp, ") and line.endswith("2.5 here, 3.5 there") for line in told)
    assert "rollouts b/gp: dropped here, changed there" in told
    assert "rollouts b/gp: changed here, dropped there" in back
    assert "measures b: dropped, but named by rollouts b/gp" in told


def test_what_checking_refuses_is_told_as_it_tells_it() -> None:
    base = a_roadmap(*(a_measure(name, a_phase()) for name in "ab"))
    mine, theirs = (replace(base, dependencies=(a_link(*ends),)) for ends in (("a", "b"), ("b", "a")))

    (clash,) = merge(base, mine, theirs).clashes

    assert clash_words(clash).startswith("error: ")
