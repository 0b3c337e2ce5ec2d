"""Chains name the cells that matter, on small random roadmaps: what helps is in them, what is outside idles.

A cell *helps* a date where relaxing it alone lets the date come a period earlier for nothing, others kept. It
*matters* where with it relaxed something else is true of the earlier date than before.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.chained import a_small_plan, chains_here

from planner.model import Plan
from planner.why import Cell, DateVerdict, Explainer, ReasonChain, cells_around, has_holds, relaxed

HELPS_AND_IS_TOLD = 0.9
MATTERS_AND_IS_NOT_TOLD = 0.05


def told_by(chain: ReasonChain) -> set[Cell]:
    """Give the cells that a chain names, as roots and as links on the way to them."""
    roots = {root.cell for each in chain.walk() for root in each.roots}
    links = {lead.link for each in chain.walk() for lead in each.leads}
    return {cell for cell in roots | links if cell is not None}


def verdicts_without_a_cell(plan: Plan) -> Iterator[tuple[ReasonChain, Cell, DateVerdict]]:
    """Give the verdict on each date that is held or impossible with one cell relaxed after the other."""
    chains = [each for each in chains_here(plan) if each.reason.instant and has_holds(each.reason)]
    everything = [each.id for each in plan.roadmap.open_measures]
    for cell in cells_around(plan.roadmap, plan.objective, everything) if chains else ():
        roadmap, objective = relaxed(plan.roadmap, plan.objective, [cell])
        explainer = Explainer(replace(plan, roadmap=roadmap, objective=objective))
        for chain in chains:
            yield chain, cell, explainer.reason(chain.date).verdict


def counted(seeds: range) -> Counter[str]:
    """Count cells and dates by whether the one helps the other, matters to it, and is told of it."""
    found = Counter[str]()
    for plan in filter(None, map(a_small_plan, seeds)):
        for chain, cell, verdict in verdicts_without_a_cell(plan):
            is_told = cell in told_by(chain)
            helps, matters = verdict is DateVerdict.FREE, verdict in (DateVerdict.FREE, DateVerdict.CHOSEN)
            found.update({"told" if is_told else "not told": 1})
            found.update({f"helps, {'told' if is_told else 'not told'}": int(helps)})
            found.update({f"matters, {'told' if is_told else 'not told'}": int(matters)})
    return found


@pytest.mark.parametrize("seeds", [range(5), pytest.param(range(5, 100), marks=pytest.mark.slow)], ids=str)
def test_what_helps_a_date_stands_in_its_chain_and_what_is_outside_does_not_matter(seeds: range) -> None:
    found = counted(seeds)

    told, left_out = found["helps, told"], found["helps, not told"]
    assert told >= HELPS_AND_IS_TOLD * (told + left_out), found
    assert found["matters, not told"] <= MATTERS_AND_IS_NOT_TOLD * found["not told"], found
    assert told
