"""Work that waits until nothing else is to be done, about one thing at a time."""

from collections.abc import Callable, Hashable

from planner.web.jobs import Job, JobRegistry


class PatientWork:
    """The work on the thing that was turned to last, which is known by its key.

    Parameters
    ----------
    name
        What the work is called among all jobs.
    """

    def __init__(self, jobs: JobRegistry, name: str) -> None:
        self._jobs, self._name = jobs, name
        self._key: Hashable = None
        self._job: Job | None = None

    def turn_to(self, key: Hashable) -> bool:
        """Be about a thing from now on, and end what goes on for another; tell whether it is another."""
        if key == self._key:
            return False
        if self._job is not None:
            self._jobs.stop(self._job)
        self._key, self._job = key, None
        return True

    def go_on(self, work: Callable[[Job], object]) -> None:
        """Begin to work on it, unless that is going on."""
        if self._job is None or not self._job.is_open:
            self._job = self._jobs.submit(f"{self._name} {hash(self._key)}", work, patient=True)

    def is_about(self, key: Hashable) -> bool:
        """Tell whether it is about a thing."""
        return key == self._key

    def on(self, key: Hashable) -> Job | None:
        """Give the work on a thing, where there is or was any."""
        return self._job if self.is_about(key) else None
