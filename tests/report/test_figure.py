from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from plotly.graph_objects import Figure

from planner.language import in_language
from planner.model import Plan
from planner.report import figure
from planner.report.figure import MOST_LETTERS
from planner.view.theme import COVERAGE_STEPS, INK, LOAD_STEPS, ink_on, shade

HOSTILE = "<b onclick=x>A & B</b><br>\x07"


def trace(drawn: Figure, name: str) -> Any:
    return next(trace for trace in drawn.data if trace.name == name)


def named(plan: Plan, name: str) -> Plan:
    """Give the same plan one name for every measure, sector and goal."""
    roadmap = plan.roadmap
    return replace(
        plan,
        roadmap=replace(
            roadmap,
            measures=tuple(replace(measure, name=name, goal=name) for measure in roadmap.measures),
            sectors=tuple(replace(sector, name=name) for sector in roadmap.sectors),
        ),
    )


def test_a_phase_is_a_bar_from_its_first_to_its_last_date(small_plan: Plan) -> None:
    bars = trace(figure(small_plan), "Phase")

    assert list(bars.base) == [date(2023, 1, 1), date(2023, 7, 1)]
    assert bars.x[0] == (date(2023, 7, 1) - date(2023, 1, 1)).days * 86_400_000


def test_the_height_of_a_wave_is_the_share_in_use(small_plan: Plan) -> None:
    waves = trace(figure(small_plan), "Rollout, taking in")

    assert waves.width[1] / waves.width[0] == pytest.approx(0.6 / 0.3)


def test_all_bars_of_a_kind_and_all_arrows_are_few_traces(large_plan: Plan) -> None:
    assert len(figure(large_plan).data) <= 12


def test_load_stands_in_per_cent_on_the_same_time_axis(small_plan: Plan) -> None:
    drawn = figure(small_plan)
    load = trace(drawn, "Load")

    assert load.z[0][2] == pytest.approx(100.0)
    assert drawn.layout.xaxis.matches == "x2"
    assert drawn.layout.xaxis.range == drawn.layout.xaxis2.range


def test_the_years_stand_above_the_gantt_with_the_legend_over_them(small_plan: Plan) -> None:
    drawn = figure(small_plan)

    assert drawn.layout.xaxis.side == "top"
    assert drawn.layout.xaxis.showticklabels
    assert drawn.layout.legend.y > 1


def test_a_long_name_is_cut_so_that_bars_have_room(small_plan: Plan) -> None:
    labels = figure(named(small_plan, "x" * 100)).layout.yaxis.ticktext

    assert labels == (f"<b>{'x' * (MOST_LETTERS - 1)}…</b>", *[f"{'x' * (MOST_LETTERS - 1)}…"] * 2)


def test_names_are_shown_letter_by_letter(small_plan: Plan) -> None:
    said = figure(named(small_plan, HOSTILE)).to_json()

    assert "onclick" in said
    assert "<b onclick" not in said
    assert r"\u003cb onclick" not in said
    assert r"\u0007" not in said


def test_numbers_are_grouped_as_in_norwegian(small_plan: Plan) -> None:
    with in_language("nb"):
        assert figure(small_plan).layout.separators == ",\u00a0"


def test_a_plan_without_a_schedule_cannot_be_drawn(small_plan: Plan) -> None:
    with pytest.raises(ValueError, match="expected one with a schedule"):
        figure(replace(small_plan, schedule=None))


def test_load_without_limit_is_said_in_person_months(small_plan: Plan) -> None:
    free = tuple(replace(sector, capacities=()) for sector in small_plan.roadmap.sectors)

    load = trace(figure(replace(small_plan, roadmap=replace(small_plan.roadmap, sectors=free))), "Load")

    assert "person-months, no limit" in load.customdata[0][2]


@pytest.mark.parametrize("steps", [LOAD_STEPS, COVERAGE_STEPS])
def test_every_shade_can_be_read_upon(steps: tuple[tuple[float, str], ...]) -> None:
    for hundredth in range(101):
        colour = shade(hundredth / 100, steps)
        assert contrast(colour, ink_on(colour)) >= 4.5


def contrast(first: str, second: str) -> float:
    """WCAG contrast, written apart from the theme."""
    lights = sorted((light(first), light(second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_ink_is_readable_on_paper() -> None:
    assert contrast(INK, "#ffffff") > 7
