"""What makes plans for the workspace, and what is asked of it."""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from planner.decisions import DueDecision, OpenChoice
from planner.model import (
    MOVE_COST,
    Certificate,
    Checked,
    Effort,
    Objective,
    Plan,
    PlanStatus,
    PricedChange,
    PriceList,
    Request,
    Roadmap,
    Swing,
)
from planner.rolling import Rolled, Slip
from planner.sensitivity import Worths
from planner.web.jobs import Job
from planner.web.proposals import WhatIf
from planner.why import Diagnosis, DiagnosisStep

EARLY_SHARE = 0.75
"""A search that ends before this share of its time, unasked and without a proof, has lost its helpers."""


class PlanMaker(Protocol):
    """What makes plans: ``planner.pipeline``, or something quicker in a test."""

    def accepted(self, plan: Plan) -> Plan:
        """Give a plan that was kept as it is where the judge accepts it, else without its schedule."""

    def first_plan(self, roadmap: Roadmap) -> Plan:
        """Give a first plan at once."""

    def going_on(self, rolled: Rolled, aimed: Objective | None = None) -> Plan | None:
        """Give a plan from a later status date on, under its aim; nothing where it breaks a rule."""

    def as_if_lawful(self, rolled: Rolled, aimed: Objective | None = None) -> Plan:
        """Give the same whether it keeps the rules or not, so that changes can be counted from it."""

    def slips_against(self, rolled: Rolled, baseline: Plan) -> tuple[Slip, ...]:
        """Give what went otherwise than an earlier plan had it."""

    def solve(
        self,
        roadmap: Roadmap,
        *,
        request: Request,
        baseline: Plan | None = None,
        start: Plan | None = None,
        progress: Callable[[Plan], None] | None = None,
        stop: threading.Event | None = None,
    ) -> Plan:
        """Give the best plan found, or the one so far when stopped; ``baseline`` is the one the aim names."""

    def swings(
        self, roadmap: Roadmap, *, worths: Worths | None = None, stop: threading.Event | None = None
    ) -> tuple[Swing, ...]:
        """Give what each group of assumed figures moves; ``worths`` is known from before, and added to."""

    def diagnose(
        self,
        roadmap: Roadmap,
        *,
        progress: Callable[[DiagnosisStep], None] | None = None,
        stop: threading.Event | None = None,
    ) -> Diagnosis:
        """Tell why a roadmap has no plan, with what is known when stopped."""

    def due_decisions(
        self, plan: Plan, *, choices: Iterable[OpenChoice] | None = None, stop: threading.Event | None = None
    ) -> Iterator[DueDecision]:
        """Give how long choices that are open in a plan can wait, as they come."""

    def certify_beside(self, plan: Plan, stop: threading.Event) -> tuple[Certificate, Checked] | None:
        """Give a certificate and what it proves; nothing where stopped, ``ToldError`` where refused."""

    def check_beside(self, plan: Plan, certificate: Certificate, stop: threading.Event) -> Checked | None:
        """Give what a certificate proves of a plan; nothing where stopped, ``ToldError`` where refused."""

    def price_list(
        self, plan: Plan, *, rows: list[PricedChange] | None = None, stop: threading.Event | None = None
    ) -> PriceList:
        """Give what loosening would be worth to a plan; ``rows`` are known from before, and added to."""


def search(
    engine: PlanMaker,
    base: Roadmap,
    question: WhatIf,
    job: Job,
    *,
    start: Plan | None,
    effort: Effort,
    move_cost: float | None = MOVE_COST,
    told: Callable[[Plan], None] | None = None,
) -> Plan:
    """Look for the best plan that an effort allows, from another one on.

    What a change does not touch can then stay as it is.

    Parameters
    ----------
    move_cost
        What each measure has to be worth that moves from the start; ``None`` where any may move.
    told
        Called with each better plan and each closer bound.
    """

    def tell(plan: Plan) -> None:
        job.progress = plan
        if told is not None:
            told(plan)

    return engine.solve(
        base,
        request=Request(changes=question.changes, aim=question.aim, effort=effort, move_cost=move_cost),
        baseline=question.baseline,
        start=start if start is not None and start.schedule else None,
        progress=tell,
        stop=job.stop,
    )


def ended_early(plan: Plan, effort: Effort) -> bool:
    """Tell whether a search that proved nothing used far less than the seconds it had."""
    proved_nothing = plan.status in (PlanStatus.FEASIBLE, PlanStatus.UNKNOWN)
    return proved_nothing and not effort.deterministic and plan.seconds < EARLY_SHARE * effort.seconds
