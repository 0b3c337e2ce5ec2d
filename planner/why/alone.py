"""Some measures and what they need, with nothing else around them."""

from dataclasses import replace

from planner.model import Roadmap
from planner.solver import with_what_they_need


def alone(roadmap: Roadmap, *measures: str) -> Roadmap:
    """Give a roadmap of some measures and what they depend on, without choices between measures."""
    return replace(with_what_they_need(roadmap, set(measures)), groups=(), started_first=False)
