"""Shares that one measure asks of another and that can never be reached."""

from collections.abc import Iterator

from planner.check.facts import RoadmapFacts
from planner.check.places import key, link_key
from planner.language import Form, apart, to_say
from planner.model import TOLERANCE, Dependency, Finding, Link, Roadmap, Rollout
from planner.rules import accepted, binds


def shares_can_be_reached(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask no larger share of a predecessor than its target."""
    for link in facts.roadmap.dependencies:
        if link.link is not Link.SHARE or link.share is None or not binds(facts.roadmap, link):
            continue
        rollout = facts.roadmap.rollout(link.predecessor.measure, link.share_sector)
        if rollout is not None and link.share > rollout.target + TOLERANCE:
            share, target = apart(link.share, rollout.target, Form.PERCENT)
            message = to_say(
                "{successor} waits for {share} of {sector}, where the target of {predecessor} is {target}.",
                successor=link.successor.measure,
                share=share,
                sector=link.share_sector,
                predecessor=link.predecessor.measure,
                target=target,
            )
            yield facts.judged(
                link.successor.measure,
                "share_above_target",
                "avhengigheter",
                link_key(link),
                "share",
                message,
            )


def targets_lie_within_predecessors(facts: RoadmapFacts) -> Iterator[Finding]:
    """Ask no larger target of a successor than its predecessor lets it reach (section 4, adoption)."""
    for link in facts.roadmap.dependencies:
        if link.link is Link.ADOPTION:
            yield from _targets_above(facts, link)


def _targets_above(facts: RoadmapFacts, link: Dependency) -> Iterator[Finding]:
    predecessor, successor = link.measures
    if facts.roadmap.measure(successor).is_done:
        return
    for rollout in facts.roadmap.rollouts_of(successor):
        most = _most_after(facts.roadmap, predecessor, rollout)
        if rollout.target > most + TOLERANCE:
            target, reached = apart(rollout.target, most, Form.PERCENT)
            message = to_say(
                "The target is {target}, but {predecessor} lets at most {most} of {sector} take it into use.",
                target=target,
                predecessor=predecessor,
                most=reached,
                sector=rollout.sector,
            )
            # only a measure that is mandatory itself has to reach its target
            yield facts.judged(
                successor if facts.roadmap.measure(successor).must_be_in else "",
                "target_above_predecessor",
                "innforing",
                key(*rollout.key),
                "target",
                message,
            )


def _most_after(roadmap: Roadmap, predecessor: str, rollout: Rollout) -> float:
    """Give the largest share that an adoption link lets a rollout reach."""
    before = roadmap.rollout(predecessor, rollout.sector)
    if before is None:
        return 1.0
    reached = before.in_use if roadmap.measure(predecessor).is_done else before.target
    return max(rollout.in_use, reached + accepted(before, rollout))


TARGETS = (shares_can_be_reached, targets_lie_within_predecessors)
