"""The workbook of a sector, filled in and sent back: what it changes, and what is refused by place."""

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

import pytest
from files.sector_books import (
    ANSWER,
    PERIODS,
    REMARKS,
    a_sector_book,
    filled,
    place_of,
    saved,
    with_cells,
)
from openpyxl import load_workbook
from support.builders import a_receiver
from support.planned import a_plan_with_everything
from support.strategies import random_roadmap_with_other_load

from planner.answers import figures_of
from planner.language import in_language, worded
from planner.merging import changes_between
from planner.model import (
    VALUE,
    Capacity,
    Estimate,
    InputKind,
    OtherLoad,
    PeriodLength,
    Plan,
    PlanStatus,
    Roadmap,
    Schedule,
    Sector,
    SectorInput,
)
from planner.say import clash_words
from planner.tables import edited
from planner.uploads import Upload, renewed, uploaded

DAY = date(2023, 5, 2)
NOTHING = Schedule(selected=(), phases=(), rollouts=())


@cache
def a_plan() -> Plan:
    """Give a plan whose sector has other load too."""
    plan = a_plan_with_everything()
    sector = replace(
        plan.roadmap.sector("gp"), other_loads=(OtherLoad(what="records", starts=DAY, person_months=2),)
    )
    return on(plan, sector)


def on(plan: Plan, sector: Sector) -> Plan:
    sectors = tuple(sector if each.id == sector.id else each for each in plan.roadmap.sectors)
    return replace(plan, roadmap=replace(plan.roadmap, sectors=sectors))


@cache
def a_book() -> bytes:
    return a_sector_book(a_plan())


def sent(content: bytes, against: Roadmap | None = None, **how: Any) -> Upload:
    return uploaded("answer.xlsx", content, a_plan().roadmap if against is None else against, **how)


def the_fault(upload: Upload) -> tuple[str, str, int | None, str]:
    """Give code and place of the one fault; nothing may be there to take in."""
    assert upload.roadmap is None
    assert not upload.can_be_taken_in
    (found,) = upload.findings
    return found.code, found.table, found.row, str(found.column).split(" ")[0]


def where(content: bytes, sheet: str, key: str, row: int = 0) -> tuple[str, int, str]:
    place = place_of(content, sheet, key, row)
    return sheet, int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), place.rstrip("0123456789")


def test_an_answer_that_corrects_nothing_changes_nothing() -> None:
    upload = sent(filled(a_book()))

    assert (upload.findings, upload.changes, upload.clashes) == ((), (), ())
    assert upload.is_answer
    assert "It is the answer of GP, given by Kari Nordmann on 2 May 2023." in map(worded, upload.notes)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_comes_back_in_every_language(language: str) -> None:
    with in_language(language):
        content = a_sector_book(a_plan())
    book = load_workbook(BytesIO(content))
    first, periods = (book[name] for name in book.sheetnames[:2])
    for cells in first.iter_rows():
        for cell in cells:
            if cell.value in ("besvart av", "dato"):
                first.cell(cell.row, 2).value = "Kari" if cell.value == "besvart av" else DAY
    likely = next(cell for cell in periods[5] if cell.value == "sannsynlig")
    periods.cell(6, likely.column).value = 31

    upload = sent(saved(book))

    assert upload.findings == ()
    assert upload.roadmap is not None
    assert upload.roadmap.sector("gp").capacity_on(date(2023, 1, 1)) == Estimate.sure(31)


@pytest.mark.parametrize("seed", range(25))
def test_random_roadmaps_come_back_as_they_were_and_with_what_was_filled_in(seed: int) -> None:
    random, roadmap = Random(seed), random_roadmap_with_other_load(seed)
    plan = Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=NOTHING)
    sector = random.choice(roadmap.sectors)
    content = a_sector_book(plan, sector.id)
    day = roadmap.calendar.date_of(0)
    same = sent(filled(content, day=day), roadmap)
    assert (same.findings, same.changes) == ((), ())
    period, amount = random.choice(roadmap.periods), random.choice((0, 1.25, 999))
    periods = [period] if sector.capacities else list(roadmap.periods)
    cells = {
        (PERIODS, key, each): value
        for each in periods
        for key, value in (("lav", None), ("sannsynlig", amount), ("høy", None))
    }

    upload = sent(filled(content, cells, day=day), roadmap)

    assert [each for each in upload.findings if each.table in (ANSWER, PERIODS, REMARKS)] == []
    assert upload.roadmap is not None
    before, after = (figures_of(each, each.sector(sector.id)) for each in (roadmap, upload.roadmap))
    for each in roadmap.periods:
        wanted = Estimate.sure(amount) if each in periods else before.capacity[each]
        assert after.capacity[each] == wanted
    assert after.loads == before.loads


