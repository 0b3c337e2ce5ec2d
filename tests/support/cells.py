"""A roadmap that has a cell of every kind, all of which can be relaxed."""

from dataclasses import replace
from datetime import date

from support.builders import a_link, a_roadmap_with_everything

from planner.model import (
    VALUE,
    Adaptation,
    Budget,
    Deadline,
    Estimate,
    Freeze,
    Gate,
    Group,
    GroupRule,
    Kept,
    Objective,
    ObjectiveKind,
    OtherLoad,
    Requirement,
    RequirementKind,
    Roadmap,
    ShareDeadline,
    Spread,
    Support,
)

LATE = date(2099, 1, 1)
KEEPING = replace(VALUE, kept=(Kept(objective=Objective(kind=ObjectiveKind.OPEN_WORK), level=3.0),))


def a_roadmap_of_cells() -> Roadmap:
    """Give a roadmap that has a cell of every kind."""
    whole = a_roadmap_with_everything()
    day, after = whole.calendar.date_of(1), whole.calendar.date_of(2)
    first, second = whole.measures
    rollout = whole.rollouts[0]
    build = replace(first.phases[0], pinned_start=day, largest_pause_periods=1)
    return replace(
        whole,
        measures=(
            replace(
                first,
                earliest_start=day,
                deadline=Deadline(day=LATE),
                phases=(build, replace(build, id="try", pinned_start=None, largest_pause_periods=None)),
            ),
            second,
        ),
        rollouts=(
            replace(
                rollout,
                pace=0.3,
                pace_spread=Spread(high=0.6),
                gates=(Gate(limit=0.5),),
                effort_per_unit=0.1,
                effort_profile=((-1, 0.5), (0, 0.5)),
                pinned_begin=day,
                deadline=ShareDeadline(share=0.5, deadline=Deadline(day=LATE)),
            ),
            whole.rollouts[1],
        ),
        sectors=tuple(
            replace(
                each,
                other_loads=(OtherLoad(what="x", starts=day, person_months=0.1),),
                freezes=(Freeze(starts=day, ends=after, share=0.5),),
                simultaneous_limit=2.0 if each.is_receiving else None,
            )
            for each in whole.sectors
        ),
        dependencies=(
            *whole.dependencies,
            replace(a_link("a", "b"), lag_periods=1, largest_lag_periods=5),
        ),
        groups=(Group(id="g", rule=GroupRule.AT_LEAST, measures=("a", "b")),),
        budgets=(Budget(year=whole.years[0], limit_nok=1e9),),
        requirements=(Requirement(id="k", kind=RequirementKind.END, day=LATE, measure="a"),),
        supports=(Support(measure="a", receiving="gp", delivering="nhn", effort_per_unit=0.1),),
        adaptations=(Adaptation(measure="a", sector="gp", duration=Estimate.sure(1), pinned_start=day),),
    )
