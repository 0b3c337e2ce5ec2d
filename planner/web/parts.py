"""Small parts that the page is put together from."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import dash_mantine_components as dmc
from dash import dcc, html

from planner.language import _, ngettext
from planner.model import Basis, Provenance
from planner.say import basis_name
from planner.web.addresses import address_of_measure
from planner.web.pages.paths import PLAN

Component = Any
"""Dash publishes no type for its components."""

Function = Callable[..., Any]
Decorator = Callable[[Function], Function]
Registrar = Callable[..., Decorator]
"""Gives a decorator for callbacks that speak the language of the page."""

PARTS: Final = "data-parts"
"""What a place carries that the script fills (``elements/parts.mjs``)."""
_OF_DASH = frozenset(vars(html.Div())) - {"children"}
"""What Dash keeps with each component beside its properties."""

MOST_SHOWN = 300
"""Rows of what a file would change that are listed; of more it is told how many there are."""

SIGNS = {Basis.DOCUMENTED: "●", Basis.DERIVED: "◐", Basis.ASSUMED: "○"}


def named(words: str, **others: str) -> dict[str, Any]:
    """Give the attribute that names a part for screen readers, for ``**`` in the call that makes it."""
    return {"aria-label": words, **others}


def carrying(**values: str) -> dict[str, Any]:
    """Give attributes that a script reads, for ``**`` in the call: ``page_act`` becomes ``data-page-act``."""
    return {f"data-{name.replace('_', '-')}": value for name, value in values.items()}


def as_data(part: Component) -> dict[str, Any]:
    """Give a part as the script builds it: what it is, and what it holds."""
    held = {name: value for name, value in vars(part).items() if name not in _OF_DASH}
    return {"type": part._type, "props": held}


def written(parts: Sequence[Component | str]) -> str:
    """Write parts that are only read, for the script to build once somebody sees them.

    As components of the page each would be looked over at every change of any of them.
    """
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=as_data)


def read_only(parts: Sequence[Component | str]) -> dict[str, Any]:
    """Give the attribute by which the script fills a place, for ``**`` in the call that makes it."""
    return {PARTS: written(parts)}


def pressed(is_pressed: bool) -> dict[str, Any]:
    """Say of a button whether it is pressed, for ``**`` in the call that makes it."""
    return {"aria-pressed": str(is_pressed).lower()}


def labelled_by(part: str) -> dict[str, Any]:
    """Give the attribute by which another part names one for screen readers, for ``**`` as of ``named``."""
    return {"aria-labelledby": part}


def unspoken(part: Component) -> Component:
    """Hide a part from screen readers: what it shows is said in words beside it."""
    setattr(part, "aria-hidden", "true")
    return part


def shown_if(condition: bool) -> dict[str, str]:
    """Give the style of something that is there only at times."""
    return {} if condition else {"display": "none"}


def command(name: str, words: str, *, shown: bool = True, **looks: str) -> Component:
    """Give a button that stands from the start: a redraw that makes it anew loses the click that meets it."""
    return dmc.Button(words, id=name, style=shown_if(shown), **looks, **{"data-command": name})


def clock(name: str, milliseconds: int, *, disabled: bool = False) -> Component:
    """Give a clock by which a window asks for news; a script lets it ask, again only once it is answered."""
    return dcc.Interval(id=name, interval=milliseconds, disabled=disabled, max_intervals=0)


def heading(words: str) -> Component:
    """Give a heading within the side panel."""
    return html.H3(words, className="panel-heading")


def definition(facts: Iterable[tuple[str, str]]) -> Component:
    """Give a list of names and what they stand for, without the empty ones."""
    rows = [html.Div([html.Dt(name), html.Dd(words)]) for name, words in facts if words]
    return html.Dl(rows, className="facts")


def list_of(lines: Sequence[Any], class_name: str = "lines") -> Component:
    """Give a plain list."""
    return html.Ul([html.Li(line) for line in lines], className=class_name)


def basis_mark(basis: Basis) -> Component:
    """Say what a figure rests on, by sign and word."""
    return html.Span(f"{SIGNS[basis]} {basis_name(basis)}", className=f"basis {basis.value}")


def measure_link(measure: str, words: str) -> Component:
    """Lead to a measure in the plan, without loading all anew."""
    return html.A(words, href=address_of_measure(measure), **carrying(page=PLAN))


def link_to(address: str, words: str) -> Component:
    """Give a link where the address is one of the web's, else plain text: addresses come from the data."""
    if not is_web_address(address):
        return html.Span(words) if words == address else html.Span(words, title=address)
    return html.A(words, href=address, target="_blank", rel="noopener noreferrer", className="source")


def is_web_address(address: str) -> bool:
    """Tell whether an address may be linked to.

    Examples
    --------
    >>> [is_web_address(text) for text in ("https://example.org", "javascript:alert(1)", "Bilag G2")]
    [True, False, False]
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def and_more(count: int, most: int) -> list[Component]:
    """Say how many there are beyond those that are listed; nothing where all are."""
    more = count - most
    return [html.P(ngettext("and {count} more", "and {count} more", more))] if more > 0 else []


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Component:
    """Give a table whose first column names the row; it scrolls sideways within itself where it is wide."""
    columns = html.Tr([html.Th(words, scope="col") for words in head])
    body = [html.Tr([html.Th(row[0], scope="row"), *(html.Td(cell) for cell in row[1:])]) for row in rows]
    inner = html.Table(
        [html.Caption(caption, className="unseen"), html.Thead(columns), html.Tbody(body)],
        className="numbers",
    )
    return html.Div(inner, className="scroll-x", tabIndex=0, role="region", **named(caption))


def sourced(provenance: Provenance, field: str = "") -> list[Component | str]:
    """Give a link to the source, unless the figure is assumed."""
    if not provenance.source or provenance.basis_of(field) is Basis.ASSUMED:
        return []
    links = [[" ", link_to(each, _("source"))] for each in provenance.sources]
    return [part for link in links for part in link]


def source_words(provenance: Provenance) -> list[Component | str]:
    """Say where a row of the data comes from."""
    if not provenance.source:
        return [_("Source: none. "), basis_mark(provenance.basis)]
    links = [[link_to(each, each), " "] for each in provenance.sources]
    return [_("Source: "), *(part for link in links for part in link), basis_mark(provenance.basis)]


def text_in(body: object, name: str) -> str:
    """Give what a command that scripts send says of one thing; nothing where that is no text.

    Examples
    --------
    >>> text_in({"do": "save"}, "do"), text_in({"do": []}, "do"), text_in(None, "do")
    ('save', '', '')
    """
    found = body.get(name) if isinstance(body, dict) else None
    return found if isinstance(found, str) else ""
