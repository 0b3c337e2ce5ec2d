"""What the engine does not honour yet: refused by name, never silently ignored."""

from collections.abc import Callable, Iterator

from planner.language import _
from planner.model import Finding, Objective, ObjectiveKind, Roadmap

Refusals = Iterator[Finding]


def unsupported(roadmap: Roadmap, objective: Objective) -> list[Finding]:
    """Name every rule of a roadmap, and the objective, that the engine cannot honour."""
    found = [finding for refuse in _REFUSALS for finding in refuse(roadmap)]
    if objective.kind in (ObjectiveKind.STABILITY, ObjectiveKind.LEVELLING):
        found.append(
            _refusal("objective", objective.kind.value, _("objective {name}", name=objective.kind.value))
        )
    return found


def _refusal(table: str, subject: str, rule: str, column: str = "") -> Finding:
    """Say that one rule is not honoured."""
    message = _("{subject}: {rule} is not supported by the planning engine yet", subject=subject, rule=rule)
    return Finding(code="unsupported_rule", message=message, table=table, subject=subject, column=column)


def _strict_counting(roadmap: Roadmap) -> Refusals:
    for sector in roadmap.sectors:
        if sector.strict_counting:
            yield _refusal(
                "aktorer", sector.id, _("strict counting of simultaneous rollouts"), "strict_counting"
            )


def _freezes(roadmap: Roadmap) -> Refusals:
    for sector in roadmap.sectors:
        if sector.freezes:
            yield _refusal("innforingsstopp", sector.id, _("a freeze window"))


def _counting_from_a_share(roadmap: Roadmap) -> Refusals:
    for rollout in roadmap.open_rollouts:
        if rollout.counts_from > 0:
            subject = "/".join(rollout.key)
            yield _refusal("innforing", subject, _("benefit that counts from a share"), "counts_from")


def _modes(roadmap: Roadmap) -> Refusals:
    for measure in roadmap.open_measures:
        for phase in measure.phases:
            if len(phase.modes) > 1:
                yield _refusal("faser", f"{measure.id}/{phase.id}", _("a choice between modes"), "mode")


def _largest_pauses(roadmap: Roadmap) -> Refusals:
    for measure in roadmap.open_measures:
        for phase in measure.phases:
            if phase.largest_pause_periods is not None:
                rule = _("a largest pause between phases")
                yield _refusal("faser", f"{measure.id}/{phase.id}", rule, "largest_pause_periods")


def _largest_lags(roadmap: Roadmap) -> Refusals:
    for link in roadmap.dependencies:
        if link.largest_lag_periods is not None:
            yield _refusal(
                "avhengigheter", "/".join(link.measures), _("a largest lag"), "largest_lag_periods"
            )


def _groups(roadmap: Roadmap) -> Refusals:
    for group in roadmap.groups:
        yield _refusal("grupper", group.id, _("a group of measures"))


def _soft_deadlines(roadmap: Roadmap) -> Refusals:
    for measure in roadmap.open_measures:
        if measure.deadline is not None and not measure.deadline.is_hard:
            yield _refusal("veikart", measure.id, _("a soft deadline"), "deadline")
    for rollout in roadmap.open_rollouts:
        if rollout.deadline is not None and not rollout.deadline.deadline.is_hard:
            yield _refusal("innforing", "/".join(rollout.key), _("a soft deadline"), "deadline")


def _started_first(roadmap: Roadmap) -> Refusals:
    if roadmap.started_first:
        yield _refusal("forutsetninger", "started_first", _("finishing started measures first"))


_REFUSALS: tuple[Callable[[Roadmap], Refusals], ...] = (
    _strict_counting,
    _freezes,
    _counting_from_a_share,
    _modes,
    _largest_pauses,
    _largest_lags,
    _groups,
    _soft_deadlines,
    _started_first,
)
