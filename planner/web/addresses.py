"""Addresses of the pages, in the language in use, with what is to be shown there."""

from urllib.parse import parse_qs, urlencode

from planner.language import language
from planner.web.pages.paths import PLAN

MEASURE = "tiltak"
"""What names the chosen measure in the address of every page."""


def address_of(path: str, **shown: str) -> str:
    """Give the address of a page; what is empty is left away.

    Examples
    --------
    >>> address_of("/styret"), address_of("/plan", tiltak="sfm kommune", fra="")
    ('/styret?lang=nb', '/plan?lang=nb&tiltak=sfm+kommune')
    """
    asked = {"lang": language()} | {name: value for name, value in shown.items() if value}
    return f"{path}?{urlencode(asked)}"


def asked_in(query: object, name: str) -> str:
    """Give what the query of an address says of one thing, the last word where it says several; else nothing.

    It may be of any length, and hold anything.

    Examples
    --------
    >>> asked_in("?lang=en&scenario=3&scenario=4", "scenario"), asked_in("lang=en", "scenario")
    ('4', '')
    """
    return parse_qs(query.removeprefix("?")).get(name, [""])[-1] if isinstance(query, str) else ""


def address_of_measure(measure: str, path: str = PLAN) -> str:
    """Give the address at which a page shows a measure: the plan's where no other is named."""
    return address_of(path, **{MEASURE: measure})
