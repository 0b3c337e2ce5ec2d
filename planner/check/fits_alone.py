"""What a phase, a first wave or a rollout asks of capacity that it cannot get, even were it alone."""

from collections.abc import Iterator

from planner.check.alone import (
    LeastLeft,
    adapted_from,
    can_be_in_use,
    first_begin,
    has_to_adapt_without_room,
    least_wave,
    most_in_use,
)
from planner.check.facts import RoadmapFacts
from planner.check.places import error, key
from planner.language import Form, Quantity, apart, in_percent, to_say
from planner.model import SLACK, Finding, Measure, Phase, Rollout
from planner.rules import Point


def phases_fit_alone(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that a phase, were it alone, finds a window with capacity for it in every sector.

    A running phase needs none: it goes on whatever it asks.
    """
    windows = LeastLeft()
    for measure in facts.roadmap.open_measures:
        for phase in measure.phases[1:] if measure.is_running else measure.phases:
            if len(phase.modes) == 1:
                yield from _demands_never_met(facts, windows, measure, phase)


def first_waves_fit(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that a sector can at some time take in what a rollout must when it begins."""
    for rollout in facts.roadmap.open_rollouts:
        least = least_wave(facts, rollout)
        if not least:
            continue
        begin = facts.times[Point(rollout.measure, sector=rollout.sector)]
        if begin < facts.horizon and first_begin(facts, rollout) is None:
            if adapted_from(facts, rollout) is None:
                continue  # another rule says so
            message = to_say(
                "The first wave takes in {share} of {sector}, {asked} person-months: no period from "
                "{earliest} on has room for that.",
                share=in_percent(least, 1),
                sector=rollout.sector,
                asked=Quantity(least * sum(asked.person_months for asked in facts.asked[rollout.key])),
                earliest=facts.date(begin),
            )
            yield facts.judged(
                _bound(facts, rollout),
                "first_wave_too_large",
                "innforing",
                key(*rollout.key),
                "effort_per_unit",
                message,
            )


def rollouts_fit_alone(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that a mandatory rollout, were it alone, can end within the horizon."""
    for rollout in facts.roadmap.open_rollouts:
        if not facts.roadmap.measure(rollout.measure).must_be_in:
            continue
        end = Point(rollout.measure, sector=rollout.sector, at_end=True)
        if facts.times[end] > facts.horizon or can_be_in_use(facts, rollout, rollout.target - SLACK):
            continue
        if first_begin(facts, rollout) is not None:  # else another rule says so
            most = most_in_use(facts, rollout)[-1]
            reached, wanted = apart(most, rollout.target, Form.PERCENT)
            message = to_say(
                "Even alone, {measure} reaches at most {most} of {sector} within the horizon, expected "
                "{target}: capacity, gates and pace leave no room for more.",
                measure=rollout.measure,
                most=reached,
                sector=rollout.sector,
                target=wanted,
            )
            yield error("rollout_cannot_end", "innforing", key(*rollout.key), "effort_per_unit", message)


def shares_fit_alone(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that a rollout, were it alone, can reach the share it must have by a date."""
    for rollout in facts.roadmap.open_rollouts:
        asked = rollout.deadline
        due = facts.due(asked.deadline if asked else None)
        if asked is None or due is None:
            continue
        is_late = facts.earliest_share(rollout, asked.share) > max(due, 0)
        if is_late or has_to_adapt_without_room(facts, rollout):  # said already, of dates or the adaptation
            continue
        shares = [rollout.in_use, *most_in_use(facts, rollout)]
        most = shares[max(0, due)]
        if most < asked.share - SLACK:
            reached, wanted = apart(most, asked.share, Form.PERCENT)
            message = to_say(
                "Even alone, {measure} reaches at most {most} of {sector} by {date}, expected {share}.",
                measure=rollout.measure,
                most=reached,
                sector=rollout.sector,
                date=asked.deadline.day,
                share=wanted,
            )
            yield facts.judged(
                rollout.measure, "share_out_of_reach", "innforing", key(*rollout.key), "deadline", message
            )


def _bound(facts: RoadmapFacts, rollout: Rollout) -> str:
    """Give the measure if this rollout has to begin, or nobody."""
    return rollout.measure if facts.roadmap.measure(rollout.measure).must_be_in else ""


def _demands_never_met(
    facts: RoadmapFacts, windows: LeastLeft, measure: Measure, phase: Phase
) -> Iterator[Finding]:
    mode = phase.modes[0]
    first, last = facts.times[Point(measure.id, phase.id)], facts.horizon - mode.periods
    pin = facts.roadmap.start_pin(measure, phase)
    last = last if pin is None else min(last, pin)
    is_fixed = pin is not None and measure.id in facts.required
    for demand in mode.demands:
        stated = facts.capacity[demand.sector]
        # what collides with work under way though it is fixed itself is told with that work
        limits = stated if is_fixed else facts.left[demand.sector]
        most = windows.largest_demand_met(limits, mode, first, last)
        if demand.person_months > most and demand.person_months > most + SLACK * max([1.0, *(stated or ())]):
            asked, given = apart(demand.person_months, most)
            message = to_say(
                "{subject} asks {asked} person-months of {sector} in every period, but in each window from "
                "{earliest} on some period has at most {most}.",
                subject=key(measure.id, phase.id),
                asked=asked,
                sector=demand.sector,
                earliest=facts.date(first),
                most=given,
            )
            subject = key(measure.id, phase.id, mode.name, demand.sector)
            yield facts.judged(
                measure.id, "demand_above_capacity", "behov", subject, "person_months", message
            )
