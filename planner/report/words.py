"""Words for what a plan holds: status, objective, amounts, periods and shares."""

import math
from datetime import date
from functools import lru_cache

from planner.language import _, decimal, integer, language, millions, ngettext, percent
from planner.model import (
    Calendar,
    Measure,
    Objective,
    ObjectiveKind,
    PeriodLength,
    Plan,
    PlannedPhase,
    PlanStatus,
    Roadmap,
)
from planner.results import is_closed, is_full, is_overfull
from planner.tables import figures

SHARE_DECIMALS = 6
"""Shares are told apart down to a millionth, the tolerance of a reached target."""


def status_words(plan: Plan) -> str:
    """Say what is known about the plan."""
    if not plan.roadmap.open_measures:
        return _("The roadmap has no measures to plan.")
    if plan.status is PlanStatus.FEASIBLE and plan.open_stages and is_closed(plan):
        return as_claimed(
            plan, _("The best plan at the level kept, which is not proved to be the best there is.")
        )
    words = {
        PlanStatus.OPTIMAL: _("The best plan there is, given what comes first.")
        if plan.objective.kept
        else _("The best plan there is."),
        PlanStatus.WITHIN_GAP: _("As close to the best plan as was asked for."),
        PlanStatus.FEASIBLE: _("A lawful plan; the search was stopped before it was proved best."),
        PlanStatus.INFEASIBLE: _("No plan keeps all the rules at once. That is proved."),
        PlanStatus.UNKNOWN: _("No plan was found in the time given; there may still be one."),
    }[plan.status]
    return as_claimed(plan, words) if plan.status in _PROVED else words


_PROVED = (PlanStatus.OPTIMAL, PlanStatus.WITHIN_GAP, PlanStatus.INFEASIBLE)
"""What rests on a bound or a proof."""


def as_claimed(plan: Plan, said: str) -> str:
    """Say of what rests on a bound that the file claims it, where the plan was read from one."""
    return _("According to the file: {said}", said=said) if plan.claimed else said


def steps(plan: Plan) -> list[tuple[str, float]]:
    """Give each step that led to a plan, in order, and its seconds."""
    others = dict(plan.took)
    known = {"reading": None, "checking": None, "searching": plan.seconds, "judging": None} | others
    return [(step, seconds) for step, seconds in known.items() if seconds is not None]


def step_words(plan: Plan) -> str:
    """Say how many seconds each step took; nothing of a repeatable plan, which they would tell apart."""
    if plan.deterministic or not plan.took:
        return ""
    names = {
        "reading": _("reading"),
        "checking": _("checking"),
        "searching": _("searching"),
        "judging": _("judging"),
    }
    said = [(names.get(step, step), decimal(seconds, 1)) for step, seconds in steps(plan)]
    return ", ".join(_("{step} {seconds} s", step=step, seconds=seconds) for step, seconds in said)


def objective_words(objective: Objective) -> str:
    """Say what the plan was to be best at."""
    if objective.kind is ObjectiveKind.COVERAGE and objective.at_end:
        return _("Most coverage at the end of the horizon")
    if objective.kind is ObjectiveKind.FINISH and objective.last_end:
        return _("Earliest end of the last measure")
    return {
        ObjectiveKind.VALUE: _("Largest net benefit"),
        ObjectiveKind.COVERAGE: _("Most coverage, summed over time"),
        ObjectiveKind.FINISH: _("Earliest finish"),
        ObjectiveKind.STABILITY: _("Fewest changes from the earlier plan"),
        ObjectiveKind.LEVELLING: _("Most even load, as the sum of each sector’s highest load"),
        ObjectiveKind.OPEN_WORK: _("Least open work in started measures"),
        ObjectiveKind.WEIGHTED: _("Best balance of several aims, each with its weight"),
    }[objective.kind]


def score_words(plan: Plan, score: float | None, objective: Objective | None = None) -> str:
    """Write a score with its unit; of the plan's own objective where no other is given."""
    if score is None:
        return _("not known")
    held = plan.objective if objective is None else objective
    match held.kind:
        case ObjectiveKind.VALUE:
            return assumed_money(plan, score)
        case ObjectiveKind.COVERAGE:
            return percent(floor_percent(score, 1), 1) if held.at_end else decimal(score, 2)
        case ObjectiveKind.STABILITY | ObjectiveKind.OPEN_WORK:
            return many_periods(plan.roadmap.calendar, score)
        case ObjectiveKind.LEVELLING:
            return whole_percent(score)
        case ObjectiveKind.WEIGHTED:
            return decimal(score, 3)
        case ObjectiveKind.FINISH:
            return decimal(score, 0)


