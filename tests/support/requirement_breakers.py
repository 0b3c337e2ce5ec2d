"""The ways to miss what is required of the plan as a whole."""

from typing import Any

from support.breaking import MORE, Ways
from support.lawful_plans import Lawful, with_roadmap

from planner import results
from planner.model import Requirement, RequirementKind, Roadmap


def requirement_missed(case: Lawful) -> Ways:
    for requirement in _just_out_of_reach(case):
        yield with_roadmap(case, requirements=(requirement,))


def _just_out_of_reach(case: Lawful) -> list[Requirement]:
    """Give requirements that the plan misses: more than it reaches at some date, or a period sooner."""
    found: list[Requirement] = []
    covered = results.service_coverage(case.roadmap, case.schedule)
    for period in case.roadmap.periods:
        asked: dict[str, Any] = {"id": "k", "day": case.roadmap.calendar.date_of(period + 1)}
        shares: list[tuple[RequirementKind, dict[str, Any], float]] = [
            (RequirementKind.COVERAGE, {}, results.coverage(case.roadmap, case.schedule)[period])
        ]
        shares += [(RequirementKind.SERVICE, {"service": each}, covered[each][period]) for each in covered]
        shares += [
            (
                RequirementKind.SHARE,
                {"measure": rollout.measure, "sector": rollout.sector},
                case.curve(rollout)[period],
            )
            for rollout in case.roadmap.open_rollouts
        ]
        found += [
            Requirement(kind=kind, share=share + MORE, **named, **asked)
            for kind, named, share in shares
            if share + MORE <= 1
        ]
        realised = results.realised(case.roadmap, case.schedule).values()
        count = sum(first is not None and first <= period for first in realised)
        found.append(Requirement(kind=RequirementKind.REALISED, count=count + 1, **asked))
    return found + _ends_sooner(case)


def _ends_sooner(case: Lawful) -> list[Requirement]:
    """Ask of measures to end a period before they do; those that are out end with the horizon."""
    roadmap, horizon = case.roadmap, case.horizon
    ends = {each.id: _end(roadmap, case, each.id) for each in roadmap.open_measures}
    return [
        Requirement(id="k", kind=RequirementKind.END, measure=measure, day=roadmap.calendar.date_of(end - 1))
        for measure, end in ends.items()
        if 0 < end <= horizon
    ]


def _end(roadmap: Roadmap, case: Lawful, measure: str) -> int:
    end = results.measure_end(roadmap, case.schedule, measure)
    return case.horizon if end is None else end
