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


_Says = Callable[[str], Schedule]
"""The schedule that says how a measure lies."""


class Judged:
    """A schedule that the judge has accepted, to judge others by that differ from it in some measures."""

    def __init__(self, roadmap: Roadmap, lawful: Schedule) -> None:
        self._roadmap, self._lawful = roadmap, lawful
        self._taken = taken_by(Case(roadmap, lawful))
        self._links: dict[str, list[Dependency]] = _by_measure(roadmap.dependencies)
        self._groups: dict[str, list[Group]] = _by_measure(roadmap.groups)
        self._places = {each.id: place for place, each in enumerate(roadmap.measures)}

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
        return self._judge(self._roadmap if roadmap is None else roadmap, {*moved}, lambda _measure: schedule)

    def judge_with(self, own: Schedule, moved: Collection[str]) -> list[Finding]:
        """Judge the lawful schedule with some measures as another one has them, which says nothing of others.

        The same as to judge the whole that this makes, which is only made where a requirement asks after it.
        """
        among = {*moved}
        return self._judge(self._roadmap, among, lambda measure: own if measure in among else self._lawful)

    def after(
        self, schedule: Schedule, moved: Collection[str], *, roadmap: Roadmap | None = None
    ) -> "Judged":
        """Give the same of another schedule that was judged by this one, and is lawful."""
        other = copy(self)
        other._taken = self._taken_when(roadmap or self._roadmap, {*moved}, lambda _measure: schedule)
        other._roadmap, other._lawful = roadmap or self._roadmap, schedule
        return other

    def _judge(self, whole: Roadmap, moved: set[str], says: _Says) -> list[Finding]:
        part = self._around(whole, moved)
        inside = CountedCase(part, _of(part, says))
        wrong = _broken(shape.RULES, inside)
        return wrong or [
            *_broken(OF_MEASURES, inside),
            *self._over_limits(whole, moved, says),
            *self._missed(whole, moved, says),
        ]

    def _over_limits(self, whole: Roadmap, moved: set[str], says: _Says) -> list[Finding]:
        """Judge what all measures take together, in sectors of which something else is taken than before."""
        taken = self._taken_when(whole, moved, says)
        otherwise = taken.sectors_other_than(self._taken)
        sectors = tuple(each for each in whole.sectors if each.id in otherwise)
        return _broken(limits.RULES, CountedCase(replace(whole, sectors=sectors), self._lawful, taken))

    def _missed(self, whole: Roadmap, moved: set[str], says: _Says) -> list[Finding]:
        """Judge what is asked of all, where it asks after what moved or after services that this serves."""
        asked = [each for each in whole.requirements if each.is_hard]
        serves = bool(asked) and any(whole.contributions_of(each) for each in moved)
        asked = [each for each in asked if (each.measure in moved if each.measure else serves)]
        if not asked:
            return []
        asking = replace(whole, requirements=tuple(asked))
        return _broken(requirements.RULES, CountedCase(asking, _of(asking, says)))

    def _taken_when(self, whole: Roadmap, moved: set[str], says: _Says) -> TakenOfLimits:
        """Give what all measures take when some have moved."""
        old, new = self._about(self._roadmap, moved), self._about(whole, moved)
        before, after = Case(old, _of(old, lambda _measure: self._lawful)), Case(new, _of(new, says))
        return self._taken.with_change(taken_by(before), taken_by(after))

    def _around(self, roadmap: Roadmap, moved: set[str]) -> Roadmap:
        """Give the part of a roadmap about some measures and those that a link or a group ties to them."""
        links = {link: None for each in moved for link in self._links.get(each, ())}
        groups = {group: None for each in moved for group in self._groups.get(each, ())}
        near = moved.union(*(each.measures for each in links), *(each.measures for each in groups))
        return replace(self._about(roadmap, near), dependencies=tuple(links), groups=tuple(groups))

    def _about(self, roadmap: Roadmap, measures: Collection[str]) -> Roadmap:
        """Give the part of a roadmap about some measures, without links, groups and what is asked of all."""
        names = sorted(self._places.keys() & measures, key=self._places.__getitem__)
        rollouts = [rollout for each in names for rollout in roadmap.rollouts_of(each)]
        adapting = (roadmap.adaptation_of(each.key) for each in rollouts)
        return replace(
            roadmap,
            measures=tuple(roadmap.measure(each) for each in names),
            rollouts=tuple(rollouts),
            supports=tuple(support for each in rollouts for support in roadmap.supports_of(each)),
            adaptations=tuple(each for each in adapting if each is not None),
            dependencies=(),
            groups=(),
            contributions=(),
            requirements=(),
            published=(),
        )


Tie = TypeVar("Tie", Dependency, Group)


def _by_measure(ties: Iterable[Tie]) -> dict[str, list[Tie]]:
    found: dict[str, list[Tie]] = {}
    for tie in ties:
        for measure in dict.fromkeys(tie.measures):
            found.setdefault(measure, []).append(tie)
    return found


def _of(part: Roadmap, says: _Says) -> Schedule:
    """Give what schedules say of the open measures of a part of their roadmap."""
    own = [(each.id, says(each.id)) for each in part.open_measures]
    keys = ((each.key, says(each.measure).rollouts_by_key) for each in part.open_rollouts)
    return Schedule(
        selected=tuple(each for each, whole in own if each in whole.chosen),
        phases=tuple(phase for each, whole in own for phase in whole.phases_by_measure.get(each, ())),
        rollouts=tuple(known[key] for key, known in keys if key in known),
    )


def _broken(rules: Iterable[Callable[[CountedCase], Iterator[Finding]]], case: CountedCase) -> list[Finding]:
    return [finding for rule in in_turns(rules) for finding in rule(case)]
