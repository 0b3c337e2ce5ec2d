"""What has changed between two status dates for a board: three sentences, and the slips as a table."""

from collections import Counter
from collections.abc import Iterator
from enum import Enum, auto

from planner.language import _, day, decimal, millions, ngettext
from planner.model import Plan
from planner.results import coverage_by_year
from planner.rolling import Slip, SlipKind
from planner.say.assumed import in_a_sentence, is_assumed
from planner.say.names import part_of_measure
from planner.say.periods import count_periods
from planner.say.shares import whole_percent
from planner.say.slips import how_words
from planner.variance import Became, Because, MeasureVariance, Variance

_LATE = (SlipKind.LATE, SlipKind.NOT_BEGUN)


class _Mainly(Enum):
    """Why a measure moves, for a board; in the order of reading."""

    OWN = auto()
    OWN_AND_FORCED = auto()
    FORCED = auto()
    WORTH = auto()
    SPENDING = auto()
    DATA = auto()


_OTHERWISE = {
    Because.WORTH: _Mainly.WORTH,
    Because.SPENDING: _Mainly.SPENDING,
    Because.DATA: _Mainly.DATA,
}


def board_sentences(found: Variance) -> tuple[str, ...]:
    """Say in three sentences what has slipped, what that has moved, and what it means."""
    return tuple(_sentences(found))


def slip_table(found: Variance) -> list[tuple[str, ...]]:
    """Give the slips as rows of text, the heading first: what it is of, how much, and how it is known."""
    rows: list[tuple[str, ...]] = [(_("Measure"), _("What"), _("Slip"), _("Known from"))]
    for each in found.slips:
        measure = found.before.roadmap.measure(each.measure).name
        known = _("reported") if each.is_reported else _("follows")
        rows.append(
            (measure, part_of_measure(found.before.roadmap, each.place), amount_of_slip(found, each), known)
        )
    return rows


def amount_of_slip(found: Variance, slip: Slip) -> str:
    """Say by how much something slipped, in a table."""
    if slip.kind not in (SlipKind.BEHIND, SlipKind.AHEAD):
        return how_words(found.after.roadmap, slip)
    shares = [decimal((each or 0.0) * 100, 0) for each in (slip.found, slip.planned)]
    return _("{found} of planned {planned} % in use", found=shares[0], planned=shares[1])


def _sentences(found: Variance) -> Iterator[str]:
    status = day(found.after.roadmap.calendar.status_date)
    slipped = list(_slipped(found))
    if slipped:
        yield _("As of {day}: {slips}.", day=status, slips=in_a_sentence(slipped))
    elif found.unread:
        yield _("As of {day} all that could be read has gone as planned, but not all could.", day=status)
    else:
        yield _("As of {day} all that is known has gone as planned.", day=status)
    yield _moved(found)
    yield _means(found)


def _slipped(found: Variance) -> Iterator[str]:
    """Count what has slipped, by kind, and what was done without the plan."""
    late = [each for each in found.slips if each.kind in _LATE]
    early, stopped, behind, ahead = (
        len([each for each in found.slips if each.kind is kind])
        for kind in (SlipKind.EARLY, SlipKind.STOPPED, SlipKind.BEHIND, SlipKind.AHEAD)
    )
    if late:
        count = ngettext("{count} piece of work is late", "{count} pieces of work are late", len(late))
        yield count + _most_of(found, late)
    if early:
        yield ngettext("{count} piece of work is early", "{count} pieces of work are early", early)
    if stopped:
        yield ngettext("{count} piece of work is stopped", "{count} pieces of work are stopped", stopped)
    if behind:
        yield ngettext("{count} rollout is behind", "{count} rollouts are behind", behind)
    if ahead:
        yield ngettext("{count} rollout is ahead", "{count} rollouts are ahead", ahead)
    unplanned = len([each for each in found.changes if each.is_unplanned])
    if unplanned:
        yield ngettext(
            "{count} measure that the plan left out has begun or is done",
            "{count} measures that the plan left out have begun or are done",
            unplanned,
        )


