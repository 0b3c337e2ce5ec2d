"""Rules on how rollouts begin, grow and end."""

from collections.abc import Iterator
from datetime import date

from planner.language import Message, in_percent, to_say
from planner.model import Dependency, Endpoint, Finding, GateUnit, Link, Roadmap, Rollout
from planner.verify.behind import counts_gates_from_now, prepared_from
from planner.verify.case import NEVER, Case, Key, exceeds, falls_short
from planner.verify.links import has_passed, start_has_passed
from planner.verify.passed import links_from_behind


def rollouts_begin_after_the_phases(case: Case) -> Iterator[Finding]:
    """Begin within the horizon, and not before the measure's last phase has ended."""
    for rollout in case.rollouts_in:
        begin, end = case.begin(rollout), case.phases_end(case.roadmap.measure(rollout.measure))
        if begin != NEVER and not (end <= begin and 0 <= begin < case.horizon):
            message = to_say(
                "{subject}: begins {found}, expected {expected} or later, within the horizon",
                subject=_name(rollout),
                found=case.date(begin),
                expected=case.date(end),
            )
            yield Finding(code="begin_before_phases_end", subject=_name(rollout), message=message)


def no_wave_comes_before_the_begin(case: Case) -> Iterator[Finding]:
    """Take nobody in before the rollout begins."""
    for rollout in case.rollouts_in:
        begin = min(case.begin(rollout), case.horizon)
        early = [
            t for t in case.roadmap.periods if t < begin and exceeds(case.share(rollout, t), rollout.in_use)
        ]
        if early:
            yield _share_is_wrong(case, "wave_before_begin", rollout, early[0], rollout.in_use)


def waves_are_prepared(case: Case) -> Iterator[Finding]:
    """Take nobody in before what has to be prepared can begin, where the measure has not started."""
    for rollout in case.rollouts_in:
        if case.roadmap.measure(rollout.measure).is_started:
            continue
        since = prepared_from(case.roadmap, rollout)
        asked = [offset for _sector, offset, effort in case.spent_on(rollout) if effort > 0]
        ahead = max([0, *(since - offset for offset in asked)])
        early = [
            t for t in range(min(ahead, case.horizon)) if exceeds(case.share(rollout, t), rollout.in_use)
        ]
        if early:
            yield _share_is_wrong(case, "wave_before_prepared", rollout, early[0], rollout.in_use)


def begins_come_with_a_wave(case: Case) -> Iterator[Finding]:
    """Begin, where the begin does not matter, in the first period with a wave."""
    mattering = begins_that_matter(case.roadmap)
    for rollout in case.rollouts_in:
        begin = case.planned(rollout).begin
        goes_on = begin == 0 and counts_gates_from_now(case.roadmap, rollout)
        if begin is None or rollout.key in mattering or goes_on:
            continue
        if not case.wave(rollout, begin) > 0:
            message = to_say(
                "{subject}: begins {found}, but takes nobody in then",
                subject=_name(rollout),
                found=case.date(begin),
            )
            yield Finding(code="begin_without_wave", subject=_name(rollout), message=message)


def first_waves_take_somebody_in(case: Case) -> Iterator[Finding]:
    """Take in at least one unit, or the stated first share, when a begin that matters comes."""
    mattering = begins_that_matter(case.roadmap)
    for rollout in case.rollouts_in:
        begin = case.planned(rollout).begin
        if begin is None or rollout.key not in mattering:
            continue
        least = _first_wave(case.roadmap, rollout)
        if falls_short(case.wave(rollout, begin), least):
            yield _wave_is_wrong(case, "first_wave_too_small", rollout, begin, least)


def shares_never_fall(case: Case) -> Iterator[Finding]:
    """Let nobody who has taken a measure into use lose it."""
    for rollout in case.rollouts_in:
        for period, share in case.waves(rollout):
            if falls_short(share, 0.0):
                yield _wave_is_wrong(case, "share_falls", rollout, period, 0.0)


def shares_stay_within_target(case: Case) -> Iterator[Finding]:
    """Take in no more than the target."""
    for rollout in case.rollouts_in:
        above = [t for t in case.roadmap.periods if exceeds(case.share(rollout, t), rollout.target)]
        if above:
            yield _share_is_wrong(case, "above_target", rollout, above[0], rollout.target)


