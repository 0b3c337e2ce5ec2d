"""The plan that changes least of one that stands, or stood: its repair, where a search would begin anew."""

from dataclasses import replace

from planner.model import Edit, Plan, Roadmap
from planner.repair import Repairer
from planner.solver import units_missing
from planner.tables import edited


def repaired_plan(plan: Plan, base: Roadmap, changes: tuple[Edit, ...]) -> Plan | None:
    """Give a plan of a roadmap with changes that lies near one that may break its rules.

    It takes a second for 80 measures. ``None`` where none is found, or the engine is not compiled yet.
    """
    if plan.schedule is None or units_missing():
        return None
    roadmap = (
        edited(base, changes) if changes else replace(base)
    )  # another one than the plan's own: it is judged
    return Repairer(plan, roadmap).repaired().plan()