def score_end_words(plan: Plan, score: float, *, up: bool) -> str:
    """Write a proved end of a score of the plan's objective, which is no score: rounded outwards."""
    kind, at_end = plan.objective.kind, plan.objective.at_end
    if kind is ObjectiveKind.VALUE:
        return score_words(plan, outwards(score / 1e6, 0, up=up) * 1e6)
    decimals = {
        ObjectiveKind.COVERAGE: 3 if at_end else 2,
        ObjectiveKind.STABILITY: 1,
        ObjectiveKind.OPEN_WORK: 1,
        ObjectiveKind.LEVELLING: 2,
        ObjectiveKind.WEIGHTED: 3,
        ObjectiveKind.FINISH: 0,
    }[kind]
    return score_words(plan, outwards(score, decimals, up=up))


def outwards(number: float, decimals: int, *, up: bool) -> float:
    """Round a proved end away from what lies within it, so that what is said to be proved is.

    The lower end goes down and the upper end ``up``; a millionth beyond does not count.

    Examples
    --------
    >>> outwards(78.4, 0, up=True), outwards(0.4, 0, up=False), outwards(-0.4, 0, up=False)
    (79.0, 0.0, -1.0)
    >>> outwards(0.9357, 3, up=True), outwards(78.0000001, 0, up=True)
    (0.936, 78.0)
    """
    steps: int = 10**decimals
    count = round(round(number, SHARE_DECIMALS) * steps, 6)
    return float(math.ceil(count) if up else math.floor(count)) / steps


def assumed_money(plan: Plan, amount_nok: float) -> str:
    """Write an amount in millions, marked *assumed* while any figure behind it is."""
    money = millions(amount_nok)
    return _("{amount} (assumed)", amount=money) if is_assumed(plan) else money


def assumed_figures(plan: Plan) -> tuple[int, int]:
    """Give how many figures behind a plan are assumed, and how many there are."""
    return _counted(plan.roadmap)


def is_assumed(plan: Plan) -> bool:
    """Tell whether any figure behind the plan is assumed."""
    return assumed_figures(plan)[0] > 0


def data_words(plan: Plan) -> str:
    """Say what the figures rest on."""
    assumed, total = assumed_figures(plan)
    return _("{assumed} of {total} figures are assumed.", assumed=integer(assumed), total=integer(total))


