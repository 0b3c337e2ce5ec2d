"""A thin rail with the names of the pages; what is not there yet is not linked."""

from collections.abc import Collection
from typing import Any

from dash import html

from planner.language import _, language
from planner.web.pages.paths import (
    BOARD,
    CAPACITY_PAGE,
    CHANGES,
    DATA,
    DEPENDENCIES,
    HOME,
    NEEDS,
    PLAN,
    SCENARIOS,
    STATUS,
    TARGET_PAGE,
)
from planner.web.parts import Component, carrying, named


def rail(shown: str, paths: Collection[str]) -> Component:
    """Give a link to each of the pages, in the language in use, and mark the one that is shown."""
    here = PLAN if shown == HOME else shown
    links = [_link(path, name, path == here) for path, name in _names().items() if path in paths]
    return html.Nav(links, className="rail", **named(_("Pages")))


def page_name(path: str) -> str:
    """Give what a page is called."""
    return _names().get(PLAN if path == HOME else path, "").replace("\u00ad", "")


def _link(path: str, name: str, is_shown: bool) -> Component:
    current: dict[str, Any] = {"aria-current": "page"} if is_shown else {}
    address = f"{path}?lang={language()}"
    return html.A(name, href=address, className="rail-link", **current, **carrying(page=path))


def _names() -> dict[str, str]:
    """Give what each page is called, short enough for the rail, in the order of the work."""
    return {
        PLAN: _("Plan"),
        CHANGES: _("Changes"),
        TARGET_PAGE: _("Target picture"),
        NEEDS: _("Needs"),
        CAPACITY_PAGE: _("Capacity"),
        DEPENDENCIES: _("Depend\u00adencies"),
        DATA: _("Tables"),
        STATUS: _("Status"),
        SCENARIOS: _("Scenarios"),
        BOARD: _("Board"),
    }
