"""The first sentences on page and paper: what the plan reaches, who is full, how good it is proved to be."""

from dataclasses import replace

from planner.language import _, integer, ngettext, worded
from planner.model import OPTIMAL_GAP, Objective, OfVersion, Plan, Sector
from planner.results import BudgetUse, Facts, facts, lacking, telling_gap, years_of
from planner.say.aims import aim_line
from planner.say.budgets import budget_name, payer_name
from planner.say.names import within_sentence
from planner.say.objectives import words_of
from planner.say.periods import count_periods, count_years, end_words
from planner.say.shares import gap_percent, whole_percent
from planner.say.status import as_known, certified_words, status_words

AS_FULL = 0.9
"""Full at least this share as often as the fullest, a sector is a bottleneck beside it."""
MOST_NAMED = 2


def headline(plan: Plan, *, of_version: OfVersion | None = None) -> str:
    """Say what the plan reaches by when, which sectors are full, what its aim is, and how good it is.

    Every part is true of this plan alone: nothing is said of services, capacity or proof that it lacks, nor
    that it is the best, for which another may have been found by now. Pages and documents say the same.

    Parameters
    ----------
    of_version
        Of which saved version it is, where those who keep versions know it and the plan does not say it.
    """
    found = facts(plan)
    if found is None or not found.roadmap.open_measures:
        return status_words(plan)
    capacity = _capacity(of_version or plan.of_version)
    reach = _reach(found, capacity) if found.roadmap.services else _end_of_work(found, capacity)
    sentences = (reach, _bottleneck(found), f"{aim_line(plan)}.", gap_words(plan))
    return " ".join(sentence for sentence in sentences if sentence)


def gap_words(plan: Plan) -> str:
    """Say how much better a plan could be, rounded up so that the promise holds; nothing without a plan.

    What a certificate proves is said beside what is known but not certified.
    """
    if plan.schedule is None or not plan.roadmap.open_measures:
        return ""
    gap = telling_gap(plan)
    if gap is None:
        return _("How much better a plan could be is not known yet.")
    if gap <= OPTIMAL_GAP:
        said = as_known(plan, proof(plan.objective))
    else:
        said = as_known(plan, _("A plan up to {gap} better may be possible.", gap=gap_percent(gap)))
    is_beside = plan.certified_bound is not None and not plan.certified
    return f"{said} {certified_words(plan)}" if is_beside else said


def standing_words(plan: Plan) -> str:
    """Say what is known about the plan and how much better one could be; that a file claims both, once."""
    bare = replace(plan, claimed=False, certified_bound=None)
    said = status_words(plan), gap_words(plan)
    unclaimed = status_words(bare), gap_words(bare)
    if all(words != plain for words, plain in zip(said, unclaimed, strict=True)):
        return as_known(plan, " ".join(unclaimed))
    return " ".join(said).strip()


def proof(objective: Objective) -> str:
    """Say what a closed gap proves; a proof holds among the plans that keep what comes first."""
    said = worded(words_of(objective).proof)
    if objective.kept:
        return _("Given what comes first, it is proved that {said}.", said=said)
    return _("It is proved that {said}.", said=said)


def _reach(found: Facts, capacity: str) -> str:
    """Say what is reached, and what it takes at least to reach all within the horizon where that is more."""
    year, share = found.milestone
    said = {"capacity": capacity, "share": whole_percent(share), "year": year}
    needs = _needs(found)
    if not needs:
        return _(
            "With {capacity}, the plan reaches {share} of the target picture by the end of {year}.", **said
        )
    return _(
        "With {capacity}, the plan reaches {share} of the target picture by the end of {year}; "
        "all of it by {last} takes at least {needs}.",
        needs=needs,
        last=found.roadmap.years[-1],
        **said,
    )


def _needs(found: Facts) -> str:
    """Name the sectors that cannot give what all of the target picture asks, and what more it takes."""
    short = lacking(found.roadmap)
    words = [
        _("{share} more from {sector}", share=whole_percent(more), sector=within_sentence(sector.name))
        for sector, more in short[:MOST_NAMED]
    ]
    more = len(short) - MOST_NAMED
    if len(words) <= 1:
        return "".join(words)
    if more <= 0:
        return _("{names} and {last}", names=", ".join(words[:-1]), last=words[-1])
    return ngettext(
        "{names} and some more from {more} other sector",
        "{names} and some more from {more} other sectors",
        more,
        names=", ".join(words),
        more=_count(more),
    )


