"""What a stranger needs to check a plan: its certificate, the plan, and the program that checks them."""

from collections.abc import Callable

from flask import Flask, Response, request

from planner.files import certificate_to_json, plan_to_json
from planner.language import ToldError, worded
from planner.store import Store, StoreError
from planner.web.addresses import address_of
from planner.web.components.downloads.downloads import as_file, in_asked_language, refused
from planner.web.of_version import with_its_own_version
from planner.web.plan_link import NUMBER, number_in
from planner.web.workspace import Workspace
from planner.web.workspaces import Workspaces

CERTIFICATE_FILE, PLAN_FILE, CHECKER = "/certificate.json", "/certified-plan.json", "/verify_bound.py"
COMMAND = "python verify_bound.py plan.json certificate.json --plan plan.json"
"""What a stranger runs in the folder that the three files lie in."""
_JSON, _PYTHON = "application/json", "text/x-python; charset=utf-8"


def address_of_proof(workspace: Workspace, path: str, number: int) -> str:
    """Give the address at which a file about the certificate of a plan is fetched."""
    scenario = "" if workspace.scenario is None else str(workspace.scenario.number)
    return address_of(path, scenario=scenario, **{NUMBER: str(number)})


def register_certificate_files(server: Flask, workspaces: Workspaces) -> None:
    """Answer the addresses of certificates, of the plans that they are of, and of the program."""
    server.add_url_rule(
        CERTIFICATE_FILE, "certificate", lambda: _kept(workspaces, _certificate, "certificate.json")
    )
    server.add_url_rule(PLAN_FILE, "certified plan", lambda: _kept(workspaces, _plan, "plan.json"))
    server.add_url_rule(CHECKER, "checker of certificates", lambda: in_asked_language(_checker))


def _kept(workspaces: Workspaces, text: Callable[[Workspace, Store, int], str], name: str) -> Response:
    """Give what is kept of the certificate of the plan that the address names, or say why there is none."""
    query = request.query_string.decode("utf-8", "replace")
    workspace = workspaces.of(query)

    def answer() -> Response:
        try:
            store, _ground = workspace.drafting.needs_store()
            content = text(workspace, store, number_in(query))
        except StoreError as error:
            return refused(404, worded(error.message))
        return Response(content, content_type=_JSON, headers=as_file(name))

    return in_asked_language(answer)


def _certificate(_workspace: Workspace, store: Store, number: int) -> str:
    return certificate_to_json(store.certificates.certificate(number))


def _plan(workspace: Workspace, store: Store, number: int) -> str:
    store.certificates.certificate(number)  # plans without one are fetched where they are shown
    return plan_to_json(with_its_own_version(workspace, store.plans.plan(number)))


def _checker() -> Response:
    from planner.pipeline import verifier

    try:
        program = verifier()
    except ToldError as error:
        return refused(404, worded(error.message))
    return Response(program.read_bytes(), content_type=_PYTHON, headers=as_file(program.name))
