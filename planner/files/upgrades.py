"""JSON files of earlier versions made into today's: a plain function from each schema number to the next.

A number is raised where a name, a place or a meaning changes; a new field with a default needs none. All
kinds of files share it, since a plan holds the roadmap and the request it came from. What somebody has
damaged goes through as it is, for the reader to refuse by its place.
"""

from collections.abc import Callable
from typing import Any

Head = dict[str, Any]
"""A file: its kind, its schema number, and under its kind what it holds."""


def stages_without_bounds_prove_nothing(head: Head) -> Head:
    """Make 2 of 1, which did not always say how well a stage was proved: such a plan is not called best."""
    if "answer" in head:
        answer = _object_in(head, "answer")
        return head | {"answer": answer | stages_without_bounds_prove_nothing(answer)} if answer else head
    plan = _object_in(head, "plan")
    kept = _object_in(plan, "objective").get("kept")
    stages = kept if isinstance(kept, list) else []
    unknown = any(
        isinstance(each, dict) and each.get("reached") is not None and each.get("bound") is None
        for each in stages
    )
    if not unknown or plan.get("status") not in ("optimal", "within gap"):
        return head
    return head | {"plan": plan | {"status": "feasible"}}


def plans_carry_no_multipliers(head: Head) -> Head:
    """Make 3 of 2, whose plans carried the multipliers of a bound, which nobody read."""
    if "answer" in head:
        answer = _object_in(head, "answer")
        return head | {"answer": answer | plans_carry_no_multipliers(answer)} if answer else head
    plan = _object_in(head, "plan")
    if "prices" not in plan:
        return head
    return head | {"plan": {name: said for name, said in plan.items() if name != "prices"}}


def _object_in(thing: Head, name: str) -> Head:
    found = thing.get(name)
    return found if isinstance(found, dict) else {}


UPGRADES: tuple[Callable[[Head], Head], ...] = (
    stages_without_bounds_prove_nothing,
    plans_carry_no_multipliers,
)
SCHEMA = len(UPGRADES) + 1
"""The number of what is written today."""


def upgraded(head: Head, number: int) -> Head:
    """Give a file of an earlier number as it is written today."""
    for upgrade in UPGRADES[number - 1 :]:
        head = upgrade(head)
    return head
