"""What a plan that has been found is better at than the one that is shown or looked at."""

from planner.language import _, millions
from planner.model import ObjectiveKind, Plan
from planner.results import Facts, gain, keeps_what_comes_first
from planner.say.assumed import is_assumed
from planner.say.scores import score_words

SMALL_NOK = 10e6
"""An amount below this is written with a decimal."""
LEAST_NOK = 0.1e6
"""An amount below this is none that the page can write."""


def offer_words(found: Facts, known: Facts, *, again: bool = False) -> str:
    """Say that a plan has been found, and what it is better at than the one that is shown or looked at."""
    if gain(found, known) <= 0 and not keeps_what_comes_first(known, found):
        return _("A plan that keeps what comes first has been found: {gain}", gain=gain_words(found, known))
    if again:
        return _("An even better plan has been found: {gain}", gain=gain_words(found, known))
    return _("A better plan has been found: {gain}", gain=gain_words(found, known))


def gain_words(found: Facts, known: Facts) -> str:
    """Say how much better a plan is than another under their aim: both are known, so nothing is uncertain."""
    if found.plan.objective.kind is ObjectiveKind.VALUE:
        return _net_benefit(found.plan, gain(found, known))
    before, after = score_words(known.plan, known.plan.score), score_words(found.plan, found.plan.score)
    if before == after:
        return _("by less than can be written: {after}", after=after)
    return _("{after}, now {before}", after=after, before=before)


def gain_sentence(found: Facts, known: Facts) -> str:
    """Say how much better a plan is than another, as a line of its own."""
    words = gain_words(found, known)
    return words[:1].upper() + words[1:]


def _net_benefit(plan: Plan, amount_nok: float) -> str:
    size = abs(amount_nok)
    if size < LEAST_NOK:
        least = millions(LEAST_NOK, 1)
        higher = _("net benefit higher by less than {amount}", amount=least)
        return higher if amount_nok > 0 else _("net benefit lower by less than {amount}", amount=least)
    money = f"{'+' if amount_nok > 0 else '−'}{millions(size, 1 if size < SMALL_NOK else 0)}"
    said = _("net benefit {amount}", amount=money)
    return _("{amount} (assumed)", amount=said) if is_assumed(plan) else said
