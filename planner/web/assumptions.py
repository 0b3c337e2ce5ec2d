"""Which assumptions matter most in the roadmap under the plan: worked out once for each roadmap."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from planner.model import Plan, Roadmap, Swing
from planner.sensitivity import Worths
from planner.web.jobs import Job, JobRegistry
from planner.web.patient import PatientWork

WorkOut = Callable[..., tuple[Swing, ...]]
"""Gives what each group of a roadmap moves, as ``planner.pipeline.swings`` does."""


class Assumptions:
    """What is known of each roadmap by its digest; one at a time is worked out, when nothing else is done.

    Parameters
    ----------
    work_out
        Takes a roadmap, what is known of it from before, and what stops the work.
    """

    def __init__(self, jobs: JobRegistry, work_out: WorkOut) -> None:
        self._patient, self._work_out = PatientWork(jobs, "assumptions"), work_out
        self._known: dict[str, tuple[Swing, ...]] = {}
        self._told: tuple[Plan, Plan] | None = None  # the last one, kept with all that is counted of it

    def learn(self, plan: Plan) -> None:
        """Take over what a plan holds, as one does that was read from a file."""
        if plan.swings:
            self._known[plan.roadmap.planned_digest] = plan.swings

    def follow(self, plan: Plan) -> None:
        """Work a plan's roadmap out from now on where it is not known, and end what goes on for another."""
        self.learn(plan)
        self._patient.turn_to(plan.roadmap.planned_digest)
        if not self.knows(plan):
            self._patient.go_on(partial(self._work, roadmap=plan.roadmap, worths={}))

    def knows(self, plan: Plan) -> bool:
        """Tell whether it is known what the groups of a plan's roadmap move."""
        return plan.roadmap.planned_digest in self._known or bool(plan.swings)

    def told(self, plan: Plan) -> Plan:
        """Give a plan with what is known of its roadmap."""
        swings = self._known.get(plan.roadmap.planned_digest, plan.swings)
        if swings == plan.swings:
            return plan
        held = self._told
        if held is None or held[0] is not plan or held[1].swings is not swings:
            held = self._told = plan, replace(plan, swings=swings)
        return held[1]

    def work_on(self, plan: Plan) -> Job | None:
        """Give the work on a plan's roadmap, where there is or was any."""
        return self._patient.on(plan.roadmap.planned_digest)

    def _work(self, job: Job, *, roadmap: Roadmap, worths: Worths) -> None:
        """Work it out; what is known when it is put off, it goes on from."""
        found = self._work_out(roadmap, worths=worths, stop=job.stop)
        if not job.stop.is_set():
            self._known[roadmap.planned_digest] = found
