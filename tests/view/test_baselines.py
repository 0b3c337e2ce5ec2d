"""How a plan lies beside others and what was published, what filters show, pins, and why measures are out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_roadmap_with_everything, its_schedule

from planner.model import (
    VALUE,
    Group,
    GroupRule,
    Measure,
    Plan,
    PlannedPhase,
    PlanStatus,
    Published,
    Roadmap,
    Schedule,
    Status,
)
from planner.results import Facts
from planner.say import left_out_reason
from planner.view import KINDS, Baseline, gantt_data


def of(roadmap: Roadmap, schedule: Schedule | None = None) -> Facts:
    """Give the facts of a schedule, or of none."""
    return Facts(Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.FEASIBLE, schedule=schedule))


def planned(*starts: int | None, length: int = 2, **options: Any) -> Facts:
    """Give a plan of measures with one phase each, by their starts; ``None`` leaves one out."""
    measures = [
        a_measure(f"m{number}", a_phase("build", length), optional=True) for number in range(len(starts))
    ]
    return of(a_roadmap(*measures, **options), placed(measures, starts))


def placed(measures: list[Measure], starts: tuple[int | None, ...]) -> Schedule:
    """Place the one phase of each measure."""
    chosen = [(measure, start) for measure, start in zip(measures, starts, strict=True) if start is not None]
    return Schedule(
        selected=tuple(measure.id for measure, _start in chosen),
        phases=tuple(
            PlannedPhase(
                measure=measure.id, phase="build", start=start, end=start + measure.phases[0].modes[0].periods
            )
            for measure, start in chosen
        ),
        rollouts=(),
    )


def held(now: Facts, then: Facts) -> list[dict[str, Any]]:
    """Give how each measure lies beside one baseline."""
    against = (Baseline(key="record", name="the plan of record", facts=then),)
    return [row["against"].get("record", {}) for row in gantt_data(now, against=against)["measures"]]


@pytest.mark.parametrize(
    ("now", "text", "words"),
    [
        (3, "+2", "2 quarters later than in the plan of record"),
        (0, "−1", "1 quarter earlier than in the plan of record"),
        (1, "0", "as in the plan of record"),
        (None, "out", "left out, in the plan of record quarter 2 of 2023 to quarter 3 of 2023"),
    ],
)
def test_a_measure_says_how_much_later_it_ends_by_sign_and_in_words(
    now: int | None, text: str, words: str
) -> None:
    (row,) = held(planned(now), planned(1))

    assert (row["text"], row["spoken"]) == (text, words)
    assert ("spans" in row) == (text != "0")


def test_a_measure_that_the_baseline_leaves_out_is_new() -> None:
    (row,) = held(planned(0), planned(None))

    assert (row["text"], row["spoken"]) == ("new", "not in the plan of record")


def test_what_ends_alike_and_starts_elsewhere_says_so() -> None:
    (row,) = held(planned(1, length=3), planned(2, length=2))

    assert (row["text"], row["spoken"]) == ("0", "ends as in the plan of record, starts 1 quarter earlier")
    assert row["spans"] == [[2, 4]]


def test_what_only_grows_otherwise_is_changed_too() -> None:
    roadmap, schedule = a_roadmap_with_everything(), its_schedule()
    slower = replace(schedule.rollouts[0], adoption=(0.0, 0.0, 0.2, 0.6, 0.9, 1.0, 1.0, 1.0))
    then = of(roadmap, replace(schedule, rollouts=(slower, *schedule.rollouts[1:])))
    against = [Baseline(key="record", name="the plan of record", facts=then)]

    first, second = gantt_data(of(roadmap, schedule), against=against)["measures"]

    assert first["against"]["record"]["text"] == second["against"]["record"]["text"] == "0"
    assert ("changed" in first["kinds"], "changed" in second["kinds"]) == (True, False)


def test_a_plan_of_other_periods_is_no_baseline() -> None:
    then = planned(1)
    calendar = replace(then.roadmap.calendar, status_date=date(2024, 1, 1))

    assert held(
        planned(0), replace(then, plan=replace(then.plan, roadmap=replace(then.roadmap, calendar=calendar)))
    ) == [{}]


def test_a_proposed_plan_is_held_against_the_plan_that_stands_first() -> None:
    data = gantt_data(
        planned(1), planned(3), against=[Baseline(key="old", name="the old one", facts=planned(2))]
    )

    assert [one["key"] for one in data["baselines"]] == ["record", "old"]
    against = data["measures"][0]["proposed"]["against"]
    assert (against["record"]["text"], against["old"]["text"]) == ("+2", "+1")


@pytest.mark.parametrize(("last", "text"), [(date(2023, 3, 31), "+1"), (date(2023, 6, 30), "0")])
def test_published_dates_are_a_baseline_counted_in_whole_periods(last: date, text: str) -> None:
    published = (Published(measure="m0", start=date(2023, 1, 1), end=last),)

    data = gantt_data(planned(0, published=published))

    assert data["baselines"] == [{"key": "published", "name": "the published roadmap"}]
    assert data["measures"][0]["against"]["published"]["text"] == text


def test_kinds_are_counted_as_filters_name_them() -> None:
    published = (Published(measure="m0", end=date(2023, 1, 31)),)
    now, then = planned(2, 0, None, published=published), planned(2, 1, 1)

    data = gantt_data(now, against=[Baseline(key="record", name="the plan of record", facts=then)])

    assert [row["kinds"] for row in data["measures"]] == [["late"], ["changed"], ["changed", "out"]]
    assert data["counts"] == {"changed": 2, "late": 1, "deadline": 0, "out": 1, "done": 0}
    assert tuple(data["counts"]) == KINDS


def test_what_is_done_is_a_kind_of_its_own_and_not_left_out() -> None:
    done = a_measure("a", status=Status.DONE)

    row = gantt_data(of(a_roadmap(done)))["measures"][0]

    assert (row["kinds"], row["why_out"]) == (["done"], "")


def test_columns_name_the_first_and_the_last_period() -> None:
    row = gantt_data(planned(1))["measures"][0]

    assert (row["start"], row["end"]) == ("Q2 2023", "Q3 2023")


def test_what_is_not_finished_ends_after_the_horizon() -> None:
    _first, second = gantt_data(of(a_roadmap_with_everything(), its_schedule()))["measures"]

    assert second["end"] == "> Q4 2024"


def test_a_pin_is_a_needle_with_its_reason() -> None:
    phase = replace(a_phase("build"), pinned_start=date(2023, 5, 1))
    found = of(a_roadmap(a_measure("a", phase)))

    (bare,) = gantt_data(found)["measures"][0]["pins"]
    (told,) = gantt_data(found, pin_reasons={("a", "build"): "The contract says so"})["measures"][0]["pins"]

    assert bare["at"] == told["at"] == 1
    assert bare["text"] == "build: pinned to start in quarter 2 of 2023, no reason is given"
    assert told["text"].endswith("Reason: The contract says so")


def out(*others: Measure, **options: Any) -> str:
    """Say why the first of some measures is out, where all others are in."""
    first = a_measure("a", a_phase("build"), optional=True)
    found = of(
        a_roadmap(first, *others, **options), placed([first, *others], (None, *[0 for _other in others]))
    )
    return left_out_reason(found, found.roadmap.measure("a"))


def test_a_measure_that_is_out_says_the_first_reason_that_holds() -> None:
    other = a_measure("b", a_phase("build"), optional=True)
    group = Group(id="g", measures=("a", "b"), rule=GroupRule.AT_MOST_ONE)

    assert out(other) == "Left out: room and money go to others"
    assert out(other, groups=(group,)) == f"Left out: “{other.name}” is there instead"


def test_a_measure_that_is_out_though_pinned_says_so_and_not_that_others_won() -> None:
    pinned = a_measure("a", replace(a_phase("build"), pinned_start=date(2023, 4, 1)), optional=True)

    assert left_out_reason(of(a_roadmap(pinned)), pinned) == (
        "Left out: the date it is pinned to is impossible or not worth it"
    )


def test_a_measure_whose_predecessor_is_out_names_it() -> None:
    before, after = a_measure("b", a_phase(), optional=True), a_measure("a", a_phase(), optional=True)
    found = of(a_roadmap(before, after, dependencies=(a_link("b", "a"),)))

    assert left_out_reason(found, after) == f"Left out: it needs “{before.name}”, which is not in the plan"


def test_a_started_measure_that_is_out_was_stopped() -> None:
    stopped = a_measure("a", a_phase(), status=Status.STARTED, stoppable=True)

    assert left_out_reason(of(a_roadmap(stopped)), stopped) == "Stopped"


def test_an_arrow_knows_how_far_apart_its_ends_have_to_be() -> None:
    found = planned(0, 4, dependencies=(replace(a_link("m0", "m1"), lag_periods=1),))

    (link,) = gantt_data(found)["links"]

    assert (link["arrives"] - link["leaves"], link["lag"]) == (2, 1)


def test_a_proposal_without_a_plan_changes_nothing_that_is_drawn() -> None:
    now = planned(1)

    assert gantt_data(now, of(now.roadmap)) == gantt_data(now)


def test_links_and_load_are_those_of_the_plan_that_is_proposed() -> None:
    links = (a_link("m0", "m1"),)
    data = gantt_data(planned(0, 2, dependencies=links), planned(0, 4, dependencies=links))

    assert (data["links"][0]["leaves"], data["links"][0]["arrives"]) == (2, 4)
    assert data["groupings"]["owner"][0]["making"] == [1, 1, 0, 0, 1, 1, 0, 0]
    assert "quarter 1 of 2024" in data["measures"][1]["proposed"]["spoken"]
