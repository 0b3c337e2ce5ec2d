"""Deadlines in words: when they are met, by how much they are missed, and at what price."""

from planner.language import _, day, millions
from planner.model import Calendar, Deadline, Roadmap
from planner.results import Due
from planner.say.periods import count_periods, end_words, of_each_period
from planner.say.shares import exact_percent


def asked_words(roadmap: Roadmap, due: Due) -> str:
    """Say what is asked for by when: all phases, or a share of a sector."""
    when = day(due.deadline.day)
    if due.share is None:
        return _("Built by {day}", day=when)
    sector = roadmap.sector(due.sector).name
    return _("{share} in {sector} by {day}", share=exact_percent(due.share), sector=sector, day=when)


def answer_words(roadmap: Roadmap, due: Due) -> str:
    """Say when a deadline is met, or by how much it is missed."""
    if due.is_missed:
        return missed_words(roadmap, due)
    if due.met is None or due.start is None:
        return _("met")
    return _("met in {period}", period=end_words(roadmap.calendar, due.met, due.start))


def missed_words(roadmap: Roadmap, missed: Due) -> str:
    """Say by how much a deadline is missed, who misses it, and what that costs."""
    late = _("{late} late", late=count_periods(roadmap.calendar, missed.periods))
    if missed.sector:
        late = _("{late} ({sector})", late=late, sector=roadmap.sector(missed.sector).name)
    if not missed.cost_nok:
        return late
    return _("{late}, price {price}", late=late, price=price_words(missed.cost_nok))


def price_words(amount_nok: float) -> str:
    """Write a price in million kroner, with a decimal where it is small."""
    return millions(amount_nok, 0 if amount_nok >= 10e6 else 1)


def hardness_words(deadline: Deadline) -> str:
    """Say whether a deadline may be missed."""
    return _("Must be met") if deadline.is_hard else _("Has a price")


def with_price(calendar: Calendar, deadline: Deadline, words: str) -> str:
    """Add to a deadline in words what each period of delay costs where it may be missed."""
    if not deadline.price_nok_per_period:
        return words
    price = _("late costs {price}", price=price_words(deadline.price_nok_per_period))
    return _("{deadline}; {price}", deadline=words, price=of_each_period(calendar, price))