def test_figures_other_load_and_words_are_taken_in_with_who_gave_them() -> None:
    cells: dict[tuple[str, str, int], Any] = {
        (PERIODS, "lav", 2): None,
        (PERIODS, "sannsynlig", 2): 12,
        (PERIODS, "høy", 2): None,
        (PERIODS, "annen: records", 4): 5,
        (PERIODS, "ny annen 1", -1): "new building",
        (PERIODS, "ny annen 1", 3): 1.5,
        (PERIODS, "merknad", 2): "Holidays.",
        (REMARKS, "innhold", 0): "Video with patients.",
        (REMARKS, "rang", 0): 1,
        (REMARKS, "tjeneste", 0): "S1 Service one",
        (REMARKS, "slag", 1): "comment",
        (REMARKS, "innhold", 1): "Too much at once.",
        (REMARKS, "tiltak", 1): "b B",
    }
    head = place_of(a_book(), PERIODS, "ny annen 1", -1)
    cells.pop((PERIODS, "ny annen 1", -1))
    content = with_cells(filled(a_book(), cells), {(PERIODS, head.replace("5", "4")): "new building"})

    upload = sent(content, sector="gp")

    assert upload.findings == ()
    assert upload.roadmap is not None
    sector = upload.roadmap.sector("gp")
    rows = [(each.starts, each.person_months.likely) for each in sector.capacities]
    assert rows == [(date(2023, 1, 1), 30), (date(2023, 7, 1), 12), (date(2023, 10, 1), 30)]
    loads = [(each.what, each.starts, each.person_months) for each in sector.other_loads]
    assert loads == [
        ("new building", date(2023, 10, 1), 1.5),
        ("new building", date(2024, 1, 1), 0),
        ("records", DAY, 2),
        ("records", date(2024, 1, 1), 5),
        ("records", date(2024, 4, 1), 2),
    ]
    assert sector.capacities[1].provenance.source == "GP: Kari Nordmann, 2023-05-02"
    told = {
        (each.kind, each.content, each.service, each.measure, each.rank) for each in upload.roadmap.inputs
    }
    assert told == {
        (InputKind.COMMENT, "quarter 3 of 2023: Holidays.", "", "", None),
        (InputKind.NEED, "Video with patients.", "S1", "", 1),
        (InputKind.COMMENT, "Too much at once.", "", "b", None),
    }
    (holidays,) = (each for each in upload.roadmap.inputs if each.figure_table)
    assert (holidays.figure_table, holidays.figure_row) == ("kapasitet", "gp/2023-07-01")
    assert (
        edited(a_plan().roadmap, upload.edits()) == upload.roadmap
        or changes_between(edited(a_plan().roadmap, upload.edits()), upload.roadmap) == ()
    )


TWELVE = {(PERIODS, "lav", 2): None, (PERIODS, "sannsynlig", 2): 12, (PERIODS, "høy", 2): None}


def test_one_of_an_earlier_version_is_told_as_such_and_merged() -> None:
    now = on(a_plan(), replace(a_plan().roadmap.sector("gp"), programme_share=0.5)).roadmap

    upload = sent(filled(a_book(), TWELVE), now, known={a_plan().roadmap.digest: a_plan().roadmap}.get)

    assert any("made from an earlier version" in worded(note) for note in upload.notes)
    assert upload.roadmap is not None
    assert upload.roadmap.sector("gp").programme_share == 0.5
    assert upload.roadmap.sector("gp").capacity_on(date(2023, 7, 1)) == Estimate.sure(12)


def versions_of(*, is_known: bool) -> Any:
    return {a_plan().roadmap.digest: a_plan().roadmap}.get if is_known else dict[str, Roadmap]().get


def likely(roadmap: Roadmap | None, sector: str = "gp") -> list[float | None]:
    """Give what a sector can give in each period."""
    assert roadmap is not None
    found = figures_of(roadmap, roadmap.sector(sector))
    return [None if each is None else each.likely for each in found.capacity]


