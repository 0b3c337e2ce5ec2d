"""How far work beside the page has come, in words, where nothing of it can be shown yet."""

from planner.language import _
from planner.web.jobs import Job, JobState


def job_words(job: Job | None, *, running: str, waiting: str) -> str:
    """Say how far work on several things has come.

    Parameters
    ----------
    running, waiting
        What is said while it is done, and while it waits for other work.
    """
    if job is None or job.state is JobState.STOPPED:
        return _("Not worked out.")
    if job.state is JobState.FAILED:
        return _("They could not be worked out. The log says why under {id}.", id=job.error_id)
    return running if job.state is JobState.RUNNING else waiting
