"""What was to have begun by a later status date, and what lay behind it unconfirmed."""

from datetime import date

from support.builders import a_link, a_measure, a_phase, a_roadmap, a_rollout
from support.planned import planned
from support.rolling import a_report, again, random_plans, rolled_to, scheduled

from planner.model import Plan
from planner.view import due_rows


def a_plan_in_use() -> Plan:
    """Give a plan of a measure of two phases with a rollout, and of one beside it."""
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2), a_phase("trial", 1)),
        a_measure("b", a_phase("build", 2)),
        rollouts=(a_rollout("a"),),
        dependencies=(a_link("a", "b"),),
    )
    phases = (planned("a", 0, 2), planned("a", 2, 3, "trial"), planned("b", 3, 5))
    return scheduled(roadmap, phases, ("a", 3, (0.0, 0.0, 0.0, 0.3, 0.6, 0.9, 1.0, 1.0)))


def test_what_the_plan_had_begun_is_due_with_its_dates_and_shares() -> None:
    plan = a_plan_in_use()
    day = plan.roadmap.calendar.date_of

    rows = {each.place: each for each in due_rows(plan, 4)}

    assert list(rows) == [("a", "build", ""), ("a", "trial", ""), ("a", "", "gp"), ("b", "build", "")]
    assert rows["a", "build", ""].begin == day(0)
    assert (rows["b", "build", ""].begin, rows["a", "", "gp"].share) == (day(3), 0.3)
    assert rows["b", "build", ""].end == plan.roadmap.calendar.last_day(3, 5)
    assert [each.place for each in due_rows(plan, 2)] == [("a", "build", "")]


def test_what_lies_behind_is_listed_until_somebody_confirms_it() -> None:
    plan = a_plan_in_use()
    unconfirmed = again(rolled_to(plan, 3))
    confirmed = again(rolled_to(plan, 3, a_report("a/build", ended=date(2023, 5, 1))))

    def behind(of: Plan) -> list[str]:
        return [each.place[1] for each in due_rows(of, 1) if each.is_behind]

    assert behind(unconfirmed) == ["build", "trial"]
    assert behind(confirmed) == ["trial"]


def test_each_thing_is_due_once_and_all_that_counts_as_planned_is_due() -> None:
    for plan in random_plans(range(8)):
        measures = {each.id for each in plan.roadmap.measures}
        for instant in list(plan.roadmap.periods)[1:3]:
            places = [each.place for each in due_rows(plan, instant)]
            names = {"/".join(part for part in place if part) for place in places}
            told = {each.subject for each in rolled_to(plan, instant).unconfirmed}
            work = {each for each in told if each.split("/")[0] in measures}
            assert len(places) == len(set(places))
            assert work <= names
