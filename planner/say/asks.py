"""What a dependency asks, in plain words."""

from planner.language import _
from planner.model import Dependency, Endpoint, Link, Roadmap
from planner.say.names import part_name, within_sentence
from planner.say.periods import count_periods
from planner.say.shares import exact_percent


def asks(roadmap: Roadmap, link: Dependency, own: str) -> str:
    """Say in plain words what a dependency asks, seen from one of its two measures."""
    begun, built = _endpoint(roadmap, link.predecessor, own), _building(roadmap, link.predecessor, own)
    first = built if link.link.from_finish else begun
    then = (
        _building(roadmap, link.successor, own)
        if link.link.to_finish
        else _endpoint(roadmap, link.successor, own)
    )
    words = _rule(roadmap, link, first, then)
    return words[:1].upper() + words[1:]


def _rule(roadmap: Roadmap, link: Dependency, first: str, then: str) -> str:
    if link.link is Link.ADOPTION:
        return _("each unit takes {then} into use only after {first}", then=then, first=first)
    if link.link is Link.SHARE:
        return _(
            "{then} may begin when {share} in {sector} have {first} in use",
            then=then,
            first=first,
            share=exact_percent(link.share or 0.0),
            sector=within_sentence(roadmap.sector(link.share_sector).name),
        )
    return _timed(link, first, then) + _lag(roadmap, link)


def _timed(link: Dependency, first: str, then: str) -> str:
    match link.link:
        case Link.FINISH_START:
            return _("{then} begins after {first} has ended", then=then, first=first)
        case Link.START_START:
            return _("{then} begins after {first} has begun", then=then, first=first)
        case Link.FINISH_FINISH:
            return _("{then} ends after {first} has ended", then=then, first=first)
        case _:
            return _("{then} ends after {first} has begun", then=then, first=first)


def _lag(roadmap: Roadmap, link: Dependency) -> str:
    return _least_lag(roadmap, link.lag_periods) + _largest_lag(roadmap, link.largest_lag_periods)


def _least_lag(roadmap: Roadmap, lag: int) -> str:
    if not lag:
        return ""
    count = count_periods(roadmap.calendar, abs(lag))
    return (
        _(", at least {count} later", count=count) if lag > 0 else _(", or up to {count} before", count=count)
    )


def _largest_lag(roadmap: Roadmap, lag: int | None) -> str:
    if lag is None:
        return ""
    if lag == 0:
        return _(", and not later than that")
    count = count_periods(roadmap.calendar, abs(lag))
    return (
        _(", at most {count} later", count=count) if lag > 0 else _(", at least {count} before", count=count)
    )


def _endpoint(roadmap: Roadmap, endpoint: Endpoint, own: str) -> str:
    """Name what begins or ends, seen from one measure."""
    measure = roadmap.measure(endpoint.measure)
    whose = _("this measure") if measure.id == own else _("“{name}”", name=measure.name)
    return part_name(roadmap, endpoint, whose)


def _building(roadmap: Roadmap, endpoint: Endpoint, own: str) -> str:
    """Name what ends: of a whole measure its last phase, which is not yet its being in use."""
    words = _endpoint(roadmap, endpoint, own)
    return words if endpoint.sector or endpoint.phase else _("the building of {measure}", measure=words)
