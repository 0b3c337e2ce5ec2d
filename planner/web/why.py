"""Why there is no plan: what stands against what, and what would mend it, as far as that is known."""

from collections.abc import Iterable
from itertools import groupby

from dash import html

from planner.language import _
from planner.say import diagnosing_words, diagnosis_lines
from planner.web.jobs import Job, JobState
from planner.web.pages import ids
from planner.web.parts import Component, clock, shown_if
from planner.web.sight import BUSY_MILLISECONDS
from planner.web.workspace import Workspace
from planner.why import Diagnosis, DiagnosisState, DiagnosisStep

_ITEM = "  - "


def conflicts_part(workspace: Workspace) -> Component:
    """Give the place where it is told, out of sight where there is nothing to explain."""
    told = why_no_plan(workspace)
    return html.Section(told, id=ids.CONFLICTS, className="why-no-plan", style=shown_if(bool(told)))


def conflicts_clock(workspace: Workspace) -> Component:
    """Give what lets a page without a plan ask for news, as long as there may be any."""
    return clock(ids.CONFLICTS_CLOCK, BUSY_MILLISECONDS, disabled=not is_looked_for(workspace))


def why_no_plan(workspace: Workspace) -> list[Component]:
    """Tell why there is no plan where that is proved, and how far the work on it has come."""
    job, known = workspace.diagnoses.job, workspace.diagnoses.known
    if job is None:
        return []
    lines: list[str] = []
    if known is not None and known.state is DiagnosisState.IMPOSSIBLE:
        lines = diagnosis_lines(known)
    standing = _standing(job, known)
    if not lines and not standing:  # rows that contradict each other are told by the findings
        return []
    at = html.P(standing, className="failed" if job.state is JobState.FAILED else "quiet", role="status")
    return [html.H2(_("Why there is no plan")), *_outline(lines), *([at] if standing else [])]


def is_looked_for(workspace: Workspace) -> bool:
    """Tell whether more may become known."""
    return workspace.diagnoses.job is not None and workspace.diagnoses.job.is_open


def _standing(job: Job, known: Diagnosis | None) -> str:
    """Say what the work is at, or why it ended early; nothing where all is told."""
    match job.state:
        case JobState.QUEUED | JobState.RUNNING if isinstance(job.progress, DiagnosisStep):
            words = diagnosing_words(job.progress)
            return f"{words[:1].upper()}{words[1:]} …"
        case JobState.QUEUED | JobState.RUNNING:
            return _("Looks for what stands against what …")
        case JobState.FAILED:
            return _("It could not be worked out. The log says why under {id}.", id=job.error_id)
        case JobState.STOPPED:
            return _("Stopped before all was known.")
    if known is not None and known.state is DiagnosisState.UNSETTLED:
        return _("What stands against what was not found in the time given.")
    return ""


def _outline(lines: Iterable[str]) -> list[Component]:
    """Give lines as paragraphs, and those that belong beneath one as a list."""
    parts: list[Component] = []
    for is_item, group in groupby((line for line in lines if line), key=lambda line: line.startswith(_ITEM)):
        if is_item:
            parts.append(html.Ul([html.Li(line.removeprefix(_ITEM)) for line in group]))
        else:
            parts += [html.P(line) for line in group]
    return parts
