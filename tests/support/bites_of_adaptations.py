"""Where the rules on adaptations bite."""

from dataclasses import replace

from support.bites import NOT_AS_CLAIMED, Bite, costly, free_from, optional, useful
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    an_adaptation,
    day_of,
)

from planner.model import Gate, Roadmap
from planner.solver.engines.step import adaptations as step_adaptations


def pinned_too_early() -> Roadmap:
    """Give an optional measure of two periods whose sector is to adapt in the first."""
    return a_roadmap(
        optional("a", a_phase("build", 2)),
        rollouts=(useful("a"),),
        adaptations=(an_adaptation(pinned_start=day_of(0)),),
    )


def better_out() -> Roadmap:
    """Give a measure that nobody wants for itself, though its rollout is useful."""
    return a_roadmap(
        replace(optional("a"), worth_by_end_nok=(-1e9,)),
        rollouts=(useful("a"),),
        adaptations=(an_adaptation(),),
    )


def built_late() -> Roadmap:
    """Give a measure that can be built only from the third period on."""
    return a_roadmap(
        a_measure("a", a_phase("build", 1, nhn=1.0)),
        sectors=(a_receiver(), free_from(a_deliverer(), 2)),
        rollouts=(useful("a"),),
        adaptations=(an_adaptation(),),
    )


def adapted_late() -> Roadmap:
    """Give a rollout with a gate whose sector has time to adapt only from the fourth period on."""
    return a_roadmap(
        a_measure("a"),
        sectors=(free_from(a_receiver(), 3), a_deliverer()),
        rollouts=(useful("a", pace=1.0, gates=(Gate(limit=0.5, periods=1),)),),
        adaptations=(an_adaptation(person_months=1.0),),
    )


def adapting_for_others() -> Roadmap:
    """Give a useful measure that waits for an adaptation before a rollout that only costs."""
    return a_roadmap(
        optional("a"),
        optional("b", a_phase("build", 1)),
        rollouts=(costly("a"), useful("b", benefit_nok_per_year=1e6)),
        adaptations=(an_adaptation(),),
        dependencies=(a_link("a/tilpasning@gp", "b"),),
    )


BITES = (
    Bite(
        rule=step_adaptations.adaptations_come_with_their_measure,
        code="adaptation_off_pin",
        roadmap=pinned_too_early(),
    ),
    Bite(
        rule=step_adaptations.adaptations_come_with_their_measure,
        code=NOT_AS_CLAIMED,
        roadmap=better_out(),
    ),
    Bite(
        rule=step_adaptations.adaptations_follow_their_phase,
        code="adaptation_before_phase_end",
        roadmap=built_late(),
    ),
    Bite(
        rule=step_adaptations.rollouts_begin_after_adaptations,
        code="begin_before_adaptation",
        roadmap=adapted_late(),
    ),
    Bite(
        rule=step_adaptations.adaptations_lead_to_a_begin,
        code="before_predecessor",
        roadmap=adapting_for_others(),
    ),
)
