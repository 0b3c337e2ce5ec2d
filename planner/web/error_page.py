"""What is shown in place of a page that is not there, or that could not be made: where to go from there."""

from html import escape
from string import Template

from planner.language import _, language
from planner.web.addresses import address_of, asked_in
from planner.web.pages.paths import PLAN
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
<body><main><h1>$said</h1><p><a href="$plan">$way</a></p></main></body>
</html>""")


def no_such_page(path: str, query: str) -> str:
    """Say that nothing is at an address, in the language that it asks for."""
    with language_of_page(query):
        return _page(_("There is no page at {path}.", path=path), query)


def failed_page(error_id: str, query: str) -> str:
    """Say that a page could not be made, and under what the log tells why."""
    with language_of_page(query):
        return _page(
            _(
                "The page could not be made. Nothing that is saved has been lost. The server's window says "
                "why, under {error}.",
                error=error_id,
            ),
            query,
        )


def _page(said: str, query: str) -> str:
    """Write a page that needs nothing else from the server, as that may be what has failed.

    It leads to the plan of the scenario that was asked for, where one was.
    """
    return _PAGE.substitute(
        language=language(),
        variables=css_variables(),
        said=escape(said),
        plan=escape(address_of(PLAN, scenario=asked_in(query, "scenario"))),
        way=escape(_("To the plan")),
    )
