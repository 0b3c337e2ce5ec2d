"""What the page says beside the headline: what the data is, and what to ask of it."""

from planner.language import _
from planner.model import Roadmap, Sector
from planner.say import counted_words, data_words, most_words, sourced_words, within_sentence
from planner.web.capacity import MOST_PERCENT, Percents
from planner.web.workspace import Workspace

MORE = 120
"""Per cent of the capacity in use now that the question asks about."""


def banner(workspace: Workspace) -> str:
    """Say in one line what the data is, how much of what decides rests on sources, and what matters most."""
    plan = workspace.searches.assumptions.told(workspace.shown.plan)
    said = (sourced_words(plan) or counted_words(plan), most_words(plan))
    return _of_example(workspace, " ".join(words for words in said if words))


def grounds(workspace: Workspace) -> str:
    """Say what the data is, and how much of it and of what decides nobody has documented."""
    return _of_example(workspace, data_words(workspace.searches.assumptions.told(workspace.shown.plan)))


def _of_example(workspace: Workspace, words: str) -> str:
    example = _("Example built on open sources.")
    return f"{example} {words}" if workspace.data.is_example else words


def question(workspace: Workspace) -> str:
    """Ask what more capacity would give where it runs out first."""
    sector = asked_sector(workspace)
    if sector is None:
        return _("What if there were more capacity?")
    return _("What if {sector} had 20% more capacity?", sector=within_sentence(sector.name))


def has_question(roadmap: Roadmap) -> bool:
    """Tell whether there is anybody to ask it about: a sector that takes into use, and has a limit."""
    return any(sector.is_receiving and sector.capacities for sector in roadmap.sectors)


def asked_sector(workspace: Workspace) -> Sector | None:
    """Give the sector that the question is about: the first bottleneck with room for more, else the first."""
    found = workspace.shown
    ordered = (*(sector for sector, _full in found.bottlenecks), *found.roadmap.sectors)
    return next((sector for sector in ordered if sector.capacities and _has_room(workspace, sector)), None)


def with_more_at_the_bottleneck(workspace: Workspace) -> Percents:
    """Give the capacity in use now, with a fifth more where it runs out first."""
    sector = asked_sector(workspace)
    if sector is None:
        return workspace.decided.percents
    return {**workspace.decided.percents, sector.id: _more(workspace, sector)}


def _has_room(workspace: Workspace, sector: Sector) -> bool:
    return _more(workspace, sector) <= MOST_PERCENT


def _more(workspace: Workspace, sector: Sector) -> int:
    return round(workspace.decided.percents.get(sector.id, 100) * MORE / 100)
