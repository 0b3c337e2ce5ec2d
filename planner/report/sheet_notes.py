"""The notes beside the chart of the A3 sheet: what the plan leaves, and what its figures rest on."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from planner.language import _, integer
from planner.model import Plan
from planner.report.summary import plan_rows
from planner.results import Facts, unmet_needs
from planner.say import (
    anyway_words,
    assumed_money,
    data_words,
    kept_lines,
    missed_line,
    price_lines,
    price_words,
    prices_title,
    requirement_lines,
    residual_rows,
    short_prices_note,
    some_of,
    standing_words,
    unfinished_words,
)

SHOWN_NAMES = 6
MISSED_NAMES = 3
NEED_NAMES = 3

Content = dict[str, Any]


def sections(found: Facts) -> list[Content]:
    """Give each section with its title and its notes."""
    said = dict(plan_rows(found.plan))
    objective = (_("Objective"), said[_("Objective")])
    basis = [(_("Data"), data_words(found.plan)), (_("Net benefit"), _worth(found)), *residual_rows(found)]
    proof = [(_("Status"), standing_words(found.plan)), objective]
    first = [(_("Kept"), " ".join(kept_lines(found.plan)))]
    return [
        _section(_("What the plan leaves"), _left(found, said[_("Finish")])),
        *_more_capacity(found.plan),
        _section(_("What the figures rest on"), [*basis, *proof, *(note for note in first if note[1])]),
    ]


def _more_capacity(plan: Plan) -> list[Content]:
    """Give the section on what the dearest changes would be worth, where that was worked out."""
    lines = price_lines(plan)
    if not lines:
        return []
    notes = [(_("Changes"), f"{'; '.join(lines)}. {short_prices_note(plan)}")]
    return [_section(prices_title(), notes)]


def _section(title: str, notes: Iterable[tuple[str, str]]) -> Content:
    return {"title": title, "notes": [{"label": label, "text": text} for label, text in notes]}


def _left(found: Facts, finish: str) -> Iterator[tuple[str, str]]:
    """Give what is late, unfinished or out, some names of each."""
    yield _("Finish"), finish
    if found.unfinished:
        yield (
            _("Rollouts not finished"),
            _some([unfinished_words(found, rollout) for rollout in found.unfinished]),
        )
    yield _("Left out"), _some([measure.name for measure in found.left_out])
    if unmet := unmet_needs(found.roadmap, found):
        yield _("Unmet needs"), some_of([walk.need.content for walk in unmet], NEED_NAMES)
    if found.requirements:
        yield _("Requirements"), _some(requirement_lines(found))
    if found.deadlines:
        yield _("Deadlines"), _met(found)
    if found.missed:
        yield _("Deadlines missed"), _missed(found)
    if found.roadmap.published:
        late = [found.roadmap.measure(measure).name for measure in found.late]
        yield _("Later than published"), _some(late)


def _met(found: Facts) -> str:
    """Count the deadlines of the measures in the plan, and those that are met."""
    held = [due for dues in found.deadlines.values() for due in dues]
    met = sum(not due.is_missed for due in held)
    return _("{met} of {count} met", met=integer(met), count=integer(len(held)))


def _missed(found: Facts) -> str:
    """Say what missed deadlines cost in all, and name the dearest."""
    dearest = sorted(found.missed, key=lambda one: -sum(missed.cost_nok for missed in found.missed[one]))
    lines = some_of([missed_line(found, measure) for measure in dearest], MISSED_NAMES)
    if not found.delay_cost_nok:
        return lines
    return _("{price} in all. {lines}", price=price_words(found.delay_cost_nok), lines=lines)


def _some(names: Sequence[str]) -> str:
    return some_of(names, SHOWN_NAMES)


def _worth(found: Facts) -> str:
    worth = _(
        "{amount}, in prices of {price_year}, discounted to {year}",
        amount=assumed_money(found.plan, found.net_present_value),
        price_year=found.roadmap.price_year,
        year=found.roadmap.analysis_year,
    )
    return "; ".join(words for words in (worth, anyway_words(found)) if words)
