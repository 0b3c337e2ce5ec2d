"""Information services in words: when each is realised, what it takes, and which measures bring it about."""

from planner.language import _
from planner.model import Service
from planner.results import Facts
from planner.say.periods import period_words
from planner.say.shares import exact_percent, whole_percent
from planner.why import Contributor


def realised_line(found: Facts, service: Service) -> str:
    """Say when a service is realised, or how far it comes, and how much is enough."""
    period, enough = found.realised[service.id], exact_percent(service.threshold)
    shares = found.services[service.id]
    if period is None:
        return _(
            "Not realised within the horizon: {share} at its end, {enough} is enough.",
            share=whole_percent(shares[-1]),
            enough=enough,
        )
    return _(
        "Realised in {period}, at {share}; {enough} is enough.",
        period=period_words(found.roadmap.calendar, period),
        share=whole_percent(shares[period]),
        enough=enough,
    )


def last_words(found: Facts, service: Service, contributor: Contributor) -> str:
    """Say what part a measure has in that a service is realised when it is, or in what lacks."""
    share = whole_percent(contributor.share)
    if found.realised[service.id] is None:
        return _("{share} of what lacks", share=share)
    return _("{share} of what was added last", share=share)


def decides_heading() -> str:
    """Head those that determine when services are realised."""
    return _("Decided by")
