"""Chains in words: why a date is what it is, as an indented tree down to what could be changed."""

from collections.abc import Collection, Iterable, Iterator

from planner.language import _
from planner.model import Plan, PlanDate
from planner.say.filling import filling_words
from planner.say.reasons import (
    brief_words,
    cell_line,
    date_words,
    entering_words,
    fixed_words,
    held_at_most_words,
    in_common,
    more_lines,
    verdict_words,
    way_out_lines,
    when_words,
)
from planner.say.shares import whole_percent
from planner.why import Cell, Lead, Reason, ReasonChain

_STEP = "  "


def chain_lines(plan: Plan, chain: ReasonChain, told: Collection[PlanDate] = ()) -> list[str]:
    """Give a chain as lines of text: the date, then what holds it, each with what it leads to below it.

    Parameters
    ----------
    told
        Dates that the reader has met in other chains, which are named and not followed again.
    """
    first = dated_words(plan, chain.reason)
    lines = [f"{first}. {verdict_words(plan, chain.reason)}", *_Tree(plan, told).body(chain, "")]
    return [*lines, *(_STEP + line for line in way_out_lines(plan, chain.reason))]


def dated_words(plan: Plan, reason: Reason) -> str:
    """Name a date and say when it is."""
    return f"{date_words(plan, reason.date)}: {when_words(plan, reason)}"


class _Tree:
    """Says what holds dates, of each that is told already only its name."""

    def __init__(self, plan: Plan, told: Collection[PlanDate]) -> None:
        self.plan = plan
        self.told = told

    def body(self, chain: ReasonChain, indent: str) -> Iterator[str]:
        """Say what holds a date, and what that leads to."""
        below, reason = indent + _STEP, chain.reason
        brings = entering_words(reason)
        if brings:
            yield below + brings
        for lead in chain.leads:
            if lead.link is None:
                yield f"{below}- {_contributor_words(self.plan, chain, lead)}"
                yield from self._branch(lead.chain, below)
        if reason.holds is None or not reason.holds.holds:
            return
        if reason.holds.holds == ((),):
            yield below + fixed_words()
            return
        yield from self._holds(chain, below)
        yield from (below + line for line in more_lines(reason))

    def _holds(self, chain: ReasonChain, indent: str) -> Iterator[str]:
        """Say what all holds have in common, then what each has besides."""
        assert chain.reason.holds is not None
        always, besides = in_common(chain.reason.holds.holds)
        if not chain.reason.holds.is_smallest:
            yield f"{indent}{held_at_most_words()}:"
            yield from self._cells(chain, always, indent)
        elif always:
            yield indent + _("Held by:")
            yield from self._cells(chain, always, indent)
        if besides:
            each_one = _("Together with that, each of these:") if always else _("Held by each of these:")
            yield indent + each_one
        for each in besides:
            if len(each) > 1:
                together = _("all of this at once:")
                yield f"{indent}- {together}"
            yield from self._cells(chain, each, indent + _STEP if len(each) > 1 else indent)

    def _cells(self, chain: ReasonChain, cells: Iterable[Cell], indent: str) -> Iterator[str]:
        """Say what cells are, of a link what it leads to, of a limit who fills it."""
        ahead = {lead.link: lead.chain for lead in chain.leads}
        filled = {root.cell: root.filling for root in chain.roots}
        for cell in cells:
            yield f"{indent}- {cell_line(self.plan, chain.reason, cell)}"
            filling = filled.get(cell)
            if filling is not None:
                yield f"{indent}{_STEP}{filling_words(self.plan, filling)}"
            if cell in ahead:
                yield from self._branch(ahead[cell], indent + _STEP)

    def _branch(self, chain: ReasonChain, indent: str) -> Iterator[str]:
        """Say a date that another leads to, and what holds it in turn."""
        named = dated_words(self.plan, chain.reason)
        if chain.is_met or chain.date in self.told:
            above = _("{date} (told above)", date=named)
            yield f"{indent}→ {above}"
            return
        yield f"{indent}→ {named}. {brief_words(self.plan, chain.reason)}"
        yield from self.body(chain, indent)


def _contributor_words(plan: Plan, chain: ReasonChain, lead: Lead) -> str:
    name, share = plan.roadmap.measure(lead.chain.date.measure).name, whole_percent(lead.share)
    if chain.reason.instant > plan.roadmap.calendar.periods:
        return _("“{name}” is {share} of what lacks", name=name, share=share)
    return _("“{name}” is {share} of what was added last", name=name, share=share)
