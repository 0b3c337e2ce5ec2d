"""What a plan that has been found is better at than the one that is shown or looked at."""

from planner.language import _, millions
from planner.model import Objective, ObjectiveKind, Plan
from planner.results import Facts, better_at_first, gain, score
from planner.say.assumed import is_assumed
from planner.say.differences import net_of_missed, signed
from planner.say.objectives import objective_word
from planner.say.scores import score_words

SMALL_NOK = 10e6
"""An amount below this is written with a decimal."""
LEAST_NOK = 0.1e6
"""An amount below this is none that the page can write."""


def offer_words(found: Facts, known: Facts, *, again: bool = False) -> str:
    """Say that a plan has been found, and what it is better at than the one that is shown or looked at."""
    if again:
        return _("An even better plan has been found: {gain}", gain=gain_words(found, known))
    return _("A better plan has been found: {gain}", gain=gain_words(found, known))


def gain_words(found: Facts, known: Facts) -> str:
    """Say how much better a plan is than another: both are known, so nothing is uncertain.

    What comes first is said first; what is improved after it may then be worse, and why is said.
    """
    first = [_of_what_comes_first(found, known, objective) for objective in better_at_first(found, known)]
    aim = _under_the_aim(found, known)
    if not first:
        return aim
    if gain(found, known) < 0:
        return _("{first}. That comes first in the aim. In return: {aim}", first="; ".join(first), aim=aim)
    return "; ".join((*first, aim))


def _of_what_comes_first(found: Facts, known: Facts, objective: Objective) -> str:
    """Say what a plan has of an objective that comes before the aim, and what the other has."""
    before, after = (
        score_words(each.plan, score(each.roadmap, objective, each.schedule), objective)
        for each in (known, found)
    )
    return f"{objective_word(objective)} {_now(before, after)}"


def _under_the_aim(found: Facts, known: Facts) -> str:
    if found.plan.objective.kind is ObjectiveKind.VALUE:
        return _net_benefit(found.plan, gain(found, known), found.missed_cost_nok - known.missed_cost_nok)
    before, after = score_words(known.plan, known.plan.score), score_words(found.plan, found.plan.score)
    return _now(before, after)


def _now(before: str, after: str) -> str:
    if before == after:
        return _("by less than can be written: {after}", after=after)
    return _("{after}, now {before}", after=after, before=before)


def gain_sentence(found: Facts, known: Facts) -> str:
    """Say how much better a plan is than another, as a line of its own."""
    words = gain_words(found, known)
    return words[:1].upper() + words[1:]


def _net_benefit(plan: Plan, amount_nok: float, missed_nok: float) -> str:
    """Say how much more a plan is worth, and that after what is missed, where more or less of it is missed.

    Parameters
    ----------
    amount_nok
        By how much its score is higher.
    missed_nok
        How much more of what it is worth goes to what is missed.
    """
    size = abs(amount_nok)
    if max(size, abs(amount_nok + missed_nok)) < LEAST_NOK:
        least = millions(LEAST_NOK, 1)
        higher = _("net benefit higher by less than {amount}", amount=least)
        return higher if amount_nok > 0 else _("net benefit lower by less than {amount}", amount=least)
    decimals = 1 if size < SMALL_NOK else 0
    worth = _signed_nok(amount_nok + missed_nok, decimals)
    left = _signed_nok(amount_nok, decimals) if size >= LEAST_NOK else _hardly(amount_nok)
    said = _("net benefit {amount}", amount=net_of_missed(worth, left))
    return _("{amount} (assumed)", amount=said) if is_assumed(plan) else said


def _hardly(amount_nok: float) -> str:
    """Say that something is higher or lower by less than is written of it."""
    least = millions(LEAST_NOK, 1)
    return (
        _("less than {amount} higher", amount=least)
        if amount_nok > 0
        else _("less than {amount} lower", amount=least)
    )


def _signed_nok(amount_nok: float, decimals: int) -> str:
    return signed(amount_nok / 1e6, decimals, millions(abs(amount_nok), decimals))
