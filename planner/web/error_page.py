"""What is shown in place of a page that is not there, or that could not be made: where to go from there."""

from html import escape

from planner.language import _, language
from planner.web.addresses import address_of
from planner.web.pages.paths import PLAN
from planner.web.words import language_of_page


def no_such_page(path: str, query: str) -> str:
    """Say that nothing is at an address, in the language that it asks for."""
    with language_of_page(query):
        return _page(_("There is no page at {path}.", path=path))


def failed_page(error_id: str, query: str) -> str:
    """Say that a page could not be made, and under what the log tells why."""
    with language_of_page(query):
        return _page(
            _(
                "The page could not be made. Nothing that is saved has been lost. The server's window says "
                "why, under {error}.",
                error=error_id,
            )
        )


def _page(said: str) -> str:
    """Write a page that needs nothing else from the server, as that may be what has failed."""
    words = _("To the plan")
    way = f'<a href="{escape(address_of(PLAN))}">{escape(words)}</a>'
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(said)}</title></head>'
        f"<body><main><h1>{escape(said)}</h1><p>{way}</p></main></body></html>"
    )
