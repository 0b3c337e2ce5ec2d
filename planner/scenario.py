"""Scenarios: a roadmap, what is changed in it, and what the plan is to be best at; no files, no solver.

A scenario says in few words what takes several edits, and some of them depend on the roadmap: how low a share
may go, which phase is the first. ``edits_of`` writes them out for one roadmap.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from planner.language import Message, ToldError, to_say
from planner.model import Add, Aim, Drop, Edit, Measure, Roadmap, Rollout, Scale, Set
from planner.tables import apply, edited

DATES = ("earliest_start", "deadline", "pinned_start")
"""Dates of a measure that a scenario may change or take away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioEntry:
    """One entry of a scenario.

    Parameters
    ----------
    kind
        ``capacity``, ``budget``, ``measure``, ``started_first``, or ``change`` for an edit as it stands.
    given
        What the entry says, by English key; of ``change`` the ``edit``.
    place
        Where it stands, such as ``kapasitet 2``.
    words
        The keys as they are written there, by English key.
    """

    kind: str
    given: Mapping[str, Any]
    place: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, key: str) -> str:
        """Give the place of what stands under a key."""
        return ", ".join(part for part in (self.place, self.words.get(key, "")) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A question to a roadmap.

    Parameters
    ----------
    base
        Where the roadmap lies, as the scenario's author wrote it; ``planner.files`` reads it.
    asked
        In order: each sees what those before it have changed.
    """

    name: str
    base: str = ""
    asked: tuple[ScenarioEntry, ...] = ()
    aim: Aim = field(default_factory=Aim)


class ScenarioError(ToldError):
    """An entry that does not fit the roadmap; ``place`` says which."""

    def __init__(self, place: str, reason: Message) -> None:
        super().__init__(reason)
        self.place = place


class _EntryError(ToldError):
    """What stands under the ``key`` of an entry does not fit the roadmap."""

    def __init__(self, key: str, reason: Message) -> None:
        super().__init__(reason)
        self.key = key


Placed = tuple[str, Edit]
"""An edit, and the place in the scenario that it comes from."""


def edits_of(roadmap: Roadmap, scenario: Scenario) -> list[Placed]:
    """Write out what a scenario changes in a roadmap.

    Raises
    ------
    ScenarioError
        If an entry names a sector or measure that the roadmap lacks, or pins a measure without phases.
    """
    placed: list[Placed] = []
    for asked in scenario.asked:
        try:
            new = [(asked.place_of(key), edit) for key, edit in _MAKERS[asked.kind](roadmap, **asked.given)]
        except _EntryError as error:
            raise ScenarioError(asked.place_of(error.key), error.message) from error
        placed += new
        if asked is not scenario.asked[-1]:  # one that cannot be made is told when all of them are
            roadmap = apply(roadmap, [edit for _place, edit in new]).roadmap or roadmap
    return placed


Keyed = Iterator[tuple[str, Edit]]
"""Edits, each with the key of the entry that it comes from."""


def capacity_edits(roadmap: Roadmap, *, factor: float, sector: str = "", starts: date | None = None) -> Keyed:
    """Scale the capacity of a sector, or of all, from a date on; a sector without limit has none to scale."""
    if sector:
        _known("sector", sector, to_say("sector"), [each.id for each in roadmap.sectors])
    limited = any(each.capacities for each in roadmap.sectors if sector in ("", each.id))
    if limited:
        yield (
            "factor",
            Scale("capacity", {"sector": sector} if sector else {}, "person_months", factor, starts),
        )


def with_capacity(roadmap: Roadmap, factors: Mapping[str, float]) -> Roadmap:
    """Give the roadmap with the capacity of some sectors, each times a factor; empty text is all of them."""
    made = [
        edit
        for sector, factor in factors.items()
        for edit in capacity_edits(roadmap, factor=factor, sector=sector)
    ]
    return edited(roadmap, [edit for _key, edit in made])


def budget_edits(roadmap: Roadmap, *, year: int, limit_nok: float | None = None) -> Keyed:
    """Set, add or take away the limit on what all together may invest in a calendar year."""
    beside = [budget for budget in roadmap.budgets if budget.year == year]
    held = next((budget for budget in beside if budget.is_of_a_year), None)
    key: dict[str, Any] = {"year": year}
    if held is not None and len(beside) > 1:
        key |= {"last_year": held.last_year or "", "payer": ""}
    if limit_nok is None and held is not None:
        yield "year", Drop("budget", key)
    elif limit_nok is not None and held is not None:
        yield "limit_nok", Set("budget", key, "limit_nok", limit_nok)
    elif limit_nok is not None:
        yield "limit_nok", Add("budget", {"year": year, "limit_nok": limit_nok})


def measure_edits(
    roadmap: Roadmap,
    *,
    measure: str,
    without: tuple[str, ...] = (),
    target: float | None = None,
    **given: Any,
) -> Keyed:
    """Change one measure.

    Parameters
    ----------
    without
        Which of ``DATES`` are taken away.
    target
        Largest share that takes it into use in any sector; nobody goes below what is in use, and a share
        asked for by a date is lowered with it.
    given
        ``optional`` and the ``DATES``, of which a pin holds the first phase.
    """
    _known("id", measure, to_say("measure"), [each.id for each in roadmap.measures])
    dates = given | dict.fromkeys(without)
    for name in ("optional", "earliest_start", "deadline"):
        if name in dates:
            yield _key(name, without), Set("measures", {"id": measure}, name, dates[name])
    if "deadline" in dates:  # another date is one that may not be missed
        price = "deadline.price_nok_per_period"
        yield _key("deadline", without), Set("measures", {"id": measure}, price, None)
    if "pinned_start" in dates:
        yield from _pinned(roadmap.measure(measure), dates["pinned_start"], _key("pinned_start", without))
    if target is not None:
        for rollout in roadmap.rollouts_of(measure):
            yield from _lowered(rollout, target)


def started_first_edits(_roadmap: Roadmap, *, started_first: bool) -> Keyed:
    """Say whether started measures are finished before anything else counts."""
    yield "started_first", Set("assumptions", {"key": "started_first"}, "value", started_first)


def _change(_roadmap: Roadmap, *, edit: Edit) -> Keyed:
    yield "", edit


_MAKERS: Mapping[str, Callable[..., Keyed]] = {
    "capacity": capacity_edits,
    "budget": budget_edits,
    "measure": measure_edits,
    "started_first": started_first_edits,
    "change": _change,
}


def _key(name: str, without: tuple[str, ...]) -> str:
    return "without" if name in without else name


def _pinned(measure: Measure, day: date | None, key: str) -> Keyed:
    """Pin the first phase, or free it."""
    if day is not None and not measure.phases:
        raise _EntryError(key, to_say("The measure has no phase that could start then."))
    if measure.phases:
        first = {"measure": measure.id, "phase": measure.phases[0].id}
        yield key, Set("phases", first, "pinned_start", day)


def _lowered(rollout: Rollout, most: float) -> Keyed:
    """Lower the share of a rollout, and the share that must be reached by a date."""
    target = max(rollout.in_use, min(rollout.target, most))
    key = {"measure": rollout.measure, "sector": rollout.sector}
    if rollout.deadline is not None and rollout.deadline.share > target:
        yield "target", Set("rollouts", key, "deadline.share", target)
    if target != rollout.target:
        yield "target", Set("rollouts", key, "target", target)


def _known(key: str, name: str, kind: Message, names: list[str]) -> None:
    """Refuse an id that is not among the known ones, and name the nearest."""
    if name not in names:
        near = get_close_matches(name, names, n=1, cutoff=0.0)
        expected = to_say("such as {near}", near=near[0]) if near else to_say("but there are none")
        raise _EntryError(
            key, to_say("{kind} {name} is not known, {expected}", kind=kind, name=name, expected=expected)
        )
