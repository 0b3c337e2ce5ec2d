"""Where the rules on selection and phases bite."""

from dataclasses import replace

from support.bites import Bite, costly, free_from, optional, useful
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, day_of

from planner.model import FINISH, Capacity, Estimate, Group, GroupRule, Mode, Phase, Roadmap, Status
from planner.solver.engines.step import phases as step_phases


def a_gap_in_capacity() -> Roadmap:
    """Let a phase of two periods step over the one in which its sector has nothing to give."""
    figures = (1.0, 0.0, 1.0)
    rows = tuple(
        Capacity(starts=day_of(instant), person_months=Estimate.sure(figure))
        for instant, figure in enumerate(figures)
    )
    return a_roadmap(
        a_measure("a", a_phase("build", 2, nhn=1.0)),
        sectors=(a_receiver(), replace(a_deliverer(), capacities=rows)),
        rollouts=(useful("a"),),
    )


def two_modes() -> Phase:
    """Give a phase that is fast and dear, or slow and cheap."""
    fast = Mode(name="fast", duration=Estimate.sure(1), cost_nok_per_period=3e6)
    slow = Mode(name="slow", duration=Estimate.sure(2), cost_nok_per_period=1e6)
    return Phase(id="build", modes=(fast, slow))


def of_group(rule: GroupRule, *useful_ones: str, done: bool = False, at_least: int = 1) -> Roadmap:
    """Give two measures in a group, of which some are useful and the others only cost."""
    first = a_measure("a", status=Status.DONE) if done else optional("a", a_phase("build", 1, cost=1e6))
    return a_roadmap(
        first,
        optional("b", a_phase("build", 1, cost=1e6)),
        rollouts=tuple((useful if each in useful_ones else costly)(each) for each in ("a", "b")),
        groups=(Group(id="g", rule=rule, measures=("a", "b"), at_least=at_least),),
    )


def a_late_second_phase(pause: int) -> Roadmap:
    """Give a phase that would rather be late, after one that is early."""
    early = replace(a_phase("clarify", 1), pinned_start=day_of(0), largest_pause_periods=pause)
    return a_roadmap(a_measure("a", early, a_phase("build", 1, cost=1e6)))


BITES = (
    Bite(
        rule=step_phases.mandatory_measures_are_in,
        code="mandatory_out",
        roadmap=a_roadmap(a_measure("a", a_phase("build", 1, cost=1e6))),
    ),
    Bite(
        rule=step_phases.phases_come_with_their_measure,
        code="phase_missing",
        roadmap=a_roadmap(a_measure("a", a_phase("build", 1, cost=1e6))),
    ),
    Bite(rule=step_phases.steps_stay_taken, code="above_capacity", roadmap=a_gap_in_capacity()),
    Bite(
        rule=step_phases.phases_follow_each_other,
        code="before_previous_phase",
        objective=FINISH,
        roadmap=a_roadmap(
            a_measure("a", a_phase("clarify", 1, nhn=1.0), a_phase("build", 1)),
            sectors=(free_from(a_deliverer(), 2),),
        ),
    ),
    Bite(
        rule=step_phases.groups_hold, code="group_broken", roadmap=of_group(GroupRule.AT_MOST_ONE, "a", "b")
    ),
    Bite(rule=step_phases.groups_hold, code="group_broken", roadmap=of_group(GroupRule.EXACTLY_ONE)),
    Bite(rule=step_phases.groups_hold, code="group_broken", roadmap=of_group(GroupRule.ALL_OR_NONE, "b")),
    Bite(
        rule=step_phases.groups_hold,
        code="group_broken",
        roadmap=of_group(GroupRule.ALL_OR_NONE, done=True),
    ),
    Bite(
        rule=step_phases.groups_hold,
        code="group_broken",
        roadmap=of_group(GroupRule.AT_LEAST, done=True, at_least=2),
    ),
    Bite(
        rule=step_phases.groups_hold,
        code="group_broken",
        roadmap=of_group(GroupRule.AT_MOST_ONE, "b", done=True),
    ),
    Bite(
        rule=step_phases.phases_run_in_one_mode,
        code="phase_missing",
        roadmap=a_roadmap(a_measure("a", two_modes()), rollouts=(useful("a"),)),
    ),
    Bite(rule=step_phases.pauses_are_short, code="pause_too_long", roadmap=a_late_second_phase(0)),
    Bite(rule=step_phases.pauses_are_short, code="pause_too_long", roadmap=a_late_second_phase(2)),
)
