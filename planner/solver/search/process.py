"""The parent's side of an engine in a process of its own."""

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import traceback
from typing import TYPE_CHECKING

from planner.solver.contract.channel import Heard
from planner.solver.search.child import Event, Task, packed

if TYPE_CHECKING:
    from planner.solver.contract.method import Method

_LAST_WORDS_SECONDS = 1.0
_SECONDS_BETWEEN_NEWS = 0.5


class Process:
    """A running engine; its events arrive in a queue, where its method alone says that it has ended.

    ``roadmap`` is the roadmap of the task as pickled before, for another engine, if it was.
    """

    def __init__(self, task: Task, events: "queue.Queue[Event | Method]", roadmap: bytes = b"") -> None:
        # now: what cannot be said must stop the caller, not a thread nobody asks
        said = packed(task, roadmap)
        self.method = task.method
        self.is_wanted = True
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from planner.solver.search.child import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=os.name == "posix",  # so that Ctrl-C reaches the parent only
        )
        self._events = events
        self._ending = threading.Event()
        self._news: queue.Queue[Heard | None] = queue.Queue()
        self._threads = [
            threading.Thread(target=self._listen, daemon=True),
            threading.Thread(target=self._speak, args=(said,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """Give the process id."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Tell whether the process has not ended."""
        return self._process.poll() is None

    def tell(self, heard: Heard) -> None:
        """Let the engine know what the others have found, as soon as it can take it in.

        Plans are large: only the newest waits, and none for a process that has ended.
        """
        if self._ending.is_set() or not self.is_running:
            return
        with contextlib.suppress(queue.Empty):
            self._news.get_nowait()
        self._news.put(heard)

    def ask_to_end(self) -> None:
        """Ask the process to end, without waiting for it."""
        self.is_wanted = False
        self._ending.set()
        self._news.put(None)
        if self.is_running:
            self._process.terminate()

    def end(self) -> None:
        """End the process, softly first."""
        self.ask_to_end()
        try:
            self._process.wait(timeout=_LAST_WORDS_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for thread in self._threads:
            thread.join()
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()

    def exit_code(self) -> int | None:
        """Give how the process ended; negative is the signal that ended it."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(timeout=_LAST_WORDS_SECONDS)
        return None

    def _speak(self, task: bytes) -> None:
        """Send the task, then the newest of the news now and then; a child that has ended hears no more."""
        try:
            self._send(task)
            while (heard := self._newest()) is not None:
                self._send(pickle.dumps(heard))
        except OSError:
            return
        except Exception:
            self._blame()

    def _send(self, message: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(message)
        self._process.stdin.flush()

    def _blame(self) -> None:
        """Tell what went wrong on this side, and end a child that waits for what will not come."""
        self.is_wanted = False
        self._events.put(Event(method=self.method, error=traceback.format_exc(limit=3)))
        if self.is_running:
            self._process.terminate()

    def _newest(self) -> Heard | None:
        """Wait for news; of several, give the last."""
        heard = self._news.get()
        if heard is not None:
            self._ending.wait(_SECONDS_BETWEEN_NEWS)
        with contextlib.suppress(queue.Empty):
            while heard is not None:
                heard = self._news.get_nowait()
        return heard

    def _listen(self) -> None:
        """Pass events on until the child closes its side, also where it was cut off in the middle of one."""
        assert self._process.stdout is not None
        try:
            with self._process.stdout as stream:
                while True:
                    self._events.put(pickle.load(stream))
        except (EOFError, OSError, pickle.UnpicklingError):
            pass  # how the process ended tells whether it was lost
        except Exception:
            self._blame()
        finally:
            self._events.put(self.method)
