"""Rooms by plans: a date is moved outwards as long as a lawful plan has it there and loses no more.

Its own measures are decided anew, others kept. Where that leaves it narrower than what is proved, the few
measures that a link ties to them directly may move as well.
"""

from collections.abc import Collection
from dataclasses import replace

from planner.decisions.outwards import furthest
from planner.decisions.rooms import DateRoom, Possible, RoomSpan
from planner.model import PRECISION, DateKind, Objective, PlanDate, Roadmap, Schedule, Wish
from planner.results import instant_of, moved_between, own_measures, score
from planner.rules import binds
from planner.solver import DateLimits, Verdict, others_kept
from planner.verify import judge

MOST_NEIGHBOURS = 5
"""With more of them tied to a date's measures, a plan takes long to be found."""
MOST_NODES = 500
"""Nodes of the search tree that one question may take; most take none."""


class RoomFinder:
    """Finds rooms of the dates of one schedule.

    Parameters
    ----------
    schedule
        A lawful one, which keeps the levels of the objective.
    loss
        What its score may lose, in its unit, 0 or more.
    """

    def __init__(self, roadmap: Roadmap, objective: Objective, schedule: Schedule, loss: float) -> None:
        self.roadmap, self.objective, self.schedule, self.loss = roadmap, objective, schedule, loss
        self._kept = others_kept(roadmap, objective, schedule)
        self._score = score(roadmap, objective, schedule)
        self._was_cut_short = False

    @property
    def least(self) -> float:
        """Give the score that loses all that may be lost."""
        return self._score - self.loss if self.objective.is_maximised else self._score + self.loss

    def room(self, date: PlanDate, limits: DateLimits, *, only_later: bool = False) -> DateRoom:
        """Give the room of a date.

        Parameters
        ----------
        limits
            What is proved of it.
        only_later
            Whether only its latest end is looked for.
        """
        self._was_cut_short = False
        proved = RoomSpan(earliest=limits.earliest, latest=limits.latest)
        room = DateRoom(
            date=date,
            instant=self._instant(date),
            loss=self.loss,
            found=RoomSpan(),
            proved=proved,
            is_window=limits.is_window,
        )
        room = self._in_and_out(room, limits)
        known = self._known(room)
        if known is not None:
            room = replace(room, inside=room.inside and Possible.SHOWN)
            room = self._widened(room, known, only_later=only_later)
        return replace(room, is_settled=not self._was_cut_short)

    def _instant(self, date: PlanDate) -> int | None:
        """Give when the schedule has a date; ``None`` where its measure is out."""
        if date.measure and date.measure not in self.schedule.selected:
            return None
        if date.kind is DateKind.IN:
            return self.roadmap.earliest_start(self.roadmap.measure(date.measure))
        return instant_of(self.roadmap, self.schedule, date)

    def _in_and_out(self, room: DateRoom, limits: DateLimits) -> DateRoom:
        """Tell whether the measure of a date can be in, and out, as far as that is known so far."""
        date = room.date
        if date.kind is DateKind.REALISED:
            return room
        inside = Possible.OPEN if limits.may_be_in else Possible.REFUTED
        if room.instant is None:
            return replace(room, inside=inside, outside=Possible.SHOWN)
        must_be_in = self.roadmap.measure(date.measure).must_be_in
        if must_be_in or not limits.may_be_out:
            return replace(room, inside=Possible.SHOWN, outside=Possible.REFUTED)
        out = Wish(
            date=PlanDate(kind=DateKind.IN, measure=date.measure),
            by=self.roadmap.calendar.periods + 1,
            or_later=True,
        )
        found = self.schedule_with(out, (date.measure,))
        return replace(
            room, inside=Possible.SHOWN, outside=Possible.OPEN if found is None else Possible.SHOWN
        )

    def _known(self, room: DateRoom) -> int | None:
        """Give an instant at which some plan has a date; ``None`` where none is found."""
        if room.instant is not None or room.inside is Possible.REFUTED:
            return room.instant
        date = room.date
        comes_in = Wish(date=PlanDate(kind=DateKind.IN, measure=date.measure), by=0)
        found = self.schedule_with(comes_in, (date.measure,))
        if found is None:
            return None
        if date.kind is DateKind.IN:
            return self.roadmap.earliest_start(self.roadmap.measure(date.measure))
        return instant_of(self.roadmap, found, date)

    def _widened(self, room: DateRoom, known: int, *, only_later: bool) -> DateRoom:
        """Give a room with how far the date can be moved either way from where a plan has it."""
        if room.date.kind is DateKind.IN:  # decided at one instant, or not at all
            return replace(room, found=RoomSpan(earliest=known, latest=known))
        beyond = self.roadmap.calendar.periods + 1
        last = beyond if room.proved.latest is None else max(known, room.proved.latest)
        latest, moved = self._furthest(room.date, known, last, or_later=True)
        if only_later:
            return replace(room, found=RoomSpan(latest=latest), moved=moved)
        first = 0 if room.proved.earliest is None else min(known, room.proved.earliest)
        earliest, others = self._furthest(room.date, known, first, or_later=False)
        both = tuple(dict.fromkeys((*others, *moved)))
        return replace(room, found=RoomSpan(earliest=earliest, latest=latest), moved=both)

    def _furthest(
        self, date: PlanDate, known: int, last: int, *, or_later: bool
    ) -> tuple[int, tuple[str, ...]]:
        """Give how far a date can be moved from an instant, and which other measures moved for it."""
        own, moved = own_measures(self.roadmap, date), dict[int, tuple[str, ...]]()

        def with_free(free: tuple[str, ...], instant: int) -> bool:
            found = self.schedule_with(Wish(date=date, by=instant, or_later=or_later), free)
            if found is not None:
                between = moved_between(self.roadmap, self.schedule, found)
                moved[instant] = tuple(each for each in between if each not in own)
            return found is not None

        reached = furthest(lambda instant: with_free(own, instant), known, last)
        around = self.neighbours(own) if date.kind is not DateKind.REALISED else ()
        if around and reached != last:
            reached = furthest(lambda instant: with_free((*own, *around), instant), reached, last)
        return reached, moved.get(reached, ())

    def schedule_with(self, wish: Wish, free: tuple[str, ...]) -> Schedule | None:
        """Give a lawful schedule with a wish that loses no more than may be lost, others kept."""
        answer = self._kept.best(wish, free, nodes=MOST_NODES)
        found = answer.schedule
        is_it = found is not None and self._has(found, wish) and self._is_good_enough(found)
        if found is not None and is_it and not judge(self.roadmap, found):
            return found
        if answer.verdict not in (Verdict.OPTIMAL, Verdict.INFEASIBLE):
            self._was_cut_short = True
        return None

    def _has(self, found: Schedule, wish: Wish) -> bool:
        """Tell whether a schedule has what was wished for, as dates are read."""
        is_out = bool(wish.date.measure) and wish.date.measure not in found.selected
        beyond = self.roadmap.calendar.periods + 1
        instant = beyond if is_out else instant_of(self.roadmap, found, wish.date)
        return instant >= wish.by if wish.or_later else instant <= wish.by

    def _is_good_enough(self, found: Schedule) -> bool:
        """Tell whether a schedule loses no more than may be lost, and keeps the levels."""
        reached = score(self.roadmap, self.objective, found)
        lost = self._score - reached if self.objective.is_maximised else reached - self._score
        levels = self.objective.kept
        kept = all(level.holds(score(self.roadmap, level.objective, found)) for level in levels)
        return kept and lost <= self.loss + PRECISION * max(1.0, abs(self._score))

    def neighbours(self, own: Collection[str]) -> tuple[str, ...]:
        """Give the open measures that a link ties directly to some, where they are few."""
        links = (link.measures for link in self.roadmap.dependencies if binds(self.roadmap, link))
        tied = dict.fromkeys(each for link in links if not set(own).isdisjoint(link) for each in link)
        others = [each for each in tied if each not in own and not self.roadmap.measure(each).is_done]
        return tuple(others) if len(others) <= MOST_NEIGHBOURS else ()
