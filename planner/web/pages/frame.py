"""What stands round every page: the rail, the bar of the plan, what a window has seen, and the foot."""

from collections.abc import Collection

from dash import dcc, html

from planner.language import _
from planner.web.components.foot.foot import foot
from planner.web.components.panel.inspector import inspector
from planner.web.components.plan_bar.plan_bar import plan_bar
from planner.web.components.rail.rail import page_name, rail
from planner.web.of_version import plan_sentence
from planner.web.pages import ids
from planner.web.pages.paths import HOME, PLAN
from planner.web.parts import Component, carrying, clock
from planner.web.sight import STORES, clock_milliseconds, pulse
from planner.web.workspace import Workspace


def frame(workspace: Workspace, body: Component, *, shown: str, paths: Collection[str]) -> Component:
    """Give a page in its frame.

    Parameters
    ----------
    shown
        Its path.
    paths
        Those of all pages that there are.
    """
    has_plan = workspace.plan is not None
    stands_in_page = shown in (HOME, PLAN)
    beside = [inspector(workspace)] if has_plan and not stands_in_page else []
    parts = [
        plan_bar(workspace),
        *(_seen(workspace) if has_plan else []),
        html.Div(
            [html.Main(body, id="main", tabIndex=-1, **carrying(title=_title(workspace, shown))), *beside],
            className="frame-middle",
        ),
        *([foot(workspace, paths)] if has_plan else []),
    ]
    whole = [rail(shown, paths), html.Div(parts, className="frame-body")]
    scrolls_within = getattr(body, "className", "") == "plan-page"
    looks = "frame in-window" if scrolls_within else "frame"
    return html.Div(whole, className=looks, **carrying(shown=shown))


def _title(workspace: Workspace, shown: str) -> str:
    """Name the page for the window: the plan by the sentence about it, all others by what they are called."""
    name = workspace.data.name or _("Roadmap")
    if workspace.plan is not None and shown in (HOME, PLAN):
        return f"{name}: {plan_sentence(workspace)}"
    return f"{page_name(shown)} – {name}"


def _seen(workspace: Workspace) -> list[Component]:
    """Give what a window knows, what lets it hear of what is new, and where it is told of it."""
    # Asked first: what goes on while the page is written is then seen when the window asks for news.
    now, sight = pulse(workspace), workspace.journal.sight
    return [
        dcc.Store(id=ids.PULSE, data=now),
        dcc.Store(id=ids.SIGHT, data=sight),
        *(dcc.Store(id=store, data=now[name]) for name, store in STORES.items()),
        clock(ids.CLOCK, clock_milliseconds(workspace)),
        html.P(id=ids.REFUSAL, className="refusal", role="alert"),
        html.P(id=ids.ANNOUNCEMENT, role="status", className="unseen"),
    ]
