"""Random projects in layers, and what is measured on them."""

import pytest
from formats_roadmaps import roadmap_of
from scale import first_on_arrays, layered_project, main, work

from planner.network import circles


def test_the_same_seed_gives_the_same_project_and_another_seed_another() -> None:
    one, same, other = (layered_project(60, 3, 5, seed) for seed in (1, 1, 2))

    assert one == same
    assert one.activities != other.activities


def test_a_drawn_project_has_its_size_no_circle_and_room_for_each_activity() -> None:
    project = layered_project(60, 3, 5, 7)
    roadmap, _ = roadmap_of(project)

    assert len(project.real) == len(roadmap.measures) == 60
    assert circles(roadmap) == []
    for activity in project.activities:
        assert all(
            asked <= has for asked, has in zip(activity.ways[0].requests, project.capacities, strict=True)
        )
    linked = {arc.after for arc in project.arcs}
    assert len(linked) > 40


def test_list_schedules_of_a_drawn_project_are_lawful_and_above_their_bound() -> None:
    project = layered_project(40, 3, 5, 3)

    solved = work(project, 0.5)

    assert solved.lawful
    assert solved.value is not None
    assert solved.bound is not None
    assert solved.bound <= solved.value <= solved.more["first_makespan"]
    assert solved.first_plan_seconds is not None


def test_the_first_schedule_on_arrays_is_at_least_the_longest_chain() -> None:
    project = layered_project(40, 3, 5, 3)
    makespan, _ = first_on_arrays(*roadmap_of(project, horizon=500))

    assert makespan >= max(activity.longest for activity in project.activities)


@pytest.mark.parametrize("words", [["--layers", "1"], ["--layers", "many"], ["--peers", "magic"]])
def test_options_that_make_no_sense_are_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(words)
