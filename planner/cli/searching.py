"""A search as a person at a terminal follows it, and what is told where there is no plan."""

import sys
import time
from contextlib import nullcontext
from dataclasses import replace
from threading import Event

from planner import pipeline
from planner.cli.terminal import ProgressLine, show_findings, stopped_by_interrupt
from planner.language import _
from planner.model import Answer, Plan, Request, Roadmap


def search(
    roadmap: Roadmap,
    request: Request,
    *,
    label: str = "",
    took: tuple[tuple[str, float], ...] = (),
    start: Plan | None = None,
    baseline: Plan | None = None,
    stop: Event | None = None,
) -> Answer:
    """Ask with progress on the terminal, and keep how long each step took; print why there is no plan."""
    from planner.solver import units_missing

    line = ProgressLine(label)
    try:
        if request.effort.deterministic and (missing := units_missing()):
            _say_what_is_compiled(missing)
        with nullcontext(stop) if stop is not None else stopped_by_interrupt() as stop:
            began = time.monotonic()
            answer = pipeline.ask(
                roadmap, request, baseline=baseline, start=start, progress=line.show, stop=stop
            )
            spent = time.monotonic() - began
    finally:
        line.clear()
    if answer.plan is None:
        show_findings(answer.findings)
        return answer
    judging = max(0.0, spent - answer.plan.seconds)
    return replace(answer, plan=replace(answer.plan, took=(*took, ("judging", judging))))


def _say_what_is_compiled(count: int) -> None:
    """Say why a repeatable plan takes some minutes more, the first time."""
    words = _(
        "Compiles {count} parts of the engine first, once: a plan that is to be repeatable needs them all.",
        count=count,
    )
    print(words, file=sys.stderr, flush=True)