def period_words(calendar: Calendar, period: int) -> str:
    """Name a period in full.

    Examples
    --------
    >>> from datetime import date
    >>> from planner.language import in_language
    >>> with in_language("en"):
    ...     period_words(Calendar(status_date=date(2023, 1, 1)), 6)
    'quarter 3 of 2024'
    """
    first = calendar.date_of(period)
    if calendar.period is PeriodLength.YEAR:
        return str(first.year)
    if calendar.period is PeriodLength.QUARTER:
        return _("quarter {quarter} of {year}", quarter=(first.month + 2) // 3, year=first.year)
    return f"{_month(first.month)} {first.year}"


def short_period(calendar: Calendar, period: int) -> str:
    """Name a period in a few characters, as in ``K3 2024``."""
    first = calendar.date_of(period)
    if calendar.period is PeriodLength.YEAR:
        return str(first.year)
    if calendar.period is PeriodLength.QUARTER:
        return _("Q{quarter} {year}", quarter=(first.month + 2) // 3, year=first.year)
    return f"{first.month:02}.{first.year}"


def end_words(calendar: Calendar, instant: int, start: int = 0) -> str:
    """Name the period whose end an instant is; what has no length ends in the period it starts in."""
    return period_words(calendar, calendar.last_period(start, instant))


def count_periods(calendar: Calendar, count: int) -> str:
    """Write a number of periods with their name."""
    if calendar.period is PeriodLength.YEAR:
        return count_years(count)
    if calendar.period is PeriodLength.QUARTER:
        return ngettext("{count} quarter", "{count} quarters", count)
    return ngettext("{count} month", "{count} months", count)


def count_years(count: int) -> str:
    """Write a number of calendar years."""
    return ngettext("{count} year", "{count} years", count)


def many_periods(calendar: Calendar, amount: float) -> str:
    """Write an amount of periods, parts of them included, with their name."""
    number = decimal(amount, 1)
    return {
        PeriodLength.YEAR: _("{number} years", number=number),
        PeriodLength.QUARTER: _("{number} quarters", number=number),
        PeriodLength.MONTH: _("{number} months", number=number),
    }[calendar.period]


def with_mode(name: str, measure: Measure, planned: PlannedPhase) -> str:
    """Add to the name of a phase the way it is done, where there were several to choose from."""
    modes = next(phase.modes for phase in measure.phases if phase.id == planned.phase)
    if len(modes) == 1:
        return name
    return f"{name} ({planned.mode or modes[0].name})"


def phase_words(name: str) -> str:
    """Name a kind of phase; a phase without a name is just a phase."""
    return name or _("Phase")


@lru_cache(maxsize=8)
def _counted(roadmap: Roadmap) -> tuple[int, int]:
    return figures(roadmap)


def whole_percent(share: float) -> str:
    r"""Write a share in whole per cent, rounded down: all that is told of coverage, adoption and load.

    So what is said to be reached is reached, nothing but all reads 100 %, and figures with more decimals
    begin with the same digits. Nothing but nothing reads 0 %.

    Examples
    --------
    >>> whole_percent(0.93575), whole_percent(0.9999), whole_percent(1.0)
    ('93\xa0%', '99\xa0%', '100\xa0%')
    >>> whole_percent(0.004), whole_percent(0.0)
    ('<1\xa0%', '0\xa0%')
    """
    return f"<{percent(0.01)}" if is_a_trace(share) else percent(floor_percent(share))


def load_share_words(share: float) -> str:
    """Write a share of a sector's capacity, and whether that is all of it or more."""
    words = whole_percent(share)
    if is_overfull(share):
        return _("{share}, above capacity", share=words)
    return _("{share}, full", share=words) if is_full(share) else words


def is_a_trace(share: float) -> bool:
    """Tell whether a share is more than nothing, and less than one per cent."""
    return 0 < round(share, SHARE_DECIMALS) < 0.01


def exact_percent(share: float) -> str:
    r"""Write a share that somebody stated, with a decimal where it has one; only all is 100, only none is 0.

    Examples
    --------
    >>> exact_percent(0.125), exact_percent(0.9999), exact_percent(0.0001), exact_percent(1.0)
    ('12,5\xa0%', '99,9\xa0%', '0,1\xa0%', '100\xa0%')
    """
    if 0 < share < 0.001:
        return percent(0.001, 1)
    if 0.999 < share < 1:
        return percent(0.999, 1)
    return percent(share, 0 if round(share * 100, 6).is_integer() else 1)


def gap_percent(gap: float) -> str:
    r"""Write a gap as per cent, rounded up so that the promise holds: to a tenth below ten, to a whole above.

    Examples
    --------
    >>> gap_percent(0.00311), gap_percent(0.2701)
    ('0,4\xa0%', '28\xa0%')
    """
    decimals = 1 if gap < 0.1 else 0
    steps = 10 ** (decimals + 2)
    return percent(math.ceil(round(gap * steps, 9)) / steps, decimals)


def within_sentence(name: str) -> str:
    """Write the name of a sector inside a sentence: a common noun loses its capital, a proper name keeps it.

    Examples
    --------
    >>> within_sentence("Kommuner"), within_sentence("Helse Nord"), within_sentence("EPJ-leverandører")
    ('kommuner', 'Helse Nord', 'EPJ-leverandører')
    """
    is_one_word = name.isalpha() and name[1:].islower()
    return name.lower() if is_one_word else name


def floor_percent(share: float, decimals: int = 0) -> float:
    """Round a share down to a whole per cent or to decimals of it; a millionth that lacks counts as there.

    Examples
    --------
    >>> floor_percent(0.9951), floor_percent(0.93575, 1), floor_percent(0.7999999)
    (0.99, 0.935, 0.8)
    """
    steps: int = 10 ** (decimals + 2)
    return math.floor(round(round(share, SHARE_DECIMALS) * steps, 6)) / steps


def _month(number: int) -> str:
    from babel.dates import format_date  # late, as in planner.language

    return format_date(date(2000, number, 1), "LLLL", locale=language())
