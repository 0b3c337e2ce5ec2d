"""What does not add up in the tables, whatever the plan."""

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise
from math import fsum

from planner.check.places import budget_key, error, key, link_key, note
from planner.language import Form, Message, apart, to_say
from planner.model import TOLERANCE, Dependency, Finding, Group, GroupRule, Measure, Roadmap, budget_words
from planner.rules import payer_of_phase, payer_of_rollout


def contributions_sum_to_one(roadmap: Roadmap) -> Iterator[Finding]:
    """Ask that the contributions to a service are the whole of it; misspelt ones are told of already."""
    known = {service.id for service in roadmap.services}
    misnamed = [part.share for part in roadmap.contributions if part.service not in known]
    for service in roadmap.services:
        parts = [part for part in roadmap.contributions if part.service == service.id]
        total = fsum(part.share for part in parts)
        explained = any(abs(total + share - 1) <= TOLERANCE for share in misnamed)
        if parts and abs(total - 1) > TOLERANCE and not explained:
            message = to_say(
                "The contributions to {service} sum to {total}, expected 1.",
                service=service.id,
                total=round(total, 6),
            )
            subject = key(parts[-1].measure, service.id)
            yield error("contributions_do_not_sum_to_one", "bidrag", subject, "share", message)


def services_are_realised(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of services that no measure contributes to."""
    contributed = {part.service for part in roadmap.contributions}
    for service in roadmap.services:
        if service.id not in contributed:
            message = to_say(
                "No measure contributes to {service}: its coverage stays at 0.", service=service.id
            )
            yield note("service_nobody_realises", "informasjonstjenester", service.id, "id", message)


def contributors_have_work(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of contributions that count at once, as the measure is neither built nor taken into use."""
    idle = {measure.id for measure in roadmap.open_measures if not measure.phases}
    idle -= {rollout.measure for rollout in roadmap.rollouts}
    for part in roadmap.contributions:
        if part.measure in idle:
            message = to_say(
                "{measure} has neither phases nor rollouts: its contribution counts as soon as it is in.",
                measure=part.measure,
            )
            yield note(
                "contribution_without_work", "bidrag", key(part.measure, part.service), "measure", message
            )


def rollouts_are_in_receiving_sectors(roadmap: Roadmap) -> Iterator[Finding]:
    """Ask that only receiving sectors take measures into use."""
    delivering = {sector.id for sector in roadmap.sectors if not sector.is_receiving}
    for rollout in roadmap.rollouts:
        if rollout.sector in delivering:
            message = to_say("{sector} delivers, expected a receiving sector.", sector=rollout.sector)
            yield error("rollout_in_delivering_sector", "innforing", key(*rollout.key), "sector", message)


def support_comes_from_delivering_sectors(roadmap: Roadmap) -> Iterator[Finding]:
    """Ask that what supports a rollout delivers: a receiver's own effort stands with the rollout."""
    receiving = {sector.id for sector in roadmap.sectors if sector.is_receiving}
    for support in roadmap.supports:
        if support.delivering in receiving:
            message = cannot_give_support(support.delivering)
            yield error("support_from_receiver", "stotte", key(*support.key), "delivering", message)


def cannot_give_support(sector: str) -> Message:
    """Say that a sector receives."""
    return to_say(
        "{sector} takes solutions into use and cannot give support; expected a delivering sector.",
        sector=sector,
    )


def gates_rise(roadmap: Roadmap) -> Iterator[Finding]:
    """Ask that no gate is tighter than the one before, since a share never falls."""
    receiving = {sector.id for sector in roadmap.receiving_sectors}
    for rollout in roadmap.rollouts:
        if rollout.sector not in receiving:
            continue
        shares = rollout.gate_shares(roadmap.units(rollout))
        if any(later < earlier for earlier, later in pairwise(shares)):
            message = to_say("A gate is tighter than the one before it, expected limits that rise.")
            yield error("gates_fall", "innforing", key(*rollout.key), "gates", message)


def rollouts_have_units(roadmap: Roadmap) -> Iterator[Finding]:
    """Ask that a part of a sector is no larger than the sector."""
    units = {sector.id: sector.units for sector in roadmap.sectors if sector.is_receiving}
    for rollout in roadmap.rollouts:
        most = units.get(rollout.sector)
        if most is not None and rollout.units is not None and rollout.units > most * (1 + TOLERANCE):
            found, expected = apart(rollout.units, most, decimals=0)
            message = to_say(
                "The rollout names {found} units, expected at most the {most} of {sector}.",
                found=found,
                most=expected,
                sector=rollout.sector,
            )
            yield error("more_units_than_sector", "innforing", key(*rollout.key), "units", message)


def adoption_has_weights(roadmap: Roadmap) -> Iterator[Finding]:
    """Ask that some rollout of a measure counts in its adoption."""
    for measure in roadmap.measures:
        rollouts = roadmap.rollouts_of(measure.id)
        if rollouts and all(rollout.weight == 0 for rollout in rollouts):
            message = to_say("All rollouts of {measure} weigh 0, expected one above 0.", measure=measure.id)
            yield error("no_weight", "innforing", key(*rollouts[0].key), "weight", message)


def done_measures_are_in_use(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of done measures that are less in use than their target says; nobody more will take them in."""
    done = {measure.id for measure in roadmap.measures if measure.is_done}
    for rollout in roadmap.rollouts:
        if rollout.measure in done and rollout.in_use < rollout.target - TOLERANCE:
            message = to_say(
                "{measure} is done, but only {in_use} of {sector} use it: that stays as it is.",
                measure=rollout.measure,
                in_use=apart(rollout.in_use, rollout.target, Form.PERCENT, decimals=0)[0],
                sector=rollout.sector,
            )
            yield note("done_but_not_in_use", "innforing", key(*rollout.key), "in_use", message)


def capacity_is_used(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of sectors whose capacity nothing asks for."""
    asked = _asked_of(roadmap)
    for sector in roadmap.sectors:
        if sector.capacities and sector.id not in asked:
            message = to_say("Nothing asks for the capacity of {sector}.", sector=sector.id)
            yield note("capacity_nobody_uses", "aktorer", sector.id, "id", message)


def budgets_are_in_the_horizon(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of budgets of years that the plan does not reach."""
    for budget in roadmap.budgets:
        if not set(budget.years) & set(roadmap.years):
            message = to_say(
                "{year} lies outside the horizon, {first}–{last}: its limit has no effect.",
                year=budget_words(budget.key),
                first=roadmap.years[0],
                last=roadmap.years[-1],
            )
            yield note("budget_outside_horizon", "budsjett", budget_key(budget.key), "year", message)


def budgets_are_paid_from(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of budgets of a payer who pays nothing, with the payer that may be meant."""
    paying = _payers(roadmap)
    for budget in roadmap.budgets:
        if budget.payer and budget.payer not in paying:
            near = get_close_matches(budget.payer, paying, n=1, cutoff=0.0)
            message = (
                to_say(
                    "{payer} pays for no phase and no rollout: the limit has no effect. Did you mean {near}?",
                    payer=budget.payer,
                    near=near[0],
                )
                if near
                else to_say(
                    "{payer} pays for no phase and no rollout: the limit has no effect.", payer=budget.payer
                )
            )
            yield note("budget_nobody_pays_from", "budsjett", budget_key(budget.key), "payer", message)


def mandatory_measures_stand_on_mandatory_ones(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of optional measures that are in anyway, as a mandatory one depends on them."""
    measures = {measure.id: measure for measure in roadmap.measures}
    for link in roadmap.dependencies:
        before, after = (measures.get(name) for name in link.measures)
        if before and after and after.must_be_in and _may_stay_out(before):
            message = to_say(
                "{predecessor} is optional, but in anyway: {successor} is mandatory and depends on it.",
                predecessor=before.id,
                successor=after.id,
            )
            yield note("mandatory_needs_optional", "avhengigheter", link_key(link), "predecessor", message)


def timed_links_leave_from_work(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of links from measures without phases, whose end is their earliest start."""
    idle = {
        measure.id
        for measure in roadmap.open_measures
        if not (measure.phases or roadmap.passed_phases_of(measure.id))
    }
    for link in roadmap.dependencies:
        if link.link.is_timed and link.predecessor.measure in idle and not link.predecessor.sector:
            message = to_say(
                "{predecessor} has no phases: for {successor} it counts as ended at its earliest start. "
                "Name its rollout if that is what has to come first.",
                predecessor=link.predecessor.measure,
                successor=link.successor.measure,
            )
            yield note("predecessor_without_phases", "avhengigheter", link_key(link), "predecessor", message)


def adoption_links_meet_somewhere(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of adoption links between measures that reach no sector in common, both of them known."""
    sectors: dict[str, set[str]] = {}
    known = {measure.id for measure in roadmap.measures}
    for rollout in roadmap.rollouts:
        sectors.setdefault(rollout.measure, set()).add(rollout.sector)
    for link in roadmap.dependencies:
        before, after = (sectors.get(name, set()) for name in link.measures)
        if known.issuperset(link.measures) and _is_of_nobody(link, before & after):
            message = to_say(
                "{predecessor} and {successor} reach no sector in common: the link holds nobody back.",
                predecessor=link.predecessor.measure,
                successor=link.successor.measure,
            )
            yield note("adoption_link_without_sector", "avhengigheter", link_key(link), "link", message)


def _is_of_nobody(link: Dependency, sectors: set[str]) -> bool:
    """Tell whether an adoption link holds in none of the sectors that both its measures reach."""
    return not link.link.is_timed and not link.share_sector and not sectors


def ends_have_one_worth_each(roadmap: Roadmap) -> Iterator[Finding]:
    """Tell of figures for what an end is worth that lie after the horizon."""
    for measure in roadmap.measures:
        found, instants = len(measure.worth_by_end_nok), roadmap.calendar.periods + 1
        if found > instants:
            message = to_say(
                "{measure} has {found} figures of what its end is worth, for {instants} instants: the rest "
                "have no effect.",
                measure=measure.id,
                found=found,
                instants=instants,
            )
            yield note("worth_after_horizon", "veikart", measure.id, "worth_by_end_nok", message)


def groups_can_hold(roadmap: Roadmap) -> Iterator[Finding]:
    """Ask that no group has more measures in than its rule allows, before anything is chosen."""
    sure = {measure.id for measure in roadmap.measures if measure.is_done or measure.must_be_in}
    for group in roadmap.groups:
        inside = [name for name in group.measures if name in sure]
        if _allows_one(group) and len(inside) > 1:
            message = to_say(
                "{measures} are mandatory, started or done, but the group lets one of them in.",
                measures=", ".join(inside),
            )
            yield error("group_cannot_hold", "grupper", group.id, "measures", message)


def _allows_one(group: Group) -> bool:
    return group.rule in (GroupRule.EXACTLY_ONE, GroupRule.AT_MOST_ONE)


def _may_stay_out(measure: Measure) -> bool:
    return not measure.is_done and not measure.must_be_in


def _payers(roadmap: Roadmap) -> list[str]:
    """Give who pays for work or a rollout of an open measure that costs anything, each once."""
    done = {measure.id for measure in roadmap.measures if measure.is_done}
    sectors = {sector.id for sector in roadmap.sectors}
    phases = [
        payer_of_phase(phase)
        for measure in roadmap.open_measures
        for phase in measure.phases
        if any(mode.cost_nok_per_period or mode.cost_at_start_nok for mode in phase.modes)
    ]
    rollouts = [
        payer_of_rollout(roadmap, rollout)
        for rollout in roadmap.rollouts
        if rollout.cost_per_unit_nok and rollout.measure not in done and rollout.sector in sectors
    ]
    adapting = {row.key for row in roadmap.adaptations if row.cost_nok_per_period}
    adaptations = [
        payer_of_rollout(roadmap, rollout)
        for rollout in roadmap.rollouts
        if rollout.key in adapting and rollout.measure not in done and rollout.sector in sectors
    ]
    return list(dict.fromkeys(phases + rollouts + adaptations))


def _asked_of(roadmap: Roadmap) -> set[str]:
    """Give the sectors that work or a rollout of an open measure asks something of."""
    done = {measure.id for measure in roadmap.measures if measure.is_done}
    modes = [mode for measure in roadmap.measures for phase in measure.phases for mode in phase.modes]
    by_phases = {demand.sector for mode in modes for demand in mode.demands if demand.person_months}
    by_rollouts = {r.sector for r in roadmap.rollouts if r.effort_per_unit and r.measure not in done}
    supports = (each for each in roadmap.supports if each.measure not in done)
    by_support = {each.delivering for each in supports if each.effort_per_unit}
    rows = (row for row in roadmap.adaptations if row.measure not in done)
    by_adaptations = {demand.sector for row in rows for demand in row.demands}
    return by_phases | by_rollouts | by_support | by_adaptations


STRUCTURE = (
    contributions_sum_to_one,
    services_are_realised,
    contributors_have_work,
    rollouts_are_in_receiving_sectors,
    rollouts_have_units,
    support_comes_from_delivering_sectors,
    gates_rise,
    adoption_has_weights,
    done_measures_are_in_use,
    capacity_is_used,
    budgets_are_in_the_horizon,
    budgets_are_paid_from,
    mandatory_measures_stand_on_mandatory_ones,
    timed_links_leave_from_work,
    adoption_links_meet_somewhere,
    ends_have_one_worth_each,
    groups_can_hold,
)
