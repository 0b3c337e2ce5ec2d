import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from support.builders import a_phase

from planner.language import in_language
from planner.model import Deadline, Plan, PlannedPhase, Published, ShareDeadline
from planner.report import html, pdf
from planner.report.glyphs import printable, written
from planner.report.sheet import sheet
from planner.report.sheet_rows import MOST_ROWS
from planner.say import headline

A3 = (1190.55, 841.89)


@contextmanager
def opened(document: bytes) -> Iterator[pypdfium2.PdfDocument]:
    held = pypdfium2.PdfDocument(io.BytesIO(document))  # type: ignore[no-untyped-call]
    try:
        yield held
    finally:
        held.close()  # type: ignore[no-untyped-call]


def text_of(document: bytes) -> str:
    """Give all text of the first page on one line, broken words and no-break spaces mended."""
    with opened(document) as held:
        page = held[0].get_textpage()
        return " ".join(page.get_text_range().replace("\u00a0", " ").replace("\ufffe", "-").split())


def renamed(plan: Plan, name: str) -> Plan:
    measures = tuple(replace(measure, name=name, owner=name, goal=name) for measure in plan.roadmap.measures)
    return replace(plan, roadmap=replace(plan.roadmap, name=name, measures=measures))


def copied(plan: Plan, times: int) -> Plan:
    """Give the large plan with every measure that many times over."""
    assert plan.schedule is not None
    roadmap, schedule = plan.roadmap, plan.schedule
    more = [
        (measure, replace(measure, id=f"{measure.id}_{n}"))
        for n in range(times)
        for measure in roadmap.measures
    ]
    phases = [
        replace(phase, measure=copy.id)
        for measure, copy in more
        for phase in schedule.phases_by_measure.get(measure.id, ())
    ]
    return replace(
        plan,
        roadmap=replace(roadmap, measures=(*roadmap.measures, *(copy for _measure, copy in more))),
        schedule=replace(
            schedule,
            selected=(*schedule.selected, *(copy.id for m, copy in more if m.id in schedule.selected)),
            phases=(*schedule.phases, *phases),
        ),
    )


