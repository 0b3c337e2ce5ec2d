"""Roadmaps on which stages and engines have work to do: one takes minutes to prove, in one two compete."""

from random import Random

from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout

from planner.model import Dependency, Roadmap, Status


def a_hard_roadmap(measures: int = 24, periods: int = 24) -> Roadmap:
    """Give measures of two phases that crowd one deliverer and three receivers."""
    dice = Random(7)
    ids = [f"m{number}" for number in range(measures)]
    sectors = [a_receiver(f"r{number}", units=100, capacity=40.0) for number in range(3)]
    return a_roadmap(
        *(
            a_measure(
                each,
                a_phase("build", dice.randint(1, 3), cost=1e6 * dice.random(), nhn=dice.uniform(1, 5)),
                a_phase("trial", dice.randint(1, 2), cost=1e6 * dice.random(), nhn=dice.uniform(1, 5)),
                optional=True,
            )
            for each in ids
        ),
        periods=periods,
        sectors=(*sectors, a_deliverer(capacity=8.0)),
        rollouts=tuple(
            a_rollout(
                each,
                sector.id,
                pace=dice.choice((0.25, 0.5)),
                effort_per_unit=dice.uniform(0.3, 1.5),
                benefit_nok_per_year=1e6 * dice.randint(1, 20),
            )
            for each in ids
            for sector in dice.sample(sectors, 2)
        ),
        dependencies=tuple(_a_link_forward(dice, ids) for _ in range(measures // 2)),
    )


def _a_link_forward(dice: Random, ids: list[str]) -> Dependency:
    """Link a measure to a later one."""
    before, after = sorted(dice.sample(ids, 2), key=ids.index)
    return a_link(before, after)


def two_that_compete() -> Roadmap:
    """Give a running measure and one of worth that ask for the same people, one after the other."""
    running = a_measure(
        "old", a_phase("build", 2, nhn=1.0), a_phase("trial", 2, nhn=1.0), status=Status.STARTED
    )
    wanted = a_measure("new", a_phase("build", 2, nhn=1.0), optional=True)
    return a_roadmap(
        running,
        wanted,
        sectors=(a_receiver(), a_deliverer(capacity=1.0)),
        rollouts=(a_rollout("new", benefit_nok_per_year=9e6),),
        periods=10,
        started_first=True,
    )