def _capacity(told: OfVersion | None) -> str:
    """Name the capacity: today's is that of the newest version alone, as it was saved."""
    if told is not None and told.is_changed:
        return _("the changes that are made")
    is_of_today = told is not None and told.is_newest and not told.scenario
    return _("today’s capacity") if is_of_today else _("this capacity")


def _end_of_work(found: Facts, capacity: str) -> str:
    """Say how many measures are in, and when they are done or how much is not."""
    said = _(
        "With {capacity}, the plan has {chosen} of {count} measures",
        capacity=capacity,
        chosen=integer(len(found.measures)),
        count=integer(len(found.roadmap.open_measures)),
    )
    if not found.measures:
        return f"{said}."
    if not found.unfinished:
        end = end_words(found.roadmap.calendar, found.finish)
        return _("{said}, all done by the end of {period}.", said=said, period=end)
    return ngettext(
        "{said}; {count} rollout is not finished within the horizon.",
        "{said}; {count} rollouts are not finished within the horizon.",
        len(found.unfinished),
        said=said,
    )


def _bottleneck(found: Facts) -> str:
    """Name what runs out most often: the budget, or the sectors that are full about as often as the fullest.

    Nothing is said where nothing has a limit.
    """
    if _budget_binds_most(found):
        return _full_budget(found, *next(iter(found.full_budgets.items())))
    if all(limit is None for limit in found.capacity.values()):
        return ""
    if not found.bottlenecks:
        return _("No sector is ever full.")
    most = found.bottlenecks[0][1]
    level = [(sector, full) for sector, full in found.bottlenecks if full >= AS_FULL * most]
    calendar = found.roadmap.calendar
    periods = count_periods(calendar, calendar.periods)
    if len(level) == 1:
        sector = within_sentence(level[0][0].name)
        return _(
            "The bottleneck is {sector}: full in {full} of {periods}.",
            sector=sector,
            full=integer(most),
            periods=periods,
        )
    return _(
        "The bottlenecks are {sectors}: full in {full} of {periods}.",
        sectors=_named([sector for sector, _full in level]),
        full=_from_to(level[-1][1], most),
        periods=periods,
    )


def _budget_binds_most(found: Facts) -> bool:
    """Tell whether the budgets of one payer, or of all, are full more of the horizon than any sector."""
    most = found.bottlenecks[0][1] if found.bottlenecks else 0
    years, periods = len(found.roadmap.years), found.roadmap.calendar.periods
    return any(years_of(found.roadmap, full) * periods > most * years for full in found.full_budgets.values())


def _full_budget(found: Facts, payer: str, full: tuple[BudgetUse, ...]) -> str:
    """Say which budget of a payer, or of all, is full, or in how many years."""
    roadmap = found.roadmap
    if len(full) == 1:
        year = budget_name(roadmap, full[0].budget.key)
        return _("The bottleneck is the budget of {year}: it is full.", year=year)
    counted = integer(years_of(roadmap, full))
    years = count_years(len(roadmap.years))
    if not payer:
        return _("The bottleneck is the budget: full in {full} of {years}.", full=counted, years=years)
    return _(
        "The bottleneck is the budget of {payer}: full in {full} of {years}.",
        payer=within_sentence(payer_name(roadmap, payer)),
        full=counted,
        years=years,
    )


def _named(sectors: list[Sector]) -> str:
    """Name two sectors and count the rest."""
    names = [within_sentence(sector.name) for sector in sectors[:MOST_NAMED]]
    more = len(sectors) - MOST_NAMED
    if more <= 0:
        return _("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
    return _("{names} and {more} more", names=", ".join(names), more=_count(more))


def _from_to(least: int, most: int) -> str:
    return integer(most) if least == most else f"{integer(least)}–{integer(most)}"


def _count(number: int) -> str:
    """Write a small number as a word, as in running text."""
    words = (_("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"))
    return words[number - 1] if number <= len(words) else integer(number)


def in_words(found: Facts) -> str:
    """Say how many measures are in: with less capacity more is left out, and the rest may end sooner."""
    total = len(found.roadmap.open_measures)
    return ngettext(
        "{chosen} of {count} measure is in",
        "{chosen} of {count} measures are in",
        total,
        chosen=integer(len(found.measures)),
    )


def finish_words(found: Facts) -> str:
    """Say when the last measure of the plan ends, or how many do not."""
    open_ended = found.unfinished_measures
    calendar = found.roadmap.calendar
    if not open_ended:
        return _("Finished by {when}", when=end_words(calendar, max(found.finish, 1)))
    last = calendar.year_of(calendar.periods - 1)
    return ngettext(
        "{count} measure is not finished by {last}",
        "{count} measures are not finished by {last}",
        len(open_ended),
        last=last,
    )