@pytest.mark.parametrize("times", [0, 3])
def test_every_sheet_is_a3_and_a_plan_has_as_many_as_its_rows_need(large_plan: Plan, times: int) -> None:
    plan = copied(large_plan, times)
    assert plan.schedule is not None

    with opened(pdf(plan)) as document:
        assert len(document) == -(-len(plan.schedule.selected) // MOST_ROWS)
        for page in document:
            assert page.get_size() == pytest.approx(A3, abs=0.1)


def test_the_a3_of_more_measures_than_fit_continues_on_further_sheets(large_plan: Plan) -> None:
    plan = copied(large_plan, 3)
    assert plan.schedule is not None
    content = sheet(plan)
    shown = [row for part in (content, *content["more"]) for group in part["groups"] for row in group["rows"]]

    assert len(shown) == len(plan.schedule.selected)
    with opened(pdf(plan)) as document:
        for number, page in enumerate(document, start=1):
            said = " ".join(page.get_textpage().get_text_range().replace("\u00a0", " ").split())
            assert plan.roadmap.name in said
            assert "How to read the roadmap" in said
            assert f"Sheet {number} of {len(document)}" in said
            assert str(plan.roadmap.years[0]) in said


def test_a_small_plan_fits_as_well(small_plan: Plan) -> None:
    with opened(pdf(small_plan)) as document:
        assert len(document) == 1


def test_the_sheet_says_what_the_plan_says(large_plan: Plan) -> None:
    said = text_of(pdf(large_plan))

    assert large_plan.roadmap.name in said
    assert headline(large_plan).replace("\u00a0", " ") in said
    assert "figures are assumed." in said
    assert large_plan.digest in said
    assert "Seed: 17" in said
    assert "planner 1.2.3" in said


def test_every_measure_sector_and_service_is_named(large_plan: Plan) -> None:
    said = text_of(pdf(large_plan))

    roadmap = large_plan.roadmap
    names = [
        thing.name for things in (roadmap.measures, roadmap.sectors, roadmap.services) for thing in things
    ]
    assert [name for name in names if name not in said] == []


def test_the_document_is_tagged_titled_and_in_a_language(large_plan: Plan) -> None:
    with in_language("nb"):
        document = pdf(large_plan)

    with opened(document) as held:
        assert held.get_metadata_dict()["Title"] == large_plan.roadmap.name  # type: ignore[no-untyped-call]
    assert b"/StructTreeRoot" in document
    assert b"/Lang(nb" in document.replace(b"/Lang (", b"/Lang(")
    assert b"pdfuaid:part" in document


def test_the_same_plan_gives_the_same_bytes(large_plan: Plan) -> None:
    assert pdf(large_plan) == pdf(large_plan)


@pytest.mark.parametrize(
    "name",
    [
        '#import "x.typ": * // ] ) } $',
        "*bold* _it_ `raw` <label> @ref \\ #sys.inputs",
        "bell\x07 nul\x00 tab\t line\nbreak",
        "emoji \U0001f600 \u4e2d\u6587 \u202ereversed",
        "x" * 400,
        "Ærlig ø-å: «sitat» – 10\u00a0% − 1 → 2",
        "",
    ],
)
def test_names_are_printed_as_they_are_whatever_they_hold(small_plan: Plan, name: str) -> None:
    plan = renamed(small_plan, name)

    said = text_of(pdf(plan))

    assert printable(name)[:20].strip() in said


def test_dates_outside_the_horizon_stay_off_the_axis(small_plan: Plan) -> None:
    roadmap = small_plan.roadmap
    far = Published(measure="a", start=date(2019, 1, 1), end=date(2040, 1, 1))
    late = replace(roadmap.measures[0], deadline=Deadline(day=date(2050, 1, 1)))
    plan = replace(
        small_plan, roadmap=replace(roadmap, measures=(late, *roadmap.measures[1:]), published=(far,))
    )

    row = sheet(plan)["groups"][0]["rows"][0]

    assert row["published"] == {"start": 0.0, "end": 8.0, "caps": [False, False], "point": None}
    assert row["deadlines"] == []


def test_a_single_published_date_is_capped_on_its_side_alone(small_plan: Plan) -> None:
    only_end = Published(measure="a", end=date(2024, 1, 1))
    plan = replace(small_plan, roadmap=replace(small_plan.roadmap, published=(only_end,)))

    row = sheet(plan)["groups"][0]["rows"][0]

    assert row["published"]["caps"] == [False, True]


def test_milestones_are_diamonds_and_deadlines_of_rollouts_are_marked(small_plan: Plan) -> None:
    roadmap, schedule = small_plan.roadmap, small_plan.schedule
    assert schedule is not None
    first, *others = roadmap.measures
    decided = a_phase("decided", 0)
    due = ShareDeadline(share=0.5, deadline=Deadline(day=date(2023, 12, 31)))
    missed = ShareDeadline(share=0.9, deadline=Deadline(day=date(2024, 6, 30), price_nok_per_period=1e6))
    rollouts = (replace(roadmap.rollouts[0], deadline=due), replace(roadmap.rollouts[1], deadline=missed))
    phases = (PlannedPhase(measure="a", phase="decided", start=0, end=0), *schedule.phases)
    plan = replace(
        small_plan,
        roadmap=replace(
            roadmap, measures=(replace(first, phases=(decided, *first.phases)), *others), rollouts=rollouts
        ),
        schedule=replace(schedule, phases=phases),
    )

    one, other = sheet(plan)["groups"][0]["rows"]

    assert [(phase["start"], phase["end"]) for phase in one["phases"]] == [(0, 0), (0, 2)]
    assert [mark["missed"] for mark in one["deadlines"] + other["deadlines"]] == [False, True]
    assert {"milestone", "due", "missed"} <= {item["shape"] for item in sheet(plan)["legend"]}
    page = " ".join(html(plan).split())
    assert "50% in GP by 31 December 2023: met in quarter 4 of 2023" in page
    assert "90% in GP by 30 June 2024: 2 quarters late (GP), price NOK 2.0 million" in page
    assert '"symbol":"diamond"' in page


def test_the_alternative_text_holds_what_the_chart_shows(small_plan: Plan) -> None:
    said = sheet(small_plan)["alt"]

    assert "A: quarter 1 of 2023 to quarter 2 of 2024." in said
    assert "B: quarter 3 of 2023 to quarter 4 of 2024, 80% in use by then." in said


def test_a_plan_without_a_schedule_is_not_put_on_paper(small_plan: Plan) -> None:
    with pytest.raises(ValueError, match="expected one with a schedule"):
        pdf(replace(small_plan, schedule=None))


def test_the_font_writes_norwegian_and_the_signs_we_use() -> None:
    assert {ord(letter) for letter in "æøåÆØÅéöüáčđŋšŧž«»–−…%·□"} <= written()


def test_the_fonts_carry_their_licence() -> None:
    from planner.report.glyphs import FONTS

    assert "SIL Open Font License, Version 1.1" in (FONTS / "OFL.txt").read_text()
    assert sum(font.stat().st_size for font in FONTS.glob("*.ttf")) < 1.5e6
