"""What changes are worth to a plan, in words: what is sure and what is an estimate, side by side."""

from math import floor, log10

from planner.language import _, integer, ngettext
from planner.model import Loosening, LooseningKind, ObjectiveKind, Plan, PricedChange
from planner.prices import cell_of, known_rows
from planner.results import Facts
from planner.say.assumed import is_assumed
from planner.say.budgets import budget_name
from planner.say.cells import cell_words
from planner.say.differences import amount_words
from planner.say.objectives import ScoreUnit, words_of
from planner.say.scores import near_millions
from planner.say.shares import exact_percent
from planner.say.status import as_claimed

MOST_PRICES = 5
_TENTH = 0.1


def prices_title() -> str:
    """Head what is said of prices."""
    return _("What it would be worth to loosen a limit")


def price_heads() -> list[str]:
    """Give the headings of a table of prices."""
    return [_("Change"), _("Sure"), _("Estimate")]


def dearest(plan: Plan) -> list[PricedChange]:
    """Give the rows of the price list that a document tells."""
    return [row for row in known_rows(plan) if row.is_worth_telling][:MOST_PRICES]


def price_row(plan: Plan, row: PricedChange) -> list[str]:
    """Give a price as a row of a table."""
    return [loosening_words(plan, row.change), sure_words(plan, row), estimate_words(plan, row)]


def price_lines(plan: Plan) -> list[str]:
    """Say of the dearest changes what each is worth."""
    return [priced_words(plan, row) for row in dearest(plan)]


def priced_words(plan: Plan, row: PricedChange, *, ranged: bool = False) -> str:
    """Say what one change is worth: for sure, by estimate, and between what it is proved to lie."""
    change = loosening_words(plan, row.change)
    if not row.is_known:
        return _("{change}: not worked out, as its process was ended or ran out of memory", change=change)
    words = _(
        "{change}: sure {sure}, estimate {estimate}",
        change=change,
        sure=sure_words(plan, row),
        estimate=estimate_words(plan, row),
    )
    return _("{words}; {range}", words=words, range=proved_words(plan, row)) if ranged else words


def sure_words(plan: Plan, row: PricedChange) -> str:
    """Say what a lawful plan with the change is better by, rounded down: what is sure is sure."""
    return _("nothing") if not row.sure else gain_words(plan, row.sure, down=True)


def estimate_words(plan: Plan, row: PricedChange) -> str:
    """Say what it is worth by the linear relaxations, with the digits that an estimate can carry."""
    return _("nothing") if not row.estimate else _("about {amount}", amount=gain_words(plan, row.estimate))


def proved_words(plan: Plan, row: PricedChange) -> str:
    """Say between what the price is proved to lie, and whether that settles that it is worth anything."""
    least = _("nothing") if not row.least else gain_words(plan, row.least, down=True)
    if row.most is None:
        told = _("proved to be {least} or more", least=least)
    else:
        most = _("nothing") if not row.most else gain_words(plan, row.most, up=True)
        told = _("proved to lie between {least} and {most}", least=least, most=most)
    return told if row.is_settled else _("{proved}, so that it may be worth nothing", proved=told)


def gain_words(plan: Plan, gain: float, *, down: bool = False, up: bool = False) -> str:
    """Write how much better a score is with two digits, rounded to the nearest, down or up.

    Of what is no money with its sign: what is made small is better when it is less.
    """
    if words_of(plan.objective).unit is not ScoreUnit.MONEY:
        return amount_words(plan, plan.objective, gain if plan.objective.is_maximised else -gain)
    rounded = _two_digits(gain, down=down, up=up)
    return near_millions(rounded) if abs(rounded) >= 1e6 else _("NOK {number}", number=integer(rounded))


def _two_digits(amount: float, *, down: bool, up: bool) -> float:
    if abs(amount) < 1.0:
        return amount
    unit = 10.0 ** max(0, floor(log10(abs(amount))) - 1)
    whole = amount / unit
    return (floor(whole) if down else -floor(-whole) if up else round(whole)) * unit


def loosening_words(plan: Plan, change: Loosening) -> str:
    """Say what is loosened."""
    match change.kind:
        case LooseningKind.PERSON_MONTH:
            name = plan.roadmap.sector(change.sector).name
            return _("{sector} {year}, one person-month more", sector=name, year=change.year)
        case LooseningKind.TENTH:
            name = plan.roadmap.sector(change.sector).name
            share = exact_percent(_TENTH)
            return _("{sector} {year}, {share} more capacity", sector=name, year=change.year, share=share)
        case LooseningKind.ROLLOUT:
            name = plan.roadmap.sector(change.sector).name
            return _("{sector}, one rollout more at a time", sector=name)
        case LooseningKind.MILLION:
            name = budget_name(plan.roadmap, plan.roadmap.budgets[change.number].key)
            return _("budget {year}, NOK 1 million more", year=name)
        case LooseningKind.KEPT if _is_started_first(plan, change):
            return _("without started measures coming first")
    return _("without this: {rule}", rule=cell_words(plan, cell_of(change)))


def _is_started_first(plan: Plan, change: Loosening) -> bool:
    return plan.objective.kept[change.number].objective.kind is ObjectiveKind.OPEN_WORK


def prices_note(plan: Plan) -> str:
    """Say what the figures are, what they are not, and how many changes were looked at."""
    words = _(
        "Each change is made alone. Sure is how much better a lawful plan with it is, made from this one. "
        "The estimate is the same difference between the simplified problems that bound how good plans can "
        "be: the change may be worth more or less."
    )
    assumed = _("The figures behind it are assumed.") if is_assumed(plan) else ""
    return as_claimed(plan, " ".join(part for part in (words, looked_words(plan), assumed) if part))


def short_prices_note(plan: Plan) -> str:
    """Say the same in few words, for paper."""
    words = _("Sure: a plan made from this one. Estimate: the simplified problem that bounds plans.")
    return as_claimed(plan, f"{words} {looked_words(plan)}")


def looked_words(plan: Plan) -> str:
    """Say how many changes were looked at, and how many of them are worth anything."""
    found = plan.price_list
    if found is None:
        return ""
    told = sum(row.is_known for row in found.rows)
    words = _(
        "Changes looked at: {count}; worth anything: {told}.", count=integer(found.looked_at), told=told
    )
    if not found.left:
        return words
    left = ngettext("There was no time for {count}.", "There was no time for {count} others.", found.left)
    return f"{words} {left}"


def price_at(found: Facts, sector_id: str, period: int) -> str:
    """Say what one more person-month in the year of a period is worth; empty where that is not known."""
    if found.plan.price_list is None:
        return ""
    year = found.roadmap.calendar.year_of(period)
    change = Loosening(kind=LooseningKind.PERSON_MONTH, sector=sector_id, year=year)
    row = next((each for each in found.plan.price_list.rows if each.change == change), None)
    if row is None or not row.is_known:
        return ""
    return _(
        "One more person-month in {year}: sure {sure}, estimate {estimate}.",
        year=year,
        sure=sure_words(found.plan, row),
        estimate=estimate_words(found.plan, row),
    )
