"""The scores of two plans with one aim, and what is proved of how the best ones differ (section 7)."""

from dataclasses import dataclass, replace

from planner.model import TOLERANCE, Kept, Objective, ObjectiveKind, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreDifference:
    """One objective in two plans, and the proved range of the difference between the best plans there are.

    Parameters
    ----------
    before, after
        The scores of the two plans, in the objective's unit.
    least, most
        No less and no more than this does the best score change (``docs/problem.md``, section 7); ``None``
        where that side is not proved.
    """

    objective: Objective
    before: float
    after: float
    least: float | None
    most: float | None

    @property
    def amount(self) -> float:
        """Give the second plan's score less the first one's."""
        return self.after - self.before

    @property
    def is_told_apart(self) -> bool:
        """Tell whether the range leaves out 0: it is proved that one of the two can do better."""
        above = self.least is not None and self.least > self._slack
        return above or (self.most is not None and self.most < -self._slack)

    @property
    def is_equal(self) -> bool:
        """Tell whether it is proved that the best of both are equally good."""
        sides = (self.least, self.most)
        return all(side is not None and abs(side) <= self._slack for side in sides)

    @property
    def _slack(self) -> float:
        """Give what two scores may differ by and still be the same: the gap at which a plan is optimal."""
        # each of the two may be off by the gap at which it is called optimal
        return 2 * TOLERANCE * max(abs(self.before), abs(self.after), 1.0)


def score_difference(before: Plan, after: Plan) -> ScoreDifference | None:
    """Compare what two plans with one aim were made best at.

    With bounds ``U`` and scores ``V``, the best of the first lies in ``[V, U]`` and that of the second in
    ``[V', U']``. Where the second keeps less of what comes first, that it can do better proves nothing, and
    where it keeps more, neither does that it does worse.
    """
    if before.score is None or after.score is None or not _same_aim(before.objective, after.objective):
        return None
    objective = after.objective
    best = (
        _best_range(objective, before.score, before.bound),
        _best_range(objective, after.score, after.bound),
    )
    least, most = _range(*best)
    looser, stricter = _keeps_less(objective, before.objective), _keeps_less(before.objective, objective)
    if not objective.is_maximised:
        # of what is made small, doing better is a smaller score: the sides change places
        looser, stricter = stricter, looser
    return ScoreDifference(
        objective=objective,
        before=before.score,
        after=after.score,
        least=None if looser else least,
        most=None if stricter else most,
    )


def kept_differences(before: Plan, after: Plan) -> tuple[ScoreDifference, ...]:
    """Compare what came first and was reached, each with what is proved of it."""
    if not _same_aim(before.objective, after.objective):
        return ()
    return tuple(
        _kept_difference(old, new, is_first=place == 0)
        for place, (old, new) in enumerate(zip(before.objective.kept, after.objective.kept, strict=True))
    )


def _kept_difference(old: Kept, new: Kept, *, is_first: bool) -> ScoreDifference:
    """Compare one level; of the later ones nothing is proved, since they depend on those before."""
    first, second = _reached(old), _reached(new)
    ranges = (
        _best_range(new.objective, first, old.bound),
        _best_range(new.objective, second, new.bound),
    )
    least, most = _range(*ranges) if is_first else (None, None)
    return ScoreDifference(objective=new.objective, before=first, after=second, least=least, most=most)


def _reached(kept: Kept) -> float:
    return kept.level if kept.reached is None else kept.reached


Ends = tuple[float | None, float | None]


def _best_range(objective: Objective, score: float, bound: float | None) -> Ends:
    """Give the least and the most that the best score can be; what is made small is never below 0."""
    if objective.is_maximised:
        return score, bound
    # amounts have no bound below 0, and one that says so says nothing
    return (None if bound is None else max(0.0, bound)), score


def _range(before: Ends, after: Ends) -> Ends:
    """Give the least and the most by which the best can change."""
    least = None if after[0] is None or before[1] is None else after[0] - before[1]
    most = None if after[1] is None or before[0] is None else after[1] - before[0]
    return least, most


def _keeps_less(one: Objective, other: Objective) -> bool:
    """Tell whether any level that one keeps is below what the other keeps of the same."""
    pairs = zip(one.kept, other.kept, strict=True)
    return any(not theirs.holds(mine.level) for mine, theirs in pairs)


def _same_aim(first: Objective, second: Objective) -> bool:
    """Tell whether two plans were made best at the same, with the same before it and the same losses."""
    order = [[_stated(kept) for kept in each.kept] for each in (first, second)]
    return measured_alike(first, second) and order[0] == order[1]


def _stated(kept: Kept) -> tuple[Objective, float | None]:
    """Give a stage as it was asked for; what open work may lose can follow from a baseline instead."""
    return kept.objective, None if kept.objective.kind is ObjectiveKind.OPEN_WORK else kept.loss


def measured_alike(first: Objective, second: Objective) -> bool:
    """Tell whether two scores measure the same, whatever had to be kept of other objectives."""
    return replace(first, kept=()) == replace(second, kept=())
