"""Rules on which measures are in: what must be, what goes with it, and what it leans on."""

from collections.abc import Iterator

from planner.language import to_say
from planner.model import Dependency, Finding, Group, GroupRule, Link
from planner.verify.case import Case
from planner.verify.links import has_passed


def mandatory_measures_are_in(case: Case) -> Iterator[Finding]:
    """Hold every mandatory measure, and every started one that may not be stopped."""
    for measure in case.roadmap.open_measures:
        if measure.must_be_in and measure.id not in case.ids_in:
            message = to_say("{subject}: out, expected in, as it is mandatory", subject=measure.id)
            yield Finding(code="mandatory_out", subject=measure.id, message=message)


def measures_in_have_all_phases(case: Case) -> Iterator[Finding]:
    """Schedule all phases of a measure that is in."""
    for measure in case.measures_in:
        for phase in measure.phases:
            if (measure.id, phase.id) not in case.phases:
                subject = f"{measure.id}/{phase.id}"
                message = to_say("{subject}: not scheduled, though its measure is in", subject=subject)
                yield Finding(code="phase_missing", subject=subject, message=message)


def measures_out_have_no_phases(case: Case) -> Iterator[Finding]:
    """Schedule no phase of a measure that is out."""
    for phase in case.schedule.phases:
        if phase.measure not in case.ids_in:
            subject = f"{phase.measure}/{phase.phase}"
            message = to_say("{subject}: scheduled, though its measure is out", subject=subject)
            yield Finding(code="phase_of_measure_out", subject=subject, message=message)


def measures_out_keep_what_is_in_use(case: Case) -> Iterator[Finding]:
    """Leave the share of a measure that is out at exactly what is in use, without a begin.

    There is nothing to round in a decision, and such a wave would count in some sums and not in others.
    """
    for rollout in case.roadmap.open_rollouts:
        if rollout.measure in case.ids_in:
            continue
        planned = case.planned(rollout)
        moved = [share for share in planned.adoption if share != rollout.in_use]
        if moved or planned.begin is not None:
            subject = "/".join(rollout.key)
            message = to_say("{subject}: taken into use, though its measure is out", subject=subject)
            yield Finding(code="rollout_of_measure_out", subject=subject, message=message)


def predecessors_are_in(case: Case) -> Iterator[Finding]:
    """Keep a measure out when one it depends on is out."""
    for link in case.roadmap.dependencies:
        predecessor, successor = link.measures
        if successor in case.ids_in and _binds_choice(case, link) and predecessor not in case.ids_in:
            message = to_say(
                "{subject}: in, though {predecessor} is out", subject=successor, predecessor=predecessor
            )
            yield Finding(code="predecessor_out", subject=successor, message=message)


def groups_hold(case: Case) -> Iterator[Finding]:
    """Have as many measures of a group in as its rule says."""
    for group in case.roadmap.groups:
        count = sum(
            measure in case.ids_in or case.roadmap.measure(measure).is_done for measure in group.measures
        )
        if not _group_accepts(group, count):
            message = to_say(
                "{subject}: {count} measures in, against the rule of the group", subject=group.id, count=count
            )
            yield Finding(code="group_broken", subject=group.id, message=message)


def _binds_choice(case: Case, link: Dependency) -> bool:
    """Tell whether the successor may be in only when the predecessor is."""
    if link.link is Link.ADOPTION:
        return not case.roadmap.measure(link.predecessor.measure).is_done
    return not has_passed(case.roadmap, link)


def _group_accepts(group: Group, count: int) -> bool:
    """Tell whether a group may have so many measures in."""
    return {
        GroupRule.EXACTLY_ONE: count == 1,
        GroupRule.AT_MOST_ONE: count <= 1,
        GroupRule.AT_LEAST: count >= group.at_least,
        GroupRule.ALL_OR_NONE: count in (0, len(group.measures)),
    }[group.rule]


RULES = (
    mandatory_measures_are_in,
    measures_in_have_all_phases,
    measures_out_have_no_phases,
    measures_out_keep_what_is_in_use,
    predecessors_are_in,
    groups_hold,
)
