"""Where the rules on capacity, budget and attention bite."""

from dataclasses import replace

from support.bites import NOT_AS_CLAIMED, Bite, costly, free_from, useful
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, day_of

from planner.model import FINISH, Budget, Estimate, Freeze, Link, Mode, OtherLoad, Phase, Status, Support
from planner.problem.resources import budgets, capacities, rollouts_at_a_time
from planner.solver.engines.step.limits import limits_hold, rollouts_take_in_while_open

SPREAD = ((0, 0.3), (1, 0.7))

BITES = (
    Bite(
        rule=rollouts_at_a_time,
        code="too_many_rollouts",
        roadmap=a_roadmap(
            a_measure("a"),
            a_measure("b"),
            sectors=(a_receiver(simultaneous_limit=1.0),),
            rollouts=(useful("a"), useful("b")),
        ),
    ),
    Bite(
        rule=capacities,
        code="above_capacity",
        objective=FINISH,
        roadmap=a_roadmap(
            a_measure("a", a_phase("build", 2, nhn=2.0)),
            a_measure("b", a_phase("build", 2, nhn=2.0)),
            sectors=(a_deliverer(capacity=3.0),),
        ),
    ),
    *(
        Bite(
            rule=capacities,
            code="above_capacity",
            objective=FINISH,
            roadmap=a_roadmap(
                *(
                    a_measure(name, a_phase("build", 2, nhn=asked), status=Status.STARTED, stoppable=True)
                    for name, asked in running
                ),
                a_measure("a", a_phase("build", 1, nhn=1.0)),
                sectors=(a_deliverer(capacity=4.0),),
            ),
        )
        for running in ((("r", 10.0),), (("r", 3.5), ("s", 2.0)), (("r", 2.0), ("s", 2.0)))
    ),
    Bite(
        rule=capacities,
        code="above_capacity",
        roadmap=a_roadmap(
            a_measure("a"),
            sectors=(a_receiver(capacity=30.0),),
            rollouts=(useful("a", effort_per_unit=1.0),),
        ),
    ),
    *(
        Bite(
            rule=capacities,
            code="above_capacity",
            roadmap=a_roadmap(
                a_measure("a", status=Status.STARTED),
                sectors=(
                    a_receiver(capacity=50.0),
                    a_deliverer(capacity=3.0),
                    free_from(a_deliverer("fhi"), 3),
                ),
                rollouts=(useful("a", **own),),
                supports=support,
            ),
        )
        for own, support in (
            ({"effort_per_unit": 4.0, "effort_profile": ((-1, 0.5), (0, 0.25), (1, 0.25))}, ()),
            ({}, (Support(measure="a", receiving="gp", delivering="fhi", effort_per_unit=0.1),)),
            (
                {},
                (
                    Support(
                        measure="a", receiving="gp", delivering="nhn", effort_per_unit=0.1, profile=SPREAD
                    ),
                ),
            ),
        )
    ),
    Bite(
        rule=budgets,
        code="above_budget",
        objective=FINISH,
        roadmap=a_roadmap(
            a_measure("a", a_phase("build", 2, cost=1e6)),
            rollouts=(costly("a"),),
            budgets=(Budget(year=2023, limit_nok=8e6),),
        ),
    ),
    Bite(
        rule=capacities,
        code="above_capacity",
        roadmap=a_roadmap(
            a_measure("a"),
            sectors=(
                a_receiver(capacity=50.0, freezes=(Freeze(starts=day_of(0), ends=day_of(2), share=0.2),)),
            ),
            rollouts=(useful("a", effort_per_unit=1.0),),
        ),
    ),
    Bite(
        rule=capacities,
        code="above_capacity",
        roadmap=a_roadmap(
            a_measure("a"),
            sectors=(
                a_receiver(
                    capacity=50.0,
                    other_loads=tuple(
                        OtherLoad(what="others", starts=day_of(instant), person_months=asked)
                        for instant, asked in ((0, 40.0), (2, 0.0))
                    ),
                ),
            ),
            rollouts=(useful("a", effort_per_unit=1.0),),
        ),
    ),
    Bite(
        rule=budgets,
        code="above_budget",
        objective=FINISH,
        roadmap=a_roadmap(
            a_measure("a", Phase(id="buy", modes=(Mode(duration=Estimate.sure(2), cost_at_start_nok=5e6),))),
            a_measure("b", Phase(id="buy", modes=(Mode(duration=Estimate.sure(2), cost_at_start_nok=5e6),))),
            budgets=(Budget(year=2023, limit_nok=8e6),),
        ),
    ),
    *(
        Bite(
            rule=budgets,
            code="above_budget",
            objective=FINISH,
            roadmap=a_roadmap(
                *(
                    a_measure(name, replace(a_phase("build", 1, cost=5e6), payer=payer))
                    for name, payer in (("a", "x"), ("b", "y"), ("c", "x"))
                ),
                budgets=frames,
            ),
        )
        for frames in (
            (Budget(year=2023, limit_nok=6e6, payer="x"),),
            (Budget(year=2023, limit_nok=9e6, spent_nok=3e6, payer="x"),),
            (Budget(year=2022, last_year=2023, limit_nok=9e6), Budget(year=2023, limit_nok=9e7)),
            (Budget(year=2023, last_year=2024, limit_nok=1.6e7), Budget(year=2023, limit_nok=5e6, payer="x")),
        )
    ),
    Bite(
        rule=budgets,
        code="above_budget",
        objective=FINISH,
        roadmap=a_roadmap(
            a_measure("a", a_phase("build", 2, cost=1e6)),
            rollouts=(costly("a", pace=0.5),),
            sectors=(a_receiver(payer="x"),),
            budgets=(
                Budget(year=2023, limit_nok=6e6, payer="x"),
                Budget(year=2023, limit_nok=2e6, payer="staten"),
            ),
        ),
    ),
    *(
        Bite(
            rule=rule,
            code=code,
            roadmap=a_roadmap(
                *(a_measure(each) for each in "abc"),
                sectors=(a_receiver(simultaneous_limit=limit, strict_counting=True),),
                rollouts=tuple(useful(each) for each in "abc"),
                dependencies=links,
            ),
        )
        for rule, code in (
            (rollouts_at_a_time, "too_many_whole_rollouts"),
            (limits_hold, "too_many_whole_rollouts"),
            (rollouts_take_in_while_open, NOT_AS_CLAIMED),
        )
        for limit in (1.0, 2.5)
        for links in ((), (a_link("a@gp", "b@gp", Link.START_START, lag_periods=-1),))
    ),
)
