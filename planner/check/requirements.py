"""Requirements on the plan as a whole that no plan can meet, or that ask nothing."""

from collections.abc import Callable, Iterator

from planner.check.facts import RoadmapFacts
from planner.check.places import error, note
from planner.language import Form, Message, apart, to_say
from planner.model import SLACK, Endpoint, Finding, GroupRule, Requirement
from planner.problem import Reach, RequirementTask, requirement_tasks
from planner.rules import Point, most_reached, point_of

_TABLE = "krav"
Write = Callable[[str, str, str, str, Message], Finding]


def requirements_can_be_met(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that order, pace and gates let what is required be reached by its date."""
    for task in requirement_tasks(facts.roadmap):
        if task.is_end:
            yield from _end_too_late(facts, task)
        elif task.is_count:
            yield from _too_few_services(facts, task)
        else:
            yield from _share_out_of_reach(facts, task)


def required_ends_fit_groups(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask that no two measures must end by their dates of which a group lets only one in."""
    tasks = [task for task in requirement_tasks(facts.roadmap) if _must_be_in(facts, task)]
    for group in facts.roadmap.groups:
        if group.rule not in (GroupRule.AT_MOST_ONE, GroupRule.EXACTLY_ONE):
            continue
        asked = {
            task.requirement.measure: task for task in tasks if task.requirement.measure in group.measures
        }
        if len(asked) > 1:
            first, last, *_others = asked.values()
            message = to_say(
                "{measure} must end by its date, and so must {other} ({id}), but the group {group} lets "
                "only one of them in.",
                measure=last.requirement.measure,
                other=first.requirement.measure,
                id=first.requirement.id,
                group=group.id,
            )
            yield error("requirements_contradict_group", _TABLE, last.requirement.id, "measure", message)


def requirements_ask_something(facts: RoadmapFacts) -> Iterator[Finding]:
    """Tell of ends by the end of the horizon, by which everything ends."""
    for task in requirement_tasks(facts.roadmap):
        if task.is_end and task.instant == facts.horizon:
            message = to_say(
                "The requirement asks nothing: by {date}, the end of the horizon, all counts as ended.",
                date=facts.date(facts.horizon),
            )
            yield note("requirement_asks_nothing", _TABLE, task.requirement.id, "day", message)


def _must_be_in(facts: RoadmapFacts, task: RequirementTask) -> bool:
    """Tell whether a measure has to be in so that it can end by a date."""
    return task.is_end and task.is_hard and task.instant < facts.horizon


def _end_too_late(facts: RoadmapFacts, task: RequirementTask) -> Iterator[Finding]:
    measure = task.requirement.measure
    built = point_of(facts.roadmap, Endpoint(measure=measure), at_end=True)
    ends = [
        (facts.earliest_share(rollout, rollout.target), Point(measure, sector=rollout.sector))
        for rollout in facts.roadmap.rollouts_of(measure)
    ]
    earliest, point = max([(facts.times[built], built), *ends], key=lambda pair: pair[0])
    if task.instant < min(earliest, facts.horizon):
        message = to_say(
            "Order, pace and gates let {measure} end on {earliest} at the earliest{because}, but {due} is "
            "asked for.",
            measure=measure,
            earliest=facts.date(earliest)
            if earliest <= facts.horizon
            else to_say("some date after {date}", date=facts.date(facts.horizon)),
            because=facts.because(point),
            due=task.requirement.day,
        )
        yield _judged(task.requirement)(
            "requirement_out_of_reach", _TABLE, task.requirement.id, "day", message
        )


def _too_few_services(facts: RoadmapFacts, task: RequirementTask) -> Iterator[Finding]:
    asked = task.requirement.count or 0
    within = sum(_most(facts, task, reach) >= reach.level - SLACK for reach in task.reaches)
    if within < asked:
        message = to_say(
            "Order, pace and gates let at most {most} of {all} services be realised by {date}, but {count} "
            "are asked for.",
            most=within,
            all=len(task.reaches),
            date=task.requirement.day,
            count=asked,
        )
        yield _judged(task.requirement)(
            "requirement_out_of_reach", _TABLE, task.requirement.id, "count", message
        )


def _share_out_of_reach(facts: RoadmapFacts, task: RequirementTask) -> Iterator[Finding]:
    reach = task.reaches[0]
    most = _most(facts, task, reach)
    if most < reach.level - SLACK:
        found, asked = apart(most, reach.level, Form.PERCENT)
        message = to_say(
            "Order, pace, gates and targets let at most {most} be reached by {date}, but {share} is asked "
            "for.",
            most=found,
            date=task.requirement.day,
            share=asked,
        )
        yield _judged(task.requirement)(
            "requirement_out_of_reach", _TABLE, task.requirement.id, "share", message
        )


def _judged(requirement: Requirement) -> Write:
    """Give an error where nothing may be missing, else a note: it then costs its price in every plan."""
    return error if requirement.is_hard else note


def _most(facts: RoadmapFacts, task: RequirementTask, reach: Reach) -> float:
    """Give the most that can be reached by an instant, each measure taken alone."""
    total = reach.constant
    for measure, weight in reach.built:
        total += weight * _can_be_built(facts, measure, task.instant)
    for (measure, sector), weight in reach.shares:
        total += weight * _most_share(facts, measure, sector, task.instant)
    return total


def _can_be_built(facts: RoadmapFacts, measure: str, instant: int) -> bool:
    """Tell whether a measure can be built by an instant; one without phases is as soon as it is in."""
    end = facts.times[point_of(facts.roadmap, Endpoint(measure=measure), at_end=True)]
    return end <= (instant if facts.roadmap.measure(measure).phases else facts.horizon)


def _most_share(facts: RoadmapFacts, measure: str, sector: str, instant: int) -> float:
    """Give the largest share of a rollout that pace and gates allow by an instant."""
    rollout = facts.roadmap.rollout_by_key((measure, sector))
    periods = instant - facts.times[Point(measure, sector=sector)]
    reached = most_reached(facts.roadmap, rollout)
    return reached[min(periods, len(reached)) - 1] if periods > 0 and reached else rollout.in_use


REQUIREMENTS = (requirements_can_be_met, required_ends_fit_groups, requirements_ask_something)
