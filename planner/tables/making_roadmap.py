"""A roadmap, made of the rows of all its tables."""

from planner.model import Roadmap
from planner.tables.making import Making
from planner.tables.making_adaptations import make_adaptations
from planner.tables.making_assumptions import make_whole
from planner.tables.making_inputs import make_inputs
from planner.tables.making_links import make_dependencies, make_groups
from planner.tables.making_measures import make_measures
from planner.tables.making_passed import make_passed
from planner.tables.making_receivers import make_rollouts, make_sectors, make_supports
from planner.tables.making_requirements import make_requirements
from planner.tables.making_worth import (
    make_budgets,
    make_contributions,
    make_published,
    make_risks,
    make_services,
    with_worth_by_end,
)


def make_roadmap(making: Making) -> Roadmap | None:
    """Make all objects, so that every table says what is wrong with it."""
    measures = make_measures(making)
    parts = {
        "sectors": make_sectors(making),
        "rollouts": make_rollouts(making),
        "supports": make_supports(making),
        "adaptations": make_adaptations(making),
        "passed": make_passed(making),
        "dependencies": make_dependencies(making),
        "groups": make_groups(making),
        "services": make_services(making),
        "contributions": make_contributions(making),
        "budgets": make_budgets(making),
        "requirements": make_requirements(making),
        "risks": make_risks(making),
        "published": make_published(making),
        "inputs": make_inputs(making),
    }
    whole = make_whole(making)
    if whole is None:
        return None
    return Roadmap(
        name=whole.name,
        calendar=whole.calendar,
        measures=with_worth_by_end(making, measures, whole.calendar),
        economics=whole.economics,
        started_first=whole.started_first,
        assumptions=whole.assumptions,
        **parts,  # type: ignore[arg-type]
    )
