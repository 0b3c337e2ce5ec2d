"""What a list of changes does to a roadmap, and how it is refused by place where it cannot be made."""

from dataclasses import replace
from datetime import date

import pytest
from files.strategies import written_roadmaps
from hypothesis import given, settings
from support.builders import a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from support.falling import points

from planner.language import in_language, to_say
from planner.model import (
    Add,
    Capacity,
    CellValue,
    Drop,
    Edit,
    Estimate,
    Finding,
    Gate,
    Roadmap,
    Scale,
    Sector,
    SectorInput,
    Set,
    Status,
)
from planner.tables import apply
from planner.tables.changing import Traces
from planner.tables.edited_cells import table_named
from planner.tables.held_rows import HeldRows

A_AT_GP = {"measure": "a", "sector": "gp"}
FALLING = points((0.5, 0.25), (0.25, 1.0))
NEW = {"measure": "e", "sector": "gp"}


def changed(roadmap: Roadmap, *edits: Edit) -> Roadmap:
    """Give a roadmap with changes that can be made."""
    result = apply(roadmap, edits)
    assert result.findings == ()
    assert result.roadmap is not None
    return result.roadmap


def test_no_changes_give_the_roadmap_itself(full: Roadmap) -> None:
    assert apply(full, ()).roadmap is full


@settings(deadline=None, max_examples=8)
@given(written_roadmaps())
def test_a_roadmap_taken_apart_and_made_again_is_the_same(roadmap: Roadmap) -> None:
    again = apply(roadmap, [Set("assumptions", {"key": "name"}, "value", roadmap.name)]).roadmap

    assert again is not None
    assert replace(again, assumptions=roadmap.assumptions) == roadmap


def test_a_cell_is_set_in_one_row_by_its_key(full: Roadmap) -> None:
    after = changed(full, Set("rollouts", A_AT_GP, "pace", 0.25))

    assert after.rollout_by_key(("a", "gp")).pace == 0.25
    assert replace(after, rollouts=full.rollouts) == full


def test_a_pace_may_be_set_to_one_that_falls_and_back(full: Roadmap) -> None:
    falling = changed(full, Set("rollouts", A_AT_GP, "pace", FALLING))

    assert falling.rollout_by_key(("a", "gp")).pace == FALLING
    assert changed(falling, Set("rollouts", A_AT_GP, "pace", 0.25)) == changed(
        full, Set("rollouts", A_AT_GP, "pace", 0.25)
    )


def test_of_a_pace_that_falls_the_paces_are_multiplied_and_the_shares_stay(full: Roadmap) -> None:
    after = changed(full, Set("rollouts", A_AT_GP, "pace", FALLING), Scale("rollouts", A_AT_GP, "pace", 0.5))

    assert after.rollout_by_key(("a", "gp")).pace == points((0.25, 0.25), (0.125, 1.0))


@pytest.mark.parametrize(
    ("pace", "code", "said"),
    [
        (points((0.25, 0.25), (0.5, 1.0)), "not_a_pace", "expected a pace that never rises."),
        (points((0.5, 0.25), (0.25, 0.5)), "pace_ends_early", "expected a last point at the target or above"),
        ((0.5, 0.25), "not_a_pace", "expected a number, or points of pace and share."),
    ],
)
def test_a_pace_whose_points_do_not_hold_together_is_refused_by_place(
    full: Roadmap, pace: CellValue, code: str, said: str
) -> None:
    (finding,) = apply(full, [Set("rollouts", A_AT_GP, "pace", pace)]).findings

    assert (finding.code, finding.table, finding.change) == (code, "innforing", 1)
    assert said in str(finding.message)


def test_a_pace_that_falls_too_steeply_once_it_is_multiplied_is_refused(full: Roadmap) -> None:
    steep = Scale("rollouts", A_AT_GP, "pace", 2.0)

    (finding,) = apply(
        full, [Set("rollouts", A_AT_GP, "pace", points((0.5, 0.5), (0.125, 1.0))), steep]
    ).findings

    assert (finding.code, finding.column, finding.change) == ("not_a_pace", "pace", 2)


