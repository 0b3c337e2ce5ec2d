"""What a wish costs a plan, or makes it better by, in words."""

from collections.abc import Iterator

from planner.language import _
from planner.model import Plan
from planner.prices import PricedWish
from planner.say.price_list import gain_words
from planner.say.status import as_claimed


def wish_price_lines(plan: Plan, found: PricedWish) -> Iterator[str]:
    """Say what is sure, what is an estimate and what is proved of what a wish is worth or costs."""
    if found.sure is None:
        yield _found_none(found)
    else:
        yield _("Sure: {words}", words=_sure(plan, found.sure))
    if found.estimate is not None:
        yield _("Estimate: {words}", words=_estimate(plan, found.estimate))
        yield _("Proved: {words}", words=as_claimed(plan, _proved(plan, found)))


def _found_none(found: PricedWish) -> str:
    if found.estimate is None:
        return _("No plan has what is wished for and keeps what comes first. That is proved.")
    return _("No plan was found that has what is wished for and keeps what comes first; there may be one.")


def _sure(plan: Plan, gain: float) -> str:
    if gain < 0:
        amount = gain_words(plan, -gain, up=True)
        return _("a lawful plan with the wish, made from this one, is {amount} worse.", amount=amount)
    if gain > 0:
        amount = gain_words(plan, gain, down=True)
        return _("a lawful plan with the wish, made from this one, is {amount} better.", amount=amount)
    return _("a lawful plan with the wish, made from this one, is as good.")


def _estimate(plan: Plan, gain: float) -> str:
    if gain == 0:
        return _("the simplified problems that bound plans with the wish and without it are worth the same.")
    amount = gain_words(plan, abs(gain))
    if gain < 0:
        return _("by the simplified problems that bound plans, the wish costs about {amount}.", amount=amount)
    return _("by the simplified problems that bound plans, the wish is worth about {amount}.", amount=amount)


def _proved(plan: Plan, found: PricedWish) -> str:
    """Say how the best plan with the wish compares with the best without, as far as that is proved."""
    worst = None if found.least is None else _end(plan, found.least, outwards_up=False)
    best = None if found.most is None else _end(plan, found.most, outwards_up=True)
    if worst is None and best is None:
        return _("nothing of the best plan with the wish.")
    if worst is None:
        told = _("set against the best plan without the wish, the best with it is at best {best}", best=best)
    elif best is None:
        told = _(
            "set against the best plan without the wish, the best with it is at worst {worst}", worst=worst
        )
    else:
        told = _(
            "set against the best plan without the wish, the best with it is at worst {worst} and at best "
            "{best}",
            worst=worst,
            best=best,
        )
    return f"{told}." if found.is_settled else _("{proved}; whether it costs anything is open.", proved=told)


def _end(plan: Plan, gain: float, *, outwards_up: bool) -> str:
    """Write an end of a range, rounded outwards: the worst down, the best up."""
    if gain == 0:
        return _("as good")
    is_better = gain > 0
    amount = gain_words(plan, abs(gain), up=is_better == outwards_up, down=is_better != outwards_up)
    return _("{amount} better", amount=amount) if is_better else _("{amount} worse", amount=amount)
