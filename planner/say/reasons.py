"""Why a date of a plan is what it is, in words; each answer says what it is an answer about."""

from planner.explain import Cell, CellKind, DateVerdict, Filling, Reason, fillings, rests_on
from planner.language import _, listed
from planner.model import DateKind, Plan, PlanDate
from planner.results import own_measures
from planner.say.cells import cell_words
from planner.say.names import basis_name, phase_name, within_sentence
from planner.say.periods import count_periods, period_words
from planner.say.scores import score_words
from planner.say.shares import exact_percent, whole_percent

_NO_FIGURES = (CellKind.LINK, CellKind.PIN, CellKind.MANDATORY, CellKind.GROUP)


def date_words(plan: Plan, date: PlanDate) -> str:
    """Name a date."""
    roadmap = plan.roadmap
    if date.kind is DateKind.REALISED:
        service = next(each for each in roadmap.services if each.id == date.service)
        return _("{service} is realised", service=service.name)
    measure = roadmap.measure(date.measure)
    if date.kind is DateKind.IN:
        return measure.name
    if date.kind is DateKind.START:
        phase = within_sentence(phase_name(measure, date.phase))
        return _("{measure}: start of {phase}", measure=measure.name, phase=phase)
    sector = within_sentence(roadmap.sector(date.sector).name)
    if date.share is not None:
        share = exact_percent(date.share)
        return _("{measure}: {share} in {sector} have it", measure=measure.name, share=share, sector=sector)
    return _("{measure}: end of the rollout in {sector}", measure=measure.name, sector=sector)


def when_words(plan: Plan, reason: Reason) -> str:
    """Say when a date is: a start by the period it begins, all else by the one at whose end it has come."""
    calendar, instant = plan.roadmap.calendar, reason.instant
    if reason.date.kind is DateKind.IN:
        return _("left out")
    if instant > calendar.periods:
        return _("not within the horizon")
    if reason.date.kind is DateKind.START:
        return period_words(calendar, instant)
    return period_words(calendar, instant - 1) if instant else _("at the status date")


def verdict_words(plan: Plan, reason: Reason) -> str:
    """Say why a date is not a period earlier, or a measure not in, and how far that answer reaches."""
    return _of_left_out(plan, reason) if reason.date.kind is DateKind.IN else _of_date(plan, reason)


def _of_left_out(plan: Plan, reason: Reason) -> str:
    match reason.verdict:
        case DateVerdict.IMPOSSIBLE:
            return _("No plan can have it, which is proved.")
        case DateVerdict.HELD:
            return _(
                "It finds no place while all other measures stay as planned. Whether another plan could have "
                "it is not settled."
            )
        case DateVerdict.CHOSEN:
            return _(
                "It could come in with all other measures as planned, but the plan would lose {loss}.",
                loss=score_words(plan, reason.loss),
            )
        case DateVerdict.FREE:
            return _("It could come in with all other measures as planned, and the plan would lose nothing.")
        case DateVerdict.UNSETTLED:
            return _("The time did not suffice to tell whether it could come in.")


def _of_date(plan: Plan, reason: Reason) -> str:
    match reason.verdict:
        case DateVerdict.IMPOSSIBLE if reason.instant == 0:
            return _("Nothing comes before the status date.")
        case DateVerdict.IMPOSSIBLE if reason.by_order:
            return _("No plan has it earlier, which is proved: order and durations alone forbid it.")
        case DateVerdict.IMPOSSIBLE:
            return _("No plan has it earlier, which is proved.")
        case DateVerdict.HELD:
            return _(
                "It cannot be earlier while all other measures stay as planned. Whether another plan could "
                "have it earlier is not settled."
            )
        case DateVerdict.CHOSEN:
            return _(
                "It could be earlier with all other measures as planned, but the plan would lose {loss}.",
                loss=score_words(plan, reason.loss),
            )
        case DateVerdict.FREE:
            return _(
                "It could be earlier with all other measures as planned, and the plan would lose nothing."
            )
        case DateVerdict.UNSETTLED:
            return _("The time did not suffice to tell whether it could be earlier.")


def hold_lines(plan: Plan, reason: Reason) -> list[str]:
    """Say what holds a date, a line for each set of cells that does so alone, and the smallest way out."""
    found = reason.holds
    if found is None:
        return []
    lines = [_hold_line(plan, reason, hold) for hold in found.holds]
    if not found.is_all:
        lines.append(_("There may be more that holds it."))
    lines += [_filling_line(plan, each) for each in fillings(plan, reason)]
    if found.way_out:
        cells = _cells(plan, reason, found.way_out)
        lines.append(_("Enough to change, others as planned: {cells}.", cells=cells))
    return lines


def _filling_line(plan: Plan, found: Filling) -> str:
    """Say for how long a sector is full when a date would need it, and of whom."""
    sector, count = found.sector.name, count_periods(plan.roadmap.calendar, len(found.periods))
    if not found.parts:
        return _("{sector} is full in {count} then, of many small things.", sector=sector, count=count)
    names = [
        _("“{name}” ({share})", name=measure.name, share=whole_percent(share))
        for measure, share in found.parts
    ]
    return _(
        "{sector} is full in {count} then, most of it of {names}.",
        sector=sector,
        count=count,
        names=listed(names, most=4),
    )


def _hold_line(plan: Plan, reason: Reason, hold: tuple[Cell, ...]) -> str:
    if not hold:
        return _("Held by what no change of the data moves: the status date, the horizon, or what runs.")
    return _("Held by: {cells}.", cells=_cells(plan, reason, hold))


def _cells(plan: Plan, reason: Reason, cells: tuple[Cell, ...]) -> str:
    own = own_measures(plan.roadmap, reason.date)
    seen_from = own[0] if len(own) == 1 else ""
    return "; ".join(_with_basis(plan, cell, cell_words(plan, cell, seen_from)) for cell in cells)


def _with_basis(plan: Plan, cell: Cell, words: str) -> str:
    """Add what a figure rests on; that one thing needs another, or must be, is no figure."""
    rests = None if cell.kind in _NO_FIGURES else rests_on(plan, cell)
    return words if rests is None else _("{what} ({basis})", what=words, basis=basis_name(rests.basis))