def test_a_cell_is_set_in_all_rows_that_fit_a_part_of_the_key(full: Roadmap) -> None:
    after = changed(full, Set("rollouts", {"sector": "gp"}, "pace", 0.125))

    assert {rollout.sector for rollout in after.rollouts if rollout.pace == 0.125} == {"gp"}
    assert sum(rollout.pace == 0.125 for rollout in after.rollouts) == 3


def test_an_emptied_cell_has_its_default(full: Roadmap) -> None:
    after = changed(full, Set("measures", {"id": "e"}, "earliest_start", None))

    assert after.measure("e").earliest_start is None


def test_words_and_lists_are_as_the_model_has_them(full: Roadmap) -> None:
    gates = (Gate(limit=0.25, periods=2),)

    after = changed(
        full,
        Set("rollouts", A_AT_GP, "gates", gates),
        Set("measures", {"id": "d"}, "status", "done"),
        Set("groups", {"id": "g1"}, "measures", ("b", "e")),
        Set("assumptions", {"key": "discount_steps"}, "value", ((10, 0.04),)),
        Set("assumptions", {"key": "started_first"}, "value", True),
    )

    assert after.rollout_by_key(("a", "gp")).gates == gates
    assert after.measure("d").status is Status.DONE
    assert after.groups[0].measures == ("b", "e")
    assert after.economics.discount_steps == ((10, 0.04),)
    assert after.started_first


def test_the_ends_of_an_estimate_are_scaled_with_its_middle(full: Roadmap) -> None:
    after = changed(full, Scale("capacity", {"sector": "er"}, "person_months", 2.0))

    assert [row.person_months for row in after.sector("er").capacities] == [
        Estimate(
            low=2 * row.person_months.low,
            likely=2 * row.person_months.likely,
            high=2 * row.person_months.high,
        )
        for row in full.sector("er").capacities
    ]


def test_a_row_that_holds_from_earlier_is_split_at_the_date(full: Roadmap) -> None:
    after = changed(full, Scale("capacity", {"sector": "er"}, "person_months", 2.0, starts=date(2024, 6, 1)))

    assert [(row.starts, row.person_months.likely) for row in after.sector("er").capacities] == [
        (date(2023, 1, 1), 4.0),
        (date(2024, 3, 15), 6.0),
        (date(2024, 6, 1), 12.0),
        (date(2025, 1, 1), 10.0),
    ]


def test_the_first_row_holds_before_it_begins_as_well(full: Roadmap) -> None:
    after = changed(full, Scale("capacity", {"sector": "nhn"}, "person_months", 2.0, starts=date(2023, 6, 1)))

    assert [(row.starts, row.person_months.likely) for row in after.sector("nhn").capacities] == [
        (date(2023, 1, 1), 4.0),
        (date(2023, 6, 1), 8.0),
        (date(2023, 11, 1), 8.0),
        (date(2024, 3, 15), 12.0),
        (date(2025, 1, 1), 10.0),
    ]


def test_a_freeze_is_split_where_a_change_begins_within_it(full: Roadmap) -> None:
    after = changed(full, Set("freezes", {"sector": "gp"}, "share", 0.5, starts=date(2024, 8, 1)))

    assert [(row.starts, row.ends, row.share) for row in after.sector("gp").freezes] == [
        (date(2023, 7, 1), date(2023, 8, 15), 0.0),
        (date(2024, 7, 1), date(2024, 8, 1), 0.75),
        (date(2024, 8, 1), date(2024, 8, 15), 0.5),
    ]


def others_at(sector: Sector) -> list[tuple[str, date, float]]:
    """Give what others ask of a sector."""
    return [(row.what, row.starts, row.person_months) for row in sector.other_loads]


def test_other_load_is_split_at_a_date_and_is_none_before_its_first_row(full: Roadmap) -> None:
    after = changed(
        full, Scale("other_load", {"sector": "gp"}, "person_months", 2.0, starts=date(2023, 9, 1))
    )

    assert others_at(after.sector("gp")) == [
        ("journal", date(2022, 6, 1), 0.5),
        ("journal", date(2023, 9, 1), 1.0),
        ("journal", date(2024, 2, 1), 2.0),
        ("utskifting", date(2024, 1, 1), 2.0),
    ]
    assert after.sector("nhn") == full.sector("nhn")


