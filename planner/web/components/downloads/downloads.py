"""The plan on the screen as files to keep and send."""

import re
from collections.abc import Callable
from urllib.parse import quote

from dash import html
from flask import Flask, Response, request

from planner.files import sector_workbook
from planner.language import LANGUAGES, _, in_language
from planner.model import Plan
from planner.report import FORMATS, Format, sectors_pdf
from planner.results import facts, saturations
from planner.web.addresses import address_of
from planner.web.of_version import with_version
from planner.web.parts import Component
from planner.web.rolls import with_progress
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODD = re.compile(r"[^A-Za-z0-9._-]")
POLICY = "sandbox"
"""A downloaded page that a browser nevertheless opens here runs nothing."""


def download_links(workspace: Workspace) -> list[Component]:
    """Offer the plan on the screen as files, by its name: another one may be shown when the link is followed.

    They have no ``download`` attribute, with which a browser would keep to itself why there is no file.
    """
    first, *others = (each.label() for each in FORMATS)
    names = [_("Download {what}", what=first), *others]
    addresses = [address_of_file(workspace, f"/plan.{each.ending}") for each in FORMATS]
    return [html.A(name, href=address) for address, name in zip(addresses, names, strict=True)]


def address_of_file(workspace: Workspace, path: str, **asked: str) -> str:
    """Give the address at which a file of the plan on the screen, in its scenario, is fetched."""
    scenario = "" if workspace.scenario is None else str(workspace.scenario.number)
    return address_of(path, plan=workspace.decided.plan_id, scenario=scenario, **asked)


def register_downloads(server: Flask, workspaces: Workspaces) -> None:
    """Answer ``/plan.pdf`` and the like with a plan that is or was shown, in each format there is."""
    for each in FORMATS:
        server.add_url_rule(
            f"/plan.{each.ending}",
            f"plan {each.name}",
            lambda each=each: download(_asked_for(workspaces), each),
        )
    server.add_url_rule("/sector.pdf", "sector", lambda: download_sector(_asked_for(workspaces)))
    server.add_url_rule("/sector.xlsx", "sector book", lambda: download_sector_book(_asked_for(workspaces)))


def _asked_for(workspaces: Workspaces) -> Workspace:
    return workspaces.of(request.query_string.decode("utf-8", "replace"))


def download(workspace: Workspace, form: Format) -> Response:
    """Give a plan as a file in the language of the address, or say why there is none.

    The address names the plan; one without a name asks for what is shown now.
    """
    return _answered(
        workspace,
        lambda plan: (
            Response(
                form.one_file(plan), content_type=form.media_type, headers=as_file(f"plan.{form.ending}")
            )
            if form.can_write(plan)
            else None
        ),
    )


def download_sector(workspace: Workspace) -> Response:
    """Give the page of one sector on paper, of a plan that is or was shown, or say why there is none."""
    return _answered(workspace, _sector_of)


def download_sector_book(workspace: Workspace) -> Response:
    """Give the workbook of one sector to fill in, of a plan that is or was shown, or say why not."""
    return _answered(workspace, _book_of)


def _book_of(plan: Plan) -> Response | None:
    name, found = request.args.get("sector", ""), facts(plan)
    if found is None or name not in {each.id for each in plan.roadmap.sectors}:
        return None
    return Response(sector_workbook(found, name), content_type=_XLSX, headers=as_file(f"{name}.xlsx"))


def _sector_of(plan: Plan) -> Response | None:
    name, found = request.args.get("sector", ""), facts(plan)
    if found is None or name not in {each.sector.id for each in saturations(found)}:
        return None
    return Response(sectors_pdf(plan, name), content_type="application/pdf", headers=as_file(f"{name}.pdf"))


def _answered(workspace: Workspace, write: Callable[[Plan], Response | None]) -> Response:
    """Answer with what is written of the plan of the address, in its language, or say why nothing is."""

    def answer() -> Response:
        name = request.args.get("plan", workspace.decided.plan_id)
        plan = workspace.decided.shelf.get(name)
        if plan is None and name != workspace.decided.plan_id:
            return refused(404, _("The plan that was asked for is not kept any more. Reload the page."))
        told = plan and workspace.searches.prices.told(workspace.searches.assumptions.told(plan))
        told = told and with_progress(workspace.drafting.store, with_version(workspace, told))
        return (told and write(told)) or refused(404, _("There is no plan to download."))

    return in_asked_language(answer)


def in_asked_language(answer: Callable[[], Response]) -> Response:
    """Answer in the language of the address, or say which there are."""
    asked = request.args.get("lang", LANGUAGES[0])
    if asked not in LANGUAGES:
        return refused(400, f"lang: {asked[:20]!r}, expected {', '.join(LANGUAGES)}")
    with in_language(asked):
        return answer()


def refused(code: int, words: str) -> Response:
    """Say in words why there is no file."""
    return Response(words, code, content_type="text/plain; charset=utf-8")


def as_file(name: str) -> dict[str, str]:
    """Give the headers of an answer that is kept as a file, and runs nothing where it is opened.

    A name with more than letters, digits and the like is told twice: in short for old browsers, and in full.
    """
    plain = _ODD.sub("_", name)
    whole = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return {
        "Content-Disposition": f'attachment; filename="{plain}"{whole}',
        "Content-Security-Policy": POLICY,
    }
