"""How far a plan may be from the best, proved to whoever trusts neither the planner nor who made the plan."""

from typing import Any

from dash import Input, Output, html

from planner.language import _, moment_words, worded
from planner.model import ObjectiveKind, Plan
from planner.results import Facts
from planner.say import certified_words, left_out_words, plan_aim, score_end_words
from planner.store import CertificateKept
from planner.web.certifying import Certified, RefusedCertificate
from planner.web.components.buttons.buttons import register_plain
from planner.web.components.certificate.files import (
    CERTIFICATE_FILE,
    CHECKER,
    COMMAND,
    PLAN_FILE,
    address_of_proof,
)
from planner.web.jobs import JobState
from planner.web.of_version import earlier_words
from planner.web.pages import ids
from planner.web.parts import Component, Registrar, command, labelled_by, list_of, shown_if
from planner.web.plan_link import linked_plan, number_in, query_in
from planner.web.workspace import Workspace

_LOOKS = {"variant": "outline", "size": "compact-sm"}
_TITLE = "certificate-title"


def certificate_part(workspace: Workspace, query: object = "") -> Component:
    """Give the part about the certificate of the plan that an address of the page leads to."""
    return html.Section(
        [
            html.H2(_("A proof that anybody can check"), id=_TITLE),
            html.Div(certificate_said(workspace, query), id=ids.CERTIFICATE_SAID, role="status"),
            html.Div(certificate_files(workspace, query), id=ids.CERTIFICATE_FILES),
            html.Div(
                [
                    command(ids.CERTIFY, _("Certify"), shown=can_certify(workspace, query), **_LOOKS),
                    command(ids.CERTIFY_STOP, _("Stop"), shown=can_stop(workspace, query), **_LOOKS),
                ],
                className="buttons",
            ),
        ],
        id=ids.CERTIFICATE,
        className="board-part board-certificate",
        style=shown_if(has_plan(workspace)),
        **labelled_by(_TITLE),
    )


def has_plan(workspace: Workspace) -> bool:
    """Tell whether there is a plan to be certified."""
    return workspace.plan is not None and workspace.shown.plan.schedule is not None


def certificate_said(workspace: Workspace, query: object = "") -> list[Component]:
    """Say what is proved of the plan, how far that has come, or why nothing can be proved of it."""
    return [html.P(words) for words in _said(workspace, query) if words]


def _said(workspace: Workspace, query: object) -> list[str]:
    if not has_plan(workspace):
        return []
    if linked_plan(workspace, query) is not None:
        return [_said_of_linked(_kept_of_linked(workspace, query))]
    plan, known = workspace.shown.plan, workspace.certifying
    why_not = _why_not(workspace, plan)
    if why_not:
        return [why_not]
    found = known.verdict(plan)
    if isinstance(found, Certified):
        return _proved(workspace, plan, found)
    if known.is_busy:
        return [_under_way(None if known.is_making else known.kept)]
    before = _kept_before(workspace)
    return [_ended(workspace), _offered(known.kept) if before is None else _said_of_before(before)]


def _kept_before(workspace: Workspace) -> CertificateKept | None:
    """Give the certificate of the plan as it was before it was carried to what asks the same."""
    kept = workspace.certifying.kept
    return kept if kept is not None and kept.digest != workspace.shown.plan.digest else None


def _said_of_before(kept: CertificateKept) -> str:
    return _(
        "A certificate by {author}, {moment}, is kept of this plan as it was before newer input of the "
        "sector was saved. It is not checked here; anybody can check it. A new one can be made.",
        **_made(kept),
    )


def _why_not(workspace: Workspace, plan: Plan) -> str:
    """Say why a plan cannot be certified at all; nothing where it can."""
    if plan.objective.kind is not ObjectiveKind.VALUE:
        return _(
            "Only plans that are made for net benefit can be certified: the check knows no other aim. "
            "This one is made for {aim}.",
            aim=plan_aim(plan),
        )
    if workspace.drafting.store is None:
        return _("A certificate is kept with its plan, and nothing is kept here.")
    return ""


def _proved(workspace: Workspace, plan: Plan, found: Certified) -> list[str]:
    bound = score_end_words(plan, found.checked.as_number, up=True)
    at_most = _("The net benefit of any such plan is at most {bound}.", bound=bound)
    if _may_be_missed(workspace.shown):
        at_most = _(
            "What any such plan has left of its net benefit after missed deadlines and requirements is at "
            "most {bound}.",
            bound=bound,
        )
    older = earlier_words(workspace)
    return [
        f"{certified_words(plan)} {at_most}",
        _("Made by {author}, {moment}, and checked in this run of the planner.", **_made(found.kept)),
        _("{older} So is what is certified.", older=older) if older else "",
    ]


def _may_be_missed(found: Facts) -> bool:
    """Tell whether a plan may pay for missing something, which its score then is less."""
    dues = (due for dues in found.deadlines.values() for due in dues)
    has_price = any(each.price_nok is not None for each in found.roadmap.requirements)
    return has_price or any(not due.deadline.is_hard for due in dues)


