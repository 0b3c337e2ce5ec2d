"""Why there is no plan: worked out beside the page, of the data that is shown, and told as it comes."""

from collections.abc import Callable
from functools import partial

from planner.model import PlanStatus, Roadmap
from planner.results import Facts
from planner.web.jobs import Job, JobRegistry
from planner.web.reading import Data
from planner.why import Diagnosis, DiagnosisStep

WorkOut = Callable[..., Diagnosis]
"""Tells why a roadmap has no plan, as ``planner.pipeline.diagnose`` does."""


class Diagnoses:
    """What is known of why one roadmap has no plan; work on another one ends.

    Parameters
    ----------
    work_out
        Takes a roadmap, whom to tell what it is at, and what stops the work.
    """

    def __init__(self, jobs: JobRegistry, work_out: WorkOut) -> None:
        self._jobs, self._work_out = jobs, work_out
        self.job: Job | None = None
        """The work on the roadmap that was followed last, where it has no plan."""
        self.count = 0
        """How much has become known so far: windows ask again when it has grown."""

    def follow(self, roadmap: Roadmap | None) -> None:
        """Work out from now on why a roadmap has no plan; ``None`` where there is nothing to explain."""
        key = "" if roadmap is None else f"why there is no plan {roadmap.digest}"
        if self.job is not None and self.job.key != key:
            self._jobs.stop(self.job)
            self.job = None
        if self.job is None and roadmap is not None:
            # somebody waits for it who has nothing else to look at
            self.job = self._jobs.submit(key, partial(self._work, roadmap=roadmap), urgent=True)

    @property
    def known(self) -> Diagnosis | None:
        """Give what is known so far."""
        if self.job is None:
            return None
        if isinstance(self.job.result, Diagnosis):
            return self.job.result
        return self.job.progress.known if isinstance(self.job.progress, DiagnosisStep) else None

    def _work(self, job: Job, *, roadmap: Roadmap) -> Diagnosis:
        def tell(step: DiagnosisStep) -> None:
            job.progress = step
            self.count += 1

        return self._work_out(roadmap, progress=tell, stop=job.stop)


def without_a_plan(data: Data, shown: Facts | None, *, is_searched: bool) -> Roadmap | None:
    """Give the roadmap that has no plan: refused by checking, or by a proof, or none was found; if it is.

    Parameters
    ----------
    is_searched
        Whether the search for a plan is over.
    """
    if data.has_errors:
        return data.roadmap
    if shown is None or shown.plan.schedule is not None:
        return None
    return shown.roadmap if is_searched or shown.plan.status is PlanStatus.INFEASIBLE else None
