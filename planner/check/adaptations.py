"""What is wrong with adaptations, what of them cannot fit, and rows of them that have no effect."""

from collections.abc import Iterator

from planner.check.alone import adaptation_starts, demands_not_met
from planner.check.facts import RoadmapFacts
from planner.check.places import error, key, note
from planner.check.structure import cannot_give_support
from planner.language import Listed, Message, apart, in_a_row, to_say
from planner.model import ADAPTATION, Adaptation, Finding, Roadmap, Rollout
from planner.rules import Point, adaptation_before, surely_adapts


def no_phase_is_called_so(roadmap: Roadmap) -> Iterator[Finding]:
    """Ask that no phase has the name by which links mean an adaptation."""
    for measure in roadmap.measures:
        for phase in measure.phases:
            if phase.id == ADAPTATION:
                message = to_say(
                    "{name} is what links call the adaptation before a rollout; expected another name.",
                    name=phase.id,
                )
                yield error("phase_called_adaptation", "faser", key(measure.id, phase.id), "phase", message)


def deliverers_support_adaptations(roadmap: Roadmap) -> Iterator[Finding]:
    """Ask that what supports an adaptation delivers: a receiver's own work stands with the row."""
    receiving = {sector.id for sector in roadmap.sectors if sector.is_receiving}
    for row in roadmap.adaptations:
        for given in row.support:
            if given.sector in receiving:
                yield error(
                    "support_from_receiver",
                    "tilpasning",
                    key(*row.key),
                    "support",
                    cannot_give_support(given.sector),
                )


def pins_of_adaptations_can_be_kept(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that an adaptation can start in its pin, and that its rollout can begin after it."""
    for rollout, row in _ahead(facts):
        pin = facts.roadmap.pinned_period(row.pinned_start)
        if pin is None or (row.is_running and pin < 0):
            continue
        earliest, latest = facts.times[_start(row)], _latest_start(facts, row)
        if row.is_running and pin > 0:
            message = to_say(
                "The adaptation runs at the status date, but is pinned to {pin}.", pin=row.pinned_start
            )
        elif pin < earliest:
            message = to_say(
                "{subject} is pinned to {pin}, but can begin on {earliest} at the earliest{because}.",
                subject=key(*row.key),
                pin=row.pinned_start,
                earliest=facts.date(earliest),
                because=facts.because(_start(row)),
            )
        elif pin > latest:
            message = to_say(
                "The adaptation is pinned to {pin} and takes {periods} periods: that leaves no period of the "
                "horizon to take anybody in.",
                pin=row.pinned_start,
                periods=row.periods,
            )
        else:
            continue
        yield _judged(facts, rollout, "adaptation_pin_impossible", row, "pinned_start", message)


def adaptations_fit_alone(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that an adaptation, were it alone, finds a window with capacity for it in every sector.

    One that runs already needs none: it goes on whatever it asks.
    """
    for rollout, row in _ahead(facts):
        earliest = facts.times[_start(row)]
        if row.is_running or not adaptation_starts(facts, row):  # too late is said by the rules about time
            continue
        for demand, most in demands_not_met(facts, rollout, row):
            asked, given = apart(demand.person_months, most)
            message = to_say(
                "{subject} asks {asked} person-months of {sector} in every period, but in each window from "
                "{earliest} on some period has at most {most}.",
                subject=key(row.measure, ADAPTATION, row.sector),
                asked=asked,
                sector=demand.sector,
                earliest=facts.date(earliest),
                most=given,
            )
            column = "person_months" if demand.sector == row.sector else "support"
            yield _judged(facts, rollout, "adaptation_above_capacity", row, column, message)


def adaptations_leave_time_to_take_in(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of adaptations that end when the horizon does or later: nobody is then ever taken in."""
    for rollout, row in _ahead(facts):
        start = facts.times[_start(row)]
        # of one that must end within the horizon, the rules about time say so
        if _latest_start(facts, row) < start < facts.horizon and not surely_adapts(facts.roadmap, rollout):
            message = to_say(
                "The adaptation can begin on {earliest} at the earliest and takes {periods} periods: that "
                "leaves no period of the horizon to take anybody in.",
                earliest=facts.date(start),
                periods=row.periods,
            )
            yield note("adaptation_too_long", "tilpasning", key(*row.key), "duration", message)


def adaptations_lie_ahead(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of rows without effect: of done measures, and of rollouts with something in use already."""
    roadmap = facts.roadmap
    found = [
        key(*row.key)
        for row in roadmap.adaptations
        if roadmap.measure(row.measure).is_done or not _lies_ahead(roadmap, row)
    ]
    if found:
        message = to_say(
            "An adaptation has no effect where the measure is done, or something is in use and no periods "
            "are said to be left: {names}.",
            names=Listed(tuple(found)),
        )
        yield note("adaptation_without_effect", "tilpasning", found[0], "duration", message)


def adaptations_wait_for_what_is_left(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of adaptations after a phase that is gone, of started measures: it counts as ended."""
    phases = {measure.id: {phase.id for phase in measure.phases} for measure in facts.roadmap.measures}
    named = [row for _rollout, row in _ahead(facts) if row.after_phase]
    found = [row for row in named if row.after_phase not in phases[row.measure]]
    if found:
        names = Listed(tuple(in_a_row(key(*row.key), row.after_phase) for row in found))
        message = to_say(
            "A phase that a started measure no longer has counts as ended: {names}.", names=names
        )
        subject = key(*found[0].key)
        yield note("adaptation_after_phase_gone", "tilpasning", subject, "after_phase", message)


def _ahead(facts: RoadmapFacts) -> Iterator[tuple[Rollout, Adaptation]]:
    """Give the rollouts that take anybody in only after an adaptation, with its row."""
    return ((rollout, row) for rollout, row in facts.ahead if _start(row) in facts.times)


def _lies_ahead(roadmap: Roadmap, row: Adaptation) -> bool:
    return adaptation_before(roadmap, roadmap.rollout_by_key(row.key)) is not None


def _start(row: Adaptation) -> Point:
    return Point(row.measure, phase=ADAPTATION, sector=row.sector)


def _latest_start(facts: RoadmapFacts, row: Adaptation) -> int:
    """Give the last instant at which an adaptation can start, for anybody to be taken in after it."""
    return facts.horizon - 1 - row.periods


def _judged(
    facts: RoadmapFacts, rollout: Rollout, code: str, row: Adaptation, column: str, message: Message
) -> Finding:
    """Give an error where somebody has to be taken in, a note elsewhere: nobody can then be."""
    kind = error if surely_adapts(facts.roadmap, rollout) else note
    return kind(code, "tilpasning", key(*row.key), column, message)


OF_ROWS = (no_phase_is_called_so, deliverers_support_adaptations)
OF_FACTS = (
    pins_of_adaptations_can_be_kept,
    adaptations_leave_time_to_take_in,
    adaptations_lie_ahead,
    adaptations_wait_for_what_is_left,
)
