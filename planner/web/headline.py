"""What the page says first: one true sentence about the plan, and what the data is."""

from planner.language import _, integer
from planner.model import Roadmap, Sector
from planner.report.words import gap_words, status_words
from planner.web.numbers import Numbers
from planner.web.words import exact_percent, within_sentence


def sentence(numbers: Numbers, *, changed: bool = False) -> str:
    """Say how far the plan gets by when, what holds it back, and how much better it could be.

    Parameters
    ----------
    changed
        Whether the plan rests on another capacity than the data's.
    """
    if numbers.plan.schedule is None:
        return status_words(numbers.plan)
    return " ".join((_reach(numbers, changed), _bottleneck(numbers), gap_words(numbers.plan)))


def milestone_year(roadmap: Roadmap) -> int:
    """Give the year the sentence speaks of: the last in the horizon that ends in 0 or 5, else the last."""
    round_years = [year for year in roadmap.years if year % 5 == 0]
    return (round_years or roadmap.years)[-1]


def coverage_at(numbers: Numbers, year: int) -> float:
    """Give the coverage of the target picture at the end of a year of the horizon."""
    calendar = numbers.roadmap.calendar
    within = [period for period in numbers.roadmap.periods if calendar.year_of(period) <= year]
    return numbers.coverage[within[-1]]


def banner(assumed: int, total: int, *, is_example: bool) -> str:
    """Say what the data is, and how much of it nobody has documented."""
    counted = _("{assumed} of {total} figures are assumed.", assumed=integer(assumed), total=integer(total))
    example = _("Example built on open sources.")
    return f"{example} {counted}" if is_example else counted


def question(numbers: Numbers) -> str:
    """Ask what more capacity at the bottleneck would give, or in the first sector where nothing is full."""
    sector = asked_sector(numbers)
    if sector is None:
        return _("What if there were more capacity?")
    return _("What if {sector} had 20% more capacity?", sector=within_sentence(sector.name))


def asked_sector(numbers: Numbers) -> Sector | None:
    """Give the sector that the question is about."""
    return numbers.bottleneck or next(iter(numbers.roadmap.sectors), None)


def _reach(numbers: Numbers, changed: bool) -> str:
    year = milestone_year(numbers.roadmap)
    share = exact_percent(coverage_at(numbers, year))
    if changed:
        return _(
            "With the capacity you have chosen, we reach {share} of the target picture by the end of {year}.",
            share=share,
            year=year,
        )
    return _(
        "With today’s capacity, we reach {share} of the target picture by the end of {year}.",
        share=share,
        year=year,
    )


def _bottleneck(numbers: Numbers) -> str:
    sector = numbers.bottleneck
    if sector is None:
        return _("No sector is ever full.")
    return _("The bottleneck is {sector}.", sector=within_sentence(sector.name))
