"""Why a date of a plan is what it is, in words; each answer says what it is an answer about."""

from collections.abc import Sequence

from planner.language import _, listed
from planner.model import Basis, DateKind, Plan, PlanDate
from planner.say.cells import cell_words
from planner.say.filling import filling_words
from planner.say.names import basis_name, phase_within, source_in_short, within_sentence
from planner.say.periods import period_words
from planner.say.scores import lost_by_best_words, near_millions
from planner.say.shares import exact_percent
from planner.why import Cell, CellKind, DateVerdict, Reason, RestsOn, rests_on

_NO_FIGURES = (CellKind.LINK, CellKind.MANDATORY, CellKind.KEPT)
"""That one thing needs another, or must be, rests on no figure; what a level is, the plan itself."""


def date_words(plan: Plan, date: PlanDate) -> str:
    """Name a date."""
    roadmap = plan.roadmap
    if date.kind is DateKind.REALISED:
        service = next(each for each in roadmap.services if each.id == date.service)
        return _("{service} is realised", service=service.name)
    measure = roadmap.measure(date.measure)
    if date.kind is DateKind.IN:
        return measure.name
    if date.kind is DateKind.START and date.sector:
        return _("{measure}: {what}", measure=measure.name, what=_beginning_words(plan, date))
    if date.phase:
        phase = phase_within(measure, date.phase)
        if date.kind is DateKind.START:
            return _("{measure}: start of {phase}", measure=measure.name, phase=phase)
        return _("{measure}: end of {phase}", measure=measure.name, phase=phase)
    sector = within_sentence(roadmap.sector(date.sector).name)
    if date.share is not None:
        share = exact_percent(date.share)
        return _("{measure}: {share} in {sector} have it", measure=measure.name, share=share, sector=sector)
    return _("{measure}: end of the rollout in {sector}", measure=measure.name, sector=sector)


def _beginning_words(plan: Plan, date: PlanDate) -> str:
    """Name the begin of a rollout, or the start of the adaptation before it, inside a sentence."""
    sector = within_sentence(plan.roadmap.sector(date.sector).name)
    if date.phase:
        return _("start of the adaptation in {sector}", sector=sector)
    return _("begin of the rollout in {sector}", sector=sector)


def short_date_words(plan: Plan, date: PlanDate) -> str:
    """Name a date where it is plain which measure it is of."""
    roadmap = plan.roadmap
    if date.kind is DateKind.REALISED:
        return date_words(plan, date)
    if date.kind is DateKind.IN:
        return _("That it comes in")
    if date.phase:
        phase = phase_within(roadmap.measure(date.measure), date.phase)
        is_start = date.kind is DateKind.START
        return _("Start of {phase}", phase=phase) if is_start else _("End of {phase}", phase=phase)
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
                loss=lost_by_best_words(plan, reason.loss, reason.least_loss),
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
                loss=lost_by_best_words(plan, reason.loss, reason.least_loss),
            )
        case DateVerdict.FREE:
            return _(
                "It could be earlier with all other measures as planned, and the plan would lose nothing."
            )
        case DateVerdict.UNSETTLED:
            return _("The time did not suffice to tell whether it could be earlier.")


def brief_words(plan: Plan, reason: Reason) -> str:
    """Say the verdict on a date that another leads to, as short as it can be true."""
    if reason.date.kind is not DateKind.IN and reason.instant:
        if reason.verdict is DateVerdict.HELD:
            return _("It cannot be earlier with all other measures as planned.")
        if reason.verdict is DateVerdict.IMPOSSIBLE:
            return _("No plan has it earlier.")
    return verdict_words(plan, reason)


def entering_words(reason: Reason) -> str:
    """Say what a measure that is left out would earn and cost; nothing where it has no place."""
    if reason.entering is None:
        return ""
    earns, costs = map(near_millions, (reason.entering.earns_nok, reason.entering.costs_nok))
    return _("It would earn {earns} and cost {costs}, as present values.", earns=earns, costs=costs)


