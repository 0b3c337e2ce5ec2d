"""What a proposal changes, in few figures: how much moves, what is later than announced, what it is worth."""

from dataclasses import dataclass

from planner.comparison import Comparison, WhyMoved, side_by_side
from planner.model import Plan
from planner.results import ScoreDifference


@dataclass(frozen=True, kw_only=True)
class ProposalSummary:
    """A proposal beside the plan of record.

    Parameters
    ----------
    comparison
        All that differs; ``planner.comparison.with_what_lies_behind`` adds what lies behind each move.
    """

    comparison: Comparison

    @property
    def moves(self) -> tuple[WhyMoved, ...]:
        """Give the measures that lie elsewhere, each forced, with the rules it would break, or worth x."""
        return self.comparison.moved

    @property
    def later_than_announced(self) -> tuple[str, ...]:
        """Give the measures that the proposal ends later than the latest published roadmap said."""
        return self.comparison.difference.late_after

    @property
    def newly_later(self) -> tuple[str, ...]:
        """Give those of them that the plan of record does not."""
        known = self.comparison.difference.late_before
        return tuple(each for each in self.later_than_announced if each not in known)

    @property
    def no_longer_later(self) -> tuple[str, ...]:
        """Give those that the plan of record ends later than announced, and the proposal does not."""
        return tuple(
            each for each in self.comparison.difference.late_before if each not in self.later_than_announced
        )

    @property
    def coverage(self) -> tuple[float | None, float | None]:
        """Give the coverage of the target picture at the end of the last year, before and after."""
        years = self.comparison.difference.coverage
        return (years[-1].before, years[-1].after) if years else (None, None)

    @property
    def score(self) -> ScoreDifference | None:
        """Give the difference of what was optimised; ``None`` where values cannot be set side by side."""
        return None if self.comparison.unlike else self.comparison.difference.score

    @property
    def differences(self) -> tuple[ScoreDifference, ...]:
        """Give what came first, in order, and then what was optimised: each tells what is proved of it."""
        score = self.score
        return () if score is None else (*self.comparison.difference.kept, score)

    @property
    def is_told_apart(self) -> bool:
        """Tell whether it is proved that the best plans differ; else the gaps hide it."""
        return any(each.is_told_apart for each in self.differences)


def proposal_summary(plan_of_record: Plan, proposal: Plan) -> ProposalSummary:
    """Say what a proposal changes.

    Raises
    ------
    ValueError
        If one of the plans has no schedule, or their periods are not equally long.
    """
    return ProposalSummary(comparison=side_by_side(plan_of_record, proposal))
