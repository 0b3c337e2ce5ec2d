"""Judging schedules that differ in a few measures from one that has been judged: what they touch, no more.

Of a lawful schedule, no rule is broken among measures that stay as they are. What is left to judge are the
rules of the measures that moved, and of what links and groups tie to them, on the part of the roadmap about
these; the limits, where what others take is known; and what is asked of the plan as a whole.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from copy import copy
from dataclasses import replace
from typing import TypeVar

from planner.model import Dependency, Finding, Group, Roadmap, Schedule, in_turns
from planner.verify import adaptations, choice, limits, links, passed, phases, requirements, rollouts, shape
from planner.verify.case import Case
from planner.verify.taken import CountedCase, TakenOfLimits, taken_by

OF_MEASURES = (
    *choice.RULES,
    *phases.RULES,
    *rollouts.RULES,
    *adaptations.RULES,
    *links.RULES,
    *passed.RULES,
)
"""Rules that look at one measure, at a link between two, or at a group."""
OF_ALL = (*limits.RULES, *requirements.RULES)
"""Rules that look at all measures together."""


class Judged:
    """A schedule that the judge has accepted, to judge others by that differ from it in some measures."""

    def __init__(self, roadmap: Roadmap, lawful: Schedule) -> None:
        self._roadmap, self._lawful = roadmap, lawful
        self._taken = taken_by(Case(roadmap, lawful))
        self._links: dict[str, list[Dependency]] = _by_measure(roadmap.dependencies)
        self._groups: dict[str, list[Group]] = _by_measure(roadmap.groups)

    def judge(
        self, schedule: Schedule, moved: Collection[str], *, roadmap: Roadmap | None = None
    ) -> list[Finding]:
        """Judge a schedule by all rules that what moved may break.

        Parameters
        ----------
        moved
            All measures that the schedule has otherwise than the lawful one.
        roadmap
            Another one that the schedule is of, where only rows of measures that moved differ.

        Returns
        -------
        list of Finding
            Empty when the schedule is lawful, as of ``judge``.
        """
        whole, moved = self._roadmap if roadmap is None else roadmap, {*moved}
        part = self._around(whole, moved)
        inside = CountedCase(part, _of(part, schedule))
        wrong = _broken(shape.RULES, inside)
        return wrong or _broken(OF_MEASURES, inside) + self._over_all(whole, schedule, moved)

    def after(
        self, schedule: Schedule, moved: Collection[str], *, roadmap: Roadmap | None = None
    ) -> "Judged":
        """Give the same of another schedule that was judged by this one, and is lawful."""
        other = copy(self)
        other._taken = self._taken_when(roadmap or self._roadmap, schedule, {*moved})
        other._roadmap, other._lawful = roadmap or self._roadmap, schedule
        return other

    def _over_all(self, whole: Roadmap, schedule: Schedule, moved: set[str]) -> list[Finding]:
        """Judge what all measures take together, and what is asked of all."""
        return _broken(OF_ALL, CountedCase(whole, schedule, self._taken_when(whole, schedule, moved)))

    def _taken_when(self, whole: Roadmap, schedule: Schedule, moved: set[str]) -> TakenOfLimits:
        """Give what all measures take when some have moved."""
        old, new = _about(self._roadmap, moved), _about(whole, moved)
        before, after = Case(old, _of(old, self._lawful)), Case(new, _of(new, schedule))
        return self._taken.with_change(taken_by(before), taken_by(after))

    def _around(self, roadmap: Roadmap, moved: set[str]) -> Roadmap:
        """Give the part of a roadmap about some measures and those that a link or a group ties to them."""
        links = {link: None for each in moved for link in self._links.get(each, ())}
        groups = {group: None for each in moved for group in self._groups.get(each, ())}
        near = moved.union(*(each.measures for each in links), *(each.measures for each in groups))
        return replace(_about(roadmap, near), dependencies=tuple(links), groups=tuple(groups))


Tie = TypeVar("Tie", Dependency, Group)


def _by_measure(ties: Iterable[Tie]) -> dict[str, list[Tie]]:
    found: dict[str, list[Tie]] = {}
    for tie in ties:
        for measure in dict.fromkeys(tie.measures):
            found.setdefault(measure, []).append(tie)
    return found


def _about(roadmap: Roadmap, measures: Collection[str]) -> Roadmap:
    """Give the part of a roadmap about some measures, without links, groups and what is asked of all."""
    known = [each for each in roadmap.measures if each.id in measures]
    rollouts = [rollout for each in known for rollout in roadmap.rollouts_of(each.id)]
    adapting = (roadmap.adaptation_of(each.key) for each in rollouts)
    return replace(
        roadmap,
        measures=tuple(known),
        rollouts=tuple(rollouts),
        supports=tuple(support for each in rollouts for support in roadmap.supports_of(each)),
        adaptations=tuple(each for each in adapting if each is not None),
        dependencies=(),
        groups=(),
        contributions=(),
        requirements=(),
        published=(),
    )


def _of(part: Roadmap, schedule: Schedule) -> Schedule:
    """Give what a schedule says of the open measures of a part of its roadmap."""
    own = {each.id for each in part.open_measures}
    keys = (each.key for each in part.open_rollouts)
    return Schedule(
        selected=tuple(each for each in schedule.selected if each in own),
        phases=tuple(phase for each in own for phase in schedule.phases_by_measure.get(each, ())),
        rollouts=tuple(schedule.rollouts_by_key[key] for key in keys if key in schedule.rollouts_by_key),
    )


def _broken(rules: Iterable[Callable[[CountedCase], Iterator[Finding]]], case: CountedCase) -> list[Finding]:
    return [finding for rule in in_turns(rules) for finding in rule(case)]
