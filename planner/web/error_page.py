"""What is shown in place of a page that is not there, or that could not be made: where to go from there."""

from html import escape
from string import Template

from planner.language import _, language
from planner.web.addresses import address_of, asked_in
from planner.web.pages.paths import DATA, HOME, PLAN
from planner.web.theme import css_variables
from planner.web.words import language_of_page

_PAGE = Template("""<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$said</title>
<style>$variables
body { margin: 0; padding: 32px; background: var(--ground); color: var(--ink); font: 15px/1.5 var(--fonts); }
h1 { margin: 0 0 6px; font-size: 26px; line-height: 1.25; }
a { color: var(--accent); }
</style>
</head>
<body><main><h1>$said</h1><p><a href="$address">$way</a></p></main></body>
</html>""")


def no_such_page(path: str, query: str) -> str:
    """Say that nothing is at an address, in the language that it asks for."""
    with language_of_page(query):
        plan = address_of(PLAN, scenario=asked_in(query, "scenario"))
        return _page(_("There is no page at {path}.", path=path), plan, _("To the plan"))


def failed_page(path: str, error_id: str, query: str) -> str:
    """Say that a page could not be made, and under what the log tells why; it leads elsewhere.

    What has failed of a scenario, or of the plan, may fail again.
    """
    with language_of_page(query):
        return _page(
            _(
                "The page could not be made. Nothing that is saved has been lost. The server's window says "
                "why, under {error}.",
                error=error_id,
            ),
            *_way_out(path, query),
        )


def _way_out(path: str, query: str) -> tuple[str, str]:
    """Give the address of a page that does not show what has failed, and what the link to it says."""
    if asked_in(query, "scenario"):
        return address_of(PLAN), _("Show the roadmap itself")
    if path in (HOME, PLAN):
        return address_of(DATA), _("Tables")
    return address_of(PLAN), _("To the plan")


def _page(said: str, address: str, way: str) -> str:
    """Write a page that needs nothing else from the server, as that may be what has failed."""
    return _PAGE.substitute(
        language=language(),
        variables=css_variables(),
        said=escape(said),
        address=escape(address),
        way=escape(way),
    )