def test_other_load_is_added_set_and_dropped_by_sector_what_and_date(full: Roadmap) -> None:
    ends, begins = date(2025, 1, 1), date(2024, 1, 1)
    of_the_end: dict[str, CellValue] = {"sector": "gp", "what": "journal", "starts": ends}

    after = changed(
        full,
        Add("other_load", of_the_end | {"person_months": 3.0}),
        Set("other_load", {"sector": "gp", "what": "journal"}, "person_months", 0.0, starts=ends),
        Drop("other_load", {"sector": "gp", "what": "utskifting", "starts": begins}),
        Drop("sectors", {"id": "fhi"}, with_dependents=True),
    )

    assert others_at(after.sector("gp")) == [
        ("journal", date(2022, 6, 1), 0.5),
        ("journal", date(2024, 2, 1), 1.0),
        ("journal", ends, 0.0),
    ]
    assert "fhi" not in {sector.id for sector in after.sectors}


def test_an_added_phase_comes_last_in_its_measure_and_an_added_budget_in_its_year(full: Roadmap) -> None:
    after = changed(
        full,
        Add("phases", {"measure": "a", "phase": "trial", "duration": 1}),
        Add("budget", {"year": 2024, "limit_nok": 1e7}),
    )

    assert [phase.id for phase in after.measure("a").phases] == ["plan", "build", "trial"]
    assert [budget.year for budget in after.budgets] == [2023, 2024, 2025]


def test_what_names_a_dropped_row_goes_along_when_asked(full: Roadmap) -> None:
    after = changed(full, Drop("measures", {"id": "b"}, with_dependents=True))

    assert "b" not in {measure.id for measure in after.measures}
    assert {rollout.measure for rollout in after.rollouts} == {"a", "c", "d"}
    assert [(link.predecessor.measure, link.successor.measure) for link in after.dependencies] == [
        ("a", "c"),
        ("a", "d"),
        ("c", "e"),
    ]
    assert [group.measures for group in after.groups] == [("c", "e"), ("d", "e")]
    assert [part.measure for part in after.contributions] == ["a", "c"]
    assert [row.measure for row in after.published] == ["a"]


def test_a_group_that_would_have_one_measure_left_goes_along(full: Roadmap) -> None:
    after = changed(full, Drop("measures", {"id": "d"}, with_dependents=True))

    assert [group.id for group in after.groups] == ["g1"]


def test_a_dropped_sector_takes_the_dependencies_on_its_rollouts_along(full: Roadmap) -> None:
    after = changed(full, Drop("sectors", {"id": "gp"}, with_dependents=True))

    assert [str(link.link) for link in after.dependencies] == ["FS", "SS", "share", "adoption", "FS"]
    assert all(link.predecessor.sector != "gp" for link in after.dependencies)


def test_one_of_two_ways_of_doing_a_phase_is_dropped_with_its_own_demands_alone(full: Roadmap) -> None:
    fast = {"measure": "b", "phase": "try", "mode": "fast"}

    after = changed(full, Drop("phases", fast, with_dependents=True))

    assert [mode.name for mode in after.measure("b").phases[1].modes] == ["slow"]
    assert len(after.dependencies) == len(full.dependencies)


def test_later_changes_see_what_earlier_ones_did(full: Roadmap) -> None:
    after = changed(
        full,
        Add("rollouts", NEW | {"pace": 0.5}),
        Scale("rollouts", NEW, "pace", 0.5),
        Set("rollouts", NEW, "pace", 0.75),
        Drop("budget", {"year": 2023}),
        Add("budget", {"year": 2023, "limit_nok": 1.0}),
    )

    assert after.rollout_by_key(("e", "gp")).pace == 0.75
    assert after.budgets[0].limit_nok == 1.0


