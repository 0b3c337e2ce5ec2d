"""Why a measure is not in a plan, in few words that need no search."""

from planner.language import _
from planner.model import GroupRule, Measure
from planner.results import Facts

_ONE_OF = (GroupRule.AT_MOST_ONE, GroupRule.EXACTLY_ONE)


def left_out_reason(found: Facts, measure: Measure) -> str:
    """Give the first that holds: stopped, another is there, what it needs is out, pinned; else others won.

    Nothing of a measure that is in or done.
    """
    if measure.is_done or measure.id in found.spans:
        return ""
    if measure.is_started:
        return _("Stopped")
    rival, missing = _rival(found, measure), _missing(found, measure)
    if rival:
        return _("Left out: “{name}” is there instead", name=rival)
    if missing:
        return _("Left out: it needs “{name}”, which is not in the plan", name=missing)
    if measure in found.pinned_out:
        return _("Left out: the date it is pinned to is impossible or not worth it")
    return _("Left out: room and money go to others")


def _rival(found: Facts, measure: Measure) -> str:
    """Name a measure that is in, of a group of which one can be."""
    groups = (each.measures for each in found.roadmap.groups if each.rule in _ONE_OF)
    others = (other for members in groups if measure.id in members for other in members)
    return next((found.roadmap.measure(other).name for other in others if other in found.spans), "")


def _missing(found: Facts, measure: Measure) -> str:
    """Name a measure that it depends on, which is neither in nor done."""
    before = found.roadmap.links_into(measure.id)
    needed = (found.roadmap.measure(link.predecessor.measure) for link in before)
    return next((each.name for each in needed if not each.is_done and each.id not in found.spans), "")