def waves_keep_pace(case: Case) -> Iterator[Finding]:
    """Take in no more than the pace in any period, of one that falls from what was in use before it."""
    for rollout in case.rollouts_in:
        for period, share in case.waves(rollout):
            pace = pace_from(rollout, case.share(rollout, period - 1))
            if exceeds(share, pace):
                yield _wave_is_wrong(case, "above_pace", rollout, period, pace)


def gates_hold(case: Case) -> Iterator[Finding]:
    """Keep the share below each gate for as long as it lasts, counted from the begin."""
    for rollout in case.rollouts_in:
        begin = case.planned(rollout).begin
        if begin is None or not rollout.is_gated:
            continue
        since = 0 if counts_gates_from_now(case.roadmap, rollout) else begin
        for period, limit in enumerate(gate_limits(case.roadmap, rollout), start=since):
            if period < case.horizon and exceeds(case.share(rollout, period), limit):
                yield _share_is_wrong(case, "above_gate", rollout, period, limit)


def mandatory_rollouts_end(case: Case) -> Iterator[Finding]:
    """Reach the target within the horizon where the measure must be in."""
    for rollout in case.rollouts_in:
        share = case.share(rollout, case.horizon - 1)
        if case.roadmap.measure(rollout.measure).must_be_in and falls_short(share, rollout.target):
            yield _share_is_wrong(case, "rollout_unfinished", rollout, case.horizon - 1, rollout.target)


def pinned_rollouts_begin_on_time(case: Case) -> Iterator[Finding]:
    """Begin a pinned rollout in its period."""
    for rollout in case.rollouts_in:
        pin, begin = _pin(case.roadmap, rollout), case.begin(rollout)
        if rollout.pinned_begin is not None and pin is not None and begin != pin:
            message = to_say(
                "{subject}: begins {found}, expected {expected}, where it is pinned",
                subject=_name(rollout),
                found=case.date(begin),
                expected=rollout.pinned_begin,
            )
            yield Finding(code="begin_off_pin", subject=_name(rollout), message=message)


def shares_meet_deadlines(case: Case) -> Iterator[Finding]:
    """Reach the share of a hard deadline by its instant, where that lies within the horizon."""
    for rollout in case.rollouts_in:
        due = rollout.deadline
        if due is None or not due.deadline.is_hard:
            continue
        instant = max(0, case.roadmap.calendar.instant_not_after(due.deadline.day))
        if instant <= case.horizon and falls_short(case.share(rollout, instant - 1), due.share):
            by = due.deadline.day
            yield _share_is_wrong(case, "share_after_deadline", rollout, instant - 1, due.share, by)


def begin_matters(roadmap: Roadmap, rollout: Rollout) -> bool:
    """Tell whether more than waves hangs on the begin: for itself, or for a link that binds."""
    if _begin_matters_by_itself(roadmap, rollout):
        return True
    ends = _named_ends(roadmap)
    return any((end.measure, end.sector) == rollout.key and _names(roadmap, end) for end in ends)


def begins_that_matter(roadmap: Roadmap) -> set[Key]:
    """Give the rollouts whose begin matters, all at once: of thousands, one by one takes too long."""
    ends = set(_named_ends(roadmap))
    named = {(end.measure, end.sector) for end in ends if end.sector and _names(roadmap, end)}
    return {
        rollout.key
        for rollout in roadmap.open_rollouts
        if rollout.key in named or _begin_matters_by_itself(roadmap, rollout)
    }


def _names(roadmap: Roadmap, end: Endpoint) -> bool:
    """Tell whether a link that binds names a rollout whose begin is ahead, or the adaptation before it."""
    return end.is_adaptation or not start_has_passed(roadmap, end)


def _begin_matters_by_itself(roadmap: Roadmap, rollout: Rollout) -> bool:
    """Tell whether a rollout has gates to pass or a pin; one with gates under way has begun."""
    if counts_gates_from_now(roadmap, rollout):
        return False
    return rollout.is_gated or _pin(roadmap, rollout) is not None


