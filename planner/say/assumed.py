"""What the figures behind a plan rest on."""

from collections.abc import Callable, Collection, Mapping

from planner.language import _, integer, millions
from planner.model import Plan
from planner.results import What, facts, sourced_share
from planner.say.kept_versions import outdated_words
from planner.say.sensitivity import most_words
from planner.say.shares import whole_percent
from planner.tables import figures, has_assumed


def assumed_money(plan: Plan, amount_nok: float) -> str:
    """Write an amount in millions, marked *assumed* while any figure behind it is."""
    money = millions(amount_nok)
    return _("{amount} (assumed)", amount=money) if is_assumed(plan) else money


def assumed_figures(plan: Plan) -> tuple[int, int]:
    """Give how many figures behind a plan are assumed, and how many there are."""
    return figures(plan.roadmap)


def is_assumed(plan: Plan) -> bool:
    """Tell whether any figure behind the plan is assumed."""
    return has_assumed(plan.roadmap)


def data_words(plan: Plan) -> str:
    """Say what the figures rest on, how much of what decides rests on sources, and what matters most.

    Where the plan is not of the newest version, that comes first.
    """
    said = (outdated_words(plan), counted_words(plan), sourced_words(plan), most_words(plan))
    return " ".join(words for words in said if words)


def counted_words(plan: Plan) -> str:
    """Say how many figures are assumed."""
    assumed, total = assumed_figures(plan)
    return _("{assumed} of {total} figures are assumed.", assumed=integer(assumed), total=integer(total))


def sourced_words(plan: Plan, *, of: Collection[What] = tuple(What)) -> str:
    """Say how much of benefit, investment and load, or some of them, rests on sources; nothing of nothing."""
    found = facts(plan)
    shares = {} if found is None else found.rests_on
    said = [_WORDS[what](whole_percent(sourced_share(rests))) for what, rests in shares.items() if what in of]
    return _("Sources carry {shares}; the rest is assumed.", shares=in_a_sentence(said)) if said else ""


def in_a_sentence(parts: list[str]) -> str:
    """Join parts as in running text."""
    if len(parts) == 1:
        return parts[0]
    return _("{names} and {last}", names=", ".join(parts[:-1]), last=parts[-1])


_WORDS: Mapping[What, Callable[[str], str]] = {
    What.BENEFIT: lambda share: _("{share} of the benefit", share=share),
    What.COST: lambda share: _("{share} of the investment", share=share),
    What.LOAD: lambda share: _("{share} of the load", share=share),
}
