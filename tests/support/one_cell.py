"""Random small changes: one cell of a roadmap holds something else, or a row is gone."""

from collections.abc import Iterator
from datetime import date
from random import Random

from planner.model import Drop, Edit, Roadmap, Scale, Set
from planner.tables import apply


def one_cell_changed(roadmap: Roadmap, seed: int) -> tuple[Edit, Roadmap]:
    """Give a change that can be made, by a seed, and the roadmap with it."""
    dice = Random(f"one cell {seed}")
    edits = list(_edits(dice, roadmap))
    dice.shuffle(edits)
    for edit in edits:
        changed = apply(roadmap, [edit]).roadmap
        if changed is not None and changed != roadmap:
            return edit, changed
    raise AssertionError("no cell of the roadmap can be changed")


def _edits(dice: Random, roadmap: Roadmap) -> Iterator[Edit]:
    for sector in roadmap.sectors:
        if sector.capacities:
            yield Scale("capacity", {"sector": sector.id}, "person_months", dice.choice((0.6, 0.8, 1.3)))
    for rollout in roadmap.open_rollouts:
        key = {"measure": rollout.measure, "sector": rollout.sector}
        field = dice.choice(("pace", "effort_per_unit", "benefit_nok_per_year"))
        yield Scale("rollouts", key, field, dice.choice((0.7, 1.4)))
    for measure in roadmap.open_measures:
        later = date(2023, dice.choice((2, 4, 6)), 1)
        yield Set("measures", {"id": measure.id}, "earliest_start", later)
        for phase in measure.phases:
            if len(phase.modes) == 1:
                periods = phase.modes[0].periods + dice.choice((1, 1, -1))
                yield Set("phases", {"measure": measure.id, "phase": phase.id}, "duration", max(0, periods))
                yield Set("measures", {"id": measure.id}, "duration", max(0, periods))
    for link in roadmap.dependencies:
        yield Drop(
            "dependencies", {"predecessor": link.predecessor.measure, "successor": link.successor.measure}
        )
