"""What the sector has said, in words: who gave it, what it concerns, and what becomes of a need."""

from collections.abc import Iterable, Sequence
from datetime import date

from planner.language import Word, _, day, integer, ngettext, worded
from planner.model import Calendar, InputKind, InputOutcome, Roadmap, SectorInput
from planner.results import NeedState, NeedStep, NeedWalk
from planner.say.periods import end_words, period_words
from planner.tables import column_of_figure, shown_header, table_of_figure

_TOLD = (
    NeedState.MET,
    NeedState.DATED,
    NeedState.ON_THE_WAY,
    NeedState.NOT_PLANNED,
    NeedState.LEFT_OUT,
    NeedState.UNMET,
)
"""The states in the order in which they are counted for people."""
_SHORTENED = ("osv.", "etc.")
"""Words whose full stop is part of them, beside those that have more than one."""


def input_kind_words(kind: InputKind) -> str:
    """Name what somebody has given."""
    match kind:
        case InputKind.NEED:
            return _("Need")
        case InputKind.CAPACITY:
            return _("Capacity reported")
        case InputKind.COMMENT:
            return _("Comment")


def outcome_words(outcome: InputOutcome) -> str:
    """Say what came of it."""
    match outcome:
        case InputOutcome.OPEN:
            return _("Open")
        case InputOutcome.TAKEN_IN:
            return _("Taken in")
        case InputOutcome.PARTLY:
            return _("Partly taken in")
        case InputOutcome.DECLINED:
            return _("Not taken in")


def giver_words(roadmap: Roadmap, given: SectorInput) -> str:
    """Name who gave it."""
    name = next((each.name for each in roadmap.sectors if each.id == given.sector), given.sector)
    return ", ".join(part for part in (name, given.who) if part)


def given_words(roadmap: Roadmap, given: SectorInput) -> str:
    """Name who gave it and on what day."""
    return _("{who}, {day}", who=giver_words(roadmap, given), day=day(given.day))


def concerns_words(roadmap: Roadmap, given: SectorInput) -> str:
    """Name what it concerns: service, measure and figure; nothing where that is something else."""
    services = {each.id: each.name for each in roadmap.services}
    measures = {each.id: each.name for each in roadmap.measures}
    parts = (services.get(given.service, ""), measures.get(given.measure, ""), figure_words(roadmap, given))
    return "; ".join(part for part in parts if part)


def figure_words(roadmap: Roadmap, given: SectorInput) -> str:
    """Name the figure it concerns as its table does: title, row and header; nothing where it is none."""
    table = table_of_figure(given.figure_table)
    if table is None:
        return ""
    column = column_of_figure(table, given.figure_column)
    title = worded(Word(nb=table.name, en=table.aliases[-1]))
    names = {each.id: each.name for each in roadmap.sectors}
    names |= {each.id: each.name for each in roadmap.measures}
    row = (names.get(part) or _day_or_text(part) for part in given.figure_row.split("/"))
    header = "" if column is None else worded(shown_header(column))
    return ", ".join(part for part in (title, *row, header) if part)


def _day_or_text(part: str) -> str:
    """Write a part of a key that is a day as days are written."""
    try:
        return day(date.fromisoformat(part))
    except ValueError:
        return part


def need_words(calendar: Calendar, walk: NeedWalk) -> str:
    """Say what becomes of a need."""
    match walk.state:
        case NeedState.UNMET:
            return _("No measure meets it")
        case NeedState.MET:
            return _("Met at the status date")
        case NeedState.DATED:
            return _("Met by the end of {period}", period=end_words(calendar, walk.instant or 0))
        case NeedState.ON_THE_WAY:
            return _("On the way, not met within the horizon")
        case NeedState.LEFT_OUT:
            return _("The plan leaves out what would meet it")
        case NeedState.NOT_PLANNED:
            return _("Has measures; no plan gives it a date yet")


def need_state_name(state: NeedState) -> str:
    """Name a state of needs, as one chooses among them."""
    match state:
        case NeedState.UNMET:
            return _("No measure")
        case NeedState.MET:
            return _("Met")
        case NeedState.DATED:
            return _("Has a date")
        case NeedState.ON_THE_WAY:
            return _("On the way")
        case NeedState.LEFT_OUT:
            return _("Left out")
        case NeedState.NOT_PLANNED:
            return _("Not planned")


