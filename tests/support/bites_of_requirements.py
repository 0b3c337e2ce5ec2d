"""Where the rules on requirements bite."""

from dataclasses import replace

from support.bites import NOT_AS_CLAIMED, Bite, costly, optional
from support.builders import a_phase, a_requirement, a_roadmap

from planner.model import Contribution, RequirementKind, Service
from planner.solver.engines.step import requirements as step_requirements

_SERVICES = (Service(id="S", name="S", threshold=0.8), Service(id="T", name="T"))
_CONTRIBUTIONS = (
    Contribution(measure="a", service="S", share=1.0),
    Contribution(measure="b", service="T", share=1.0),
)
_LATE_AND_DEAR = a_roadmap(
    optional("a", a_phase("build", 1, cost=1e6)),
    optional("b", a_phase("build", 1, cost=1e6)),
    rollouts=(costly("a"),),
    services=_SERVICES,
    contributions=_CONTRIBUTIONS,
)
"""Where nothing pays: the best plan without requirements is to do nothing."""
_ASKED = (
    a_requirement(RequirementKind.COVERAGE, 6, share=0.5),
    a_requirement(RequirementKind.SERVICE, 6, service="S", share=0.3),
    a_requirement(RequirementKind.REALISED, 6, count=1),
    a_requirement(RequirementKind.SHARE, 6, measure="a", sector="gp", share=0.4),
    a_requirement(RequirementKind.END, 6, measure="a"),
)

BITES = (
    *(
        Bite(
            rule=step_requirements.requirements_are_met,
            code="requirement_missed",
            roadmap=replace(_LATE_AND_DEAR, requirements=(each,)),
        )
        for each in _ASKED
    ),
    Bite(
        rule=step_requirements.services_count_when_realised,
        code="requirement_missed",
        roadmap=replace(_LATE_AND_DEAR, requirements=(a_requirement(RequirementKind.REALISED, 6, count=2),)),
    ),
    Bite(
        rule=step_requirements.services_count_when_realised,
        code=NOT_AS_CLAIMED,
        roadmap=replace(
            _LATE_AND_DEAR,
            requirements=(a_requirement(RequirementKind.REALISED, 6, count=2, price_nok=1e5),),
        ),
    ),
)
