"""How long the open choices of the shown plan can wait: worked out while nothing else is done."""

from collections.abc import Callable, Iterator
from functools import partial

from planner.decisions import DueDecision, OpenChoice, open_choices
from planner.model import Objective, Plan, Schedule
from planner.runs import Outcome
from planner.web.jobs import Job, JobRegistry
from planner.web.patient import PatientWork

WorkOut = Callable[..., Iterator[DueDecision]]
"""Gives decisions as they come, as ``planner.pipeline.due_decisions`` does."""
PlanKey = tuple[str, Objective, Schedule | None]


class Decisions:
    """What is known of the decisions of one plan at a time, the one that was followed last.

    Parameters
    ----------
    work_out
        Takes a plan, the choices that are left, and what stops the work.
    """

    def __init__(self, jobs: JobRegistry, work_out: WorkOut) -> None:
        self._patient, self._work_out = PatientWork(jobs, "decisions"), work_out
        self._choices: tuple[OpenChoice, ...] = ()
        self._known: dict[OpenChoice, DueDecision] = {}

    def follow(self, plan: Plan) -> None:
        """Work out what is not known of a plan from now on, and end what goes on for another."""
        if plan.schedule is None:
            return
        if self._patient.turn_to(_key(plan)):
            self._choices = tuple(open_choices(plan.roadmap, plan.objective, plan.schedule))
            self._known = {}
        if self.left(plan):
            self._patient.go_on(partial(self._work, plan=plan, choices=self._choices, known=self._known))

    def known(self, plan: Plan) -> list[DueDecision]:
        """Give what is known of a plan so far."""
        return list(self._known.values()) if self._patient.is_about(_key(plan)) else []

    def left(self, plan: Plan) -> int | None:
        """Count what is not worked out; ``None`` of a plan that was not followed."""
        is_followed = self._patient.is_about(_key(plan))
        return len(self._choices) - len(self._known) if is_followed else None

    def work_on(self, plan: Plan) -> Job | None:
        """Give the work on a plan, where there is or was any."""
        return self._patient.on(_key(plan))

    def _work(
        self, job: Job, *, plan: Plan, choices: tuple[OpenChoice, ...], known: dict[OpenChoice, DueDecision]
    ) -> None:
        """Work out what is left; what is known when it is put off stays known."""
        left = [each for each in choices if each not in known]
        for decision in self._work_out(plan, choices=left, stop=job.stop):
            if decision.outcome is not Outcome.STOPPED:
                known[decision.choice] = decision


def _key(plan: Plan) -> PlanKey:
    return plan.digest, plan.objective, plan.schedule