def gate_limits(roadmap: Roadmap, rollout: Rollout) -> list[float]:
    """Give the largest share at the end of each period from the begin, for as long as gates last."""
    limits: list[float] = []
    for gate in rollout.gates:
        share = gate.limit if gate.unit is GateUnit.SHARE else gate.limit / roadmap.units(rollout)
        limits += [share] * gate.periods
    return limits


def pace_from(rollout: Rollout, share: float) -> float:
    """Give the most that a rollout may take in from a share: level, then along straight lines."""
    if not isinstance(rollout.pace, tuple):
        return rollout.pace
    reached = [point for point in rollout.pace if point.share <= share]
    ahead = rollout.pace[len(reached) :]
    if not reached or not ahead:
        return (reached or ahead)[-1 if reached else 0].pace
    left, whole = ahead[0].share - share, ahead[0].share - reached[-1].share
    return ahead[0].pace + (reached[-1].pace - ahead[0].pace) * left / whole


def _pin(roadmap: Roadmap, rollout: Rollout) -> int | None:
    """Give the period of a pin, but for one that says when a rollout under way really began."""
    pin = roadmap.pinned_period(rollout.pinned_begin)
    began = roadmap.measure(rollout.measure).is_started and rollout.in_use > 0
    return None if pin is None or (began and pin < 0) else pin


def _binding_links(roadmap: Roadmap) -> list[Dependency]:
    links = roadmap.dependencies
    return [link for link in links if link.link is Link.ADOPTION or not has_passed(roadmap, link)]


def _named_ends(roadmap: Roadmap) -> Iterator[Endpoint]:
    """Give what links name that bind; of one from what lies behind, what it arrives at."""
    for link in _binding_links(roadmap):
        yield from (link.predecessor, link.successor)
    for link, _left in links_from_behind(roadmap):
        yield link.successor


def _first_wave(roadmap: Roadmap, rollout: Rollout) -> float:
    """Give the least that a begin takes in: never more than pace, first gate and target leave room for."""
    asked = 1 / roadmap.units(rollout) if rollout.first_share is None else rollout.first_share
    top = min(rollout.target, gate_limits(roadmap, rollout)[0]) if rollout.is_gated else rollout.target
    return max(0.0, min(asked, pace_from(rollout, rollout.in_use), top - rollout.in_use))


def _share_is_wrong(
    case: Case, code: str, rollout: Rollout, period: int, limit: float, by: date | None = None
) -> Finding:
    """Say what share was found at the end of a period, or by a date as written, and which was expected."""
    found = case.share(rollout, period)
    message = to_say(
        "{subject}: {found} have it by {date}, expected {expected}",
        subject=_name(rollout),
        found=in_percent(found, 4),
        date=by or case.date(period + 1),
        expected=_least_or_most(found, limit),
    )
    return Finding(code=code, subject=_name(rollout), message=message)


def _wave_is_wrong(case: Case, code: str, rollout: Rollout, period: int, limit: float) -> Finding:
    """Say how many were taken in during a period and how many were expected."""
    found = case.wave(rollout, period)
    message = to_say(
        "{subject}: {found} are taken in during the period from {date}, expected {expected}",
        subject=_name(rollout),
        found=in_percent(found, 4),
        date=case.date(period),
        expected=_least_or_most(found, limit),
    )
    return Finding(code=code, subject=_name(rollout), message=message)


def _least_or_most(found: float, limit: float) -> Message:
    """Name a limit by the side on which it was passed."""
    share = in_percent(limit, 4)
    return (
        to_say("at least {share}", share=share) if found < limit else to_say("at most {share}", share=share)
    )


def _name(rollout: Rollout) -> str:
    return "/".join(rollout.key)


RULES = (
    rollouts_begin_after_the_phases,
    no_wave_comes_before_the_begin,
    waves_are_prepared,
    begins_come_with_a_wave,
    first_waves_take_somebody_in,
    shares_never_fall,
    shares_stay_within_target,
    waves_keep_pace,
    gates_hold,
    mandatory_rollouts_end,
    pinned_rollouts_begin_on_time,
    shares_meet_deadlines,
)
