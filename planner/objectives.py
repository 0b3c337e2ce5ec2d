"""Objectives by name: those that are measured against a roadmap or an earlier plan get it here."""

from dataclasses import replace

from planner.language import ToldError, to_say
from planner.model import (
    KINDS_BY_NAME,
    OBJECTIVE_NAMES,
    VALUE,
    AimError,
    Objective,
    ObjectiveKind,
    Part,
    Plan,
    Roadmap,
    require_share,
)
from planner.results import as_counted, score
from planner.solver import first_plan

_COVERAGE_AT_END = Objective(kind=ObjectiveKind.COVERAGE, at_end=True)
_BALANCE = to_say("balance")
_SMALLEST_VALUE_NOK = 1e6
_FULL_COVERAGE = 1.0


def objective_named(
    objective: Objective | str,
    roadmap: Roadmap,
    *,
    long_term: float | None = None,
    baseline: Plan | None = None,
) -> Objective:
    """Give an objective by name, such as ``"coverage"``.

    Parameters
    ----------
    long_term
        Of ``"balance"``: from 0, quick benefits, to 1, the long-term target picture.
    baseline
        Of ``"stability"``: the plan that moves are counted from, of this or an earlier status date.

    Raises
    ------
    ValueError
        If there is none of that name, or what it needs is missing.
    """
    if isinstance(objective, Objective):
        return objective
    if objective not in OBJECTIVE_NAMES:
        expected = to_say("one of {known}", known=list(OBJECTIVE_NAMES))
        raise AimError("objective", objective, expected)
    if objective == "balance":
        if long_term is None:
            raise AimError(
                "long_term", None, to_say("a value, since the objective is {name}", name=objective)
            )
        return balance(roadmap, long_term)
    if objective == "stability":
        if baseline is None:
            raise AimError("baseline", None, to_say("a value, since the objective is {name}", name=objective))
        return stability(roadmap, baseline)
    return Objective(kind=KINDS_BY_NAME[objective])


def balance(roadmap: Roadmap, long_term: float) -> Objective:
    """Weigh quick benefits against the long-term target picture, each over what it would be without limits.

    What it would be is what the list schedule reaches on the roadmap without capacities, limits on
    simultaneous rollouts, and budgets (``docs/problem.md``, section 6). Where that is not above 0, value is
    measured in a year's benefit of everything in full use, or in million kroner where there is none, and
    coverage in full coverage.

    Parameters
    ----------
    long_term
        From 0, value alone, to 1, coverage at the end of the horizon alone.

    Raises
    ------
    ValueError
        If ``long_term`` lies outside that range.
    """
    require_share(_BALANCE, "long_term", long_term)
    free = without_limits(roadmap)
    shares = ((VALUE, 1 - long_term), (_COVERAGE_AT_END, long_term))
    parts = tuple(
        Part(objective=objective, weight=share / _size(free, objective))
        for objective, share in shares
        if share > 0
    )
    return Objective(kind=ObjectiveKind.WEIGHTED, parts=parts)


def without_limits(roadmap: Roadmap) -> Roadmap:
    """Give a roadmap in which nobody runs out of capacity or money."""
    sectors = tuple(
        replace(sector, capacities=(), simultaneous_limit=None, strict_counting=False)
        for sector in roadmap.sectors
    )
    return replace(roadmap, sectors=sectors, budgets=(), requirements=())


def _size(roadmap: Roadmap, objective: Objective) -> float:
    """Give what an objective is measured in: what the list schedule reaches, or a substitute above 0."""
    found = first_plan(roadmap, objective).schedule
    reached = 0.0 if found is None else score(roadmap, objective, found)
    if reached > 0:
        return reached
    if objective.kind is ObjectiveKind.COVERAGE:
        return _FULL_COVERAGE
    return sum(rollout.benefit_nok_per_year for rollout in roadmap.open_rollouts) or _SMALLEST_VALUE_NOK


def stability(roadmap: Roadmap, baseline: Plan) -> Objective:
    """Ask for the fewest and smallest moves from a plan, also where that plan's status date was another.

    Raises
    ------
    ValueError
        If the baseline has no schedule, or other periods than the roadmap.
    """
    if baseline.schedule is None:
        raise ToldError(to_say("The baseline holds no schedule."))
    made_with, calendar = baseline.roadmap.calendar, roadmap.calendar
    if made_with.period is not calendar.period:
        message = to_say(
            "The baseline counts in periods of a {found}, expected periods of a {expected}.",
            found=made_with.period.value,
            expected=calendar.period.value,
        )
        raise ToldError(message)
    schedule = as_counted(baseline.schedule, made_with, roadmap)
    return Objective(kind=ObjectiveKind.STABILITY, baseline=schedule)
