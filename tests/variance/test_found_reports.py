"""What a later roadmap tells is read as reports, but for measures of which no report could tell it."""

from dataclasses import replace

from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from support.planned import planned
from support.rolling import a_plan, a_report, rolled_to, scheduled

from planner.language import in_language
from planner.model import Plan, Roadmap
from planner.say import board_sentences, variance_lines
from planner.variance import Variance, found_reports, what_changed

CURVE = (0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 1.0)


def before() -> Plan:
    """Give a plan of work, and of a rollout that some have taken in already."""
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2, nhn=2.0)),
        a_measure("m", a_phase("build", 1)),
        sectors=(a_receiver(), a_deliverer()),
        rollouts=(a_rollout("m", in_use=0.2),),
    )
    curve = tuple(max(0.2, share) for share in CURVE)
    return scheduled(roadmap, (planned("a", 0, 2), planned("m", 0, 1)), ("m", 2, curve))


def recounted(roadmap: Roadmap) -> Roadmap:
    """Give a roadmap in which fewer use a measure than did before."""
    return replace(roadmap, rollouts=(replace(roadmap.rollouts[0], in_use=0.15),))


def found_with(*reports: str) -> Variance:
    """Compare with a later roadmap in which a share has fallen, and some work is late."""
    rolled = rolled_to(before(), 1, *(a_report(each, left_periods=4) for each in reports))
    return what_changed(before(), a_plan(recounted(rolled.roadmap), rolled.schedule))


def test_a_share_that_falls_hides_no_slip_of_another_measure() -> None:
    found = found_with("a/build")

    assert [(each.place, each.periods) for each in found.slips] == [(("a", "build", ""), 3)]
    assert [(each.code, each.subject) for each in found.unread] == [("share_falls", "m/gp")]


def test_what_is_refused_is_left_out_of_what_a_roll_takes_in() -> None:
    rolled = rolled_to(before(), 1, a_report("a/build", left_periods=4))

    told = found_reports(before(), recounted(rolled.roadmap))

    assert {each.measure for each in told.reports} == {"a"}
    assert [each.code for each in told.refused] == ["share_falls"]


def test_what_could_not_be_read_is_said() -> None:
    with in_language("en"):
        lines = list(variance_lines(found_with("a/build")))
        first, *_others = board_sentences(found_with())

    place = lines.index("Counts as planned, as what the later data says of it could not have been reported:")
    assert lines[place + 1].startswith("- m/gp: 15.00% is in use")
    assert first == "As of 1 April 2023 all that could be read has gone as planned, but not all could."
