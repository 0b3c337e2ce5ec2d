"""Why there is no plan: what stands against what, where that is known, and what would mend it."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from dash import html

from planner.language import _
from planner.model import PlanStatus, Roadmap
from planner.pipeline import diagnose
from planner.say import diagnosis_lines
from planner.web.parts import Component
from planner.web.workspace import Workspace
from planner.why import Diagnosis, DiagnosisState

SECONDS = 10.0
"""How long a page may wait for it, once for the same data."""
_ITEM = "  - "


def why_no_plan(workspace: Workspace) -> list[Component]:
    """Tell why there is no plan where checking or a search has proved it; nothing where there may be one."""
    roadmap = _without_a_plan(workspace)
    found = None if roadmap is None else _diagnosis(roadmap)
    if found is None or found.state is not DiagnosisState.IMPOSSIBLE:
        return []
    parts = [html.H2(_("Why there is no plan")), *_outline(diagnosis_lines(found))]
    return [html.Section(parts, className="why-no-plan")]


@lru_cache(maxsize=2)
def _diagnosis(roadmap: Roadmap) -> Diagnosis:
    return diagnose(roadmap, seconds=SECONDS)


def _without_a_plan(workspace: Workspace) -> Roadmap | None:
    """Give the roadmap that is proved to have no plan, if it is."""
    if workspace.data.has_errors:
        return workspace.data.roadmap
    if workspace.plan is None or workspace.shown.plan.status is not PlanStatus.INFEASIBLE:
        return None
    return workspace.shown.roadmap


def _outline(lines: Iterable[str]) -> list[Component]:
    """Give lines as paragraphs, and those that belong beneath one as a list."""
    parts: list[Component] = []
    for is_item, group in groupby((line for line in lines if line), key=lambda line: line.startswith(_ITEM)):
        if is_item:
            parts.append(html.Ul([html.Li(line.removeprefix(_ITEM)) for line in group]))
        else:
            parts += [html.P(line) for line in group]
    return parts
