"""What is reported takes the place of what was planned; what cannot be is refused by its place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout, an_adaptation, day_of
from support.planned import planned
from support.rolling import a_report, again, rolled_to, scheduled

from planner.check import check
from planner.language import ToldError, in_language, worded
from planner.model import Budget, Gate, Plan, Report, ReportedState, Status, errors
from planner.rolling import ReportsRefusedError, Rolled, roll
from planner.say import broken_words
from planner.verify import judge

DONE, RUNNING, STOPPED = ReportedState.DONE, ReportedState.RUNNING, ReportedState.STOPPED
NOT_BEGUN = ReportedState.NOT_BEGUN


def a_plan_in_use() -> Plan:
    """Give a plan of a measure of two phases with a rollout, of one that follows it, and of a done one."""
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2), a_phase("trial", 1)),
        a_measure("b", a_phase("build", 1), optional=True),
        a_measure("d", status=Status.DONE),
        a_measure("s", status=Status.STARTED, optional=True),
        rollouts=(a_rollout("a", target=0.9, in_use=0.0), a_rollout("b", in_use=0.1)),
        adaptations=(an_adaptation("b"),),
        dependencies=(a_link("a", "b"),),
    )
    phases = (planned("a", 0, 2), planned("a", 2, 3, "trial"), planned("b", 3, 4))
    return scheduled(roadmap, phases, ("a", 3, (0.0, 0.0, 0.0, 0.3, 0.6, 0.9, 0.9, 0.9)))


def left_of(rolled: Rolled, measure: str) -> list[tuple[str, int]]:
    """Give the phases that are left of a measure, with their periods."""
    return [(phase.id, phase.modes[0].periods) for phase in rolled.roadmap.measure(measure).phases]


def test_time_left_is_as_reported() -> None:
    rolled = rolled_to(a_plan_in_use(), 1, a_report("a/build", left_periods=3))

    assert left_of(rolled, "a") == [("build", 3), ("trial", 1)]


def test_what_runs_has_a_period_left_unless_it_is_reported_as_done() -> None:
    began = rolled_to(a_plan_in_use(), 4, a_report("a/build", state=RUNNING))
    done = rolled_to(a_plan_in_use(), 4, a_report("a/build", state=DONE))

    assert left_of(began, "a") == [("build", 1), ("trial", 1)]
    assert left_of(done, "a") == []


def test_what_comes_after_something_late_is_as_much_later() -> None:
    late = a_report("a/build", began=day_of(0), ended=date(2023, 12, 31))
    rolled = rolled_to(a_plan_in_use(), 5, late)

    # built in four quarters instead of two, tried out in the fifth, and so in use by nobody yet
    assert left_of(rolled, "a") == []
    assert rolled.roadmap.rollouts[0].in_use == 0.0
    assert rolled_to(a_plan_in_use(), 6, late).roadmap.rollouts[0].in_use == 0.3


def test_what_is_reported_as_not_begun_is_open() -> None:
    plan = a_plan_in_use()
    pinned = replace(plan.roadmap.measures[0].phases[0], pinned_start=day_of(0))
    first = replace(plan.roadmap.measures[0], phases=(pinned, plan.roadmap.measures[0].phases[1]))
    roadmap = replace(plan.roadmap, measures=(first, *plan.roadmap.measures[1:]))
    rolled = rolled_to(replace(plan, roadmap=roadmap), 4, a_report("a/build", state=NOT_BEGUN))

    measure = rolled.roadmap.measure("a")
    assert (measure.status, measure.phases[0].pinned_start) == (Status.PLANNED, None)
    assert left_of(rolled, "a") == [("build", 2), ("trial", 1)]
    assert rolled.schedule.phases[0].start == 0


def test_a_share_is_as_reported() -> None:
    rolled = rolled_to(a_plan_in_use(), 5, a_report("a@gp", in_use=0.2))

    rollout = rolled.roadmap.rollouts[0]
    assert (rollout.in_use, rollout.null_in_use, rollout.pinned_begin) == (0.2, 0.0, day_of(3))
    assert judge(rolled.roadmap, rolled.schedule) == []


@pytest.mark.parametrize(("found", "curve"), [(0.1, (0.35, 0.6, 0.8, 0.8)), (0.7, (0.7, 0.75, 0.8, 0.8))])
def test_a_share_that_is_behind_catches_up_no_faster_than_its_pace(
    found: float, curve: tuple[float, ...]
) -> None:
    rollout = a_rollout("a", pace=0.25, target=0.8)
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), rollouts=(rollout,))
    planned_curve = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.8, 0.8)
    plan = scheduled(roadmap, (planned("a", 0, 1),), ("a", 1, planned_curve))

    rolled = rolled_to(plan, 4, a_report("a@gp", in_use=found))

    assert rolled.schedule.rollouts[0].adoption == pytest.approx(curve)
    assert judge(rolled.roadmap, rolled.schedule) == []


def test_a_share_that_is_behind_passes_its_gates_before_it_catches_up() -> None:
    gates = (Gate(periods=2, limit=0.1), Gate(periods=2, limit=0.5))
    rollout = a_rollout("a", pace=0.5, gates=gates)
    roadmap = a_roadmap(a_measure("a", a_phase("build", 1)), rollouts=(rollout,))
    planned_curve = (0.0, 0.1, 0.1, 0.5, 0.5, 1.0, 1.0, 1.0)
    plan = scheduled(roadmap, (planned("a", 0, 1),), ("a", 1, planned_curve))

    rolled = rolled_to(plan, 4, a_report("a@gp", in_use=0.05))

    assert rolled.schedule.rollouts[0].adoption == pytest.approx((0.5, 1.0, 1.0, 1.0))
    assert judge(rolled.roadmap, rolled.schedule) == []


@pytest.mark.parametrize(
    ("fields", "in_use", "began", "ended"),
    [
        ({"state": DONE}, 0.9, day_of(3), date(2024, 3, 31)),
        ({"ended": date(2024, 2, 10)}, 0.9, day_of(3), date(2024, 2, 10)),
        ({"began": day_of(2), "ended": date(2023, 11, 20)}, 0.9, day_of(2), date(2023, 11, 20)),
        ({"state": RUNNING}, 0.6, day_of(3), None),
        ({"state": RUNNING, "in_use": 0.0}, 0.0, day_of(4), None),
    ],
)
def test_a_rollout_that_is_reported_without_a_share_is_taken_in_as_it_is_said(
    fields: dict[str, Any], in_use: float, began: date, ended: date | None
) -> None:
    rolled = rolled_to(a_plan_in_use(), 5, a_report("a@gp", **fields))

    row = rolled.roadmap.passed_by_key["a", "", "gp"]
    assert rolled.roadmap.rollouts[0].in_use == in_use
    assert (row.began, row.ended) == (began, ended)
    assert not [each for each in rolled.unconfirmed if each.subject == "a/gp"]
    assert judge(rolled.roadmap, rolled.schedule) == []
    assert errors(check(rolled.roadmap)) == []


def test_what_was_not_to_begin_yet_is_under_way_where_that_is_reported() -> None:
    rolled = rolled_to(a_plan_in_use(), 3, a_report("a@gp", state=RUNNING))
    done = rolled_to(a_plan_in_use(), 3, a_report("a@gp", state=DONE, ended=date(2023, 5, 31)))

    assert rolled.roadmap.passed_by_key["a", "", "gp"].began == day_of(2)
    assert done.roadmap.rollouts[0].in_use == 0.9
    assert done.past.courses["a", "gp"].shares == (0.0, 0.9, 0.9)
    for each in (rolled, done):
        assert judge(each.roadmap, each.schedule) == []
        assert errors(check(each.roadmap)) == []


@pytest.mark.parametrize("optional", [False, True])
@pytest.mark.parametrize("gates", [(), (Gate(periods=2, limit=0.5),)])
def test_what_is_under_way_with_nobody_in_use_can_go_on(optional: bool, gates: tuple[Gate, ...]) -> None:
    rollout = a_rollout("a", pace=0.5, gates=gates)
    roadmap = a_roadmap(a_measure("a", a_phase("build", 2), optional=optional), rollouts=(rollout,))
    plan = scheduled(roadmap, (planned("a", 0, 2),), ("a", 2, (0.0, 0.0, 0.5, 0.5, *[1.0] * 4)))
    late = a_report("a/build", left_periods=1)

    first = rolled_to(plan, 3, late, a_report("a@gp", state=RUNNING, in_use=0.0))
    second = rolled_to(again(first), 3, a_report("a@gp", in_use=0.2))

    assert first.roadmap.passed_by_key["a", "", "gp"].began == day_of(2)
    assert [each.roadmap.rollouts[0].pinned_begin for each in (first, second)] == [None, day_of(2)]
    for each in (first, second):
        assert judge(each.roadmap, each.schedule) == []
        assert errors(check(each.roadmap)) == []


@pytest.mark.parametrize(
    ("ended", "shares"),
    [
        (None, (0.0, 0.0, 0.0, 0.3, 0.6, 0.9, 0.9)),
        (date(2024, 5, 10), (0.0, 0.0, 0.0, 0.3, 0.6, 0.9, 0.9)),
        (date(2024, 8, 10), (0.0, 0.0, 0.0, 0.0, 0.3, 0.6, 0.9)),
    ],
)
def test_what_was_done_later_than_planned_grew_as_much_later(
    ended: date | None, shares: tuple[float, ...]
) -> None:
    rolled = rolled_to(a_plan_in_use(), 7, a_report("a@gp", state=DONE, ended=ended))

    assert rolled.past.courses["a", "gp"].shares == shares
    assert judge(rolled.roadmap, rolled.schedule) == []


def test_dates_are_as_reported() -> None:
    report = a_report("a/build", began=date(2023, 2, 10), ended=date(2023, 5, 5), source="board, May")
    rolled = rolled_to(a_plan_in_use(), 2, report)

    row = rolled.roadmap.passed_by_key["a", "build", ""]
    assert (row.began, row.ended) == (date(2023, 2, 10), date(2023, 5, 5))
    assert (row.provenance.source, str(row.provenance.basis)) == ("board, May", "documented")


def test_what_lies_behind_can_be_confirmed_later() -> None:
    first = rolled_to(a_plan_in_use(), 2)
    plan = replace(a_plan_in_use(), roadmap=first.roadmap, schedule=first.schedule)
    late = a_report("a/build", ended=date(2023, 6, 1), source="board")
    rolled = roll(plan, day_of(3), [late])

    assert rolled.roadmap.passed_by_key["a", "build", ""].ended == date(2023, 6, 1)


def test_what_nobody_reports_is_unconfirmed() -> None:
    rolled = rolled_to(a_plan_in_use(), 4, a_report("a/build", state=DONE))

    assert [finding.subject for finding in rolled.unconfirmed] == [
        "a/trial",
        "b/build",
        "a/gp",
        "staten/2023",
        "gp/2023",
    ]


def test_a_report_of_the_only_phase_says_nothing_of_who_takes_it_into_use() -> None:
    roadmap = a_roadmap(a_measure("c", a_phase("build", 1)), rollouts=(a_rollout("c"),))
    plan = scheduled(roadmap, (planned("c", 0, 1),), ("c", 1, (0.0, 0.5, *[1.0] * 6)))
    rolled = rolled_to(plan, 2, a_report("c", state=DONE))

    assert [finding.subject for finding in rolled.unconfirmed if finding.subject.startswith("c")] == ["c/gp"]


def test_what_began_before_its_predecessor_stands_and_is_told() -> None:
    late = (a_report("a/build", state=DONE), a_report("a/trial", left_periods=2))
    rolled = rolled_to(a_plan_in_use(), 4, *late, a_report("b/build", state=DONE))

    (told,) = [each for each in rolled.notes if each.code == "came_before_predecessor"]
    assert told.subject == "b"
    with in_language("en"):
        assert worded(told.message) == "b came before a allowed it; what has happened stands."
        by_name = broken_words(rolled.roadmap, told.message)
    assert by_name == "“B” came before “A” allowed it; what has happened stands."
    assert left_of(rolled, "b") == []


def test_another_day_stands_for_the_period_that_holds_it() -> None:
    rolled = roll(a_plan_in_use(), date(2023, 11, 30))

    assert rolled.roadmap.calendar.status_date == date(2023, 10, 1)
    assert "date_becomes" in {finding.code for finding in rolled.findings}


@pytest.mark.parametrize("day", [date(2022, 7, 1), date(2023, 3, 31), date(2025, 1, 1)])
def test_a_date_outside_the_plan_is_refused(day: date) -> None:
    with pytest.raises(ToldError):
        roll(a_plan_in_use(), day)


def test_a_plan_without_dates_is_refused() -> None:
    with pytest.raises(ToldError):
        roll(replace(a_plan_in_use(), schedule=None), day_of(2))


WRONG: list[tuple[str, str, dict[str, Any]]] = [
    ("unknown_measure", "x", {"state": DONE}),
    ("unknown_phase", "a/bild", {"state": DONE}),
    ("unclear_phase", "a", {"state": DONE}),
    ("unknown_rollout", "a@nhn", {"in_use": 0.5}),
    ("unknown_adaptation", "a/tilpasning@gp", {"state": DONE}),
    ("phase_and_sector", "a/build@gp", {"state": DONE}),
    ("done_already", "d", {"state": DONE}),
    ("nothing_reported", "a/build", {}),
    ("in_the_future", "a/build", {"began": day_of(4)}),
    ("in_the_future", "a/build", {"ended": date(2024, 2, 1)}),
    ("ended_before_begun", "a/build", {"began": date(2023, 5, 1), "ended": date(2023, 4, 1)}),
    ("time_left_of_done", "a/build", {"state": DONE, "left_periods": 1}),
    ("time_left_of_rollout", "a@gp", {"in_use": 0.5, "left_periods": 1}),
    ("ended_and_not_done", "a/build", {"state": RUNNING, "ended": date(2023, 4, 1)}),
    ("share_falls", "b@gp", {"in_use": 0.05}),
    ("share_above_target", "a@gp", {"in_use": 0.95}),
    ("share_short_of_done", "a@gp", {"in_use": 0.5, "state": DONE}),
    ("share_short_of_done", "a@gp", {"in_use": 0.5, "ended": date(2023, 10, 1)}),
    ("stopped_with_figures", "b", {"state": STOPPED, "left_periods": 2}),
    ("stopped_with_figures", "b", {"state": STOPPED, "began": day_of(1)}),
    ("money_of_measure", "a/build", {"state": DONE, "payer": "staten", "year": 2023, "spent_nok": 1.0}),
    ("money_of_measure", "a/build", {"state": DONE, "spent_nok": 1.0}),
    ("figure_of_nothing", "", {"payer": "staten", "year": 2023, "spent_nok": 1.0, "in_use": 0.5}),
    ("share_of_nobody", "b/build", {"in_use": 0.5}),
    ("begun_and_not", "b@gp", {"state": NOT_BEGUN}),
    ("begun_and_not", "a/build", {"state": NOT_BEGUN, "began": day_of(1)}),
    ("begun_out_of_order", "a/trial", {"began": day_of(1), "state": RUNNING}),
    ("stopped_in_part", "b/build", {"state": STOPPED}),
    ("stopped_in_part", "b@gp", {"state": STOPPED}),
    ("mandatory_stopped", "a", {"state": STOPPED}),
    ("mandatory_stopped", "s", {"state": STOPPED}),
    ("unknown_payer", "", {"payer": "stat", "year": 2023, "spent_nok": 1.0}),
    ("year_not_passed", "", {"payer": "staten", "year": 2025, "spent_nok": 1.0}),
    ("nothing_reported", "", {"payer": "staten", "year": 2023}),
]


@pytest.mark.parametrize(
    ("code", "place", "fields"), WRONG, ids=lambda each: each if isinstance(each, str) else ""
)
def test_a_report_that_cannot_be_is_refused_by_its_place(
    code: str, place: str, fields: dict[str, Any]
) -> None:
    beside = [a_report("a/build", left_periods=2)] if code == "begun_out_of_order" else []
    wrong = a_report(place, row=7, **fields)

    with pytest.raises(ReportsRefusedError) as refused:
        rolled_to(a_plan_in_use(), 4, wrong, *beside)

    (finding,) = refused.value.findings
    assert (finding.code, finding.table, finding.row) == (code, "framdrift", 7)
    with in_language("nb"):
        assert worded(finding.column)
        assert worded(finding.message)


def test_a_phase_cannot_have_begun_before_the_one_ahead_of_it_had_ended() -> None:
    too_soon = a_report("a/trial", began=date(2023, 5, 20))
    in_time = a_report("a/build", ended=date(2023, 5, 5))
    too_late = a_report("a/build", ended=date(2023, 6, 1))

    assert left_of(rolled_to(a_plan_in_use(), 4, too_soon, in_time), "a") == [("trial", 1)]
    for reports in ((too_soon,), (too_soon, too_late)):
        with pytest.raises(ReportsRefusedError) as refused:
            rolled_to(a_plan_in_use(), 4, *reports)
        assert [each.code for each in refused.value.findings] == ["begun_out_of_order"]


def test_a_rollout_cannot_be_under_way_with_all_in_use_as_planned() -> None:
    with pytest.raises(ReportsRefusedError) as refused:
        rolled_to(a_plan_in_use(), 6, a_report("a@gp", row=4, state=RUNNING))

    (found,) = refused.value.findings
    assert (found.code, found.row, worded(found.column)) == ("share_not_known", 4, "i_bruk")
    assert "90.00%" in str(found.message)
    told = rolled_to(a_plan_in_use(), 6, a_report("a@gp", state=RUNNING, in_use=0.7))
    assert told.roadmap.rollouts[0].in_use == 0.7


def test_two_reports_of_one_thing_are_refused() -> None:
    twice = [Report(row=row, measure="a", phase="build", left_periods=row) for row in (2, 3)]

    with pytest.raises(ReportsRefusedError) as refused:
        rolled_to(a_plan_in_use(), 4, *twice)

    assert [(each.code, each.row) for each in refused.value.findings] == [("reported_twice", 3)]


def test_what_has_begun_may_be_stopped_later_where_it_could_have_been_left_out() -> None:
    rolled = rolled_to(a_plan_in_use(), 4)

    assert {each.id: each.stoppable for each in rolled.roadmap.measures if each.id in ("a", "b")} == {
        "a": False,
        "b": True,
    }


def test_what_is_wrong_names_measures_and_payers_as_people_know_them() -> None:
    plan = a_plan_in_use()
    budget = Budget(year=2023, payer="dep", payer_name="The ministry", limit_nok=1.0)
    plan = replace(plan, roadmap=replace(plan.roadmap, budgets=(budget,)))
    money = Report(row=2, payer="dep", year=2023, spent_nok=5e6)
    late = [a_report("a/build", left_periods=2), a_report("a/trial", row=5, began=day_of(1))]

    def refused(*reports: Report) -> tuple[str, str]:
        with pytest.raises(ReportsRefusedError) as found, in_language("en"):
            rolled_to(plan, 4, *reports)
        (finding,) = found.value.findings
        with in_language("en"):
            return worded(finding.message), broken_words(plan.roadmap, finding.message)

    assert refused(money, replace(money, row=3)) == (
        "dep, 2023 is reported in row 2 already, expected once.",
        "The ministry, 2023 is reported in row 2 already, expected once.",
    )
    assert refused(*late) == (
        "a/trial is reported as begun, but a/build has not ended. Report that too.",
        "Trial in “A” is reported as begun, but build in “A” has not ended. Report that too.",
    )
    assert refused(a_report("nope", state=DONE))[1] == "nope is not known here."
    (spent,) = [each for each in rolled_to(plan, 4, money).notes if each.code == "overspent"]
    with in_language("en"):
        assert broken_words(plan.roadmap, spent.message).startswith(
            "2023 for The ministry: NOK 5.0 million more"
        )
