"""What is said of adaptations: when a sector changes its own systems, and what that asks."""

from collections.abc import Iterator

from planner.language import _, decimal, person_months
from planner.model import Adaptation, Rollout
from planner.results import Facts
from planner.say.names import most_of
from planner.say.periods import count_periods, end_words, of_each_period, period_words


def adaptation_key() -> str:
    """Say what the hatched bars of a chart are."""
    return _("Adaptation: what a sector does in its own systems first")


def spoken_adaptation(found: Facts, rollout: Rollout) -> str:
    """Say when a sector adapts before a rollout, and what that asks; nothing where it does not."""
    planned = found.schedule.rollouts_by_key.get(rollout.key)
    known = found.roadmap.adaptation_of(rollout.key)
    if planned is None or planned.adaptation is None or known is None:
        return ""
    calendar, runs = found.roadmap.calendar, planned.adaptation
    told = _(
        "Adaptation in {sector}: {begin} to {end} ({length})",
        sector=found.roadmap.sector(rollout.sector).name,
        begin=period_words(calendar, runs.start),
        end=end_words(calendar, runs.end, runs.start),
        length=count_periods(calendar, runs.end - runs.start),
    )
    amounts = asked_per_period(found, known)
    return f"{told}; {of_each_period(calendar, amounts)}" if amounts else told


def asked_per_period(found: Facts, adaptation: Adaptation) -> str:
    """Say what an adaptation asks in each period: of its own sector, of others, and in money."""
    return ", ".join(_amounts(found, adaptation))


def _amounts(found: Facts, adaptation: Adaptation) -> Iterator[str]:
    for demand in adaptation.demands:
        months = person_months(demand.person_months)
        if demand.sector == adaptation.sector:
            yield months
        else:
            yield _("{months} from {sector}", months=months, sector=found.roadmap.sector(demand.sector).name)
    if adaptation.cost_nok_per_period:
        yield _("NOK {number} million", number=decimal(adaptation.cost_nok_per_period / 1e6))


def adaptation_words(found: Facts, sector_id: str, period: int) -> str:
    """Say what a sector's own adaptations ask in a period, and to which measures most; nothing without."""
    asked = found.adapted_to(sector_id, period)
    if not asked:
        return ""
    return _(
        "Of this {months} in adaptation before measures are taken into use: {names}.",
        months=person_months(sum(months for _measure, months in asked)),
        names=most_of([(measure.name, months) for measure, months in asked]),
    )
