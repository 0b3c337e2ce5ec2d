"""A workspace whose searches are over, and in which something is being worked out until it may go on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from web.demo import DemoEngine, demo_roadmap

from planner.web.workspace import Workspace

PATIENCE_SECONDS = 10


@dataclass
class WaitingEngine(DemoEngine):
    """An engine that says when it has begun with what a test is about, and waits to be told to go on."""

    begun: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    go_on: threading.Event = field(default_factory=threading.Event)

    def waits(self, stop: threading.Event) -> bool:
        """Wait until it may go on, or has to stop; tell whether it may go on."""
        while not self.go_on.wait(0.01):
            if stop.is_set():
                return False
        return True


Engine = TypeVar("Engine", bound=WaitingEngine)


@contextmanager
def meanwhile(engine: Engine) -> Iterator[tuple[Workspace, Engine]]:
    """Give the workspace while its engine waits."""
    made = Workspace(demo_roadmap(), engine=engine)
    made.start()
    assert engine.begun.acquire(timeout=PATIENCE_SECONDS)
    yield made, engine
    made.close()
