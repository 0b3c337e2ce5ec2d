"""What the Gantt draws and says, without a browser."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_roadmap,
    a_roadmap_with_everything,
    a_rollout,
    its_schedule,
)
from web.demo import demo_plan

from planner.model import (
    VALUE,
    Add,
    Deadline,
    Drop,
    Edit,
    Link,
    Measure,
    Plan,
    PlannedPhase,
    PlanStatus,
    Published,
    Roadmap,
    Schedule,
    Set,
    ShareDeadline,
    Status,
)
from planner.results import Facts
from planner.tables import edited
from planner.view import gantt_data
from planner.view.groups import MOST_OWNERS, groupings


def of(roadmap: Roadmap, schedule: Schedule | None = None) -> Facts:
    """Give the facts of a schedule, or of none."""
    return Facts(Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule))


@pytest.fixture
def small() -> Facts:
    """Give two measures, of which the second is not finished within the horizon."""
    return of(a_roadmap_with_everything(), its_schedule())


def test_phases_and_rollouts_stand_where_the_plan_has_them(small: Facts) -> None:
    first, second = gantt_data(small)["measures"]

    assert [(bar["start"], bar["end"]) for bar in first["phases"]] == [(0, 2)]
    assert (first["growth"]["begin"], first["growth"]["end"], first["missing"]) == (2, 6, "")
    assert (second["growth"]["begin"], second["growth"]["end"], second["missing"]) == (5, 8, "80%")
    waves = first["rollouts"][0]["growth"]["waves"]
    assert waves == [[2, 3, 0.3, True], [3, 4, 0.6, True], [4, 5, 0.9, True], [5, 6, 1.0, True]]


def test_work_under_way_that_asks_more_than_there_is_stands_above_the_stated_capacity() -> None:
    running = a_measure("a", a_phase("build", 2, nhn=10.0), status=Status.STARTED)
    found = of(
        a_roadmap(running, sectors=(a_deliverer(capacity=4.0),)),
        Schedule(selected=("a",), phases=tuple(in_sequence(running)), rollouts=()),
    )

    first, *_, last = gantt_data(found)["sectors"][0]["cells"]

    assert (first["over"], last["over"]) == (True, False)
    assert first["spoken"].endswith("10 person-months of 4.0 person-months, 250%, above capacity")


def test_a_kind_of_phase_has_the_same_shade_in_every_measure() -> None:
    clarify, build, try_out = (replace(a_phase(name), name=name) for name in ("clarify", "build", "try"))
    whole, rest = a_measure("a", clarify, build, try_out), a_measure("b", build, try_out)

    schedule = Schedule(selected=("a", "b"), phases=(*in_sequence(whole), *in_sequence(rest)), rollouts=())

    first, second = gantt_data(of(a_roadmap(whole, rest), schedule))["measures"]

    assert [bar["kind"] for bar in first["phases"]] == [0, 1, 2]
    assert [bar["kind"] for bar in second["phases"]] == [1, 2]


def in_sequence(measure: Measure) -> list[PlannedPhase]:
    """Place the phases of a measure one after the other, each in one period."""
    return [
        PlannedPhase(measure=measure.id, phase=phase.id, start=place, end=place + 1)
        for place, phase in enumerate(measure.phases)
    ]


def test_what_is_spoken_has_dates_and_share(small: Facts) -> None:
    spoken = gantt_data(small)["measures"][0]["spoken"]

    assert "quarter 1 of 2023 to quarter 2 of 2023" in spoken
    assert "Rollout in GP: quarter 3 of 2023 to quarter 2 of 2024, reaches 100%" in spoken


def test_published_dates_and_deadlines_are_places_in_time(small: Facts) -> None:
    roadmap = small.roadmap
    measures = (replace(roadmap.measures[0], deadline=Deadline(day=date(2023, 7, 1))), roadmap.measures[1])
    asked = ShareDeadline(share=0.5, deadline=Deadline(day=date(2024, 1, 1), price_nok_per_period=1.0))
    rollouts = (roadmap.rollouts[0], replace(roadmap.rollouts[1], deadline=asked))
    published = (
        Published(measure="a", start=date(2023, 4, 1), end=date(2023, 9, 30)),
        Published(measure="b", end=date(2023, 12, 31)),
    )

    data = gantt_data(
        of(replace(roadmap, measures=measures, rollouts=rollouts, published=published), its_schedule())
    )

    first, second = data["measures"]
    assert first["published"] == {"start": 1.0, "end": 3.0, "caps": [True, True], "point": None}
    assert second["published"] == {"start": 3.6, "end": 4.0, "caps": [False, True], "point": 4.0}
    assert [(mark["at"], mark["hard"]) for mark in first["deadlines"]] == [(2.0, True)]
    (mark,) = second["deadlines"]
    assert (mark["at"], mark["hard"], mark["missed"]) == (4.0, False, True)
    assert mark["text"].startswith("50% in GP by 1 January 2024: 3 quarters late")


@pytest.mark.parametrize(
    ("link", "leaves", "arrives"),
    [
        (Link.FINISH_START, 2, 2),
        (Link.START_START, 0, 2),
        (Link.FINISH_FINISH, 2, 3),
        (Link.START_FINISH, 0, 3),
    ],
)
def test_an_arrow_goes_from_what_is_waited_for_to_what_waits(
    small: Facts, link: Link, leaves: int, arrives: int
) -> None:
    roadmap = replace(small.roadmap, dependencies=(a_link("a", "b", link),))

    arrow = gantt_data(of(roadmap, its_schedule()))["links"][0]

    assert (arrow["leaves"], arrow["arrives"]) == (leaves, arrives)


def test_an_arrow_of_a_share_leaves_when_the_share_is_reached(small: Facts) -> None:
    asked = a_link("a", "b@gp", Link.SHARE, share=0.6, share_sector="gp")

    arrow = gantt_data(of(replace(small.roadmap, dependencies=(asked,)), its_schedule()))["links"][0]

    assert (arrow["leaves"], arrow["arrives"]) == (4, 5)


def test_an_arrow_to_a_measure_that_is_out_has_no_end() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase()), a_measure("b", a_phase(), optional=True), dependencies=(a_link("a", "b"),)
    )

    arrow = gantt_data(of(roadmap))["links"][0]

    assert arrow["arrives"] is None


def test_without_a_plan_there_are_rows_without_bars() -> None:
    roadmap = a_roadmap(a_measure("a", a_phase()), rollouts=(a_rollout("a"),))

    row = gantt_data(of(roadmap))["measures"][0]

    assert (row["phases"], row["growth"], row["note"]) == ([], None, "Not in the plan")


def test_every_measure_has_a_row_in_every_way_of_grouping_that_it_belongs_to(found: Facts) -> None:
    ways = groupings(found)

    everyone = set(range(len(found.roadmap.measures)))
    assert all(
        {place for group in ways[way] for place in group["measures"]} == everyone
        for way in ("owner", "goal", "sector")
    )
    assert len(ways["service"]) == 26


def test_a_group_counts_its_measures_at_work_in_each_period(small: Facts) -> None:
    group = groupings(small)["owner"][0]

    assert group["making"] == [1, 1, 1, 0, 0, 0, 0, 0]
    assert group["adopting"] == [0, 0, 1, 1, 1, 2, 1, 1]


def test_what_is_done_stands_at_the_bottom_of_its_group_and_draws_no_arrow() -> None:
    done, planned = a_measure("a", status=Status.DONE), a_measure("b", a_phase())

    data = gantt_data(of(a_roadmap(done, planned, dependencies=(a_link("a", "b"),))))

    assert data["groupings"]["owner"][0]["measures"] == [1, 0]
    assert data["links"][0]["leaves"] is None


def test_many_owners_share_their_last_row() -> None:
    measures = [a_measure(f"m{number}", owner=f"owner {number:02}") for number in range(30)]

    groups = groupings(of(a_roadmap(*measures)))["owner"]

    assert len(groups) == MOST_OWNERS + 1
    assert groups[-1]["name"] == "Other owners"
    assert sum(len(group["measures"]) for group in groups) == 30


def test_a_measure_with_two_owners_stands_with_both() -> None:
    groups = groupings(of(a_roadmap(a_measure("a", owner="Nord; Vest"))))["owner"]

    assert [group["name"] for group in groups] == ["Nord", "Vest"]


def test_only_measures_that_change_get_a_proposed_bar(found: Facts) -> None:
    same = gantt_data(found, found)
    other = gantt_data(found, Facts(demo_plan(found.roadmap, late=2)))

    assert all(row["proposed"] is None for row in same["measures"])
    assert any(row["proposed"] for row in other["measures"])


def test_a_full_cell_says_so_in_words(found: Facts) -> None:
    fullest = gantt_data(found)["sectors"][0]

    full = [cell for cell in fullest["cells"] if cell["full"]]
    assert full
    assert all(cell["spoken"].endswith("full") for cell in full)
    assert all(cell["step"] == 4 for cell in full)


def test_a_sector_without_limits_is_never_full(small: Facts) -> None:
    roadmap = replace(
        small.roadmap, sectors=tuple(replace(sector, capacities=()) for sector in small.roadmap.sectors)
    )

    sectors = gantt_data(of(roadmap, its_schedule()))["sectors"]

    assert not any(cell["full"] or cell["step"] for sector in sectors for cell in sector["cells"])
    assert "no limit" in sectors[0]["cells"][0]["spoken"]


def test_the_data_is_plain_json_of_modest_size(found: Facts) -> None:
    assert len(json.dumps(gantt_data(found))) < 400_000


def beside(*edits: Edit, **schedule: Any) -> list[dict[str, object]]:
    """Give the measures of a plan beside one of the roadmap with changes, whose schedule has other parts."""
    roadmap = edited(a_roadmap_with_everything(), edits)
    proposed = of(roadmap, replace(its_schedule(), **schedule))
    data = gantt_data(of(a_roadmap_with_everything(), its_schedule()), proposed)
    json.dumps(data)
    members = [
        sorted(place for group in way for place in group["measures"]) for way in data["groupings"].values()
    ]
    assert all(set(each) <= set(range(len(data["measures"]))) for each in members)
    measures: list[dict[str, object]] = data["measures"]
    return measures


def test_a_measure_that_only_the_proposed_plan_knows_has_no_bars_of_now() -> None:
    new = [
        Add("measures", {"id": "c", "name": "C"}),
        Add("phases", {"measure": "c", "phase": "build", "duration": 2}),
    ]
    planned = (*its_schedule().phases, PlannedPhase(measure="c", phase="build", start=1, end=3))

    measures = beside(*new, selected=("a", "b", "c"), phases=planned)

    assert [each["id"] for each in measures] == ["a", "b", "c"]
    assert [each["proposed"] for each in measures[:2]] == [None, None]
    proposed = measures[2]["proposed"]
    assert isinstance(proposed, dict)
    assert measures[2]["phases"] == []
    assert [(bar["start"], bar["end"]) for bar in proposed["phases"]] == [(1, 3)]


def test_a_new_measure_stands_in_the_group_of_its_owner_or_in_one_of_its_own() -> None:
    roadmap = edited(
        a_roadmap_with_everything(),
        [
            Add("measures", {"id": "c", "name": "C"}),
            Add("measures", {"id": "d", "name": "D", "owner": "HOD"}),
        ],
    )

    data = gantt_data(of(a_roadmap_with_everything(), its_schedule()), of(roadmap, its_schedule()))

    groups = {group["key"]: group["measures"] for group in data["groupings"]["owner"]}
    assert groups == {"": [0, 1, 2], "HOD": [3]}
    (own,) = (group for group in data["groupings"]["owner"] if group["key"] == "HOD")
    assert own["making"] == [0] * 8


def test_a_measure_that_the_proposed_plan_has_no_more_has_no_bars_there() -> None:
    schedule = its_schedule()

    measures = beside(
        Drop("measures", {"id": "b"}, with_dependents=True),
        selected=("a",),
        phases=schedule.phases[:1],
        rollouts=schedule.rollouts[:1],
    )

    assert [each["id"] for each in measures] == ["a", "b"]
    proposed = measures[1]["proposed"]
    assert isinstance(proposed, dict)
    assert (proposed["phases"], proposed["growth"]) == ([], None)
    assert [each["growth"] for each in proposed["rollouts"]] == [None]


def test_a_phase_with_another_name_is_drawn_by_its_new_one() -> None:
    (first, _second) = beside(Set("phases", {"measure": "a"}, "name", "Bygging"))

    proposed = first["proposed"]
    assert isinstance(proposed, dict)
    assert [bar["name"] for bar in proposed["phases"]] == ["Bygging"]
    assert proposed["phases"][0]["kind"] == 0


def test_a_rollout_that_one_plan_does_not_know_has_its_place_in_both() -> None:
    schedule = its_schedule()

    dropped, _ = beside(
        Drop("rollouts", {"measure": "a"}, with_dependents=True), rollouts=schedule.rollouts[1:]
    )
    added, _ = beside(
        Set("sectors", {"id": "nhn"}, "kind", "receiving"),
        Set("sectors", {"id": "nhn"}, "units", 5.0),
        Add("rollouts", {"measure": "a", "sector": "nhn"}),
        rollouts=(*schedule.rollouts, replace(schedule.rollouts[0], sector="nhn")),
    )

    for measure, expected in ((dropped, [(True, False)]), (added, [(True, True), (False, True)])):
        proposed = measure["proposed"]
        assert isinstance(proposed, dict)
        pairs = zip(measure["rollouts"], proposed["rollouts"], strict=True)  # type: ignore[call-overload]
        assert [(now["growth"] is not None, then["growth"] is not None) for now, then in pairs] == expected


def test_a_proposed_plan_that_counts_time_otherwise_is_not_drawn_beside_the_one_of_now() -> None:
    months = edited(a_roadmap_with_everything(), [Set("assumptions", {"key": "period"}, "value", "month")])

    data = gantt_data(of(a_roadmap_with_everything(), its_schedule()), of(months, its_schedule()))

    assert all("proposed" not in each for each in data["measures"])
