"""What a proposal changes, in few figures: how much moves, what is later than announced, what it is worth."""

from dataclasses import dataclass

from planner.comparison.comparing import unlike
from planner.comparison.difference import Difference, difference_between
from planner.model import Plan
from planner.results import ScoreDifference


@dataclass(frozen=True, kw_only=True)
class ProposalSummary:
    """A proposal beside the plan of record; ``why_moved`` gives the reason of each move.

    Parameters
    ----------
    difference
        In figures, in the instants of the proposal.
    is_of_one_roadmap
        Whether both plans are of the same data, and made best at the same: then their difference is known.
    has_unlike_values
        Whether values cannot be set side by side.
    """

    proposal: Plan
    difference: Difference
    is_of_one_roadmap: bool
    has_unlike_values: bool

    @property
    def moved(self) -> tuple[str, ...]:
        """Give the measures that lie elsewhere, in the order of the proposal's roadmap."""
        return self.difference.elsewhere

    @property
    def later_than_announced(self) -> tuple[str, ...]:
        """Give the measures that the proposal ends later than the latest published roadmap said."""
        return self.difference.late_after

    @property
    def coverage(self) -> tuple[float | None, float | None]:
        """Give the coverage of the target picture at the end of the last year, before and after."""
        years = self.difference.coverage
        return (years[-1].before, years[-1].after) if years else (None, None)

    @property
    def score(self) -> ScoreDifference | None:
        """Give the difference of what was optimised; ``None`` where values cannot be set side by side."""
        return None if self.has_unlike_values else self.difference.score

    @property
    def differences(self) -> tuple[ScoreDifference, ...]:
        """Give what came first, in order, and then what was optimised: each tells what is proved of it."""
        score = self.score
        return () if score is None else (*self.difference.kept, score)

    @property
    def is_told_apart(self) -> bool:
        """Tell whether it is proved that the best plans differ; else the gaps hide it."""
        return any(each.is_told_apart for each in self.differences)


def proposal_summary(plan_of_record: Plan, proposal: Plan) -> ProposalSummary:
    """Say what a proposal changes, at once: no move is asked why.

    Raises
    ------
    ValueError
        If one of the plans has no schedule, or their periods are not equally long.
    """
    aims = [each.objective.without_proof for each in (plan_of_record, proposal)]
    return ProposalSummary(
        proposal=proposal,
        difference=difference_between(plan_of_record, proposal),
        is_of_one_roadmap=plan_of_record.roadmap.asks_the_same(proposal.roadmap) and aims[0] == aims[1],
        has_unlike_values=bool(unlike(plan_of_record, proposal)),
    )
