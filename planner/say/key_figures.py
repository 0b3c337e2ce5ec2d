"""The few figures that stand first on paper and on the board's page, each with how sure it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.language import _, decimal
from planner.model import ObjectiveKind, Plan
from planner.results import Facts, What, telling_gap
from planner.say.aims import aim_line, comes_last
from planner.say.assumed import is_assumed, sourced_words
from planner.say.shares import gap_percent, whole_percent


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A figure with what it is of.

    Parameters
    ----------
    rests_on
        How much of what is behind it rests on sources; empty where that is not known.
    note
        Why it is not known, where it is not.
    is_aimed_at
        Whether the plan was made to be best at it; ``None`` of what no plan can be best at.
    """

    figure: str
    label: str
    rests_on: str = ""
    note: str = ""
    is_aimed_at: bool | None = None


def key_figures(found: Facts) -> list[KeyFigure]:
    """Give coverage and services where there are any, net benefit, and how much better a plan can be."""
    of_services = _of_services(found) if found.roadmap.services else ()
    return [*of_services, _net_benefit(found), _gap(found.plan)]


def _of_services(found: Facts) -> Iterator[KeyFigure]:
    share, year = found.reach
    in_use = sourced_words(found.plan, of=(What.LOAD,))
    yield KeyFigure(
        figure=whole_percent(share),
        label=_("of the target picture by the end of {year}", year=year),
        rests_on=in_use,
        is_aimed_at=_is_aim(found.plan, ObjectiveKind.COVERAGE),
    )
    counted = _("{count} of {total}", count=len(found.services_realised), total=len(found.roadmap.services))
    yield KeyFigure(
        figure=counted,
        label=_("information services realised"),
        rests_on=in_use,
        is_aimed_at=False,
    )


def _net_benefit(found: Facts) -> KeyFigure:
    label = _("NOK billion net benefit, assumed") if is_assumed(found.plan) else _("NOK billion net benefit")
    return KeyFigure(
        figure=decimal(found.net_present_value / 1e9),
        label=label,
        rests_on=sourced_words(found.plan, of=(What.BENEFIT, What.COST)),
        is_aimed_at=_is_aim(found.plan, ObjectiveKind.VALUE),
    )


def _gap(plan: Plan) -> KeyFigure:
    gap = telling_gap(plan)
    if gap is None:
        why = _("Not known: there is no proof yet of how good a plan can be.")
        return KeyFigure(figure="–", label=_better_label(plan), note=why)
    return KeyFigure(figure=gap_percent(gap), label=_better_label(plan))


def _better_label(plan: Plan) -> str:
    if plan.certified:
        return _("better at most possible, certified")
    if plan.certified_gap is not None:
        certified = gap_percent(plan.certified_gap)
        return _("better at most possible; {certified} is certified", certified=certified)
    if plan.claimed:
        return _("better at most possible, says the file")
    return _("better at most possible")


def _is_aim(plan: Plan, kind: ObjectiveKind) -> bool:
    return plan.objective.kind is kind


def aimed_words(each: KeyFigure, plan: Plan) -> str:
    """Say whether the plan was made to be best at a figure; nothing of what no plan can be best at."""
    if each.is_aimed_at is None:
        return ""
    if not each.is_aimed_at:
        return _("Follows from the plan; not its aim.")
    return _("The plan’s aim.") if comes_last(plan) == 1 else f"{aim_line(plan)}."
