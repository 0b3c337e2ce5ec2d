"""What it would take: a price list, the price of a change or a wish, and why a wish is impossible."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.model import Edit, Loosening, Plan, PricedChange, PriceList, errors
from planner.pipeline.changing import with_changes
from planner.pipeline.diagnosing import DIAGNOSE_SECONDS, diagnose
from planner.pipeline.reading import DataError
from planner.pipeline.wishes import WishList, against_itself, wish_of
from planner.prices import PricedWish, loosenings, price_list_of, priced_changes, priced_wish
from planner.verify import verify
from planner.why import Diagnosis, DiagnosisState


@dataclass(frozen=True, slots=True, kw_only=True)
class WishAnswer:
    """What a wish costs, or why it is impossible and what would make room for it.

    Parameters
    ----------
    price
        Without figures where no plan is known that has it and keeps what the plan keeps.
    diagnosis
        Where no plan was found at first: whether there is one, and why not.
    """

    price: PricedWish | None = None
    diagnosis: Diagnosis | None = None


def price(
    plan: Plan,
    change_or_wish: Loosening | WishList | Sequence[Edit] | str | Path | None = None,
    *,
    proved: bool = False,
    seconds: float = DIAGNOSE_SECONDS,
    workers: int | None = None,
    stop: threading.Event | None = None,
) -> PriceList | PricedChange | WishAnswer:
    """Give what changes are worth to a plan: all that loosen, one of them, or a wish.

    Parameters
    ----------
    change_or_wish
        One change of ``planner.prices.loosenings``; or what ``planner.diagnose`` takes as a wish: edits that
        are all to hold, a scenario file, or a request. The whole price list where nothing is given.
    proved
        Whether proved ranges are to be as narrow as prices of what is scarce make them, which takes longer.
    seconds
        For finding out why a wish is impossible.
    stop
        Set from another thread or a signal to end the list with what is known.

    Raises
    ------
    DataError
        If the judge refuses the plan.
    ToldError
        If the plan has no schedule, or the roadmap is beyond what the engine can count with.
    """
    refuse_unlawful(plan)
    if change_or_wish is None:
        return price_list(plan, proved=proved, workers=workers, stop=stop)
    if isinstance(change_or_wish, Loosening):
        rows = priced_changes(plan, [change_or_wish], proved=proved, workers=1, stop=stop)
        return next(rows, PricedChange(change=change_or_wish))
    return price_of_wish(plan, change_or_wish, seconds=seconds, stop=stop)


def price_list(
    plan: Plan,
    *,
    rows: list[PricedChange] | None = None,
    proved: bool = False,
    workers: int | None = None,
    stop: threading.Event | None = None,
) -> PriceList:
    """Give what each change that loosens is worth to a plan that the judge accepts.

    Parameters
    ----------
    rows
        What is known from before, to which all that is worked out is added as it comes.

    Raises
    ------
    ToldError
        If the plan has no schedule, or the roadmap is beyond what the engine can count with.
    """
    known = [] if rows is None else rows
    seen = {row.change for row in known}
    left = [each for each in loosenings(plan.roadmap, plan.objective) if each not in seen]
    known.extend(priced_changes(plan, left, proved=proved, workers=workers, stop=stop))
    return price_list_of(plan, known)


def refuse_unlawful(plan: Plan) -> None:
    """Refuse a plan that breaks a rule of its roadmap, or says of itself what is not so.

    Raises
    ------
    DataError
        With what the judge found.
    """
    found = errors(verify(plan.roadmap, plan)) if plan.schedule is not None else []
    if found:
        raise DataError(found)


def price_of_wish(
    plan: Plan,
    wish: WishList | Sequence[Edit] | str | Path,
    *,
    seconds: float = DIAGNOSE_SECONDS,
    stop: threading.Event | None = None,
) -> WishAnswer:
    """Give what a wish costs a plan within its roadmap; where it is impossible, why, and what would mend it.

    Raises
    ------
    ToldError
        If the plan has no schedule, or the roadmap is beyond what the engine can count with.
    """
    asked = wish_of(plan.roadmap, wish)
    changed = with_changes(plan.roadmap, asked.edits)
    is_refused = asked.findings or against_itself(asked) or changed.roadmap is None
    if is_refused or changed.roadmap is None or errors(changed.findings):
        # diagnosing tells all that is wrong with data and wishes, in the same form
        return WishAnswer(diagnosis=diagnose(plan.roadmap, asked, seconds=seconds, stop=stop))
    found = priced_wish(plan, changed.roadmap)
    if found.schedule is not None:
        return WishAnswer(price=found)
    known = diagnose(plan.roadmap, asked, seconds=seconds, stop=stop)
    if known.state is not DiagnosisState.POSSIBLE or known.schedule is None:
        return WishAnswer(diagnosis=known)
    return WishAnswer(price=priced_wish(plan, changed.roadmap, known.schedule), diagnosis=known)
