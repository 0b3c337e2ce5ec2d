"""What stands in the way of old dates, and which slips it leads to.

A measure is put back where it would lie by its own slips alone, all others as in the later plan. What that
breaks names others: whom it depends on, or who fills what it waits for. Those who slipped are what it leads
to; of those who only moved the same is asked, until a slip is met.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from planner.comparison import is_alike
from planner.model import Budget, BudgetKey, Finding, Plan, Roadmap, Schedule, id_in
from planner.results import keeps_all, load, put_back, spending
from planner.rolling import Happened, planned_spending
from planner.rules import counts_as_spent, is_paid_from
from planner.variance.told import Hindrance, HindranceKind
from planner.verify import judge

_LEAST_PART = 0.1
"""Named are those who take as much of what is taken more."""
_NAMING = ("subject", "predecessor", "measure")
"""The places in which the judge names measures."""
_KINDS = {
    "above_capacity": HindranceKind.CAPACITY,
    "too_many_rollouts": HindranceKind.ROOM,
    "too_many_whole_rollouts": HindranceKind.ROOM,
    "above_budget": HindranceKind.BUDGET,
    "group_broken": HindranceKind.GROUP,
    "requirement_missed": HindranceKind.REQUIREMENT,
}
_TOO_LATE = ("after_largest_lag", "long_after_what_has_passed")
"""Of an order: what comes too long after another."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an old date breaks, and what that leads to.

    Parameters
    ----------
    hindrances
        What it breaks alone.
    together
        Where no way leads to a slip: what it breaks once all those that it hangs together with go back too.
    through
        The moves between it and the slips; where it leads to none, all those that it hangs together with.
    back
        The schedule with it, and where it leads to no slip with those too, at old dates.
    is_lawful
        Whether that schedule breaks nothing.
    """

    hindrances: tuple[Hindrance, ...]
    together: tuple[Hindrance, ...]
    through: tuple[str, ...]
    leads_to: tuple[str, ...]
    back: Schedule
    is_lawful: bool


class Hindering:
    """Asks what stands in the way of old dates.

    Parameters
    ----------
    past
        What has happened between their status dates.
    own
        Where each measure would lie by its own slips alone.
    slipped, moved
        Measures that slipped, and those that lie elsewhere than there.
    spent_nok
        What would have been spent of each budget by the later status date, had all gone as planned.
    """

    def __init__(
        self,
        before: Plan,
        after: Plan,
        past: Happened,
        own: Schedule,
        slipped: Sequence[str],
        moved: Sequence[str],
        spent_nok: Mapping[BudgetKey, float],
    ) -> None:
        assert after.schedule is not None
        assert before.schedule is not None
        self._before, self._after, self._past, self._own = before, after, past, own
        self._spent_nok = spent_nok
        self._roadmap, self._new, self._old = after.roadmap, after.schedule, before.schedule
        self._slipped, self._moved = slipped, [each for each in moved if self._can_go_back(each)]
        self._measures = frozenset(each.id for each in self._roadmap.measures)
        self._shift = before.roadmap.calendar.period_of(after.roadmap.calendar.date_of(0))
        self._taken_then = cache(self._load_then)
        self._alone_back = cache(lambda each: tuple(self._hindrances(self._back([each]), [each])))

    def grounds(self, measure: str) -> Grounds:
        """Give what the old date of a measure breaks, and the slips that it leads to on the shortest way."""
        first = self._alone_back(measure)
        ways: dict[str, tuple[str, ...]] = {measure: ()}
        for each in _ends_of(ways):
            behind = [name for hindrance in self._alone_back(each) for name in hindrance.measures]
            leads_to = tuple(dict.fromkeys(name for name in behind if name in self._slipped))
            if leads_to:
                return Grounds(first, (), ways[each], leads_to, self._back([measure]), is_lawful=False)
            for name in behind:
                if name in self._moved:
                    ways.setdefault(name, (*ways[each], name))
        return self._together(first, list(ways))

    def _together(self, first: tuple[Hindrance, ...], group: Sequence[str]) -> Grounds:
        """Give what those break together of whom none alone leads to a slip."""
        back = self._back(group)
        found = tuple(self._hindrances(back, group))
        behind = (name for each in found for name in each.measures)
        leads_to = tuple(dict.fromkeys(name for name in behind if name in self._slipped))
        return Grounds(first, found, tuple(group[1:]), leads_to, back, is_lawful=not found)

    def _back(self, group: Sequence[str]) -> Schedule:
        return put_back(self._roadmap, self._own, self._new, group)

    def _can_go_back(self, measure: str) -> bool:
        """Tell whether the earlier plan says where a measure lies."""
        return measure in self._own.selected or is_alike(self._before.roadmap, self._after.roadmap, measure)

    def _hindrances(self, back: Schedule, group: Sequence[str]) -> Iterator[Hindrance]:
        """Give what a schedule breaks, by kind, with those behind it; of the group those who slipped."""
        rules: defaultdict[tuple[HindranceKind, str], list[Finding]] = defaultdict(list)
        broken = judge(self._roadmap, back)
        for each in broken:
            kind = _kind(self._measures, each, group)
            rules[kind, each.subject if kind in _KINDS.values() else ""].append(each)
        for (kind, subject), some in rules.items():
            has_sector = kind in (HindranceKind.CAPACITY, HindranceKind.ROOM)
            names = dict.fromkeys(name for each in some for name in self._behind(kind, each, back))
            measures = tuple(each for each in names if each not in group or each in self._slipped)
            found = Hindrance(kind=kind, rules=tuple(some), measures=measures)
            if kind is HindranceKind.BUDGET:
                found = self._with_budget(found, self._budget_of(subject), back, group)
            yield replace(found, sector=subject) if has_sector else found
        if not broken and not keeps_all(self._roadmap, self._after.objective, back):
            started = [each.id for each in self._roadmap.measures if each.is_started]
            started = [each for each in self._slipped if each in started]
            yield Hindrance(kind=HindranceKind.KEPT, measures=tuple(started))

    def _behind(self, kind: HindranceKind, rule: Finding, back: Schedule) -> Iterator[str]:
        """Name those behind a broken rule, those with most of it first."""
        match kind:
            case HindranceKind.CAPACITY | HindranceKind.ROOM:
                yield from self._takers(rule, back, by_effort=kind is HindranceKind.CAPACITY)
            case HindranceKind.BUDGET:
                yield from self._spenders(rule, back)
            case HindranceKind.GROUP:
                group = next(each for each in self._roadmap.groups if each.id == rule.subject)
                yield from (each for each in group.measures if self._is_in_or_out_anew(each, back))
            case HindranceKind.REQUIREMENT:
                yield from self._slipped
            case _:
                yield from _named(self._measures, rule)

    def _takers(self, rule: Finding, back: Schedule, *, by_effort: bool) -> Iterator[str]:
        """Name those who take more of a sector now, in the periods of a broken rule."""
        days = (value for _name, value in rule.message.values if isinstance(value, date))
        periods = [self._roadmap.calendar.period_of(day) for day in days]
        more: dict[str, float] = {}
        for measure in self._roadmap.open_measures:
            if by_effort:
                now = load(self._roadmap, _alone(back, measure.id))[rule.subject]
                then = self._taken_then(measure.id).get(rule.subject, [])
            else:
                now, then = self._waves_of(measure.id, rule.subject, back)
            grown = sum(_at(now, t) - _at(then, t + self._shift) for t in periods)
            more[measure.id] = grown
        left_over = {each.what for each in self._roadmap.sector(rule.subject).other_loads}
        yield from _largest(more)
        yield from (each for each in self._slipped if by_effort and each in left_over)

    def _load_then(self, measure: str) -> dict[str, list[float]]:
        known = {each.id for each in self._before.roadmap.open_measures}
        return load(self._before.roadmap, _alone(self._old, measure)) if measure in known else {}

    def _waves_of(self, measure: str, sector: str, back: Schedule) -> tuple[list[float], list[float]]:
        """Give the shares a measure takes in, of a sector, now and in the earlier plan."""
        now, then = self._roadmap.rollout(measure, sector), self._before.roadmap.rollout(measure, sector)
        key = (measure, sector)
        waves: list[list[float]] = []
        for rollout, schedule in ((now, back), (then, self._old)):
            planned = schedule.rollouts_by_key.get(key)
            waves.append([] if rollout is None or planned is None else planned.waves(rollout.in_use))
        return waves[0], waves[1]

    def _spenders(self, rule: Finding, back: Schedule) -> Iterator[str]:
        """Name those who invest more now in the years of a budget, what has happened included."""
        budget = self._budget_of(rule.subject)
        within = _within(self._roadmap, back)
        more: dict[str, float] = {}
        for measure in dict.fromkeys((*(each.id for each in self._roadmap.open_measures), *self._slipped)):
            now = spending(self._roadmap, _alone(within, measure), budget.payer)
            then = spending(self._before.roadmap, _alone(self._old, measure), budget.payer)
            came = planned_spending(self._past, measure)
            more[measure] = sum(now.get(year, 0.0) - then.get(year, 0.0) for year in budget.years)
            more[measure] += sum(
                nok
                for (payer, year), nok in came.items()
                if year in budget.years and is_paid_from(payer, budget.payer)
            )
        yield from _largest(more)

    def _budget_of(self, name: str) -> Budget:
        return next(each for each in self._roadmap.budgets if _name_of(each) == name)

    def _with_budget(
        self, found: Hindrance, budget: Budget, back: Schedule, group: Sequence[str]
    ) -> Hindrance:
        """Say of which budget there is too little, who else draws on it, and what was spent more of it."""
        within, drawn = _within(self._roadmap, back), dict[str, float]()
        for each in self._roadmap.open_measures:
            by_year = spending(self._roadmap, _alone(within, each.id), budget.payer)
            drawn[each.id] = sum(by_year.get(year, 0.0) for year in budget.years)
        more = budget.spent_nok - self._spent_nok.get(budget.key, budget.spent_nok)
        return replace(
            found,
            budget=budget.key,
            drawn_by=tuple(each for each in _largest(drawn) if each not in group),
            spent_more_nok=more if counts_as_spent(more) else 0.0,
        )

    def _is_in_or_out_anew(self, measure: str, back: Schedule) -> bool:
        known = next((each for each in self._roadmap.measures if each.id == measure), None)
        is_in = measure in back.selected or (known is not None and known.is_done)
        return is_in != (measure in self._old.selected)


def _ends_of(ways: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Give the ends of ways in the order in which they are found, also those that are found meanwhile."""
    place = 0
    while place < len(ways):
        yield list(ways)[place]
        place += 1