def need_step_words(calendar: Calendar, step: NeedStep) -> str:
    """Say when a measure that a need leads to comes."""
    if step.is_done:
        return _("Done")
    if not step.is_known:
        return _("Not planned yet")
    if step.start is None or step.end is None:
        return _("Not in the plan")
    begin = period_words(calendar, step.start)
    if not step.is_finished:
        last = end_words(calendar, calendar.periods)
        return _("{begin}, not finished by {last}", begin=begin, last=last)
    return _("{begin} to {end}", begin=begin, end=end_words(calendar, step.end, step.start))


def needs_summary(walks: Sequence[NeedWalk]) -> str:
    """Count the needs, and what becomes of them in the plan."""
    if not walks:
        return _("No needs have been entered.")
    counted = ((state, sum(walk.state is state for walk in walks)) for state in _TOLD)
    parts = "; ".join(_counted(state, count) for state, count in counted if count)
    return ngettext("{count} need: {parts}.", "{count} needs: {parts}.", len(walks), parts=parts)


def _counted(state: NeedState, count: int) -> str:
    match state:
        case NeedState.UNMET:
            return ngettext("{count} has no measure", "{count} have no measure", count)
        case NeedState.MET:
            return ngettext("{count} is met", "{count} are met", count)
        case NeedState.DATED:
            return ngettext("{count} has a date", "{count} have a date", count)
        case NeedState.ON_THE_WAY:
            return ngettext("{count} is on the way", "{count} are on the way", count)
        case NeedState.LEFT_OUT:
            return ngettext("{count} is left out", "{count} are left out", count)
        case NeedState.NOT_PLANNED:
            return ngettext("{count} is not planned", "{count} are not planned", count)


def need_lines(roadmap: Roadmap, walks: Sequence[NeedWalk]) -> list[str]:
    """Tell it as text: those that no measure meets first, then each with what it leads to."""
    unmet = [walk for walk in walks if walk.state.is_unmet]
    others = [walk for walk in walks if not walk.state.is_unmet]
    lines = [needs_summary(walks)]
    for title, some in ((unmet_title(), unmet), (_("Needs with measures"), others)):
        if some:
            lines += ["", title, *(line for walk in some for line in _lines(roadmap, walk))]
    return lines


def unmet_title() -> str:
    """Head the needs that no measure meets."""
    return _("Needs that no measure meets")


def unmet_words(roadmap: Roadmap, walk: NeedWalk, *, says_state: bool = True) -> str:
    """Say in a line what need it is that no measure meets, who gave it, and what there is to say of it.

    Parameters
    ----------
    says_state
        Whether it is said that there is a measure, which the plan leaves out.
    """
    parts = [given_words(roadmap, walk.need)]
    if says_state and walk.state is NeedState.LEFT_OUT:
        parts.append(_("the plan leaves out what would meet it"))
    if walk.need.outcome is not InputOutcome.OPEN:
        parts.append(outcome_words(walk.need.outcome).lower())
    return f"{_without_full_stop(walk.need.content)} ({'; '.join(parts)})"


def _without_full_stop(text: str) -> str:
    """Give a sentence without the full stop at its end, but with one that belongs to its last word."""
    last = text.rpartition(" ")[2]
    return text if last.count(".") > 1 or last in _SHORTENED else text.removesuffix(".")


def _lines(roadmap: Roadmap, walk: NeedWalk) -> Iterable[str]:
    calendar, given = roadmap.calendar, walk.need
    yield f"  {given.id}: {given.content} ({given_words(roadmap, given)})"
    rank = _("rank {rank}", rank=integer(given.rank)) if given.rank else ""
    parts = (need_words(calendar, walk), concerns_words(roadmap, given), rank)
    yield f"    {'; '.join(part for part in parts if part)}"
    if given.outcome is not InputOutcome.OPEN or given.reason:
        told = _("What came of it: {outcome}", outcome=outcome_words(given.outcome).lower())
        yield "    " + ": ".join(part for part in (told, given.reason) if part)
    for step in walk.steps:
        when = f": {need_step_words(calendar, step)}" if step.is_known else ""
        yield f"    - {roadmap.measure(step.measure).name}{when}"
