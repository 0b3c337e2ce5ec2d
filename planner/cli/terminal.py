"""What a person at a terminal sees while work goes on, and how findings and tables are printed."""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

from planner.language import decimal, ngettext
from planner.model import Finding, Plan, errors

if TYPE_CHECKING:
    from planner.why import DiagnosisStep

Item = TypeVar("Item")


def complain(text: str) -> None:
    """Print a message to people on standard error."""
    print(text, file=sys.stderr)


def show_findings(findings: Sequence[Finding]) -> None:
    """Print findings one per line, and how many there are."""
    from planner.say import finding_words

    for finding in findings:
        complain(finding_words(finding))
    wrong = len(errors(findings))
    if findings:
        complain(
            ngettext("{count} error", "{count} errors", wrong)
            + ", "
            + ngettext("{count} note", "{count} notes", len(findings) - wrong)
        )


def findings_as_json(findings: Sequence[Finding], **beside: Any) -> str:
    """Write findings as one JSON object, with what stands beside them."""
    from planner.say import finding_data

    told = {"findings": [finding_data(each) for each in findings], **beside}
    return json.dumps(told, ensure_ascii=False)


class _Line:
    """One line on the terminal that is written over; silent in pipes."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._width = 0

    def clear(self) -> None:
        """Take the line away."""
        if self._shows and self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)
            self._width = 0

    def _write(self, line: str) -> None:
        print("\r" + line.ljust(self._width), end="", file=sys.stderr, flush=True)
        self._width = len(line)


class ProgressLine(_Line):
    """A line that follows a search."""

    def __init__(self, label: str = "") -> None:
        super().__init__()
        self._label = label

    def show(self, plan: Plan) -> None:
        """Show the best plan and the bound."""
        if self._shows:
            from planner.say import gap_so_far  # late, so that ``planner --help`` is quick

            self._write(f"{self._label}{decimal(plan.seconds, 0):>5} s  {gap_so_far(plan)}")


class DiagnosisLine(_Line):
    """A line that follows a diagnosis."""

    def __init__(self) -> None:
        super().__init__()
        self._began = time.monotonic()

    def show(self, step: "DiagnosisStep") -> None:
        """Show what it is at."""
        if self._shows:
            from planner.say import diagnosing_words

            self._write(f"{decimal(time.monotonic() - self._began, 0):>5} s  {diagnosing_words(step)}")


class CountLine(_Line):
    """A line that counts what is done of long work."""

    def __init__(self, label: str = "", whole: int | None = None) -> None:
        super().__init__()
        self._label, self._whole, self._done = label, whole, 0

    def count(self) -> None:
        """Count one more."""
        self._done += 1
        if self._shows:
            of_all = "" if self._whole is None else f"/{self._whole}"
            self._write(f"{self._label}: {self._done}{of_all}" if self._label else f"{self._done}{of_all}")

    def counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """Give items as they come, and show how many there are so far."""
        try:
            for item in items:
                self.count()
                yield item
        finally:
            self.clear()


@contextmanager
def stopped_by_interrupt() -> Iterator[threading.Event]:
    """Let Ctrl-C end a search with the best plan so far; a second Ctrl-C ends the program."""
    stop = threading.Event()

    def interrupt(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def without_output_of_engines() -> Iterator[None]:
    """Keep what compiled engines print in this process off standard output: it is for what was asked for."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def text_table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, words: Collection[int] = (0,)) -> str:
    """Lay out a table: columns of words, by number, to the left, those of figures to the right."""
    lines = [list(heads), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