def _kind(measures: Collection[str], rule: Finding, group: Collection[str]) -> HindranceKind:
    """Give the kind of a broken rule: of an order, seen from those that are put back."""
    if rule.code in _KINDS:
        return _KINDS[rule.code]
    if len(_named(measures, rule)) < 2:
        return HindranceKind.OWN
    comes_first = id_in(rule.subject, measures) not in group
    if rule.code in _TOO_LATE:
        return HindranceKind.SOON_AHEAD if comes_first else HindranceKind.SOON_AFTER
    return HindranceKind.AHEAD if comes_first else HindranceKind.DEPENDS


def _named(measures: Collection[str], rule: Finding) -> list[str]:
    """Give the measures that a finding names: whom it depends on first."""
    places = dict(rule.message.values)
    values = (places.get(name) for name in reversed(_NAMING))
    named = [id_in(str(value), measures) for value in (*values, rule.subject) if value is not None]
    return list(dict.fromkeys(each for each in named if each))


def _largest(more: dict[str, float]) -> list[str]:
    """Name those with a large part of what grew, the largest first."""
    grown = {name: amount for name, amount in more.items() if amount > 0}
    whole = sum(grown.values())
    return sorted(
        (each for each in grown if grown[each] >= _LEAST_PART * whole), key=lambda each: -grown[each]
    )


def _at(figures: Sequence[float], period: int) -> float:
    return figures[period] if 0 <= period < len(figures) else 0.0


def _alone(schedule: Schedule, measure: str) -> Schedule:
    """Give what a schedule says of one measure."""
    return Schedule(
        selected=tuple(each for each in schedule.selected if each == measure),
        phases=schedule.phases_by_measure.get(measure, ()),
        rollouts=tuple(each for each in schedule.rollouts if each.measure == measure),
    )


def _within(roadmap: Roadmap, schedule: Schedule) -> Schedule:
    """Give a schedule without what it has after the horizon."""
    last = roadmap.calendar.periods
    phases = (replace(each, start=min(each.start, last), end=min(each.end, last)) for each in schedule.phases)
    return replace(schedule, phases=tuple(phases))


def _name_of(budget: Budget) -> str:
    """Name a budget as the judge does."""
    last = budget.last_year if budget.last_year != budget.year else None
    return "/".join(str(part) for part in (budget.year, last, budget.payer) if part)
