"""The certificate of the plan that is shown: made when somebody asks, told where a check accepts it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial

from planner.language import Message, ToldError
from planner.model import Certificate, Checked, Objective, Plan, Schedule
from planner.store import CertificateKept, Store
from planner.web.engine import PlanMaker
from planner.web.jobs import Job
from planner.web.waited_for import WaitedFor


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """A certificate that was checked in this run of the planner.

    Parameters
    ----------
    checked
        What it proves, worked out by the check and not as what is kept claims.
    """

    kept: CertificateKept
    checked: Checked


@dataclass(frozen=True, slots=True)
class RefusedCertificate:
    """Why a certificate is none."""

    why: Message


Verdict = Certified | RefusedCertificate
Then = Callable[[], None]
"""Hears that the plan is certified, from the thread that worked it out."""
KeepCertificate = Callable[[Plan, Certificate], CertificateKept]
"""Keeps a certificate with the plan that it was made of."""
Key = tuple[str, Schedule | None, Objective]


class Certifying(WaitedFor[Verdict]):
    """The certificate of one plan at a time, by the number under which the plan is kept.

    Parameters
    ----------
    held
        Lets no other plan stand meanwhile; it is taken before the lock of this.
    """

    def __init__(self, engine: PlanMaker, held: Callable[[], AbstractContextManager[None]]) -> None:
        super().__init__()
        self._engine, self._held = engine, held
        self._plan: Plan | None = None
        self._number: int | None = None
        self._checked: dict[int, Certified] = {}
        self.kept: CertificateKept | None = None
        """What is kept for the plan, checked or not; another may be being made in its place."""
        self.is_making = False
        """Whether the work that was begun last makes one, and does not check what is kept."""

    def follow(self, plan: Plan, store: Store | None, number: int | None, then: Then) -> None:
        """Be about a plan from now on; a certificate that is kept of it is checked, once in a run.

        One that was made before the plan was carried to what asks the same is none of the plan. One that is
        being made then is made of both.
        """
        with self._lock:
            if self._is_about(plan) and self._number == number:
                return
            goes_on = self.is_making and self.is_busy and self._asks_the_same(plan)
            if not goes_on:
                self.forget()
            self._plan, self._number, self.is_making = plan, number, goes_on
            self.kept = None if store is None or number is None else store.certificates.of_plan(number)
            if goes_on or store is None or self.kept is None or self.kept.digest != plan.digest:
                return
            self.found = self._checked.get(self.kept.plan)
            if self.found is None:
                self._begin(partial(self._check, plan=plan, store=store, kept=self.kept, then=then))

    def _is_about(self, plan: Plan) -> bool:
        return self._plan is not None and _key(self._plan) == _key(plan)

    def _asks_the_same(self, plan: Plan) -> bool:
        """Tell whether a plan is the one that was followed last, or that carried to what asks the same."""
        return self._plan is not None and _asked(self._plan) == _asked(plan)

    def verdict(self, plan: Plan) -> Verdict | None:
        """Give what came of the certificate of a plan; nothing where that is not known."""
        with self._lock:
            return self.found if self._is_about(plan) else None

    def make(self, plan: Plan, keep: KeepCertificate, then: Then) -> None:
        """Make the certificate of the plan that was followed last, unless one is worked on."""
        with self._lock:
            if not self.is_busy:
                self.found, self._plan, self.is_making = None, plan, True
                self._begin(partial(self._make, plan=plan, keep=keep, then=then))

    def stop(self) -> None:
        """End the work."""
        with self._lock:
            self._stop()

    def _make(self, job: Job, *, plan: Plan, keep: KeepCertificate, then: Then) -> None:
        """Make a certificate; of what the plan has become meanwhile, where that asks the same, it is one too.

        The prices are the same then, and the check says so of each by itself.
        """
        try:
            made = self._engine.certify_beside(plan, job.stop)
            while made is not None:
                stands = self._keep(job, plan, *made, keep)
                if stands is None:
                    break
                plan, certificate = stands, replace(made[0], digest=stands.digest)
                proved = self._engine.check_beside(plan, certificate, job.stop)
                made = None if proved is None else (certificate, proved)
        except ToldError as error:
            self._tell(job, RefusedCertificate(error.message))
            return
        then()

    def _keep(
        self, job: Job, plan: Plan, certificate: Certificate, proved: Checked, keep: KeepCertificate
    ) -> Plan | None:
        """Keep a certificate; give the plan that is followed by now, where it is none of that."""
        with self._held(), self._lock:  # who stops it before has none kept, and who comes after sees it
            if job.stop.is_set():
                return None
            self.kept = keep(plan, certificate)
            self._number = self.kept.plan
            found = Certified(kept=self.kept, checked=proved)
            self._checked[found.kept.plan] = found
            if not self._is_about(plan):
                return self._plan
            self._tell(job, found)
            return None

    def _check(self, job: Job, *, plan: Plan, store: Store, kept: CertificateKept, then: Then) -> None:
        try:
            certificate = store.certificates.certificate(kept.plan)
            proved = self._engine.check_beside(plan, certificate, job.stop)
        except ToldError as error:
            self._tell(job, RefusedCertificate(error.message))
            return
        if proved is not None:
            with self._lock:
                self._checked[kept.plan] = Certified(kept=kept, checked=proved)
                self._tell(job, self._checked[kept.plan])
            then()


def _key(plan: Plan) -> Key:
    return plan.digest, plan.schedule, plan.objective.without_proof


def _asked(plan: Plan) -> Key:
    return plan.roadmap.planned_digest, plan.schedule, plan.objective.without_proof
