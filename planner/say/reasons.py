"""Why a date of a plan is what it is, in words; each answer says what it is an answer about."""

from planner.explain import Cell, CellKind, DateVerdict, Filling, Holds, Reason, fillings, rests_on
from planner.language import _, listed
from planner.model import Basis, DateKind, Measure, Plan, PlanDate
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


def short_date_words(plan: Plan, date: PlanDate) -> str:
    """Name a date where it is plain which measure it is of."""
    roadmap = plan.roadmap
    if date.kind is DateKind.REALISED:
        return date_words(plan, date)
    if date.kind is DateKind.IN:
        return _("That it comes in")
    if date.kind is DateKind.START:
        phase = within_sentence(phase_name(roadmap.measure(date.measure), date.phase))
        return _("Start of {phase}", phase=phase)
    sector = within_sentence(roadmap.sector(date.sector).name)
    if date.share is not None:
        return _("{share} in {sector} have it", share=exact_percent(date.share), sector=sector)
    return _("End of the rollout in {sector}", sector=sector)


def when_words(plan: Plan, reason: Reason) -> str:
    """Say when a date is, of which there is a reason."""
    return instant_words(plan, reason.date, reason.instant)


def instant_words(plan: Plan, date: PlanDate, instant: int) -> str:
    """Say when a date is: a start by the period it begins, all else by the one at whose end it has come."""
    calendar = plan.roadmap.calendar
    if date.kind is DateKind.IN:
        return _("left out")
    if instant > calendar.periods:
        return _("not within the horizon")
    if date.kind is DateKind.START:
        return period_words(calendar, instant)
    return period_words(calendar, instant - 1) if instant else _("at the status date")


def verdict_in_short(reason: Reason) -> str:
    """Say in a few words why a date is not a period earlier, and of which plans that is true."""
    match reason.verdict:
        case DateVerdict.IMPOSSIBLE:
            return _("Impossible earlier, in any plan")
        case DateVerdict.HELD:
            return _("Held, with all others as planned")
        case DateVerdict.CHOSEN:
            return _("Chosen, with all others as planned")
        case DateVerdict.FREE:
            return _("Free to be earlier, with all others as planned")
        case DateVerdict.UNSETTLED:
            return _("Not settled")


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
        lines.append(not_all_words(found))
    lines += [_filling_line(plan, each) for each in fillings(plan, reason)]
    if found.way_out:
        lines.append(way_out_words(plan, reason, found.way_out))
    return lines


def not_all_words(found: Holds[Cell]) -> str:
    """Say that not all that holds a date is known, or nothing of it."""
    if found.holds:
        return _("There may be more that holds it.")
    return _("The time did not suffice to find what holds it.")


def way_out_words(plan: Plan, reason: Reason, cells: tuple[Cell, ...]) -> str:
    """Say which cells it is enough to change so that a date can be earlier."""
    return _("Enough to change, others as planned: {cells}.", cells=_cells(plan, reason, cells))


def _filling_line(plan: Plan, found: Filling) -> str:
    """Say for how long a sector is full when a date would need it, and of whom."""
    if not found.parts:
        return filled_words(plan, found)
    sector, count = found.sector.name, count_periods(plan.roadmap.calendar, len(found.periods))
    names = [filler_words(measure, share) for measure, share in found.parts]
    return _(
        "{sector} is full in {count} then, most of it of {names}.",
        sector=sector,
        count=count,
        names=listed(names, most=4),
    )


def filled_words(plan: Plan, found: Filling) -> str:
    """Say for how long a sector is full when a date would need it, before those who fill it most."""
    sector, count = found.sector.name, count_periods(plan.roadmap.calendar, len(found.periods))
    if not found.parts:
        return _("{sector} is full in {count} then, of many small things.", sector=sector, count=count)
    return _("{sector} is full in {count} then, most of it by:", sector=sector, count=count)


def filler_words(measure: Measure, share: float) -> str:
    """Say how much of what is asked of a full sector a measure asks."""
    return _("“{name}” ({share})", name=measure.name, share=whole_percent(share))


def _hold_line(plan: Plan, reason: Reason, hold: tuple[Cell, ...]) -> str:
    if not hold:
        return _("Held by what no change of the data moves: the status date, the horizon, or what runs.")
    return _("Held by: {cells}.", cells=_cells(plan, reason, hold))


def _cells(plan: Plan, reason: Reason, cells: tuple[Cell, ...]) -> str:
    return "; ".join(_with_basis(plan, cell, held_by_words(plan, reason, cell)) for cell in cells)


def held_by_words(plan: Plan, reason: Reason, cell: Cell) -> str:
    """Say what a cell is that has to do with a date, seen from the date's own measure."""
    own = own_measures(plan.roadmap, reason.date)
    return cell_words(plan, cell, own[0] if len(own) == 1 else "")


def cell_basis(plan: Plan, cell: Cell) -> Basis | None:
    """Give what the figure in a cell rests on; that one thing needs another, or must be, is no figure."""
    rests = None if cell.kind in _NO_FIGURES else rests_on(plan, cell)
    return None if rests is None else rests.basis


def _with_basis(plan: Plan, cell: Cell, words: str) -> str:
    basis = cell_basis(plan, cell)
    return words if basis is None else _("{what} ({basis})", what=words, basis=basis_name(basis))