def _made(kept: CertificateKept) -> dict[str, str]:
    return {"author": kept.author, "moment": moment_words(kept.moment)}


def _under_way(kept: CertificateKept | None) -> str:
    if kept is None:
        return _("A certificate is being made: prices are looked for, and then checked.")
    return _("A certificate by {author}, {moment}, is kept. It is being checked anew.", **_made(kept))


def _ended(workspace: Workspace) -> str:
    """Say how it ended where it ended without a proof."""
    found, job = workspace.certifying.verdict(workspace.shown.plan), workspace.certifying.job
    if isinstance(found, RefusedCertificate):
        return worded(found.why)
    if job is not None and job.state is JobState.FAILED:
        return _("It could not be worked out. The log says why under {id}.", id=job.error_id)
    return _("Stopped.") if job is not None and job.stop.is_set() else ""


def _offered(kept: CertificateKept | None) -> str:
    if kept is not None:
        return _(
            "A certificate by {author}, {moment}, is kept, and does not count unchecked. "
            "A new one takes its place.",
            **_made(kept),
        )
    return _(
        "A certificate proves how good the plan is to whoever trusts neither the planner nor who made the "
        "plan. To make one takes from seconds to minutes, beside all else."
    )


def _kept_of_linked(workspace: Workspace, query: object) -> CertificateKept | None:
    store = workspace.drafting.store
    return None if store is None else store.certificates.of_plan(number_in(query))


def _said_of_linked(kept: CertificateKept | None) -> str:
    """Say whether a plan that a link leads to has a certificate: one is checked of the plan that stands."""
    if kept is None:
        return _("No certificate of this plan is kept.")
    return _(
        "A certificate of this plan by {author}, {moment}, is kept. It is not checked here, where another "
        "plan stands; anybody can check it.",
        **_made(kept),
    )


def certificate_files(workspace: Workspace, query: object = "") -> list[Component]:
    """Give the files by which the certificate can be checked elsewhere, and how."""
    if not has_plan(workspace):
        return []
    if linked_plan(workspace, query) is not None:
        kept = _kept_of_linked(workspace, query)
        return [] if kept is None else _files(workspace, kept)
    before = _kept_before(workspace)
    if before is not None:
        return _files(workspace, before)
    found = workspace.certifying.verdict(workspace.shown.plan)
    if not isinstance(found, Certified):
        return []
    left_out = html.Details(
        [html.Summary(_("What the check leaves out")), html.P(left_out_words(found.checked.left_out))]
    )
    return [*_files(workspace, found.kept), left_out]


def _files(workspace: Workspace, kept: CertificateKept) -> list[Component]:
    named = (
        (CERTIFICATE_FILE, _("The certificate (JSON)")),
        (PLAN_FILE, _("The plan that it is of (JSON)")),
        (CHECKER, _("The program that checks them (Python)")),
    )
    links = [html.A(words, href=address_of_proof(workspace, path, kept.plan)) for path, words in named]
    how = _("With Python and these three files in one folder, and nothing of the planner, anybody can run:")
    return [html.P(how), html.Code(COMMAND), list_of(links, "certificate-files")]


def can_certify(workspace: Workspace, query: object = "") -> bool:
    """Tell whether a certificate of the plan can be made, and has not been."""
    if not has_plan(workspace) or linked_plan(workspace, query) is not None:
        return False
    plan, known = workspace.shown.plan, workspace.certifying
    is_over = not known.is_busy and not isinstance(known.verdict(plan), Certified)
    return is_over and not _why_not(workspace, plan)


def can_stop(workspace: Workspace, query: object = "") -> bool:
    """Tell whether a certificate of the plan is being made or checked."""
    return has_plan(workspace) and linked_plan(workspace, query) is None and workspace.certifying.is_busy


def register_certificate(on: Registrar) -> None:
    """Let the part follow the plan of the address and its certificate, and let its buttons act."""

    @on(
        Output(ids.CERTIFICATE_SAID, "children"),
        Output(ids.CERTIFICATE_FILES, "children"),
        Output(ids.CERTIFY, "style"),
        Output(ids.CERTIFY_STOP, "style"),
        Output(ids.CERTIFICATE, "style"),
        Input(ids.REVISION, "data"),
        Input(ids.CERTIFICATE_NEWS, "data"),
        Input(ids.URL, "href"),
    )
    def show_certificate(workspace: Workspace, *seen: object) -> Any:
        query = query_in(seen[-1])
        linked_plan(workspace, query)  # judged before all is held still
        with workspace.held_still():
            return (
                certificate_said(workspace, query),
                certificate_files(workspace, query),
                shown_if(can_certify(workspace, query)),
                shown_if(can_stop(workspace, query)),
                shown_if(has_plan(workspace)),
            )

    register_plain(on, ids.CERTIFY, Workspace.certify)
    register_plain(on, ids.CERTIFY_STOP, lambda workspace: workspace.certifying.stop())
