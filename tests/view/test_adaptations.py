"""What the page shows of adaptations: bars, sentences, the panel, its table, and where links leave."""

from dataclasses import replace

from report.test_adaptations import WORDS, with_adaptation
from support.builders import a_link
from web.demo import adapted as some_adapted
from web.demo import demo_plan, demo_roadmap
from web.reading import text_of

from planner.model import ADAPTATION, Endpoint, Link, Plan
from planner.results import Facts
from planner.view import arrows, gantt_data, gantt_table
from planner.view.groups import groupings
from planner.web.components.panel.panel import guide, panel


def test_a_measure_and_its_rollout_have_the_bar_and_say_it(small_plan: Plan) -> None:
    first, second = gantt_data(Facts(with_adaptation(small_plan, start=3, end=5)))["measures"]

    bar = {"start": 3, "end": 5, "text": WORDS}
    assert (first["adaptations"], second["adaptations"]) == ([], [bar])
    assert [each["adaptations"] for each in second["rollouts"]] == [[bar]]
    assert second["rollouts"][0]["spoken"].startswith(f"{WORDS}. Rollout in GP")
    assert WORDS in second["spoken"]


def test_a_proposal_that_moves_only_an_adaptation_is_drawn_beside(small_plan: Plan) -> None:
    now, same = (Facts(with_adaptation(small_plan, start=3, end=5)) for _copy in range(2))
    later = Facts(with_adaptation(small_plan, start=2, end=4))

    assert [each["proposed"] for each in gantt_data(now, same)["measures"]] == [None, None]
    first, second = gantt_data(now, later)["measures"]
    assert first["proposed"] is None
    assert [each["start"] for each in second["proposed"]["adaptations"]] == [2]


def test_the_panel_and_the_table_tell_of_it_before_the_rollout(small_plan: Plan) -> None:
    found = Facts(with_adaptation(small_plan, start=3, end=5))

    told = text_of(panel(found, "b"))

    assert told.index(WORDS) < told.index("Rollout in GP")
    assert "GP, support to the adaptation by NHN" in told
    parts = [row[1:4] for row in gantt_table(found)["rows"] if row[0] == "B"]
    assert ["Adaptation in GP", "quarter 4 of 2023", "quarter 1 of 2024"] in [list(part) for part in parts]
    assert "does in its own systems first" in text_of(guide(found.roadmap))
    assert "does in its own systems first" not in text_of(guide(small_plan.roadmap))


def test_a_link_leaves_the_adaptation_and_says_so(small_plan: Plan) -> None:
    plan = with_adaptation(small_plan, start=3, end=5)
    of_b = Endpoint(measure="b", phase=ADAPTATION, sector="gp")
    ends = [
        replace(a_link("b", "a@gp", link), predecessor=of_b) for link in (Link.FINISH_START, Link.START_START)
    ]
    found = Facts(replace(plan, roadmap=replace(plan.roadmap, dependencies=tuple(ends))))

    assert [arrow.leaves for arrow in arrows(found)] == [5, 3]
    assert "The rollout of “A” in GP begins after the adaptation to this measure in GP has ended" in text_of(
        panel(found, "b")
    )


def test_a_sector_that_supports_an_adaptation_has_the_measure_among_its_own() -> None:
    plan = some_adapted(demo_plan(demo_roadmap(6)))
    numbers = {measure.id: number for number, measure in enumerate(plan.roadmap.measures)}

    of_epj = next(row for row in groupings(Facts(plan))["sector"] if row["key"] == "epj")

    assert {numbers[each.measure] for each in plan.roadmap.adaptations} <= set(of_epj["measures"])


def test_periods_in_which_only_a_sector_adapts_count_as_making(small_plan: Plan) -> None:
    alone = groupings(Facts(small_plan))["sector"][0]["making"]
    beside = groupings(Facts(with_adaptation(small_plan, start=2, end=4)))["sector"][0]["making"]

    # in period 2 the second measure is being built all the same
    assert [after - before for before, after in zip(alone, beside, strict=True)] == [0, 0, 0, 1, 0, 0, 0, 0]
