"""What a proposal changes, in one sentence: the same wherever a proposal is shown."""

from collections.abc import Iterator

from planner.comparison import ProposalSummary
from planner.language import _, integer, listed, ngettext
from planner.model import ObjectiveKind, Plan
from planner.results import Facts, ScoreDifference
from planner.say.assumed import is_assumed
from planner.say.differences import amount_words, net_of_missed, signed, verdict
from planner.say.objectives import ScoreUnit, name_of, words_of
from planner.say.scores import near_millions
from planner.say.shares import whole_percent

MOST_NAMED = 3
"""Measures that are named one by one."""


def summary_words(found: ProposalSummary) -> str:
    """Say how much moves, which pins came to nothing, what is later than published, coverage, and values.

    What cannot be told apart is said to be so; two plans of one roadmap with one aim are both known.
    """
    return _("{parts}.", parts=", ".join(summary_parts(found)))


def summary_parts(found: ProposalSummary) -> Iterator[str]:
    """Give the sentence part by part."""
    yield _moves(len(found.moved))
    pinned_out = [each.name for each in Facts(found.proposal).pinned_out]
    if pinned_out:
        yield _("left out though pinned: {names}", names=listed(pinned_out, most=MOST_NAMED, between="; "))
    yield _(
        "{late} later than published (now {before})",
        late=integer(len(found.later_than_announced)),
        before=integer(len(found.difference.late_before)),
    )
    if found.proposal.roadmap.services:
        yield _coverage(found)
    yield from _values(found)


def threshold_words(plan: Plan, threshold: float) -> str:
    """Say what a move has to be worth that is not forced.

    Parameters
    ----------
    threshold
        As a share of the plan's score.
    """
    if not threshold:
        return _("Each move is forced or a gain")
    amount = threshold * max(1.0, abs(plan.score or 0.0))
    if words_of(plan.objective).unit is ScoreUnit.MONEY:
        worth = near_millions(amount)
    else:
        worth = amount_words(plan, plan.objective, amount).lstrip("+±")
    return _("Each move is forced or worth at least {worth}", worth=worth)


def _moves(count: int) -> str:
    moves = ngettext("{count} measure moves", "{count} measures move", count)
    return moves if count else _("No measure moves")


def _coverage(found: ProposalSummary) -> str:
    """Say the coverage at the end of the year that the headline speaks of."""
    year, after = Facts(found.proposal).milestone
    before = next((each.before for each in found.difference.coverage if each.year == year), None)
    shares = [None if each is None else whole_percent(each) for each in (before, after)]
    if shares[0] is None or shares[0] == shares[1]:
        return _("coverage {share} at the end of {year}, as now", share=shares[1], year=year)
    return _(
        "coverage {share} at the end of {year} (now {before})", share=shares[1], year=year, before=shares[0]
    )


def _values(found: ProposalSummary) -> Iterator[str]:
    """Say what was optimised, with what came first where that differs; else what both are worth."""
    if found.has_unlike_values:
        yield _("values cannot be set side by side")
    elif found.score is None:
        more = _assumed(found.proposal, _money(found.difference.worth_nok))
        yield _("net benefit {amount}", amount=more)
    else:
        yield from (
            _value(found, each)
            for each in found.differences
            if each is found.score or each.before != each.after
        )


def _value(found: ProposalSummary, each: ScoreDifference) -> str:
    amount = _amount(found, each)
    name = name_of(each.objective)
    told = _("{objective} {amount}", objective=name[:1].lower() + name[1:], amount=amount)
    if found.is_of_one_roadmap:
        return told
    return _("{told}, {verdict}", told=told, verdict=verdict(each))


def _amount(found: ProposalSummary, each: ScoreDifference) -> str:
    """Write how much differs; beside the score of net benefit that itself, which other figures tell."""
    plan = found.proposal
    if words_of(each.objective).unit is not ScoreUnit.MONEY:
        return amount_words(plan, each.objective, each.amount)
    amount = _money(each.amount)
    if each.objective.kind is ObjectiveKind.VALUE:
        amount = net_of_missed(_money(each.amount + found.difference.missed_nok), amount)
    return _assumed(plan, amount)


def _money(more_nok: float) -> str:
    """Write a difference with so many decimals that something is not nothing."""
    return signed(more_nok / 1e6, 2, near_millions(abs(more_nok)))


def _assumed(plan: Plan, amount: str) -> str:
    return _("{amount} (assumed)", amount=amount) if is_assumed(plan) else amount
