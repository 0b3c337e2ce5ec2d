"""Of which saved version a plan is, in words."""

from planner.language import _
from planner.model import OfVersion, Plan


def of_version_words(plan: Plan) -> str:
    """Say of which version a plan is, and whether that was the newest; nothing where none is kept."""
    told = plan.of_version
    if told is None:
        return ""
    if told.is_newest:
        return _("{version}, the newest when this was written", version=_named(told))
    return _("{version}; the newest was version {newest}", version=_named(told), newest=told.newest)


def outdated_words(plan: Plan) -> str:
    """Say of a plan that is not of the newest version of which it is; nothing of all others."""
    told = plan.of_version
    if told is None or told.is_newest:
        return ""
    return _(
        "The plan is outdated: it is of {version}, and the newest is version {newest}.",
        version=_named(told),
        newest=told.newest,
    )


def _named(told: OfVersion) -> str:
    if told.number is None:
        return _("changes that no version has")
    version = _("version {number}", number=told.number)
    if told.scenario:
        version = _("the scenario {name} on {version}", name=told.scenario, version=version)
    return _("{version} with changes that are not saved", version=version) if told.is_changed else version
