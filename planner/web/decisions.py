"""How long the open choices of the shown plan can wait: worked out while nothing else is done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from planner.decisions import DueDecision, OpenChoice, open_choices
from planner.model import Objective, Plan, Schedule
from planner.runs import Outcome
from planner.web.jobs import Job, JobRegistry
from planner.web.patient import PatientWork

WorkOut = Callable[..., Iterator[DueDecision]]
"""Gives decisions as they come, as ``planner.pipeline.due_decisions`` does."""
PlanKey = tuple[str, Objective, Schedule | None]


@dataclass(slots=True)
class _OfPlan:
    """The choices of a plan, not listed yet where they are ``None``, and what is known of them."""

    choices: tuple[OpenChoice, ...] | None = None
    known: dict[OpenChoice, DueDecision] = field(default_factory=dict)


class Decisions:
    """What is known of the decisions of one plan at a time, the one that was followed last.

    Parameters
    ----------
    work_out
        Takes a plan, the choices that are left, and what stops the work.
    """

    def __init__(self, jobs: JobRegistry, work_out: WorkOut) -> None:
        self._patient, self._work_out = PatientWork(jobs, "decisions"), work_out
        self._of_plan = _OfPlan()

    def follow(self, plan: Plan) -> None:
        """Work out what is not known of a plan from now on, and end what goes on for another."""
        if plan.schedule is None:
            return
        if self._patient.turn_to(_key(plan)):
            self._of_plan = _OfPlan()
        if self.left(plan) != 0:
            self._patient.go_on(partial(self._work, plan=plan, of_plan=self._of_plan))

    def known(self, plan: Plan) -> list[DueDecision]:
        """Give what is known of a plan so far."""
        return list(self._of_plan.known.values()) if self._patient.is_about(_key(plan)) else []

    def left(self, plan: Plan) -> int | None:
        """Count what is not worked out; ``None`` of a plan whose choices have not been listed yet."""
        choices, known = self._of_plan.choices, self._of_plan.known
        is_followed = self._patient.is_about(_key(plan))
        return len(choices) - len(known) if is_followed and choices is not None else None

    def work_on(self, plan: Plan) -> Job | None:
        """Give the work on a plan, where there is or was any."""
        return self._patient.on(_key(plan))

    def _work(self, job: Job, *, plan: Plan, of_plan: _OfPlan) -> None:
        """Work out what is left; what is known when it is put off stays known.

        The choices are listed here too: of thousands of measures that takes seconds, which a server that
        starts and a plan that is accepted would wait for.
        """
        known = of_plan.known
        if of_plan.choices is None and plan.schedule is not None:
            of_plan.choices = tuple(open_choices(plan.roadmap, plan.objective, plan.schedule))
        left = [each for each in of_plan.choices or () if each not in known]
        for decision in self._work_out(plan, choices=left, stop=job.stop):
            if decision.outcome is not Outcome.STOPPED:
                known[decision.choice] = decision


def _key(plan: Plan) -> PlanKey:
    return plan.roadmap.planned_digest, plan.objective, plan.schedule
