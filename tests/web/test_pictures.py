"""The target picture, the tables and the colours."""

from collections.abc import Callable

import pytest

from planner.results import Facts
from planner.view import target_picture
from planner.view.tables import Table
from planner.view.target import summary
from planner.web.components.tables.tables import TABLES
from planner.web.theme import COLOURS, css_variables


def test_the_target_picture_has_every_service_and_year(found: Facts) -> None:
    picture = target_picture(found)

    assert len(picture["rows"]) == 26 + 1
    assert picture["head"][1:-1] == [str(year) for year in found.roadmap.years]


def test_a_service_is_marked_in_the_year_it_is_realised(found: Facts) -> None:
    service = next(name for name, period in found.realised.items() if period is not None)
    place = [one.id for one in found.roadmap.services].index(service)
    year = found.roadmap.calendar.year_of(found.realised[service] or 0)

    cells = target_picture(found)["rows"][place][1:-1]

    marked = [
        number for number, cell in enumerate(cells) if "✓" in cell["text"] and "realised" in cell["kind"]
    ]
    assert marked == [found.roadmap.years.index(year)]


def test_the_summary_counts_the_realised_services(found: Facts) -> None:
    done = sum(period is not None for period in found.realised.values())

    assert summary(found).startswith(f"{done} of 26 services")


def test_a_year_shows_its_last_period(found: Facts) -> None:
    assert list(found.coverage_by_year.values()) == found.coverage[3::4]


@pytest.mark.parametrize(("name", "rows"), [("load", 8), ("target", 27)])
def test_a_table_has_every_period(found: Facts, name: str, rows: int) -> None:
    table = TABLES[name](found)

    assert len(table["rows"]) == rows
    assert table["head"][-1] == "quarter 4 of 2032"


def test_the_plan_as_a_table_has_every_phase_and_rollout(found: Facts) -> None:
    rows = TABLES["gantt"](found)["rows"]

    assert len(rows) >= len(found.schedule.phases) + len(found.roadmap.rollouts)


@pytest.mark.parametrize("make", [*TABLES.values(), target_picture])
def test_every_cell_of_a_table_has_a_heading(found: Facts, make: Callable[[Facts], Table]) -> None:
    table = make(found)

    assert {len(row) for row in table["rows"]} <= {len(table["head"])}


@pytest.mark.parametrize(
    ("text", "ground"),
    [("ink", "paper"), ("muted", "paper"), ("muted", "ground"), ("accent", "paper"), ("deadline", "paper")],
)
def test_text_stands_out_from_its_ground(text: str, ground: str) -> None:
    assert contrast(COLOURS[text], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize(
    "name", ["phase-2", "phase-3", "phase-4", "adopted", "published", "deadline", "proposed", "control"]
)
def test_bars_and_controls_stand_out_from_the_paper(name: str) -> None:
    assert contrast(COLOURS[name], COLOURS["paper"]) >= 3


def test_figures_can_be_read_on_every_shade() -> None:
    grounds = [COLOURS[f"{scale}-{step}"] for scale in ("coverage", "load") for step in range(4)]

    assert all(contrast(COLOURS["ink"], ground) >= 4.5 for ground in grounds)
    assert contrast("#ffffff", COLOURS["coverage-4"]) >= 4.5


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