def _most_of(found: Variance, late: list[Slip]) -> str:
    """Name the work that is latest."""
    reported = [each for each in late if each.is_reported] or late
    most = max(reported, key=lambda each: each.periods)
    return _(
        " (most of all {part} in “{measure}”, by {count})",
        part=part_of_measure(found.before.roadmap, most.place),
        measure=found.before.roadmap.measure(most.measure).name,
        count=count_periods(found.after.roadmap.calendar, most.periods),
    )


def _moved(found: Variance) -> str:
    """Count the measures that move, by reason, and those of which something else became."""
    count = len(found.of(Became.MOVED))
    said = _("No measure moves")
    if count:
        moves = ngettext("{count} measure moves", "{count} measures move", count)
        said = _("{first}: {reasons}", first=moves, reasons=in_a_sentence(list(_why_moved(found))))
    others = list(_else_became(found))
    if others:
        return _("{moves}; {others}.", moves=said, others=in_a_sentence(others))
    return f"{said}."


def _why_moved(found: Variance) -> Iterator[str]:
    """Count the moves for each reason, each move once."""
    counts = Counter(_mainly(each) for each in found.of(Became.MOVED))
    own, also, forced, worth, spent, data = (counts[each] for each in _Mainly)
    if own:
        yield ngettext("{count} has slipped itself", "{count} have slipped themselves", own)
    if also:
        yield ngettext(
            "{count} has slipped itself and has to give way to others too",
            "{count} have slipped themselves and have to give way to others too",
            also,
        )
    if forced:
        yield ngettext(
            "{count} has to give way to what slipped, by order or capacity",
            "{count} have to give way to what slipped, by order or capacity",
            forced,
        )
    if worth:
        yield ngettext("{count} moves as that is worth more", "{count} move as that is worth more", worth)
    if spent:
        yield ngettext(
            "{count} moves as more was spent than planned",
            "{count} move as more was spent than planned",
            spent,
        )
    if data:
        yield ngettext("{count} moves as the data has changed", "{count} move as the data has changed", data)


def _mainly(change: MeasureVariance) -> _Mainly | None:
    """Give what a move is counted as."""
    gives_way = bool(set(change.leads_to) - {change.measure})
    if Because.REPORTED in change.reasons:
        return _Mainly.OWN_AND_FORCED if gives_way else _Mainly.OWN
    if gives_way:
        return _Mainly.FORCED
    return next((each for reason, each in _OTHERWISE.items() if reason in change.reasons), None)


def _else_became(found: Variance) -> Iterator[str]:
    """Count the measures that come in, go out, are stopped or are finished."""
    added, dropped, stopped, finished = (
        len(found.of(became)) for became in (Became.ADDED, Became.DROPPED, Became.STOPPED, Became.FINISHED)
    )
    if added:
        yield ngettext("{count} comes in", "{count} come in", added)
    if dropped:
        yield ngettext("{count} goes out", "{count} go out", dropped)
    if stopped:
        yield ngettext("{count} is stopped", "{count} are stopped", stopped)
    if finished:
        yield ngettext("{count} is finished", "{count} are finished", finished)


def _means(found: Variance) -> str:
    year = found.after.roadmap.calendar.year_of(0)
    last = max(set(_coverage(found.before)) & set(_coverage(found.after)), default=year)
    said = [_covered(found, each) for each in dict.fromkeys((year, last))]
    value = found.value
    if value is not None:
        now, planned = millions(value.now_nok), millions(value.planned_nok)
        words = _("net benefit is {now}, planned {planned}", now=now, planned=planned)
        said.append(_("{amount} (assumed)", amount=words) if is_assumed(found.after) else words)
    return _("The target picture is covered by {parts}.", parts="; ".join(said))


def _covered(found: Variance, year: int) -> str:
    now, planned = (_coverage(plan).get(year, 0.0) for plan in (found.after, found.before))
    return _(
        "{now} at the end of {year}, planned {planned}",
        now=whole_percent(now),
        year=str(year),
        planned=whole_percent(planned),
    )


def _coverage(plan: Plan) -> dict[int, float]:
    return {} if plan.schedule is None else coverage_by_year(plan.roadmap, plan.schedule)
