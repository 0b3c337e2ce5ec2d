"""The saturation map as data: what is drawn is what is said, in parts of the tallest column."""

from dataclasses import replace
from datetime import date

import pytest

from planner.language import decimal, in_language
from planner.model import Freeze, OtherLoad, Plan
from planner.results import Facts, landings, saturations
from planner.say import layer_names, saturation_sentences
from planner.view import saturation_data, saturation_table, sector_page


def busy(plan: Plan) -> Facts:
    """Give the plan with other load and freezes on every sector that has a limit."""
    other = OtherLoad(starts=date(2022, 1, 1), what="records", person_months=1.0)
    freeze = Freeze(starts=date(2023, 1, 15), ends=date(2023, 3, 1), share=0.5)
    sectors = tuple(replace(each, other_loads=(other,), freezes=(freeze,)) for each in plan.roadmap.sectors)
    return Facts(replace(plan, roadmap=replace(plan.roadmap, sectors=sectors)))


def test_receivers_stand_first_and_the_fullest_on_top(large_plan: Plan) -> None:
    found = Facts(large_plan)

    ids = [row["id"] for row in saturation_data(found)["sectors"]]

    ranks = [(not found.roadmap.sector(each).is_receiving, -found.times_full.get(each, 0)) for each in ids]
    assert ranks == sorted(ranks)
    assert len(ids) == len(saturations(found))


def test_columns_are_parts_of_the_tallest_and_the_line_is_on_top_of_the_room(small_plan: Plan) -> None:
    for row in saturation_data(busy(small_plan))["sectors"]:
        tops = [
            sum(cell[part] for part in ("programme", "room", "others", "recovery")) for cell in row["cells"]
        ]
        assert max(tops) == pytest.approx(1.0, abs=1e-3)
        for cell in row["cells"]:
            if cell["line"] is not None:
                assert max(cell["line"], cell["programme"]) == pytest.approx(
                    cell["programme"] + cell["room"], abs=1e-3
                )


def test_a_column_says_all_that_it_shows(small_plan: Plan) -> None:
    found = busy(small_plan)
    held = next(each for each in saturations(found) if each.sector.id == "gp")

    row = next(row for row in saturation_data(found)["sectors"] if row["id"] == "gp")

    said = row["cells"][0]["spoken"].replace("\u00a0", " ")
    assert said.startswith("GP, quarter 1 of 2023: ")
    assert "Other load takes" in said
    assert "Recovery takes" in said
    assert said.endswith(f"Room for {decimal(held.room[0], 1 if held.room[0] < 10 else 0)} person-months.")


def test_a_sector_without_limit_has_no_line_and_no_room(small_plan: Plan) -> None:
    free = tuple(replace(each, capacities=()) for each in small_plan.roadmap.sectors)
    found = Facts(replace(small_plan, roadmap=replace(small_plan.roadmap, sectors=free)))

    for row in saturation_data(found)["sectors"]:
        assert all(cell["line"] is None and cell["room"] == 0 for cell in row["cells"])
        assert row["note"] == "No limit is stated."
        assert "no limit" in row["cells"][0]["spoken"]
        assert not any(word in row["cells"][0]["spoken"] for word in ("Room", "Recovery"))


def test_the_table_has_a_line_for_each_layer_there_is(small_plan: Plan) -> None:
    names = layer_names()
    plain = {row[0] for row in saturation_table(Facts(small_plan))["rows"]}
    full = {row[0] for row in saturation_table(busy(small_plan))["rows"]}

    assert f"GP: {names['others']}" in full - plain
    assert f"GP: {names['recovery']}" in full - plain
    assert {f"GP: {names[each]}" for each in ("programme", "available", "room")} <= plain


def test_the_page_of_a_sector_lists_what_lands_with_years_that_add_up(large_plan: Plan) -> None:
    found = Facts(large_plan)
    page = sector_page(found, "kommuner")
    landed, rows = landings(found)["kommuner"], page["landed"]["rows"]

    measures = rows[: len(landed)]
    assert [row[0] for row in measures] == [each.measure.name for each in landed]
    for row, each in zip(measures, landed, strict=True):
        assert row[5]["text"] == decimal(sum(each.asked), 1)
        years = sum(float(cell["text"].replace(",", "") or 0) for cell in row[6:])
        assert years == pytest.approx(sum(each.asked), abs=0.06 * len(row))
    assert [row[0]["text"] for row in rows[len(landed) :]][:2] == [
        layer_names()["programme"],
        layer_names()["available"],
    ]
    assert all(len(row) == len(page["landed"]["head"]) for row in rows)


def test_a_delivering_sector_is_told_who_takes_in_and_what_is_asked(large_plan: Plan) -> None:
    head = sector_page(Facts(large_plan), "nhn")["landed"]["head"]

    assert head[:5] == ["Measure", "Taken in by", "From", "To", "What"]


def test_a_sector_is_summed_up_in_sentences(small_plan: Plan) -> None:
    found = busy(small_plan)
    held = next(each for each in saturations(found) if each.sector.id == "gp")

    said = [each.replace("\u00a0", " ") for each in saturation_sentences(found, held, landings(found)["gp"])]

    assert said[0].startswith(("Full in", "Never full"))
    assert said[1].startswith("The programme asks")
    assert said[2].startswith("Other load takes")
    assert said[3].startswith("Recovery takes")
    assert said[4].startswith("At most ")
    with in_language("nb"):
        assert saturation_sentences(found, held, ())[1].startswith("Programmet krever")


def test_a_sector_that_is_not_there_is_refused(small_plan: Plan) -> None:
    with pytest.raises(KeyError):
        sector_page(Facts(small_plan), "nobody")