@pytest.mark.parametrize("is_known", [True, False])
def test_what_others_have_changed_since_in_other_periods_stays(is_known: bool) -> None:
    rows = a_plan().roadmap.sector("gp").capacities
    later = Capacity(starts=date(2023, 10, 1), person_months=Estimate.sure(60))
    sector = replace(a_plan().roadmap.sector("gp"), capacities=(*rows, later))
    now = on(a_plan(), sector).roadmap

    upload = sent(filled(a_book(), TWELVE), now, known=versions_of(is_known=is_known))

    assert (upload.findings, upload.clashes) == ((), ())
    assert likely(upload.roadmap) == [30, 30, 12, 60, 60, 60, 60, 60]


@pytest.mark.parametrize("is_known", [True, False])
def test_a_period_that_others_have_changed_too_stays_and_the_others_are_taken_in(is_known: bool) -> None:
    doubled = Capacity(starts=date(2023, 7, 1), person_months=Estimate.sure(60))
    rows = a_plan().roadmap.sector("gp").capacities
    now = on(a_plan(), replace(a_plan().roadmap.sector("gp"), capacities=(*rows, doubled))).roadmap
    cells = {**TWELVE, (PERIODS, "sannsynlig", 0): 6, (PERIODS, "lav", 0): None, (PERIODS, "høy", 0): None}

    upload = sent(filled(a_book(), cells), now, known=versions_of(is_known=is_known))

    assert [clash_words(each) for each in upload.clashes] == [
        "capacity gp/2023-07-01, person_months: 30 before, 12 here, 60 there"
    ]
    assert likely(upload.roadmap) == [6, 30, 60, 60, 60, 60, 60, 60]


AUGUST = date(2023, 8, 15)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_row_that_others_have_added_within_an_answered_period_stays_and_is_told(is_known: bool) -> None:
    rows = a_plan().roadmap.sector("gp").capacities
    within = Capacity(starts=AUGUST, person_months=Estimate.sure(40))
    sector = replace(a_plan().roadmap.sector("gp"), capacities=(*rows, within))

    upload = sent(
        filled(a_book(), TWELVE), on(a_plan(), sector).roadmap, known=versions_of(is_known=is_known)
    )

    assert [clash_words(each) for each in upload.clashes] == [
        "capacity gp/2023-08-15, person_months: 30 before, 12 here, 40 there"
    ]
    assert upload.changes == ()


def test_a_row_that_others_have_dropped_within_an_answered_period_is_told_too() -> None:
    rows = a_plan().roadmap.sector("gp").capacities
    within = Capacity(starts=AUGUST, person_months=Estimate.sure(40))
    then = on(a_plan(), replace(a_plan().roadmap.sector("gp"), capacities=(*rows, within)))

    upload = sent(
        filled(a_sector_book(then), TWELVE),
        a_plan().roadmap,
        known={then.roadmap.digest: then.roadmap}.get,
    )

    assert [clash_words(each) for each in upload.clashes] == [
        "capacity gp/2023-08-15, person_months: 40 before, 12 here, 30 there"
    ]
    assert likely(upload.roadmap) == likely(a_plan().roadmap)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_limit_that_was_stated_since_is_not_overwritten_by_one_who_saw_none(is_known: bool) -> None:
    then = on(a_plan(), replace(a_receiver(), capacities=()))
    cells = {(PERIODS, "sannsynlig", period): 3 for period in then.roadmap.periods}
    known = {then.roadmap.digest: then.roadmap}.get if is_known else dict[str, Roadmap]().get

    upload = sent(
        filled(a_sector_book(then), cells), on(then, a_receiver(capacity=450.0)).roadmap, known=known
    )

    assert len(upload.clashes) == len(then.roadmap.periods)
    assert likely(upload.roadmap) == [450] * 8


def test_other_load_that_others_have_changed_too_stays() -> None:
    load = OtherLoad(what="records", starts=DAY, person_months=7)
    now = on(a_plan(), replace(a_plan().roadmap.sector("gp"), other_loads=(load,))).roadmap

    upload = sent(filled(a_book(), {(PERIODS, "annen: records", 4): 5}), now)

    assert [clash_words(each) for each in upload.clashes] == [
        "other_load gp/records/2024-01-01, person_months: 2 before, 5 here, 7 there"
    ]
    assert upload.changes == ()


