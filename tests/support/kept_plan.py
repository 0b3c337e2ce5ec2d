"""A plan with everything, to be kept in a store."""

from support.builders import a_roadmap_with_everything, its_schedule

from planner.model import VALUE, Aim, Plan, PlanStatus, Request

PLAN = Plan(
    roadmap=a_roadmap_with_everything(),
    objective=VALUE,
    status=PlanStatus.FEASIBLE,
    schedule=its_schedule(),
    score=1.5e6,
    bound=2e6,
    request=Request(aim=Aim(name="value")),
)
