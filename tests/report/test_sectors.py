"""The saturation map on A4: a page for the map, one or more for each sector, and no two alike."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from planner.language import in_language
from planner.model import Demand, Estimate, Measure, Mode, Phase, Plan, PlannedPhase
from planner.report.sectors import MOST_SECTORS, sectors_content, sectors_pdf
from planner.results import Facts, saturations

A4 = (841.89, 595.28)


def pages(document: bytes) -> list[str]:
    """Give the text of each page on one line."""
    held = pypdfium2.PdfDocument(io.BytesIO(document))  # type: ignore[no-untyped-call]
    try:
        assert all(page.get_size() == pytest.approx(A4, abs=0.1) for page in held)
        return [" ".join(page.get_textpage().get_text_range().split()) for page in held]
    finally:
        held.close()  # type: ignore[no-untyped-call]


def test_the_map_stands_first_and_every_sector_has_a_page(small_plan: Plan) -> None:
    texts = pages(sectors_pdf(small_plan))
    names = [each.sector.name for each in saturations(Facts(small_plan))]

    assert len(texts) == 1 + len(names)
    assert "Saturation map" in texts[0]
    assert all(name in texts[0] for name in names)
    assert all(any(f"What lands on {name}" in text for text in texts[1:]) for name in names)
    assert texts[0].endswith(f"Page 1 of {len(texts)}")


def test_one_sector_can_be_printed_alone(small_plan: Plan) -> None:
    (text,) = pages(sectors_pdf(small_plan, "gp"))

    assert "What lands on GP" in text
    assert "Saturation map" not in text
    assert "Page 1 of 1" in text


def test_a_list_that_is_longer_than_a_page_goes_on_under_its_heads(large_plan: Plan) -> None:
    texts = pages(sectors_pdf(large_plan, "nhn"))

    assert len(texts) > 1
    assert all("Taken in by" in text for text in texts)


def with_more_to_make(plan: Plan, lines: int) -> Plan:
    """Give a plan with so many more phases for its deliverer to make, each a line of its list."""
    assert plan.schedule is not None
    mode = Mode(duration=Estimate.sure(1), demands=(Demand(sector="nhn", person_months=0.01),))
    measures = tuple(
        Measure(id=f"more{n}", name=f"More {n}", phases=(Phase(id="build", modes=(mode,)),))
        for n in range(lines)
    )
    phases = tuple(
        PlannedPhase(measure=each.id, phase="build", start=n % 4, end=n % 4 + 1)
        for n, each in enumerate(measures)
    )
    chosen = (*plan.schedule.selected, *(each.id for each in measures))
    schedule = replace(plan.schedule, selected=chosen, phases=(*plan.schedule.phases, *phases))
    roadmap = replace(plan.roadmap, measures=(*plan.roadmap.measures, *measures))
    return replace(plan, roadmap=roadmap, schedule=schedule)


@pytest.mark.parametrize("lines", [8, 28, 36, 44])
def test_a_list_that_is_a_little_too_long_is_set_closer_and_keeps_its_sums_on_the_page(
    small_plan: Plan, lines: int
) -> None:
    (text,) = pages(sectors_pdf(with_more_to_make(small_plan, lines), "nhn"))

    assert f"More {lines - 1}" in text
    assert "continued" not in text


def test_a_longer_list_goes_on_under_its_name(small_plan: Plan) -> None:
    with in_language("nb"):
        first, *others = pages(sectors_pdf(with_more_to_make(small_plan, 70), "nhn"))

    assert "fortsatt" not in first
    assert others
    assert all(text.startswith("Dette lander hos NHN, fortsatt") for text in others)


def test_it_is_in_the_language_in_use_and_says_what_figures_rest_on(small_plan: Plan) -> None:
    with in_language("nb"):
        (text,) = pages(sectors_pdf(small_plan, "gp"))
        assert sectors_content(small_plan)["lang"] == "nb"

    assert "Dette lander hos GP" in text
    assert sectors_content(small_plan)["basis"]


def test_more_sectors_than_a_page_holds_go_on_the_next(small_plan: Plan) -> None:
    first = small_plan.roadmap.sectors[0]
    more = tuple(replace(first, id=f"s{n}", name=f"Sector {n}") for n in range(MOST_SECTORS))
    roadmap = replace(small_plan.roadmap, sectors=(*small_plan.roadmap.sectors, *more))

    content = sectors_content(replace(small_plan, roadmap=roadmap))

    assert [len(part["rows"]) for part in content["map"]] == [MOST_SECTORS, 2]


def test_what_cannot_be_shown_is_refused(small_plan: Plan) -> None:
    with pytest.raises(ValueError, match="expected one with a schedule"):
        sectors_pdf(replace(small_plan, schedule=None))
    with pytest.raises(KeyError):
        sectors_pdf(small_plan, "nobody")
