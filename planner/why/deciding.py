"""Whether a roadmap has any plan at all: by what checking proves, by a list schedule, or by the exact model.

Only what can matter is looked at: measures that every plan holds, what they need, and what requirements and
groups ask for. Every schedule is one of the whole roadmap and has been judged.
"""

import logging
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, replace

from planner.check import proofs
from planner.model import Group, GroupRule, Roadmap, Schedule
from planner.rules import asked_for, required
from planner.solver import Verdict, any_schedule, carried, with_what_they_need
from planner.verify import judge
from planner.why.apart import counted_by, parts_apart, together

log = logging.getLogger(__name__)

_ASKS_FOR_SOME = (GroupRule.EXACTLY_ONE, GroupRule.AT_LEAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether there is a plan: a judged schedule, or ``INFEASIBLE`` where it is proved that there is none.

    Parameters
    ----------
    by_relaxation
        Whether the linear relaxation of a large part proved that there is none.
    lacking
        The required shares that a part lacks something of, where that is the proof.
    """

    verdict: Verdict
    schedule: Schedule | None = None
    by_relaxation: bool = False
    lacking: frozenset[str] = frozenset()

    @property
    def is_impossible(self) -> bool:
        """Tell whether it is proved that there is no plan."""
        return self.verdict is Verdict.INFEASIBLE


IMPOSSIBLE = Decision(verdict=Verdict.INFEASIBLE)
REFUSED = Decision(verdict=Verdict.UNKNOWN)
"""The judge does not accept what was found."""


class Decider:
    """Decides one roadmap after the other within a stretch of time.

    Parameters
    ----------
    seconds
        From now on, for all of them together.
    stop
        Set from another thread or a signal to answer no more.
    exact
        Whether the exact model is asked of large parts, of which the relaxation takes a fraction of the time,
        and as much of small ones as it may take.
    """

    def __init__(self, seconds: float, stop: threading.Event | None = None, *, exact: bool = True) -> None:
        self._ends = time.monotonic() + seconds
        self._stop, self._exact = stop, exact
        self._known: dict[Roadmap, Decision] = {}

    def within(self, share: float) -> "Decider":
        """Give one that knows what this one knows, and has only a share of the time that is left."""
        return self._like(share, exact=self._exact)

    def by_relaxation(self) -> "Decider":
        """Give one that knows what this one knows, and hardly asks the exact model."""
        return self._like(1.0, exact=False)

    def _like(self, share: float, *, exact: bool) -> "Decider":
        other = Decider(share * max(0.0, self._ends - time.monotonic()), self._stop, exact=exact)
        other._known = self._known
        return other

    def allows(self, roadmap: Roadmap) -> Decision:
        """Tell whether a roadmap has a plan, by a schedule that nobody has judged.

        Raises
        ------
        TimeoutError
            If there is no time left.
        """
        return self._found(roadmap, what_matters(roadmap))

    def decide(self, roadmap: Roadmap, *, relax: bool = True) -> Decision:
        """Tell whether a roadmap has a plan, by a schedule that the judge accepts.

        Parameters
        ----------
        relax
            Whether the linear relaxation of large parts is asked first; not where there likely is a plan.

        Raises
        ------
        TimeoutError
            If there is no time left.
        """
        found = self._decided(roadmap, what_matters(roadmap), relax=relax)
        # a link to what was left out may say how a rollout begins: then the whole has to be asked
        return self._decided(roadmap, roadmap, relax=relax) if found is REFUSED else found

    def _decided(self, roadmap: Roadmap, part: Roadmap, *, relax: bool) -> Decision:
        """Decide by a part of a roadmap; refused where its schedule is none of the whole."""
        found = self._found(roadmap, part, relax=relax)
        broken = [] if found.schedule is None else judge(roadmap, found.schedule)
        if not broken:
            return found
        log.info("A schedule was refused: %s", broken[0].message)
        return REFUSED

    def _found(self, roadmap: Roadmap, part: Roadmap, *, relax: bool = True) -> Decision:
        """Decide each part that nothing ties to others, the smallest first; give a schedule of the whole."""
        found: list[Schedule] = []
        for each in sorted(parts_apart(part), key=lambda apart: len(apart.measures)):
            decided = self._answer(each, relax=relax)
            if decided.schedule is None:
                return decided
            found.append(decided.schedule)
        return Decision(verdict=Verdict.FEASIBLE, schedule=carried(roadmap, together(part, found)))

    def _answer(self, part: Roadmap, *, relax: bool) -> Decision:
        """Decide a part that nothing ties to others, once."""
        left = self._left()
        if part not in self._known:
            decided = _decided_anew(part, left, exact=self._exact, relax=relax)
            if decided.verdict is Verdict.UNKNOWN:
                return decided
            self._known[part] = decided
        return self._known[part]

    def _left(self) -> float:
        """Give the seconds that are left."""
        left = self._ends - time.monotonic()
        if left <= 0 or (self._stop is not None and self._stop.is_set()):
            raise TimeoutError
        return left


def _decided_anew(part: Roadmap, seconds: float, *, exact: bool, relax: bool) -> Decision:
    if proofs(part):
        return IMPOSSIBLE
    found = any_schedule(part, seconds=seconds, exact=exact, relax=relax)
    return Decision(
        verdict=found.verdict,
        schedule=found.schedule,
        by_relaxation=found.by_relaxation,
        lacking=frozenset() if found.shortfall is None else found.shortfall.lacking,
    )


def what_matters(roadmap: Roadmap) -> Roadmap:
    """Give the part of a roadmap that has a plan exactly if the whole has one.

    Leaving out what may stay out only frees room.
    """
    wanted = set(required(roadmap, asked_for(roadmap))) | _asked_for(roadmap)
    groups: list[Group] = []
    while True:
        part = with_what_they_need(roadmap, wanted)
        wanted = {each.id for each in part.measures}
        groups = [each for each in roadmap.groups if _matters(roadmap, each, wanted)]
        more = {measure for group in groups for measure in group.measures}
        if more <= wanted:
            return replace(
                part, requirements=roadmap.hard_requirements, groups=tuple(groups), started_first=False
            )
        wanted |= more


def _asked_for(roadmap: Roadmap) -> set[str]:
    """Give the measures that hard requirements count, done ones too."""
    return {each for asked in roadmap.hard_requirements for each in counted_by(roadmap, asked)}


def _matters(roadmap: Roadmap, group: Group, wanted: Collection[str]) -> bool:
    """Tell whether a group asks anything where all measures but the wanted ones are out."""
    is_touched = any(each in wanted or roadmap.measure(each).is_done for each in group.measures)
    return group.rule in _ASKS_FOR_SOME or is_touched
