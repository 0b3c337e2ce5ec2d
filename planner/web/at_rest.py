"""Whether somebody waits for an answer, and when the first page is at rest: other work comes after that."""

import threading
import time
from collections.abc import Callable
from typing import Final

from flask import Flask, g

REST_SECONDS: Final = 0.5
"""So long nothing is asked for once a page is there."""
LONGEST_SECONDS: Final = 6.0
"""So long a page is waited for, and until it has come to rest."""
MOST_PATIENT_SECONDS: Final = 3.0
"""So long other work waits for those who are being answered: an answer may need what that work holds."""
_LOOK_SECONDS: Final = 0.1


class PageAtRest:
    """Counts what a server is asked, until it is asked nothing for a moment.

    Threads of one Python share one lock: what works beside a page that comes holds it up.
    """

    def __init__(self, server: Flask, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._answered = threading.Condition(self._lock)
        self._open, self._began = 0, clock()
        self._since: float | None = None
        self._stretch = 0
        """How often nobody was being answered any more."""
        self._is_patient = True
        """Whether work waits for those who are being answered in this stretch."""
        server.before_request(self._begin)
        server.teardown_request(self._end)

    def _begin(self) -> None:
        with self._lock:
            self._open += 1
        g.is_counted = True

    def _end(self, _error: BaseException | None) -> None:
        if not g.pop("is_counted", False):  # what was refused before it was counted
            return
        with self._lock:
            self._open -= 1
            self._since = self._clock()
            if not self._open:
                self._stretch += 1
                self._is_patient = True
                self._answered.notify_all()

    def give_way(self, ends: threading.Event) -> None:
        """Wait until nobody is being answered, or the work is to end.

        Whoever has been waited for too long is waited for no more: he may wait for this very work.
        """
        if not self._open:
            return
        with self._lock:
            stretch, until = self._stretch, time.monotonic() + MOST_PATIENT_SECONDS
            while self._open and self._stretch == stretch and self._is_patient and not ends.is_set():
                self._answered.wait(_LOOK_SECONDS)
                if time.monotonic() >= until and self._stretch == stretch:
                    self._is_patient = False
                    self._answered.notify_all()

    @property
    def is_over(self) -> bool:
        """Tell whether a page has come and is at rest, or has been waited for long enough."""
        with self._lock:
            now = self._clock()
            rests = self._open == 0 and self._since is not None and now - self._since >= REST_SECONDS
            return rests or now - self._began >= LONGEST_SECONDS

    def then(self, begin: Callable[[], None]) -> None:
        """Begin something in a thread of its own once it is over."""

        def wait() -> None:
            while not self.is_over:
                time.sleep(_LOOK_SECONDS)
            begin()

        threading.Thread(target=wait, daemon=True).start()
