"""The check against what happened: the curve of uptake, and predictions from other series."""

import math
from dataclasses import replace
from datetime import date

import pytest
from backtest import (
    FACTS,
    Series,
    alone,
    planned_date,
    predict,
    predict_all,
    read_series,
    read_slips,
    share_after,
    table_of_predictions,
    table_of_slips,
    time_between,
)
from support.builders import a_measure, a_phase, a_roadmap_with_everything, its_schedule

from planner.model import VALUE, Plan, PlanStatus, Status

QUARTER = 91.3125


def series(name: str, pace: float, quarters: int = 8, first: float = 0.0) -> Series:
    """Make a series that spreads as the shape says, at a pace."""
    begin = date(2020, 1, 1)
    end = date.fromordinal(begin.toordinal() + round(quarters * QUARTER))
    taken = (end - begin).days / QUARTER
    return Series(name, "predict", (begin, end), (first, share_after(first, pace, taken)))


@pytest.mark.parametrize(("first", "last", "mean"), [(0.0, 0.5, 0.05), (0.5, 0.9, 0.036), (0.9, 1.0, 0.011)])
def test_the_shape_gives_the_means_of_the_core_record_at_gps(first: float, last: float, mean: float) -> None:
    quarters = time_between(first, last) / 0.05

    assert (last - first) / quarters == pytest.approx(mean, abs=0.0005)


@pytest.mark.parametrize("first", [0.0, 0.2, 0.5, 0.7, 0.9, 0.95])
@pytest.mark.parametrize("last", [0.3, 0.5, 0.6, 0.9, 0.97, 1.0])
def test_the_time_to_a_share_and_the_share_after_a_time_are_each_others_inverse(
    first: float, last: float
) -> None:
    if last > first:
        assert share_after(first, 0.04, time_between(first, last) / 0.04) == pytest.approx(last)


def test_nobody_passes_all() -> None:
    assert share_after(0.0, 0.2, 1000.0) == 1.0


def test_the_curve_is_what_small_steps_of_it_add_up_to() -> None:
    share, steps = 0.0, 100_000
    for _ in range(steps):
        pace = (
            1.0 if share < 0.5 else 1.0 - 1.25 * (share - 0.5) if share < 0.9 else 0.5 - 4.3 * (share - 0.9)
        )
        share += pace * 0.05 * 20 / steps

    assert share_after(0.0, 0.05, 20.0) == pytest.approx(share, abs=1e-4)


def test_a_series_like_the_others_is_predicted_to_the_point() -> None:
    found = predict(series("one", 0.04), [series("two", 0.02), series("three", 0.08)])

    assert found.likely == pytest.approx(found.happened, abs=1e-9)
    assert found.holds
    assert found.pace == pytest.approx(0.04)


def test_the_band_is_that_of_another_draw_of_few() -> None:
    others = [series("two", 0.02), series("three", 0.04), series("four", 0.08)]

    found = predict(series("one", 0.5), others)

    half = 1.886 * math.log(2) * math.sqrt(4 / 3)
    assert found.pace_high == pytest.approx(0.04 * math.exp(half))
    assert not found.holds


def test_a_series_is_no_part_of_its_own_prediction() -> None:
    known = [series("one", 0.9, 1), series("two", 0.04), series("three", 0.04001)]

    first = next(predict_all(known))

    assert first.others == 2
    assert first.pace == pytest.approx(0.04, rel=1e-3)


def test_what_has_one_point_is_named_and_not_predicted() -> None:
    lone = Series("lone", "predict", (date(2020, 1, 1),), (0.1,))

    assert alone([lone, series("two", 0.04)]) == ["lone"]
    assert list(predict_all([lone])) == []


def test_every_kept_fact_has_its_source_and_shares_never_fall() -> None:
    for each in read_series(FACTS / "uptake.csv"):
        assert list(each.days) == sorted(each.days), each.name
        assert list(each.shares) == sorted(each.shares), each.name
        assert all(0 <= share <= 1 for share in each.shares), each.name
    lines = (FACTS / "uptake.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert all(line.split(";")[6].startswith("https://") for line in lines)


def test_the_tables_say_how_many_bands_hold_and_how_late_things_came() -> None:
    predictions = list(predict_all(read_series(FACTS / "uptake.csv")))
    slips = read_slips(FACTS / "slips.csv")

    assert f"of {len(predictions)} in the band" in table_of_predictions(predictions)
    found = table_of_slips(slips, {slip["what"]: f"when {slip['measure']}" for slip in slips})

    assert "7 slips, median 12 months" in found
    assert "| 48 | end | when kj_plo |" in found


@pytest.mark.parametrize(
    ("measure", "point", "said"),
    [
        ("a", "build", "2023-01-01"),
        ("a", "first use", "2023-07-01"),
        ("a", "end", "2024-06-30"),
        ("b", "end", "unfinished"),
        ("c", "end", "out"),
        ("d", "end", "done before the status date"),
        ("e", "end", "not in the roadmap"),
    ],
)
def test_a_date_of_the_plan_is_that_of_the_same_thing(measure: str, point: str, said: str) -> None:
    whole = a_roadmap_with_everything()
    others = a_measure("c", a_phase(), optional=True), a_measure("d", status=Status.DONE)
    roadmap = replace(whole, measures=(*whole.measures, *others))
    plan = Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=its_schedule())

    assert planned_date(plan, measure, point) == said
