"""Where it bites that something lay behind at the status date."""

from datetime import timedelta

from support.bites import Bite, costly, useful
from support.builders import a_link, a_measure, a_phase, a_roadmap, day_of

from planner.model import Dependency, Link, Passed, Roadmap, Rollout, Status
from planner.solver.engines.step import passed as step_passed


def after_what_is_gone(rollout: Rollout, link: Dependency) -> Roadmap:
    """Give a measure with a rollout that waits for one that ended right before the status date."""
    day = day_of(0) - timedelta(days=1)
    return a_roadmap(
        a_measure("gone", status=Status.DONE),
        a_measure("b", a_phase("build", 1)),
        rollouts=(rollout,),
        dependencies=(link,),
        passed=(Passed(measure="gone", phase="built", began=day_of(-2), ended=day),),
    )


BITES = (
    Bite(
        rule=step_passed.what_has_passed_binds,
        code="long_after_what_has_passed",
        roadmap=after_what_is_gone(
            costly("b"), a_link("gone/built", "b@gp", lag_periods=-9, largest_lag_periods=3)
        ),
    ),
    Bite(
        rule=step_passed.what_has_passed_binds,
        code="before_what_has_passed",
        roadmap=after_what_is_gone(
            useful("b"), a_link("gone/built", "b@gp", Link.FINISH_FINISH, lag_periods=6)
        ),
    ),
)
