"""How long what is open can wait, in words: each answer says of which plans it is true."""

from collections.abc import Sequence

from planner.decisions import ChoiceKind, DateRoom, DueDecision, OpenChoice, Possible, calendar
from planner.language import _, listed, ngettext
from planner.model import DateKind, Plan, PlanDate
from planner.runs import Outcome
from planner.say.names import phase_within
from planner.say.periods import period_words
from planner.say.reasons import date_words
from planner.say.scores import lost_words

MOST_MOVED = 3
"""Measures that are named of those that move too."""


def decisions_title() -> str:
    """Head the calendar."""
    return _("Decisions, and how long each can wait")


def decisions_note(plan: Plan, loss: float) -> str:
    """Say for what loss it is told, and what it rests on."""
    return _(
        "Each can wait so long if the plan may lose {loss} at most. What is found keeps all other measures "
        "as planned, so that two decisions that can each wait need not be able to wait both. What is proved "
        "holds for every plan.",
        loss=lost_words(plan, loss),
    )


def calendar_lines(plan: Plan, found: Sequence[DueDecision]) -> list[str]:
    """Give the calendar: a line for each instant, and below it one for each decision."""
    lines: list[str] = []
    for by, together in calendar(plan.roadmap, found):
        lines.append(by_words(plan, by))
        lines += [f"  - {decision_line(plan, each)}" for each in together]
    return lines


def by_words(plan: Plan, by: int | None) -> str:
    """Say until when some decisions can wait."""
    if by is None:
        return _("Without a date")
    if by > plan.roadmap.calendar.periods:
        return _("Not within the horizon")
    if by == 0:
        return _("Now")
    return _("By the beginning of {period}", period=period_words(plan.roadmap.calendar, by))


def decision_line(plan: Plan, decision: DueDecision) -> str:
    """Say what is to be decided, and how long it can wait."""
    return f"{choice_of_words(plan, decision.choice)}. {waiting_words(plan, decision)}"


def choice_of_words(plan: Plan, choice: OpenChoice) -> str:
    """Say what is to be decided."""
    measure = plan.roadmap.measure(choice.date.measure)
    match choice.kind:
        case ChoiceKind.IN if measure.must_be_in:
            return _("Start {measure}, which has to be in", measure=measure.name)
        case ChoiceKind.IN:
            return _("Start {measure}", measure=measure.name)
        case ChoiceKind.OUT:
            return _("Take {measure} in after all", measure=measure.name)
        case ChoiceKind.MODE:
            phase = phase_within(measure, choice.date.phase)
            return _("{measure}: how {phase} is to be done", measure=measure.name, phase=phase)
        case ChoiceKind.PIN:
            return _("Keep what is pinned, or move it: {date}", date=date_words(plan, choice.date))


def waiting_words(plan: Plan, decision: DueDecision) -> str:
    """Say how long a decision can wait, by what plans show and by what is proved."""
    if decision.room is None:
        return _not_worked_out(decision.outcome)
    room, kind = decision.room, decision.choice.kind
    if room.found.latest is None:
        return _without_place(room)
    parts = [_found_words(plan, room), _moved_words(plan, room), _proved_words(plan, room)]
    if kind is ChoiceKind.PIN:
        parts.insert(0, _earliest_words(plan, room))
    if kind is ChoiceKind.IN and not plan.roadmap.measure(room.date.measure).must_be_in:
        parts.append(_outside_words(room))
    if not room.is_settled:
        parts.append(_("The search was cut short, so that it may be able to wait longer."))
    return " ".join(filter(None, parts))


def room_words(plan: Plan, room: DateRoom) -> str:
    """Say in one sentence how early and how late a date can be; nothing where no plan has it."""
    if room.found.latest is None:
        return _without_place(room)
    values = {"loss": lost_words(plan, room.loss), "latest": _when(plan, room.date, room.found.latest)}
    if room.found.earliest is None:
        return _("For a loss of {loss} at most it can wait until {latest}, others as planned.", **values)
    values["earliest"] = _when(plan, room.date, room.found.earliest)
    return _(
        "For a loss of {loss} at most it can be as early as {earliest} and as late as {latest}, others as "
        "planned.",
        **values,
    )