def test_an_answer_to_a_horizon_that_has_moved_on_is_taken_in_for_what_is_left_of_it() -> None:
    then = a_plan().roadmap
    moved = replace(then, calendar=replace(then.calendar, status_date=date(2023, 4, 1)))
    cells = {**TWELVE, (PERIODS, "sannsynlig", 0): 31, (PERIODS, "lav", 0): None, (PERIODS, "høy", 0): None}

    upload = sent(filled(a_book(), cells), moved, known=versions_of(is_known=True))

    assert any("2023-01-01" in worded(note) for note in upload.notes)
    assert likely(upload.roadmap) == [30, 12, 30, 30, 30, 30, 30, 30]


def test_an_answer_to_periods_of_another_length_is_refused() -> None:
    then = a_plan().roadmap
    months = replace(then, calendar=replace(then.calendar, period=PeriodLength.MONTH))

    upload = sent(filled(a_book(), TWELVE), months, known=versions_of(is_known=True))

    assert the_fault(upload)[:2] == ("period_changed", PERIODS)


def test_an_answer_is_made_anew_where_the_roadmap_was_changed_before_it_was_taken_in() -> None:
    upload = sent(filled(a_book(), TWELVE))
    seven = Capacity(starts=date(2023, 7, 1), person_months=Estimate.sure(7))
    rows = a_plan().roadmap.sector("gp").capacities
    now = on(a_plan(), replace(a_plan().roadmap.sector("gp"), capacities=(*rows, seven))).roadmap

    again = renewed(upload, now)

    assert again.is_answer
    assert len(again.clashes) == 1
    assert again.roadmap is not None
    assert again.roadmap.sector("gp").capacities == now.sector("gp").capacities


def with_input(roadmap: Roadmap, row: str) -> Roadmap:
    said = SectorInput(
        id="x1", day=DAY, sector="gp", content="Too high.", figure_table="kapasitet", figure_row=row
    )
    return replace(roadmap, inputs=(said,))


def test_input_that_names_a_row_which_gives_way_stays_and_names_it_no_more() -> None:
    rows = a_plan().roadmap.sector("gp").capacities
    within = Capacity(starts=AUGUST, person_months=Estimate.sure(40))
    plan = on(a_plan(), replace(a_plan().roadmap.sector("gp"), capacities=(*rows, within)))
    plan = replace(plan, roadmap=with_input(plan.roadmap, "gp/2023-08-15"))

    upload = sent(filled(a_sector_book(plan), TWELVE), plan.roadmap)

    assert upload.findings == ()
    assert upload.roadmap is not None
    assert [(each.id, each.figure_row) for each in upload.roadmap.inputs] == [("x1", "")]
    assert upload.can_be_taken_in


@pytest.mark.parametrize("is_known", [True, False])
def test_a_comment_names_the_row_that_holds_now_where_others_have_moved_it(is_known: bool) -> None:
    (row,) = a_plan().roadmap.sector("gp").capacities
    moved = replace(a_plan().roadmap.sector("gp"), capacities=(replace(row, starts=date(2023, 2, 1)),))

    upload = sent(
        filled(a_book(), {(PERIODS, "merknad", 2): "Holidays."}),
        on(a_plan(), moved).roadmap,
        known=versions_of(is_known=is_known),
    )

    assert (upload.findings, upload.clashes) == ((), ())
    assert upload.roadmap is not None
    assert [each.figure_row for each in upload.roadmap.inputs] == ["gp/2023-02-01"]


@pytest.mark.parametrize("is_known", [True, False])
def test_what_both_sides_changed_stays_as_it_stands_and_is_told(is_known: bool) -> None:
    changed = replace(a_receiver(capacity=20.0), other_loads=a_plan().roadmap.sector("gp").other_loads)
    now = on(a_plan(), changed).roadmap
    versions = {a_plan().roadmap.digest: a_plan().roadmap} if is_known else {}

    upload = sent(filled(a_book(), {(PERIODS, "sannsynlig", 0): 6}), now, known=versions.get)

    assert upload.clashes
    assert upload.roadmap is not None
    (row, *_later) = upload.roadmap.sector("gp").capacities
    assert row == now.sector("gp").capacities[0]


def test_one_of_a_version_that_is_not_known_is_merged_by_what_it_was_handed_out_with() -> None:
    now = on(a_plan(), replace(a_plan().roadmap.sector("gp"), programme_share=0.5)).roadmap

    upload = sent(filled(a_book(), TWELVE), now)

    assert any("not known here" in worded(note) for note in upload.notes)
    assert upload.roadmap is not None
    after = figures_of(upload.roadmap, upload.roadmap.sector("gp"))
    assert [each and each.likely for each in after.capacity] == [30, 30, 12, 30, 30, 30, 30, 30]


