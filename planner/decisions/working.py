"""Rooms and decisions of a plan, for scripts, commands and the page."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from planner.decisions.calendar import DueDecision
from planner.decisions.choices import OpenChoice, open_choices
from planner.decisions.finding import RoomFinder
from planner.decisions.given import date_named, lawful_schedule, loss_of
from planner.decisions.proving import Proofs
from planner.decisions.rooms import DateRoom
from planner.model import Plan, PlanDate
from planner.runs import side_by_side
from planner.solver import DateLimits
from planner.why import Cell, relaxed

Proved = dict[OpenChoice, DateLimits]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomQuestion:
    """What a process is asked: a date, in the roadmap without its pin where it is about one."""

    date: PlanDate
    pin: Cell | None
    limits: DateLimits


def room(plan: Plan, date: PlanDate | str, *, loss: float | None = None) -> DateRoom:
    """Give how early and how late a date can be for a loss: found by plans, and proved.

    Works in this process; a proof takes some seconds, and finding plans about as long.

    Parameters
    ----------
    plan
        Any lawful plan with a schedule, whoever made it.
    date
        A date of it, or the id of a measure (the start of its first phase) or of a service (that it is
        realised).
    loss
        What the score may lose, in its unit (NOK of net benefit), 0 or more; 0.1 % of it if not given.

    Raises
    ------
    ToldError
        If the plan has no schedule, or an unlawful one, the loss is below 0, or there is no such date.
    """
    schedule = lawful_schedule(plan)
    asked = date_named(plan.roadmap, date)
    finder = RoomFinder(plan.roadmap, plan.objective, schedule, loss_of(plan, loss))
    limits = Proofs(plan.roadmap, plan.objective, finder.least).of_dates([asked])
    return finder.room(asked, limits[asked])


def due_decisions(
    plan: Plan,
    *,
    loss: float | None = None,
    choices: Iterable[OpenChoice] | None = None,
    workers: int | None = None,
    stop: threading.Event | None = None,
) -> Iterator[DueDecision]:
    """Give the open choices of a plan, each with how long it can wait, as they come.

    Works in as many processes as there are cores; one that is ended from outside costs the decision that it
    was at, which says so. ``calendar`` puts them in order.

    Parameters
    ----------
    loss
        What the score may lose, in its unit, 0 or more; 0.1 % of it if not given.
    choices
        Some of ``open_choices``; all of them if not given.
    stop
        Set from another thread or a signal to end with what is known: the others say that they were stopped.

    Raises
    ------
    ToldError
        If the plan has no schedule, or an unlawful one, or the loss is below 0.
    """
    schedule, allowed = lawful_schedule(plan), loss_of(plan, loss)
    asked = open_choices(plan.roadmap, plan.objective, schedule) if choices is None else choices
    return _worked_out(plan, tuple(asked), allowed, workers=workers, stop=stop or threading.Event())


def _worked_out(
    plan: Plan, choices: tuple[OpenChoice, ...], loss: float, *, workers: int | None, stop: threading.Event
) -> Iterator[DueDecision]:
    """Give the decisions on some choices; of choices about the same date it is asked once."""
    proved = _proved(plan, choices, loss, stop=stop)
    by_question: dict[RoomQuestion, list[OpenChoice]] = {}
    for choice in choices:
        asked = RoomQuestion(date=choice.date, pin=choice.pin, limits=proved.get(choice, DateLimits()))
        by_question.setdefault(asked, []).append(choice)
    for answered in side_by_side(_begin, (plan, loss), by_question, workers=workers, stop=stop):
        if answered.error is not None:
            raise answered.error
        for choice in by_question[answered.question]:
            yield DueDecision(choice=choice, room=answered.answer, outcome=answered.outcome)


def _proved(plan: Plan, choices: tuple[OpenChoice, ...], loss: float, *, stop: threading.Event) -> Proved:
    """Give what is proved of choices, by a process of its own; nothing where that is ended."""
    for answered in side_by_side(_begin_to_prove, (plan, loss), [choices], workers=1, stop=stop):
        if answered.error is not None:
            raise answered.error
        return answered.answer or {}
    return {}


def _begin_to_prove(plan: Plan, loss: float) -> Callable[[tuple[OpenChoice, ...]], Proved]:
    """Give what proves, in a process of its own."""
    finder = RoomFinder(plan.roadmap, plan.objective, lawful_schedule(plan), loss)
    return lambda choices: Proofs(plan.roadmap, plan.objective, finder.least).of_choices(choices)


def _begin(plan: Plan, loss: float) -> Callable[[RoomQuestion], DateRoom]:
    """Give what answers for one plan, in a process of its own."""
    schedule = lawful_schedule(plan)
    as_it_is = RoomFinder(plan.roadmap, plan.objective, schedule, loss)

    def answer(asked: RoomQuestion) -> DateRoom:
        finder = as_it_is
        if asked.pin is not None:
            loose = relaxed(plan.roadmap, plan.objective, [asked.pin])
            finder = RoomFinder(*loose, schedule, loss)
        return finder.room(asked.date, asked.limits, only_later=asked.pin is None)

    return answer
