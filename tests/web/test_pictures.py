"""The target picture, the tables and the colours."""

from collections.abc import Callable

import pytest

from planner.web.callbacks import TABLES
from planner.web.numbers import Numbers
from planner.web.tables import Table
from planner.web.target import at_year_ends, summary, target_picture
from planner.web.theme import COLOURS, COVERAGE_STEPS, LOAD_STEPS, css_variables


def test_the_target_picture_has_every_service_and_year(numbers: Numbers) -> None:
    picture = target_picture(numbers)

    assert len(picture["rows"]) == 26 + 1
    assert picture["head"][1:-1] == [str(year) for year in numbers.roadmap.years]


def test_a_service_is_marked_in_the_year_it_is_realised(numbers: Numbers) -> None:
    service = next(name for name, period in numbers.realised.items() if period is not None)
    place = [one.id for one in numbers.roadmap.services].index(service)
    year = numbers.roadmap.calendar.year_of(numbers.realised[service] or 0)

    cells = target_picture(numbers)["rows"][place][1:-1]

    marked = [
        number for number, cell in enumerate(cells) if "✓" in cell["text"] and "realised" in cell["kind"]
    ]
    assert marked == [numbers.roadmap.years.index(year)]


def test_the_summary_counts_the_realised_services(numbers: Numbers) -> None:
    done = sum(period is not None for period in numbers.realised.values())

    assert summary(numbers).startswith(f"{done} of 26 services")


def test_a_year_shows_its_last_period(numbers: Numbers) -> None:
    assert at_year_ends(numbers.roadmap, numbers.coverage) == numbers.coverage[3::4]


@pytest.mark.parametrize(("name", "rows"), [("load", 8), ("target", 27)])
def test_a_table_has_every_period(numbers: Numbers, name: str, rows: int) -> None:
    table = TABLES[name](numbers)

    assert len(table["rows"]) == rows
    assert table["head"][-1] == "quarter 4 of 2032"


def test_the_plan_as_a_table_has_every_phase_and_rollout(numbers: Numbers) -> None:
    rows = TABLES["gantt"](numbers)["rows"]

    assert len(rows) >= len(numbers.schedule.phases) + len(numbers.roadmap.rollouts)


@pytest.mark.parametrize("make", [*TABLES.values(), target_picture])
def test_every_cell_of_a_table_has_a_heading(numbers: Numbers, make: Callable[[Numbers], Table]) -> None:
    table = make(numbers)

    assert {len(row) for row in table["rows"]} == {len(table["head"])}


@pytest.mark.parametrize(
    ("text", "ground"),
    [("ink", "paper"), ("muted", "paper"), ("muted", "ground"), ("accent", "paper"), ("deadline", "paper")],
)
def test_text_stands_out_from_its_ground(text: str, ground: str) -> None:
    assert contrast(COLOURS[text], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize(
    "name", ["phase-2", "phase-3", "adopted", "published", "deadline", "proposed", "control"]
)
def test_bars_and_controls_stand_out_from_the_paper(name: str) -> None:
    assert contrast(COLOURS[name], COLOURS["paper"]) >= 3


def test_figures_can_be_read_on_every_shade() -> None:
    grounds = [*COVERAGE_STEPS[:4], *LOAD_STEPS[:4]]

    assert all(contrast(COLOURS["ink"], ground) >= 4.5 for ground in grounds)
    assert contrast("#ffffff", COVERAGE_STEPS[4]) >= 4.5


def test_every_colour_is_a_property_of_the_page() -> None:
    assert all(f"--{name}:{colour};" in css_variables() for name, colour in COLOURS.items())


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG 2.1 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour written ``#rrggbb``."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