def decision_sentence(plan: Plan, decision: DueDecision) -> str:
    """Say in one sentence how long it can wait that a measure starts, or comes in."""
    room = decision.room
    if room is None or room.found.latest is None:
        return waiting_words(plan, decision)
    values = {"loss": lost_words(plan, room.loss), "latest": _when(plan, room.date, room.found.latest)}
    if room.proved.latest is None:
        return _(
            "Its start can wait until {latest} for a loss of {loss} at most, others as planned.", **values
        )
    values["proved"] = _when(plan, room.date, room.proved.latest)
    if room.proved.latest == room.found.latest:
        return _(
            "Its start can wait until {latest} for a loss of {loss} at most, others as planned; no plan can "
            "wait longer.",
            **values,
        )
    return _(
        "Its start can wait until {latest} for a loss of {loss} at most, others as planned; no plan can wait "
        "beyond {proved}.",
        **values,
    )


def _not_worked_out(outcome: Outcome) -> str:
    match outcome:
        case Outcome.OUT_OF_MEMORY:
            return _("Not worked out: there was not enough memory.")
        case Outcome.STOPPED:
            return _("Not worked out: the work was ended.")
    return _("Not worked out: its process was ended from outside.")


def _without_place(room: DateRoom) -> str:
    """Say that no plan was found that has a measure."""
    if room.inside is Possible.REFUTED:
        return _("No plan that loses so little has it, which is proved.")
    if not room.is_settled:
        return _("The time did not suffice to tell whether it could come in.")
    return _(
        "It finds no place for so little with all other measures as planned. Whether another plan could have "
        "it is not settled."
    )


def _found_words(plan: Plan, room: DateRoom) -> str:
    latest = _when(plan, room.date, room.found.latest)
    if room.instant is None:
        return _("With all others as planned it could come in until {latest}.", latest=latest)
    if room.cannot_wait:
        return _("It cannot wait longer than planned, {latest}, with all others as planned.", latest=latest)
    planned = _when(plan, room.date, room.instant)
    return _(
        "Planned for {planned}, it can wait until {latest} with all others as planned.",
        planned=planned,
        latest=latest,
    )


def _earliest_words(plan: Plan, room: DateRoom) -> str:
    """Say how early what is pinned could come."""
    earliest = room.found.earliest
    if earliest is None or earliest == room.instant:
        return ""
    return _("It could come as early as {earliest}.", earliest=_when(plan, room.date, earliest))


def _moved_words(plan: Plan, room: DateRoom) -> str:
    names = [plan.roadmap.measure(each).name for each in room.moved]
    if not names:
        return ""
    told = listed(names, most=MOST_MOVED)
    return ngettext("For that {names} moves too.", "For that {names} move too.", len(names), names=told)


def _proved_words(plan: Plan, room: DateRoom) -> str:
    latest = room.proved.latest
    if latest is None:
        return _("How long it could wait in other plans is not known.")
    if latest == room.found.latest:
        if room.is_window:
            return _("Its own dates and the horizon leave it no later place.")
        return _("No plan can wait longer, which is proved.")
    if room.is_window:
        return _("How long it could wait in other plans is not known.")
    return _("No plan can wait beyond {latest}, which is proved.", latest=_when(plan, room.date, latest))


def _outside_words(room: DateRoom) -> str:
    """Say whether a measure that is in could also be left out."""
    match room.outside:
        case Possible.SHOWN:
            return _("For so little it could also be left out.")
        case Possible.REFUTED:
            return _("No plan that loses so little leaves it out.")
    return ""


def _when(plan: Plan, date: PlanDate, instant: int | None) -> str:
    """Name the period of an instant: the one that a start begins, the last before an end."""
    calendar_of = plan.roadmap.calendar
    if instant is None or instant > calendar_of.periods:
        return _("after the horizon")
    is_start = date.kind in (DateKind.START, DateKind.IN)
    return period_words(calendar_of, instant if is_start else max(0, instant - 1))
