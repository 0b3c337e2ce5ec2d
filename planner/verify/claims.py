"""What a plan claims of itself: its roadmap, its status, its score and its bound."""

import math
from collections.abc import Iterator

from planner.language import Message, Quantity, to_say
from planner.model import OPTIMAL_GAP, TOLERANCE, Finding, Plan, PlanStatus, Roadmap
from planner.verify.case import Case, exceeds, slack
from planner.verify.worth import worth

_WITHOUT_SCHEDULE = (PlanStatus.INFEASIBLE, PlanStatus.UNKNOWN)
_WITH_BOUND = (PlanStatus.OPTIMAL, PlanStatus.WITHIN_GAP)


def roadmap_is_the_one_asked_about(roadmap: Roadmap, plan: Plan) -> Iterator[Finding]:
    """Come from the roadmap it is judged against, or from one that differs in input of the sector alone."""
    if not roadmap.asks_the_same(plan.roadmap):
        found, expected = plan.digest[:12], roadmap.digest[:12]
        message = to_say(
            "Made from a roadmap with digest {found}, expected {expected}", found=found, expected=expected
        )
        yield refused("other_roadmap", message)


def status_fits_the_schedule(roadmap: Roadmap, plan: Plan) -> Iterator[Finding]:
    """Hold a schedule and a score where the status says that a plan was found, and only there."""
    expected = plan.status not in _WITHOUT_SCHEDULE
    if (plan.schedule is not None) != expected or (plan.score is not None) != expected:
        asked = to_say("a schedule and a score") if expected else to_say("neither schedule nor score")
        message = to_say("Status {status}: expected {expected}", status=plan.status.value, expected=asked)
        yield refused("status_without_schedule", message)


def status_fits_the_gap(roadmap: Roadmap, plan: Plan) -> Iterator[Finding]:
    """Call optimal only what is within 1e-6 of its bound, in every stage; state a bound for a claimed gap."""
    if plan.status not in _WITH_BOUND or plan.score is None:
        return
    if not _is_claimed(plan.status, plan.score, plan.bound):
        gap = written(_gap(plan.score, plan.bound))
        message = to_say("Status {status} with the gap {found}", status=plan.status.value, found=gap)
        yield refused("status_without_proof", message)
    for kept in plan.objective.kept:
        if kept.reached is not None and not _is_claimed(plan.status, kept.reached, kept.bound):
            message = to_say(
                "Status {status} where {name} is kept with the gap {found}",
                status=plan.status.value,
                name=kept.objective.kind.value,
                found=written(_gap(kept.reached, kept.bound)),
            )
            yield refused("status_without_proof", message)


def _is_claimed(status: PlanStatus, score: float, bound: float | None) -> bool:
    """Tell whether a bound is close enough for a status; within which gap was asked for is not known."""
    gap = _gap(score, bound)
    return gap is not None and (status is not PlanStatus.OPTIMAL or gap <= OPTIMAL_GAP * (1 + TOLERANCE))


def _gap(score: float, bound: float | None) -> float | None:
    """Give how far a score is from its bound, as a share of it, or of 1 where that is more."""
    return None if bound is None else abs(bound - score) / max(abs(score), 1.0)


def bound_is_no_worse_than_the_score(roadmap: Roadmap, plan: Plan) -> Iterator[Finding]:
    """Bound what any plan can score, by a finite number that this one does not beat."""
    if plan.score is None or plan.bound is None:
        return
    sign = 1 if plan.objective.is_maximised else -1
    if not math.isfinite(plan.bound) or exceeds(sign * plan.score, sign * plan.bound):
        score, bound = written(plan.score), written(plan.bound)
        message = to_say(
            "Score {score} and bound {bound}: the bound may not be worse", score=score, bound=bound
        )
        yield refused("bound_beaten", message)


def score_is_right(roadmap: Roadmap, plan: Plan) -> Iterator[Finding]:
    """Score what the schedule is worth under the plan's objective."""
    if plan.schedule is None:
        return
    expected = worth(Case(roadmap, plan.schedule), plan.objective)
    if plan.score is None or not abs(plan.score - expected) <= slack(expected):
        message = to_say(
            "Score {found}, expected {expected}", found=written(plan.score), expected=written(expected)
        )
        yield refused("wrong_score", message)


def written(figure: float | None) -> Quantity | str:
    """Give a figure that may be missing or no number."""
    return Quantity(figure, 6) if figure is not None and math.isfinite(figure) else str(figure)


def refused(code: str, message: Message) -> Finding:
    """Say what is wrong with the plan as a whole."""
    return Finding(code=code, subject="plan", message=message)


CLAIMS = (
    roadmap_is_the_one_asked_about,
    status_fits_the_schedule,
    status_fits_the_gap,
    bound_is_no_worse_than_the_score,
)
SCORE_CLAIMS = (score_is_right,)
"""What only a lawful schedule can be asked."""
