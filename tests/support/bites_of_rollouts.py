"""Where the rules on rollouts bite."""

from typing import Any

from support.bites import NOT_AS_CLAIMED, Bite, costly, free_from, useful
from support.builders import a_deliverer, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, day_of
from support.falling import points

from planner.model import Deadline, Gate, Roadmap, ShareDeadline, Support
from planner.solver.engines.step import rollouts as step_rollouts

EARLY = ((-2, 0.25), (0, 0.75))


def a_gated(**fields: Any) -> Roadmap:
    """Give one measure with a rollout of a tenth in its first two periods."""
    return a_roadmap(
        a_measure("a", a_phase("build", 1, nhn=1.0)),
        rollouts=(useful("a", pace=1.0, effort_per_unit=1.0, gates=(Gate(limit=0.1, periods=2),)),),
        **fields,
    )


def a_mandatory_cost(**rollout: Any) -> Roadmap:
    """Give one mandatory measure whose rollout only costs."""
    return a_roadmap(a_measure("a"), rollouts=(costly("a", **rollout),))


def a_store_of_capacity() -> Roadmap:
    """Let a useless rollout hoard work in the first period, to hand to a useful one in the second."""
    return a_roadmap(
        a_measure("a"),
        a_measure("b", earliest_start=day_of(1)),
        sectors=(a_receiver(capacity=50.0),),
        rollouts=(a_rollout("a"), useful("b", pace=1.0, effort_per_unit=1.0)),
    )


def late_at_a_price(share: float) -> ShareDeadline:
    """Give a share that is to be in use from the third instant on, or costs."""
    return ShareDeadline(share=share, deadline=Deadline(day=day_of(2), price_nok_per_period=1e7))


BITES = (
    Bite(
        rule=step_rollouts.rollouts_begin_after_the_phases,
        code="begin_before_phases_end",
        roadmap=a_gated(sectors=(a_receiver(), free_from(a_deliverer(), 2))),
    ),
    Bite(rule=step_rollouts.shares_never_fall, code="above_capacity", roadmap=a_store_of_capacity()),
    Bite(
        rule=step_rollouts.waves_keep_pace,
        code="above_pace",
        roadmap=a_roadmap(
            a_measure("a"),
            sectors=(free_from(a_receiver(), 2),),
            rollouts=(useful("a", effort_per_unit=1.0),),
        ),
    ),
    *(
        Bite(
            rule=step_rollouts.waves_are_prepared,
            code="wave_before_prepared",
            roadmap=a_roadmap(
                a_measure("a"),
                sectors=(a_receiver(), a_deliverer()),
                rollouts=(useful("a", effort_per_unit=0.01, effort_profile=own),),
                supports=(
                    Support(
                        measure="a", receiving="gp", delivering="nhn", effort_per_unit=0.001, profile=others
                    ),
                ),
            ),
        )
        for own, others in ((EARLY, ()), ((), EARLY))
    ),
    Bite(
        rule=step_rollouts.waves_keep_pace,
        code="above_pace",
        roadmap=a_roadmap(a_measure("a"), rollouts=(useful("a", pace=points((0.5, 0.25), (0.125, 1.0))),)),
    ),
    Bite(rule=step_rollouts.gates_hold, code="above_gate", roadmap=a_gated()),
    Bite(
        rule=step_rollouts.begins_take_somebody_in,
        code="first_wave_too_small",
        roadmap=a_gated(sectors=(free_from(a_receiver(), 3), a_deliverer())),
    ),
    Bite(rule=step_rollouts.mandatory_rollouts_end, code="rollout_unfinished", roadmap=a_mandatory_cost()),
    Bite(
        rule=step_rollouts.pinned_rollouts_begin_on_time,
        code="begin_off_pin",
        roadmap=a_roadmap(a_measure("a"), rollouts=(useful("a", pinned_begin=day_of(3)),)),
    ),
    Bite(
        rule=step_rollouts.rollouts_meet_deadlines,
        code="share_after_deadline",
        roadmap=a_mandatory_cost(deadline=ShareDeadline(share=0.5, deadline=Deadline(day=day_of(2)))),
    ),
    Bite(
        rule=step_rollouts.deadlines_are_met_by_shares,
        code=NOT_AS_CLAIMED,
        roadmap=a_mandatory_cost(pace=0.2, deadline=late_at_a_price(0.5)),
    ),
    Bite(
        rule=step_rollouts.benefits_count_from_a_share,
        code=NOT_AS_CLAIMED,
        roadmap=a_roadmap(a_measure("a"), rollouts=(useful("a", pace=0.2, counts_from=0.5),)),
    ),
)
