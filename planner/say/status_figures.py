"""How far a roadmap has come, in few figures with their names."""

from collections.abc import Iterator, Mapping, Sequence

from planner.language import _, decimal, millions
from planner.model import BudgetKey, Roadmap
from planner.say.budgets import budget_name
from planner.say.key_figures import KeyFigure


def counted_figures(counts: Mapping[str, int], late: int | None) -> list[KeyFigure]:
    """Give how many measures are done, under way, late, stopped and not begun.

    Parameters
    ----------
    counts
        By ``done``, ``under way``, ``stopped`` and ``not begun``.
    late
        ``None`` where nothing has been compared with a plan.
    """
    names = {
        "done": _("measures done"),
        "under way": _("under way"),
        "late": _("late against the plan"),
        "stopped": _("stopped"),
        "not begun": _("not begun"),
    }
    found = {**counts, **({} if late is None else {"late": late})}
    return [KeyFigure(figure=str(found[key]), label=name) for key, name in names.items() if key in found]


def value_figures(realised_nok: float | None, to_come_nok: float, *, assumed: bool) -> Iterator[KeyFigure]:
    """Give the value realised, where it is known, and the value to come."""
    if realised_nok is not None:
        label = _("NOK billion realised, assumed") if assumed else _("NOK billion realised")
        yield KeyFigure(figure=_billions(realised_nok), label=label)
    label = _("NOK billion to come, assumed") if assumed else _("NOK billion to come")
    yield KeyFigure(figure=_billions(to_come_nok), label=label)


def _billions(nok: float) -> str:
    return decimal(nok / 1e9, 2)


def spent_sentence(lines: Sequence[str]) -> str:
    """Say what is spent of the budgets; nothing where there are none."""
    return _("Spent of the frame: {lines}", lines="; ".join(lines)) if lines else ""


def spent_words(roadmap: Roadmap, budget: BudgetKey, spent_nok: float, limit_nok: float) -> str:
    """Say what is spent of a budget."""
    return _(
        "{budget}: {spent} of {limit}",
        budget=budget_name(roadmap, budget),
        spent=millions(spent_nok, 1),
        limit=millions(limit_nok, 1),
    )
