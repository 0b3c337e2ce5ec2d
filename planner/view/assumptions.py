"""The figures of which a group of assumptions is made, as a table."""

from planner.model import AssumedGroup
from planner.results import Facts
from planner.say import group_name, range_heads, range_row
from planner.sensitivity import ranges
from planner.view.tables import Table, table


def assumption_table(found: Facts, group: AssumedGroup) -> Table:
    """Give each figure of a group with its low, its likely and its high amount."""
    rows = (range_row(found.roadmap, each) for each in ranges(found.roadmap, group))
    return table(group_name(group), range_heads(), rows)
