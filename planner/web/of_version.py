"""Of which saved version a plan is, told to whoever takes it out of the workspace."""

from dataclasses import replace

from planner.model import OfVersion, Plan
from planner.say import headline, outdated_words
from planner.store import Store, Version
from planner.web.workspace import Workspace


def with_version(workspace: Workspace, plan: Plan) -> Plan:
    """Give a plan with the version that it is of, and the newest; as it is where nothing is kept.

    One of a version that asks the same as the newest is given as a plan of that.
    """
    store, newest = workspace.drafting.store, workspace.newest
    if store is None or newest is None:
        return plan
    return with_its_own_version(workspace, _carried(workspace, store, newest, plan))


def _carried(workspace: Workspace, store: Store, newest: Version, plan: Plan) -> Plan:
    if workspace.scenario is not None or store.versions.known(plan.digest) is None:
        return plan
    return plan.carried_to(store.versions.contents(newest.digest))


def plan_sentence(workspace: Workspace) -> str:
    """Say what the plan on the screen comes to: the same on all pages, and in documents taken from them."""
    plan, store, newest = workspace.shown.plan, workspace.drafting.store, workspace.newest
    if store is None or newest is None:
        is_changed = plan.digest != workspace.base.digest
        return headline(
            plan, of_version=OfVersion(number=None, newest=0, is_changed=True) if is_changed else None
        )
    told = _of(workspace, store, newest, _carried(workspace, store, newest, plan))
    return headline(plan, of_version=told)


def with_its_own_version(workspace: Workspace, plan: Plan) -> Plan:
    """Do the same with a plan that stays one of its own roadmap, as what names its digest needs it."""
    store, newest = workspace.drafting.store, workspace.newest
    if store is None or newest is None:
        return plan
    return replace(plan, of_version=_of(workspace, store, newest, plan))


def earlier_words(workspace: Workspace) -> str:
    """Say of which version the plan on the screen is, where that is another one than below it."""
    return outdated_words(with_version(workspace, workspace.shown.plan)) if workspace.is_outdated else ""


def _of(workspace: Workspace, store: Store, newest: Version, plan: Plan) -> OfVersion:
    is_shown = not workspace.is_outdated and plan.digest == workspace.shown.plan.digest
    is_of_draft = is_shown or plan.digest == workspace.as_drafted.digest
    is_changed = plan.digest != workspace.base.digest
    below = None if workspace.version is None else workspace.version.number
    if workspace.scenario is not None:
        number = below if is_of_draft or not is_changed else None
        return OfVersion(
            number=number, newest=newest.number, scenario=workspace.scenario.name, is_changed=is_changed
        )
    known = store.versions.known(plan.digest)
    if known is not None:
        return OfVersion(number=known.number, newest=newest.number)
    return OfVersion(number=below if is_of_draft else None, newest=newest.number, is_changed=is_changed)