def hold_lines(plan: Plan, reason: Reason) -> list[str]:
    """Say what holds a date: what all holds have in common, what each has besides, and the way out."""
    found = reason.holds
    if found is None:
        return []
    if found.holds == ((),):
        return [fixed_words()]
    always, besides = in_common(found.holds)
    if not found.is_smallest:
        lines = [f"{held_at_most_words()}: {_cells(plan, reason, always)}."]
    else:
        lines = [_held_by(_cells(plan, reason, each)) for each in ([always] if always else besides)]
    if always:
        lines += [_("And besides by: {cells}.", cells=_cells(plan, reason, each)) for each in besides]
    filled = [filling_words(plan, each) for each in reason.fillings]
    return [*lines, *more_lines(reason), *filled, *way_out_lines(plan, reason)]


def held_at_most_words() -> str:
    """Say that something holds a date of which maybe not all is needed."""
    return _("Held by these together, or by fewer of them")


def _held_by(cells: str) -> str:
    return _("Held by: {cells}.", cells=cells)


def in_common(holds: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], tuple[tuple[Cell, ...], ...]]:
    """Give the cells that all holds have, and of each hold the others; of one hold all are common."""
    always = tuple(cell for cell in holds[0] if all(cell in hold for hold in holds)) if holds else ()
    besides = (tuple(cell for cell in hold if cell not in always) for hold in holds)
    return always, tuple(each for each in besides if each)


def fixed_words() -> str:
    """Say that no cell helps."""
    return _("Held by what no change of the data moves: the status date, the horizon, or what runs.")


def more_lines(reason: Reason) -> list[str]:
    """Say that not all is known that holds a date, or nothing of it, where it is so."""
    if reason.holds is None or reason.holds.is_all:
        return []
    if not reason.holds.is_smallest:
        return [_("It is not settled whether all of these are needed to hold it.")]
    if reason.holds.holds:
        return [_("There may be more that holds it.")]
    return [_("The time did not suffice to find what holds it.")]


def way_out_lines(plan: Plan, reason: Reason) -> list[str]:
    """Say what would be enough to change: of what all holds have in common each by itself."""
    found = reason.holds
    if found is None or not found.way_out:
        return []
    always, besides = in_common(found.holds)
    if found.is_all and len(always) > 1 and not besides:
        return [_("Any one of these is enough to change, others as planned.")]
    if found.is_all and len(always) > 1:
        return [_("Any one of the first {count} is enough to change, others as planned.", count=len(always))]
    return [way_out_words(plan, reason, found.way_out)]


def way_out_words(plan: Plan, reason: Reason, cells: tuple[Cell, ...]) -> str:
    """Say which cells it is enough to change so that a date can be earlier; their basis has been told."""
    names = "; ".join(held_by_words(plan, reason, cell) for cell in cells)
    return _("Enough to change, others as planned: {cells}.", cells=names)


def cell_line(plan: Plan, reason: Reason, cell: Cell) -> str:
    """Say what holds a date, with its figure and what that rests on."""
    return _with_basis(plan, cell, held_by_words(plan, reason, cell))


def _cells(plan: Plan, reason: Reason, cells: tuple[Cell, ...]) -> str:
    return "; ".join(cell_line(plan, reason, cell) for cell in cells)


def held_by_words(plan: Plan, reason: Reason, cell: Cell) -> str:
    """Say what a cell is that holds a date, whose own measure needs no name; that of a service has many."""
    own = "" if reason.date.kind is DateKind.REALISED else reason.date.measure
    return cell_words(plan, cell, own)


def figure_rests_on(plan: Plan, cell: Cell) -> RestsOn | None:
    """Give what the figure in a cell rests on; that one thing needs another, or must be, is no figure."""
    return None if cell.kind in _NO_FIGURES else rests_on(plan, cell)


def _with_basis(plan: Plan, cell: Cell, words: str) -> str:
    rests = figure_rests_on(plan, cell)
    if rests is None:
        return words
    if rests.basis is Basis.ASSUMED or not rests.sources:
        return _("{what} ({basis})", what=words, basis=basis_name(rests.basis))
    sources = listed([source_in_short(each) for each in rests.sources], most=2)
    return _("{what} ({basis}: {sources})", what=words, basis=basis_name(rests.basis), sources=sources)
