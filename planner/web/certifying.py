"""The certificate of the plan that is shown: made when somebody asks, told where a check accepts it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from planner.language import Message, ToldError
from planner.model import Checked, Objective, Plan, Schedule
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


class Certifying(WaitedFor[Verdict]):
    """The certificate of one plan at a time, by the number under which the plan is kept."""

    def __init__(self, engine: PlanMaker) -> None:
        super().__init__()
        self._engine = engine
        self._key: tuple[str, Schedule | None, Objective] | None = None
        self._number: int | None = None
        self._checked: dict[int, Certified] = {}
        self.kept: CertificateKept | None = None
        """What is kept for the plan, checked or not; another may be being made in its place."""
        self.is_making = False
        """Whether the work that was begun last makes one, and does not check what is kept."""

    def follow(self, plan: Plan, store: Store | None, number: int | None, then: Then) -> None:
        """Be about a plan from now on; a certificate that is kept of it is checked, once in a run.

        One that was made before the plan was carried to what asks the same is none of the plan.
        """
        key = _key(plan)
        with self._lock:
            if (key, number) == (self._key, self._number):
                return
            self.forget()
            self._key, self._number, self.is_making = key, number, False
            self.kept = None if store is None or number is None else store.certificates.of_plan(number)
            if store is None or self.kept is None or self.kept.digest != plan.digest:
                return
            self.found = self._checked.get(self.kept.plan)
            if self.found is None:
                self._begin(partial(self._check, plan=plan, store=store, kept=self.kept, then=then))

    def verdict(self, plan: Plan) -> Verdict | None:
        """Give what came of the certificate of a plan; nothing where that is not known."""
        with self._lock:
            return self.found if self._key == _key(plan) else None

    def make(self, plan: Plan, store: Store, number: int, author: str, then: Then) -> None:
        """Make the certificate of the plan that was followed last, unless one is worked on."""
        with self._lock:
            if not self.is_busy:
                self.found, self._key, self._number, self.is_making = None, _key(plan), number, True
                self._begin(
                    partial(self._make, plan=plan, store=store, number=number, author=author, then=then)
                )

    def stop(self) -> None:
        """End the work."""
        with self._lock:
            self._stop()

    def _make(self, job: Job, *, plan: Plan, store: Store, number: int, author: str, then: Then) -> None:
        try:
            made = self._engine.certify_beside(plan, job.stop)
        except ToldError as error:
            self._tell(job, RefusedCertificate(error.message))
            return
        if made is None:
            return
        certificate, proved = made
        with self._lock:  # who stops it before has none kept, and who comes after sees it
            if job.stop.is_set():
                return
            kept = store.certificates.keep(number, certificate, author=author)
            self._know(job, Certified(kept=kept, checked=proved))
        then()

    def _check(self, job: Job, *, plan: Plan, store: Store, kept: CertificateKept, then: Then) -> None:
        try:
            certificate = store.certificates.certificate(kept.plan)
            proved = self._engine.check_beside(plan, certificate, job.stop)
        except ToldError as error:
            self._tell(job, RefusedCertificate(error.message))
            return
        if proved is not None:
            self._know(job, Certified(kept=kept, checked=proved))
            then()

    def _know(self, job: Job, found: Certified) -> None:
        """Remember what a certificate proves; it is told of the plan that the work was for."""
        with self._lock:
            self._checked[found.kept.plan] = found
            if self._tell(job, found):
                self.kept = found.kept


def _key(plan: Plan) -> tuple[str, Schedule | None, Objective]:
    return plan.digest, plan.schedule, plan.objective.without_proof