JOURNAL: dict[str, CellValue] = {"sector": "gp", "what": "journal", "starts": date(2022, 6, 1)}
REFUSED: dict[str, tuple[list[Edit], str, str]] = {
    "a table that is none": (
        [Set("rolouts", {}, "pace", 0.5)],
        "||",
        "The table is rolouts, expected perhaps rollouts.",
    ),
    "a field that is none": (
        [Set("rollouts", A_AT_GP, "pase", 0.5)],
        "innforing||pase",
        "The field is pase, expected perhaps pace.",
    ),
    "a key that is none": (
        [Set("rollouts", {"measur": "a"}, "pace", 0.5)],
        "innforing||measur",
        "The key names measur, expected perhaps measure.",
    ),
    "a change of a key": (
        [Set("measures", {"id": "a"}, "id", "b")],
        "veikart||id",
        "id is part of the key, which does not change; drop the row and add another.",
    ),
    "a short form": (
        [Set("measures", {"id": "a"}, "duration", 2)],
        "veikart||duration",
        "duration stands in phases; change it there.",
    ),
    "a row that is not there": (
        [Set("rollouts", {"measure": "a", "sector": "gpp"}, "pace", 0.5)],
        "innforing|a/gpp|",
        "a/gpp is not among the rows of rollouts, expected perhaps a/gp.",
    ),
    "text for a number": (
        [Set("rollouts", A_AT_GP, "pace", "0.5")],
        "innforing|a/gp|pace",
        "pace is 0.5, expected a number.",
    ),
    "a truth for a number": (
        [Set("rollouts", A_AT_GP, "pace", True)],
        "innforing|a/gp|pace",
        "pace is true, expected a number.",
    ),
    "a number out of range": (
        [Set("rollouts", A_AT_GP, "pace", 1.5)],
        "innforing|a/gp|pace",
        "pace is 1.5, expected above 0 and at most 1.",
    ),
    "a part of a whole number": (
        [Set("phases", {"measure": "a", "phase": "plan"}, "duration", 1.5)],
        "faser|a/plan|duration",
        "duration is 1.5, expected a whole number.",
    ),
    "text for a date": (
        [Set("measures", {"id": "a"}, "earliest_start", "2025-01-01")],
        "veikart|a|earliest_start",
        "earliest_start is 2025-01-01, expected a date.",
    ),
    "a date out of the calendar": (
        [Set("measures", {"id": "a"}, "earliest_start", date(1899, 1, 1))],
        "veikart|a|earliest_start",
        "earliest_start is 1899-01-01, expected a year from 1990 to 2100.",
    ),
    "a word that is none": (
        [Set("measures", {"id": "a"}, "status", "dun")],
        "veikart|a|status",
        "status is dun, expected one of planned, started, done.",
    ),
    "yes for a truth": (
        [Set("measures", {"id": "a"}, "optional", "yes")],
        "veikart|a|optional",
        "optional is yes, expected true or false.",
    ),
    "a number for text": (
        [Set("measures", {"id": "a"}, "owner", 7)],
        "veikart|a|owner",
        "owner is 7, expected text.",
    ),
    "text for gates": (
        [Set("rollouts", A_AT_GP, "gates", "2 % i 1")],
        "innforing|a/gp|gates",
        "gates is 2 % i 1, expected a list of gates.",
    ),
    "an empty cell that has to be filled": (
        [Set("measures", {"id": "a"}, "name", None)],
        "veikart|a|name",
        "name is None, expected a value: the cell has to be filled.",
    ),
    "a key of the wrong kind": (
        [Set("capacity", {"starts": "2023-01-01"}, "person_months", 1.0)],
        "kapasitet|2023-01-01|starts",
        "from is 2023-01-01, expected a date.",
    ),
    "a scaled figure out of range": (
        [Scale("rollouts", {"sector": "gp"}, "pace", 4.0)],
        "innforing|a/gp|pace",
        "pace is 2.0, expected above 0 and at most 1.",
    ),
    "a scaled word": (
        [Scale("measures", {"id": "a"}, "status", 2.0)],
        "veikart|a|status",
        "status is no number.",
    ),
    "a scaled empty cell": (
        [Scale("rollouts", A_AT_GP, "weight", 2.0)],
        "innforing|a/gp|weight",
        "Nothing stands in the cell that could be multiplied.",
    ),
    "a factor that is none": (
        [Scale("rollouts", A_AT_GP, "pace", -1.0)],
        "innforing|a/gp|pace",
        "The factor is -1.0, expected from 0 to 10,000,000,000,000.",
    ),
    "a date where rows hold all the time": (
        [Set("rollouts", A_AT_GP, "pace", 0.5, starts=date(2024, 1, 1))],
        "innforing|a/gp|",
        "A change from a date on is for capacity, other_load, freezes, worth_by_end only.",
    ),
    "a date after all rows": (
        [Set("freezes", {"sector": "gp"}, "share", 0.5, starts=date(2030, 1, 1))],
        "innforingsstopp|gp|starts",
        "No row holds on 2030-01-01 or later.",
    ),
    "a split into two rows of one key": (
        [Set("freezes", {"sector": "er"}, "share", 0.5, starts=date(2024, 7, 15))],
        "innforingsstopp|er|starts",
        "A row begins on 2024-07-15 already; set that one by itself.",
    ),
    "a row that is there already": (
        [Add("budget", {"year": 2023, "limit_nok": 1.0})],
        "budsjett|2023|",
        "2023 is there already.",
    ),
    "other load that is there already": (
        [Add("other_load", JOURNAL | {"person_months": 1.0})],
        "annen_belastning|gp/journal/2022-06-01|",
        "gp/journal/2022-06-01 is there already.",
    ),
    "other load below 0": (
        [Set("other_load", JOURNAL, "person_months", -1.0)],
        "annen_belastning|gp/journal/2022-06-01|person_months",
        "person_months is -1.0, expected from 0 to 10,000,000,000,000.",
    ),
    "other load that is none": (
        [Scale("other_load", JOURNAL | {"what": "drift"}, "person_months", 2.0, starts=date(2023, 1, 1))],
        "annen_belastning|gp/drift/2022-06-01|",
        "gp/drift/2022-06-01 is not among the rows of other_load, expected perhaps gp/journal/2022-06-01.",
    ),
    "a row added twice": (
        [Add("budget", {"year": 2024, "limit_nok": 1.0}), Add("budget", {"year": 2024, "limit_nok": 2.0})],
        "budsjett|2024|",
        "2024 is there already, since change 1.",
    ),
    "a row without what it needs": (
        [Add("budget", {"year": 2024})],
        "budsjett|2024|limit_nok",
        "limit is missing: the cell has to be filled.",
    ),
    "an assumption added": (
        [Add("assumptions", {"key": "periods", "value": 8})],
        "forutsetninger||",
        "All rows of assumptions are there always; set their values.",
    ),
    "an assumption dropped": (
        [Drop("assumptions", {"key": "periods"})],
        "forutsetninger|periods|",
        "All rows of assumptions are there always; set their values.",
    ),
    "several rows to drop": (
        [Drop("rollouts", {"sector": "gp"})],
        "innforing|gp|",
        "3 rows fit, expected one; these cells tell them apart: measure.",
    ),
    "a row that others name": (
        [Drop("services", {"id": "S1"})],
        "informasjonstjenester|S1|",
        "S1 is named by contributions a/S1, contributions b/S1; drop those too, or let them go along.",
    ),
    "a row that was dropped": (
        [Drop("budget", {"year": 2023}), Set("budget", {"year": 2023}, "limit_nok", 1.0)],
        "budsjett|2023|",
        "The row was dropped by change 1.",
    ),
    "a row dropped twice": (
        [Drop("budget", {"year": 2023}), Drop("budget", {"year": 2023})],
        "budsjett|2023|",
        "The row was dropped by change 1.",
    ),
    "a row that went along": (
        [Drop("measures", {"id": "a"}, with_dependents=True), Set("rollouts", A_AT_GP, "pace", 0.5)],
        "innforing|a/gp|",
        "The row was dropped by change 1.",
    ),
    "an estimate out of order": (
        [Set("capacity", {"sector": "er", "starts": date(2023, 1, 1)}, "person_months", 2.0)],
        "kapasitet|er/2023-01-01|person_months.low",
        "Low is above likely, 2.",
    ),
    "a row that does not hold together": (
        [Set("rollouts", A_AT_GP, "in_use", 0.5), Set("rollouts", A_AT_GP, "target", 0.25)],
        "innforing|a/gp|in_use",
        "The share is above the target, 0,25.",
    ),
    "a name that is not known": (
        [
            Add("rollouts", {"measure": "a", "sector": "gp2"}),
            Add("phases", {"measure": "x", "phase": "p", "duration": 1}),
        ],
        "faser|x/p|measure",
        "x is not known here, expected one of a, b, c, d, e, f.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_change_that_cannot_be_made_is_refused_by_place(full: Roadmap, name: str) -> None:
    edits, place, message = REFUSED[name]

    with in_language("en"):
        result = apply(full, edits)

    assert result.roadmap is None
    (finding,) = result.findings
    assert f"{finding.table}|{finding.subject}|{finding.column}" == place
    assert str(finding.message) == message
    assert finding.change == (1 if name == "a row that does not hold together" else len(edits))


def test_the_change_behind_a_finding_is_found_where_ids_have_slashes() -> None:
    measures = [replace(a_measure(each, a_phase("b/1", 2)), optional=True) for each in ("a", "a/b")]
    roadmap = a_roadmap(*measures, rollouts=(a_rollout("a/b", in_use=0.2), a_rollout("a", in_use=0.2)))
    at_slash, at_plain = ({"measure": each, "sector": "gp"} for each in ("a/b", "a"))

    result = apply(
        roadmap,
        [
            Set("rollouts", at_plain, "in_use", 0.3),
            Set("rollouts", at_slash, "in_use", 0.5),
            Set("rollouts", at_plain, "target", 0.9),
            Set("rollouts", at_slash, "target", 0.25),
        ],
    )

    (finding,) = result.findings
    assert (finding.subject, finding.column, finding.change) == ("a/b/gp", "in_use", 2)


@pytest.mark.parametrize(
    ("subject", "change"), [("a", 1), ("a/build", 1), ("a/b", 2), ("a/b/gp", 2), ("a/b/c/gp", 2), ("c", None)]
)
def test_the_change_of_a_field_is_that_of_the_thing_with_the_longest_id(
    subject: str, change: int | None
) -> None:
    traces = Traces()
    traces.note(table_named("phases"), ("a", "build", ""), ["duration"], 1)
    traces.note(table_named("phases"), ("a/b", "build", ""), ["duration"], 2)
    message = to_say("Nothing is reported here.")

    found = traces.change_of(Finding(code="x", message=message, subject=subject, column="duration"))

    assert found == change


def test_a_finding_on_a_thing_that_was_not_changed_is_not_laid_on_one_whose_id_it_begins_with() -> None:
    measures = [replace(a_measure(each, a_phase("build", 2)), optional=True) for each in ("a", "a/b")]
    change = Set("phases", {"measure": "a", "phase": "build"}, "duration", 3)
    traces = apply(a_roadmap(*measures), [change]).traces
    message = to_say("Nothing is reported here.")

    found = [
        traces.change_of(Finding(code="x", message=message, subject=subject, column="duration"))
        for subject in ("a/build", "a/b/gp")
    ]

    assert found == [1, None]


def test_all_changes_that_cannot_be_made_are_told_at_once(full: Roadmap) -> None:
    edits: list[Edit] = [
        Set("rolouts", {}, "pace", 1),
        Set("rollouts", {}, "pace", 2.0),
        Drop("measures", {"id": "a"}),
    ]

    assert [finding.change for finding in apply(full, edits).findings] == [1, 2, 3]


def test_of_a_row_whose_adding_was_refused_nothing_more_is_said(full: Roadmap) -> None:
    edits: list[Edit] = [Add("budget", {"year": 2024}), Set("budget", {"year": 2024}, "limit_nok", 1.0)]

    assert [finding.change for finding in apply(full, edits).findings] == [1]


def test_the_roadmap_s_own_rows_stay_as_they_are(full: Roadmap) -> None:
    before = {name: [dict(row) for row in rows] for name, rows in HeldRows.of(full).tables.items()}

    changed(full, Scale("capacity", {}, "person_months", 2.0, starts=date(2024, 6, 1)))

    assert HeldRows.of(full).tables == before


def test_a_row_is_dropped_though_the_table_of_a_figure_that_names_it_was_emptied() -> None:
    said = SectorInput(
        id="x1",
        day=date(2023, 1, 1),
        who="KS",
        content="No.",
        figure_table="kapasitet",
        figure_row="gp/2023-01-01",
    )
    capacity = Capacity(starts=date(2023, 1, 1), person_months=Estimate.sure(3))
    roadmap = a_roadmap(a_measure(), sectors=(replace(a_receiver(), capacities=(capacity,)),))
    edits: list[Edit] = [
        Set("input", {"id": "x1"}, "figure_table", None),
        Drop("capacity", {"sector": "gp", "starts": date(2023, 1, 1)}),
    ]

    found = apply(replace(roadmap, inputs=(said,)), edits)

    assert [each.code for each in found.findings] == ["half_a_figure"]
