"""Rules on the shape of a schedule: it names what the roadmap holds, each thing once, in finite numbers."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from planner.language import to_say
from planner.model import Finding
from planner.verify.case import Case


def all_names_are_known(case: Case) -> Iterator[Finding]:
    """Name only open measures, their phases and their rollouts."""
    measures = {measure.id for measure in case.roadmap.open_measures}
    phases = {
        f"{measure.id}/{phase.id}" for measure in case.roadmap.open_measures for phase in measure.phases
    }
    rollouts = {"/".join(rollout.key) for rollout in case.roadmap.open_rollouts}
    for names, known in zip(_names(case), (measures, phases, rollouts), strict=True):
        for name in sorted(set(names) - known):
            message = to_say(
                "{subject}: planned, but the roadmap has nothing open of that name", subject=name
            )
            yield Finding(code="unknown_in_plan", subject=name, message=message)


def nothing_is_planned_twice(case: Case) -> Iterator[Finding]:
    """Plan each measure, phase and rollout once."""
    for names in _names(case):
        for name, count in Counter(names).items():
            if count > 1:
                message = to_say("{subject}: planned {count} times, expected once", subject=name, count=count)
                yield Finding(code="planned_twice", subject=name, message=message)


def all_rollouts_are_planned(case: Case) -> Iterator[Finding]:
    """Hold the rollouts of all open measures, also of those that are out."""
    for rollout in case.roadmap.open_rollouts:
        if rollout.key not in case.schedule.rollouts_by_key:
            subject = "/".join(rollout.key)
            message = to_say("{subject}: the plan lacks this rollout", subject=subject)
            yield Finding(code="rollout_missing", subject=subject, message=message)


def curves_span_the_horizon(case: Case) -> Iterator[Finding]:
    """Give every rollout one share per period."""
    for planned in case.schedule.rollouts:
        if len(planned.adoption) != case.horizon:
            message = to_say(
                "{subject}: {found} shares planned, expected one for each of {expected} periods",
                subject="/".join(planned.key),
                found=len(planned.adoption),
                expected=case.horizon,
            )
            yield Finding(code="wrong_length", subject="/".join(planned.key), message=message)


def figures_are_numbers(case: Case) -> Iterator[Finding]:
    """Hold finite shares, and instants that are whole numbers."""
    for phase in case.schedule.phases:
        yield from _not_numbers(f"{phase.measure}/{phase.phase}", (), (phase.start, phase.end))
    for rollout in case.schedule.rollouts:
        instants = [] if rollout.begin is None else [rollout.begin]
        if rollout.adaptation is not None:
            instants += [rollout.adaptation.start, rollout.adaptation.end]
        yield from _not_numbers("/".join(rollout.key), rollout.adoption, instants)


def _names(case: Case) -> tuple[list[str], list[str], list[str]]:
    """Give the names of all that is planned: measures, phases, rollouts."""
    return (
        list(case.schedule.selected),
        [f"{phase.measure}/{phase.phase}" for phase in case.schedule.phases],
        ["/".join(rollout.key) for rollout in case.schedule.rollouts],
    )


def _not_numbers(subject: str, shares: Iterable[float], instants: Iterable[float]) -> Iterator[Finding]:
    """Name the first figure of one subject that is no finite number, or no whole instant."""
    wrong = [share for share in shares if not math.isfinite(share)]
    wrong += [instant for instant in instants if not isinstance(instant, int)]
    if wrong:
        message = to_say(
            "{subject}: {found} is planned, expected a finite number", subject=subject, found=wrong[0]
        )
        yield Finding(code="not_a_number", subject=subject, message=message)


RULES = (
    all_names_are_known,
    nothing_is_planned_twice,
    all_rollouts_are_planned,
    curves_span_the_horizon,
    figures_are_numbers,
)
