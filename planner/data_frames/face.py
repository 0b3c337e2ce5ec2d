"""The one function that scripts call."""

from collections.abc import Mapping

import pandas as pd

from planner.data_frames.of_plan import frames_of_plan
from planner.data_frames.of_plans import frames_of_plans
from planner.data_frames.of_roadmap import frames_of_roadmap
from planner.model import Plan, Roadmap


def frames(thing: Roadmap | Plan | Mapping[str, Plan]) -> dict[str, pd.DataFrame]:
    """Give a roadmap, a plan, or several plans by name, as data frames by name.

    A roadmap gives each of its tables, under the English name: ``measures``, ``rollouts``, ``capacity`` … An
    empty cell has its default, where that is one value; ``basis`` is that of the row.

    A plan gives ``measures``, ``phases``, ``rollouts``, ``adaptations``, ``waves``, ``load``, ``services``,
    ``coverage``, ``target_picture``, ``money``, ``budgets`` and ``deadlines``; without rows where nobody
    found a schedule. Several plans give the same, with the name of the plan as the first level of the index,
    and ``plans``, a row for each.

    Units end the names of columns (``cost_nok``, ``load_person_months``; a ``share`` goes from 0 to 1). What
    always names a row is the index. Ids and words are text, dates ``datetime64``, and what is missing is
    ``NA``. An end is a last day, as everywhere (``docs/problem.md``, section 9). Money per year is in prices
    of the price year: not discounted, without tax cost.

    Raises
    ------
    TypeError
        If it is none of these.
    """
    if isinstance(thing, Roadmap):
        return frames_of_roadmap(thing)
    if isinstance(thing, Plan):
        return frames_of_plan(thing)
    _are_plans(thing)
    return frames_of_plans(thing)


def _are_plans(thing: object) -> None:
    """Refuse what a script may hand over by mistake, such as an answer or a plan that is none."""
    others = thing.values() if isinstance(thing, Mapping) else (thing,)
    for each in others:
        if not isinstance(thing, Mapping) or not isinstance(each, Plan):
            raise TypeError(f"{type(each).__name__} found, expected a roadmap, a plan, or plans by name")
