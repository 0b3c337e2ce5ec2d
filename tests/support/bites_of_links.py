"""Where the rules on dependencies bite."""

from dataclasses import replace

from support.bites import Bite, costly, optional, useful
from support.builders import a_link, a_measure, a_phase, a_roadmap, day_of

from planner.model import FINISH, Dependency, Link, Roadmap
from planner.solver.engines.step import links as step_links


def two_measures(*links: Dependency) -> Roadmap:
    """Give two mandatory measures of one phase; the first takes three periods, the second one."""
    return a_roadmap(
        a_measure("a", a_phase("build", 3)), a_measure("b", a_phase("build", 1)), dependencies=links
    )


def after_a_useless_one(*links: Dependency) -> Roadmap:
    """Give a useful measure that can come only with one that costs."""
    return a_roadmap(
        optional("a", a_phase("build", 1, cost=1e6)),
        optional("b", a_phase("build", 1)),
        rollouts=(costly("a"), useful("b")),
        dependencies=links,
    )


def hurried(link: Link, **fields: int) -> Roadmap:
    """Give a measure that costs, and would rather be late, after one that is early."""
    early = replace(a_phase("build", 1), pinned_start=day_of(0))
    return a_roadmap(
        a_measure("a", early),
        a_measure("b", a_phase("build", 2, cost=1e6)),
        dependencies=(a_link("a", "b", link, lag_periods=-4, **fields),),
    )


def hurried_from_use(*links: Dependency) -> Roadmap:
    """Give a measure that costs, and would rather be late, after one that is soon in use."""
    return a_roadmap(
        a_measure("a"),
        a_measure("b", a_phase("build", 1, cost=1e6)),
        rollouts=(useful("a"), costly("b")),
        dependencies=links,
    )


BITES = (
    Bite(
        rule=step_links.timed_links_hold,
        code="before_predecessor",
        objective=FINISH,
        roadmap=two_measures(a_link("a", "b", lag_periods=1)),
    ),
    Bite(
        rule=step_links.timed_links_hold,
        code="before_predecessor",
        objective=FINISH,
        roadmap=two_measures(a_link("a/build", "b/build", Link.START_START, lag_periods=2)),
    ),
    Bite(
        rule=step_links.timed_links_hold,
        code="before_predecessor",
        objective=FINISH,
        roadmap=two_measures(a_link("a", "b", Link.FINISH_FINISH, lag_periods=-1)),
    ),
    Bite(
        rule=step_links.timed_links_hold,
        code="before_predecessor",
        objective=FINISH,
        roadmap=two_measures(a_link("a", "b", Link.START_FINISH, lag_periods=3)),
    ),
    Bite(
        rule=step_links.timed_links_hold,
        code="rollout_ends_before_predecessor",
        roadmap=a_roadmap(
            a_measure("a", a_phase("build", 5)),
            a_measure("b"),
            rollouts=(useful("b"),),
            dependencies=(a_link("a", "b@gp", Link.FINISH_FINISH),),
        ),
    ),
    Bite(
        rule=step_links.timed_links_hold,
        code="predecessor_out",
        roadmap=after_a_useless_one(a_link("a", "b")),
    ),
    Bite(
        rule=step_links.adoption_follows,
        code="adoption_above_predecessor",
        roadmap=a_roadmap(
            a_measure("a"),
            a_measure("b"),
            rollouts=(costly("a"), useful("b")),
            dependencies=(a_link("a", "b", Link.ADOPTION),),
        ),
    ),
    Bite(
        rule=step_links.adoption_follows,
        code="predecessor_out",
        roadmap=after_a_useless_one(a_link("a", "b", Link.ADOPTION)),
    ),
    Bite(
        rule=step_links.shares_are_reached_first,
        code="share_not_reached",
        roadmap=a_roadmap(
            a_measure("a"),
            a_measure("b", a_phase("build", 1)),
            rollouts=(costly("a"), useful("b")),
            dependencies=(a_link("a", "b", Link.SHARE, share=0.6, share_sector="gp"),),
        ),
    ),
    Bite(
        rule=step_links.shares_are_reached_first,
        code="predecessor_out",
        roadmap=after_a_useless_one(a_link("a", "b", Link.SHARE, share=0.6, share_sector="gp")),
    ),
    *(
        Bite(rule=step_links.largest_lags_hold, code="after_largest_lag", roadmap=roadmap)
        for roadmap in (
            hurried(Link.FINISH_START, largest_lag_periods=1),
            hurried(Link.START_START, largest_lag_periods=0),
            hurried(Link.FINISH_FINISH, largest_lag_periods=2),
            hurried(Link.START_FINISH, largest_lag_periods=3),
            hurried_from_use(a_link("a@gp", "b", largest_lag_periods=1)),
            hurried_from_use(a_link("a", "b@gp", largest_lag_periods=3)),
            hurried_from_use(a_link("a@gp", "b@gp", Link.FINISH_FINISH, largest_lag_periods=3)),
        )
    ),
)