def test_the_same_answer_sent_twice_changes_nothing_the_second_time() -> None:
    content = filled(a_book(), {**TWELVE, (REMARKS, "innhold", 0): "Video."})
    once = sent(content).roadmap
    assert once is not None

    again = sent(content, once, known={a_plan().roadmap.digest: a_plan().roadmap}.get)

    assert (again.findings, again.changes, again.clashes) == ((), (), ())


@pytest.mark.parametrize(
    ("sheet", "key", "row", "value", "code"),
    [
        (ANSWER, "besvart av", 0, None, "missing_value"),
        (ANSWER, "dato", 0, "soon", "not_a_date"),
        (ANSWER, "dato", 0, date(2030, 1, 1), "day_after_horizon"),
        (ANSWER, "aktør", 0, "gpp", "unknown_sector"),
        (ANSWER, "aktør", 0, "nhn", "handed_out"),
        (PERIODS, "fra", 3, date(2023, 11, 1), "period_changed"),
        (PERIODS, "sannsynlig nå", 2, 31, "handed_out"),
        (PERIODS, "annen nå: records", 4, 3, "handed_out"),
        (PERIODS, "sannsynlig", 1, "many", "not_a_number"),
        (PERIODS, "sannsynlig", 1, -1, "out_of_range"),
        (PERIODS, "sannsynlig", 1, None, "missing_value"),
        (PERIODS, "lav", 1, 31, "not_in_order"),
        (PERIODS, "høy", 1, 29, "not_in_order"),
        (PERIODS, "sannsynlig", 1, "=1+1", "formula"),
        (PERIODS, "merknad", 1, "=1+1", "formula"),
        (REMARKS, "rang", 0, 0.5, "not_whole"),
        (REMARKS, "innhold", 3, "=A1", "formula"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_by_its_place(
    sheet: str, key: str, row: int, value: Any, code: str
) -> None:
    content = filled(a_book())
    content = with_cells(content, {(sheet, place_of(content, sheet, key, row)): value})

    upload = sent(content)

    found = the_fault(upload) if code != "handed_out" or key != "aktør" else None
    if found is not None:
        assert found == (code, *where(a_book(), sheet, key, row))
    else:
        assert {each.code for each in upload.findings} == {code}
        assert upload.roadmap is None


RANGE = Estimate(low=20, likely=30, high=40)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("lav nå", 35, "handed out as 20 and holds 35"),
        ("lav nå", None, "handed out as 20 and is empty"),
        ("sannsynlig nå", 50, "handed out as 30 and holds 50"),
        ("sannsynlig nå", 10, "handed out as 30 and holds 10"),
        ("sannsynlig nå", None, "handed out as 30 and is empty"),
        ("sannsynlig nå", "many", "handed out as 30 and holds many"),
        ("sannsynlig nå", "=15+15", "handed out as 30 and holds a formula"),
        ("høy nå", 25, "handed out as 40 and holds 25"),
        ("annen nå: records", None, "handed out as 2 and is empty"),
        ("annen nå: records", -1, "handed out as 2 and holds -1"),
    ],
)
def test_a_locked_figure_that_was_changed_is_refused_in_its_own_cell_with_what_stood_there(
    key: str, value: Any, told: str
) -> None:
    rows = (Capacity(starts=date(2023, 1, 1), person_months=RANGE),)
    plan = on(a_plan(), replace(a_plan().roadmap.sector("gp"), capacities=rows))
    content = a_sector_book(plan)
    cells = {(PERIODS, key, 4): value, (PERIODS, "lav", 4): 5}

    upload = sent(filled(content, cells), plan.roadmap)

    assert the_fault(upload) == ("handed_out", *where(content, PERIODS, key, 4))
    assert told in worded(upload.findings[0].message)


def test_a_locked_figure_that_a_spreadsheet_saved_with_fewer_digits_is_as_it_was() -> None:
    thirds = Estimate(low=20 / 3, likely=100 / 3, high=1000 / 3)
    rows = (Capacity(starts=date(2023, 1, 1), person_months=thirds),)
    plan = on(a_plan(), replace(a_plan().roadmap.sector("gp"), capacities=rows))
    cells = {
        (PERIODS, key, 4): float(f"{figure:.15g}")
        for key, figure in (("lav nå", thirds.low), ("sannsynlig nå", thirds.likely), ("høy nå", thirds.high))
    }

    upload = sent(filled(a_sector_book(plan), cells), plan.roadmap)

    assert cells[PERIODS, "sannsynlig nå", 4] != thirds.likely
    assert upload.findings == ()


def test_a_locked_cell_that_was_empty_asks_for_no_other_figure() -> None:
    then = on(a_plan(), replace(a_receiver(), capacities=()))
    content = a_sector_book(then)

    upload = sent(filled(content, {(PERIODS, "sannsynlig nå", 1): 5}), then.roadmap)

    assert the_fault(upload) == ("handed_out", *where(content, PERIODS, "sannsynlig nå", 1))
    assert "was handed out empty and holds 5" in worded(upload.findings[0].message)


def test_a_changed_locked_figure_and_a_wrong_one_are_told_together_each_in_its_cell() -> None:
    content = filled(a_book(), {(PERIODS, "sannsynlig nå", 2): 31, (PERIODS, "sannsynlig", 2): "many"})

    found = [(each.code, str(each.column)[0]) for each in sent(content).findings]

    places = [where(content, PERIODS, key)[2] for key in ("sannsynlig nå", "sannsynlig")]
    assert found == [("handed_out", places[0]), ("not_a_number", places[1])]


def test_figures_of_an_unknown_version_that_do_not_hold_together_are_refused() -> None:
    content = filled(a_book(), {(PERIODS, "lav nå", 2): 31})

    upload = sent(content, on(a_plan(), replace(a_receiver(), programme_share=0.5)).roadmap)

    assert the_fault(upload) == ("not_in_order", *where(content, PERIODS, "lav nå", 2))


def test_other_load_whose_columns_are_gone_is_told_where_the_keys_stand() -> None:
    content = filled(a_book())
    keys = [place_of(content, PERIODS, f"{what}: records", -1) for what in ("annen nå", "annen")]

    upload = sent(with_cells(content, {(PERIODS, each): None for each in keys}))

    code, sheet, row, _column = the_fault(upload)
    assert (code, sheet, row) == ("key_changed", PERIODS, 5)


@pytest.mark.parametrize(
    ("cells", "code", "key", "row"),
    [
        ({(REMARKS, "tjeneste", 0): "S9", (REMARKS, "innhold", 0): "x"}, "unknown_tjeneste", "tjeneste", 0),
        ({(REMARKS, "tiltak", 2): "bb", (REMARKS, "innhold", 2): "x"}, "unknown_tiltak", "tiltak", 2),
        ({(REMARKS, "rang", 1): 2}, "missing_value", "innhold", 1),
        ({(REMARKS, "slag", 1): "wish", (REMARKS, "innhold", 1): "x"}, "unknown_word", "slag", 1),
    ],
)
def test_rows_of_needs_name_what_is_there(
    cells: dict[tuple[str, str, int], Any], code: str, key: str, row: int
) -> None:
    upload = sent(filled(a_book(), cells))

    assert the_fault(upload)[1:] == where(a_book(), REMARKS, key, row)
    assert upload.findings[0].code == code or code == "unknown_word"


def test_another_sectors_workbook_is_refused_where_one_is_asked_for() -> None:
    upload = sent(filled(a_sector_book(a_plan(), "nhn")), sector="gp")

    assert the_fault(upload)[:2] == ("another_sector", ANSWER)


@pytest.mark.parametrize(
    ("sheet", "key"), [(PERIODS, "sannsynlig"), (PERIODS, "annen: records"), (REMARKS, "innhold")]
)
def test_keys_that_were_changed_are_refused(sheet: str, key: str) -> None:
    content = filled(a_book())
    place = place_of(content, sheet, key, -1)

    upload = sent(with_cells(content, {(sheet, place): "something else"}))

    assert upload.roadmap is None
    assert "key_changed" in {each.code for each in upload.findings}


def test_a_sheet_that_is_gone_is_refused() -> None:
    book: Any = load_workbook(BytesIO(filled(a_book())))
    del book[REMARKS]

    assert [each.code for each in sent(saved(book)).findings] == ["sheet_missing"]


def test_merged_cells_are_refused_on_every_sheet_that_is_read() -> None:
    who = place_of(a_book(), ANSWER, "besvart av")
    book: Any = load_workbook(BytesIO(filled(a_book())))
    beside = who.replace("B", "C")
    merged = {
        (PERIODS, "J7:J8"),
        (REMARKS, "A6:B6"),
        (ANSWER, "A1:B1"),
        (ANSWER, f"{who}:{beside}"),
    }
    for sheet, cells in merged:
        book[sheet].merge_cells(cells)

    upload = sent(saved(book))

    assert upload.roadmap is None
    assert {
        (each.table, f"{each.column}{each.row}") for each in upload.findings if each.code == "merged_cells"
    } == {(sheet, cells.split(":")[0]) for sheet, cells in merged}


@pytest.mark.parametrize("name", [None, "records"])
def test_new_load_has_a_name_of_its_own(name: str | None) -> None:
    content = filled(a_book(), {(PERIODS, "ny annen 2", 0): 3})
    head = place_of(content, PERIODS, "ny annen 2", -2)

    upload = sent(content if name is None else with_cells(content, {(PERIODS, head): name}))

    code, sheet, row, _column = the_fault(upload)
    assert (code, sheet, row) == ("load_without_name" if name is None else "load_twice", PERIODS, 4)


def test_new_load_is_read_by_the_rules_of_its_table_and_formulas_below_it_are_refused() -> None:
    content = filled(a_book(), {(PERIODS, "ny annen 1", 0): "=1+1"})
    head = place_of(content, PERIODS, "ny annen 1", -2)

    assert the_fault(sent(with_cells(content, {(PERIODS, head): "building"})))[0] == "formula"

    content = filled(a_book(), {(PERIODS, "ny annen 1", 0): 3})
    assert the_fault(sent(with_cells(content, {(PERIODS, head): "b" * 30_000})))[1:3] == (PERIODS, 4)


def test_spaces_before_the_name_of_a_measure_do_not_lose_it() -> None:
    cells = {(REMARKS, "innhold", 0): "Late.", (REMARKS, "tiltak", 0): " b B"}

    upload = sent(filled(a_book(), cells))

    assert upload.roadmap is not None
    assert [each.measure for each in upload.roadmap.inputs] == ["b"]


def test_a_key_that_stands_twice_is_refused() -> None:
    content = filled(a_book())
    for sheet, key, place in ((PERIODS, "sannsynlig", "AZ5"), (ANSWER, "dato", "D60")):
        upload = sent(with_cells(content, {(sheet, place): key}))

        assert the_fault(upload)[:2] == ("key_changed", sheet)


def test_a_damaged_workbook_is_refused_as_any() -> None:
    content = filled(a_book())

    assert sent(content[: len(content) // 2]).roadmap is None
    assert sent(b"PK\x03\x04").roadmap is None


def test_a_sector_without_limit_answers_for_every_period_or_for_none() -> None:
    plan = on(a_plan(), replace(a_receiver(), capacities=()))
    content = a_sector_book(plan)

    upload = sent(filled(content, {(PERIODS, "sannsynlig", 3): 4}), plan.roadmap)

    assert the_fault(upload)[0] == "capacity_in_part"


def test_all_but_what_is_to_be_filled_in_is_locked_and_the_same_plan_gives_the_same_bytes() -> None:
    book: Any = load_workbook(BytesIO(a_book()))

    assert a_sector_book(a_plan()) == a_book()
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    for sheet, key, row, is_open in (
        (ANSWER, "besvart av", 0, True),
        (ANSWER, "aktør", 0, False),
        (PERIODS, "sannsynlig nå", 0, False),
        (PERIODS, "sannsynlig", 0, True),
        (PERIODS, "annen: records", 0, True),
        (PERIODS, "merknad", 0, True),
        (PERIODS, "ny annen 1", -2, True),
        (REMARKS, "innhold", 0, True),
        (REMARKS, "innhold", -1, False),
    ):
        assert book[sheet][place_of(a_book(), sheet, key, row)].protection.locked is not is_open, key


def test_it_shows_what_the_plan_asks_period_by_period() -> None:
    from planner.results import Facts, saturations

    held = next(each for each in saturations(Facts(a_plan())) if each.sector.id == "gp")
    sheet: Any = load_workbook(BytesIO(a_book()))[PERIODS]

    rows = [[cell.value for cell in row[2:6]] for row in sheet.iter_rows(min_row=6)]

    wanted = zip(held.programme, held.others, held.recovery, held.room, strict=True)
    assert rows == [[pytest.approx(amount) for amount in each] for each in wanted]
