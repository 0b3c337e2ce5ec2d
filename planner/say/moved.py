"""Why measures lie elsewhere in one plan than in another, in words."""

from collections.abc import Iterator, Sequence

from planner.comparison import Behind, Comparison, Unlike, WhyMoved
from planner.language import _, listed
from planner.model import Finding, Plan, Roadmap
from planner.results import measure_end, measure_start
from planner.say.broken import broken_words
from planner.say.periods import short_period
from planner.say.scores import score_words

MOST_RULES = 3
"""Broken rules that are told of a move; the others are like them."""


def moved_words(before: Plan, after: Plan, why: WhyMoved) -> str:
    """Say where a measure lay and lies, and why."""
    spans = [span_words(plan, why.measure) for plan in (before, after)]
    if spans[0] == spans[1]:
        return _(
            "{measure}: {now} as before, with other dates or shares in between. {reason}",
            measure=after.roadmap.measure(why.measure).name,
            now=spans[1],
            reason=reason_words(after, why),
        )
    return _(
        "{measure}: {was} → {now}. {reason}",
        **{
            "measure": after.roadmap.measure(why.measure).name,
            "was": spans[0],
            "now": spans[1],
            "reason": reason_words(after, why),
        },
    )


def reason_words(plan: Plan, why: WhyMoved) -> str:
    """Say why a measure moved: what forced it, or what the move is worth."""
    if why.broken:
        return _(
            "Forced, as before it breaks: {rules}.",
            rules=rules_words(plan.roadmap, why.broken),
        )
    if why.keeps_less:
        return _("Forced: as before, less would be kept of what comes first.")
    return worth_words(plan, why.worth or 0.0)


def worth_words(plan: Plan, worth: float) -> str:
    """Say what a move is worth that was not forced."""
    if worth >= 0:
        return _("Worth {worth}, all others as they are now.", worth=score_words(plan, worth))
    return _(
        "As before it would be worth {worth} more, all others as they are now.",
        worth=score_words(plan, -worth),
    )


def rules_words(roadmap: Roadmap, broken: Sequence[Finding]) -> str:
    """Say what is broken: the first rules, and how many more there are."""
    return listed([broken_words(roadmap, each.message) for each in broken], most=MOST_RULES, between="; ")


def span_words(plan: Plan, measure_id: str) -> str:
    """Name the periods in which a measure starts and ends; that it is out, where it is."""
    assert plan.schedule is not None
    start = measure_start(plan.roadmap, plan.schedule, measure_id)
    end = measure_end(plan.roadmap, plan.schedule, measure_id)
    if start is None or end is None:
        return _("left out")
    calendar = plan.roadmap.calendar
    return f"{short_period(calendar, start)}–{short_period(calendar, calendar.last_period(start, end))}"


def behind_words(found: Comparison, why: WhyMoved | None = None) -> str:
    """Say what lies behind a move, or behind it that the earlier plan as a whole is lawful no longer.

    Nothing where nobody asked, and where there is nothing.
    """
    behind = found.behind if why is None else why.behind
    is_worth = why is not None and not why.is_forced
    return "" if behind is None else " ".join(_behind(found, behind, is_worth=is_worth))


def _behind(found: Comparison, behind: Behind, *, is_worth: bool) -> Iterator[str]:
    causes = [_("change {number}", number=place + 1) for place in behind.changes]
    names = (found.after.roadmap.measure(each).name for each in behind.measures)
    causes += [_("the move of “{measure}”", measure=name) for name in names]
    if behind.is_left and not is_worth:
        causes.append(_what_stays(found))
    if causes:
        yield _("Behind it: {causes}.", causes=listed(causes, most=len(causes)))
    if behind.is_left and is_worth:
        yield _("It would have been worth something before, too.")
    if not behind.is_settled and not causes:
        yield _("What lies behind it is not settled.")
    elif not behind.is_settled:
        yield _("Whether that is all, and no more than needed, is not settled.")


def _what_stays(found: Comparison) -> str:
    """Name what nobody can take back."""
    if Unlike.STATUS_DATE in found.unlike:
        return _("that time has passed")
    return _("something that cannot be taken back, such as another horizon or other phases")
