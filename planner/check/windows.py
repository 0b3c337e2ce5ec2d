"""What cannot fit in time, under order, pace and gates alone."""

from collections.abc import Iterator
from datetime import date

from planner.check.facts import RoadmapFacts
from planner.check.places import error, key
from planner.language import Message, to_say
from planner.model import Deadline, Finding, Measure, Roadmap, Rollout
from planner.rules import Point, periods_to_reach


def running_phases_have_begun(_roadmap: Roadmap, facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that nothing holds a phase back that runs at the status date."""
    for measure in facts.roadmap.open_measures:
        start = facts.starts[measure.id]
        if measure.is_running and facts.times[start] > 0:
            message = to_say(
                "{measure} runs at the status date, but is held until {earliest}{because}.",
                measure=measure.id,
                earliest=facts.date(facts.times[start]),
                because=facts.because(start),
            )
            yield facts.judged(measure.id, "running_but_held", "veikart", measure.id, "status", message)


def decisions_are_not_held(_roadmap: Roadmap, facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that nothing holds a measure without phases back beyond its earliest start."""
    for measure in facts.roadmap.open_measures:
        decided = facts.roadmap.earliest_start(measure)
        start = facts.starts[measure.id]
        if not measure.phases and facts.times[start] > decided:
            message = to_say(
                "{measure} has no phases and starts on {decided}, but is held until {earliest}{because}.",
                measure=measure.id,
                decided=facts.date(decided) if measure.earliest_start is None else measure.earliest_start,
                earliest=facts.date(facts.times[start]),
                because=facts.because(start),
            )
            yield facts.judged(measure.id, "decision_held", "veikart", measure.id, "earliest_start", message)


def pins_can_be_kept(_roadmap: Roadmap, facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that nothing holds a pinned phase or rollout beyond its pin."""
    for measure in facts.roadmap.open_measures:
        for phase in (each for each in measure.phases if each.pinned_start is not None):
            pin = facts.roadmap.start_pin(measure, phase)
            point = Point(measure.id, phase.id)
            place = "faser", key(measure.id, phase.id), "pinned_start"
            yield from _late_for_pin(facts, point, pin, phase.pinned_start, place)
    for rollout in (each for each in facts.roadmap.open_rollouts if each.pinned_begin is not None):
        pin = facts.roadmap.begin_pin(rollout)
        point = Point(rollout.measure, sector=rollout.sector)
        place = "innforing", key(*rollout.key), "pinned_begin"
        yield from _late_for_pin(facts, point, pin, rollout.pinned_begin, place)


def phases_end_in_time(_roadmap: Roadmap, facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that each measure can be built by its deadline and within the horizon."""
    for measure in facts.roadmap.open_measures:
        end = facts.ends[measure.id]
        due = facts.due(measure.deadline)
        if measure.deadline and due is not None and facts.times[end] > due:
            yield _late_for_deadline(facts, measure, end, measure.deadline, due)
        elif facts.times[end] > facts.horizon and not _others_are_late(facts, end):
            message = to_say(
                "{measure} is built on {earliest} at the earliest{because}, but the horizon ends on "
                "{horizon}.",
                measure=measure.id,
                earliest=facts.date(facts.times[end]),
                because=facts.because(end),
                horizon=facts.date(facts.horizon),
            )
            yield facts.judged(measure.id, "beyond_horizon", "veikart", measure.id, "id", message)


def rollouts_end_in_time(_roadmap: Roadmap, facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that pace and gates let mandatory rollouts end within the horizon."""
    for rollout in facts.roadmap.open_rollouts:
        if not facts.roadmap.measure(rollout.measure).must_be_in:
            continue
        end = Point(rollout.measure, sector=rollout.sector, at_end=True)
        built = facts.ends[rollout.measure]
        is_built = facts.times[built] <= facts.horizon
        is_late = facts.times[end] > facts.horizon and not _others_are_late(facts, end)
        if is_built and is_late:
            message = to_say(
                "Order, pace and gates let {measure} reach its target in {sector} on {earliest} at the "
                "earliest{because}, but the horizon ends on {horizon}.",
                measure=rollout.measure,
                sector=rollout.sector,
                earliest=_when(facts, facts.times[end], rollout),
                because=facts.because(end),
                horizon=facts.date(facts.horizon),
            )
            yield error("rollout_beyond_horizon", "innforing", key(*rollout.key), "pace", message)


def rollouts_reach_their_shares_in_time(_roadmap: Roadmap, facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that pace and gates let a rollout reach the share it must have by a date."""
    for rollout in facts.roadmap.open_rollouts:
        asked = rollout.deadline
        due = facts.due(asked.deadline if asked else None)
        if asked is None or due is None:
            continue
        begin = Point(rollout.measure, sector=rollout.sector)
        earliest = facts.earliest_share(rollout, asked.share)
        if earliest > max(due, 0):  # what is in use at the status date meets a deadline before it
            message = to_say(
                "Order, pace and gates let {measure} reach the share in {sector} on {earliest} at the "
                "earliest{because}, but the deadline asks for it on {due}.",
                measure=rollout.measure,
                sector=rollout.sector,
                earliest=_when(facts, earliest, rollout),
                because=facts.because(begin),
                due=asked.deadline.day,
            )
            yield facts.judged(
                rollout.measure, "share_too_late", "innforing", key(*rollout.key), "deadline", message
            )


def _late_for_pin(
    facts: RoadmapFacts, point: Point, pin: int | None, written: date | None, place: tuple[str, str, str]
) -> Iterator[Finding]:
    if pin is None or written is None or facts.times[point] <= pin:
        return
    table, subject, column = place
    message = to_say(
        "{subject} is pinned to {pin}, but can begin on {earliest} at the earliest{because}.",
        subject=subject,
        pin=written,
        earliest=facts.date(facts.times[point]),
        because=facts.because(point),
    )
    yield facts.judged(point.measure, "pin_too_early", table, subject, column, message)


def _late_for_deadline(
    facts: RoadmapFacts, measure: Measure, end: Point, deadline: Deadline, due: int
) -> Finding:
    if due < 0:
        message = to_say(
            "The deadline of {measure} lies before the status date, and it is not done. Give the delay a "
            "price if it is allowed.",
            measure=measure.id,
        )
        return facts.judged(measure.id, "deadline_passed", "veikart", measure.id, "deadline", message)
    message = to_say(
        "{measure} is built on {earliest} at the earliest{because}, but its deadline asks for {due}.",
        measure=measure.id,
        earliest=facts.date(facts.times[end]),
        because=facts.because(end),
        due=deadline.day,
    )
    return facts.judged(measure.id, "deadline_too_early", "veikart", measure.id, "deadline", message)


def _others_are_late(facts: RoadmapFacts, point: Point) -> bool:
    """Tell whether a predecessor on the chain does not fit either, and so is the one to name."""
    before = set(facts.chain(point)) - {point.measure}
    return any(facts.times[facts.ends[name]] > facts.horizon for name in before)


def _when(facts: RoadmapFacts, instant: int, rollout: Rollout) -> date | Message:
    """Give when a rollout gets there, or that it never does."""
    never = periods_to_reach(facts.roadmap, rollout, rollout.target) > facts.horizon
    after = facts.date(facts.horizon)
    return to_say("some date after {date}", date=after) if never else facts.date(instant)


WINDOWS = (
    running_phases_have_begun,
    decisions_are_not_held,
    pins_can_be_kept,
    phases_end_in_time,
    rollouts_end_in_time,
    rollouts_reach_their_shares_in_time,
)
