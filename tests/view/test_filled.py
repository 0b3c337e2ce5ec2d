"""What stands behind a cell of the load: who fills it, and who would take it earlier."""

from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_roadmap
from web.demo import demo_plan, demo_roadmap

from planner.model import VALUE, Plan, PlannedPhase, PlanStatus, Roadmap, Schedule
from planner.results import Facts, landings
from planner.view import filled_data


def planned(roadmap: Roadmap, **starts: int) -> Facts:
    """Give a plan of measures with one phase of two periods each."""
    phases = tuple(
        PlannedPhase(measure=name, phase="build", start=start, end=start + 2)
        for name, start in starts.items()
    )
    schedule = Schedule(selected=tuple(starts), phases=phases, rollouts=())
    return Facts(Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule))


@pytest.fixture
def three() -> Roadmap:
    """Give three measures that one sector builds, of which the last waits for the second."""
    measures = [a_measure(name, a_phase("build", 2, nhn=amount)) for name, amount in (("a", 3.0), ("b", 1.0))]
    last = a_measure("c", a_phase("build", 2, nhn=2.0))
    sectors = (a_deliverer(capacity=4.0),)
    return a_roadmap(*measures, last, sectors=sectors, dependencies=(a_link("b", "c"),))


def test_those_who_fill_a_cell_stand_with_the_largest_first(three: Roadmap) -> None:
    told = filled_data(planned(three, b=0, a=0, c=4), "nhn", 1)

    assert [(part["name"], part["share"]) for part in told["fills"]] == [("A", 0.75), ("B", 0.25)]
    assert told["fills"][0]["text"] == "3.0 person-months, 75%"
    assert told["title"].endswith("quarter 2 of 2023")


def test_shares_of_those_who_fill_a_cell_add_up_to_all_of_it() -> None:
    months = (3.0, 3.0, 3.0, 0.05)
    measures = [a_measure(f"m{place}", a_phase("build", 2, nhn=each)) for place, each in enumerate(months)]
    roadmap = a_roadmap(*measures, sectors=(a_deliverer(capacity=20.0),))

    told = filled_data(planned(roadmap, m0=0, m1=0, m2=0, m3=0), "nhn", 0)

    assert [part["text"].split(", ")[1] for part in told["fills"]] == ["33%", "33%", "33%", "1%"]


def test_who_could_start_by_now_by_order_and_starts_later_waits(three: Roadmap) -> None:
    before, after = (filled_data(planned(three, a=0, b=0, c=5), "nhn", period) for period in (1, 2))

    assert before["waits"] == []
    assert [part["id"] for part in after["waits"]] == ["c"]
    assert after["waits"][0]["text"] == "could start by now by order alone, starts Q2 2024"


def test_who_waits_as_reasons_say_comes_first_and_once(three: Roadmap) -> None:
    told = filled_data(planned(three, a=0, b=0, c=5), "nhn", 2, known=["c"])

    assert [(part["id"], part["text"]) for part in told["waits"]] == [
        ("c", "waits for this sector, as its reasons say")
    ]


def test_who_asks_nothing_of_a_sector_does_not_wait_for_it(three: Roadmap) -> None:
    other = replace(three, sectors=(*three.sectors, replace(three.sectors[0], id="other")))

    told = filled_data(planned(other, a=0, b=0, c=5), "other", 2)

    assert (told["fills"], told["waits"]) == ([], [])


def test_what_fills_adds_up_to_what_lands_in_every_cell() -> None:
    found = Facts(demo_plan(demo_roadmap(12)))
    landed = landings(found)

    for sector in found.roadmap.sectors:
        for period in (0, 7, 20, 39):
            told = filled_data(found, sector.id, period)
            asked = {
                each.measure.id: each.asked[period] for each in landed[sector.id] if each.asked[period] > 1e-6
            }
            total = sum(asked.values())
            assert {part["id"]: part["share"] for part in told["fills"]} == pytest.approx(
                {name: amount / total for name, amount in asked.items()}, abs=1e-3
            )
