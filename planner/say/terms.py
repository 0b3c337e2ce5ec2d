"""What the words of the page mean, for those who meet them first; ``docs/problem.md`` says it exactly."""

from planner.language import _


def terms() -> dict[str, tuple[str, str]]:
    """Give each word with what it means, by the key of the figure that it belongs to, where it has one."""
    return {
        "value": (
            _("Net benefit"),
            _(
                "What the plan is worth in today’s money: benefits less investments, in the analysis period. "
                "What missed deadlines and requirements cost is not taken from it; the aim takes it."
            ),
        ),
        "coverage": (
            _("Target picture"),
            _("How much of the information services is in use, of all that they are meant to give."),
        ),
        "services": (
            _("Services realised"),
            _("Services of which everything they need has been taken into use as far as was aimed at."),
        ),
        "deadline": (
            _("Measures past a deadline"),
            _("Measures that pass a date with a price; a hard deadline is never passed."),
        ),
        "out": (
            _("Left out"),
            _("Measures that are a choice and not in the plan; choose one to see why."),
        ),
        "late": (
            _("Later than published"),
            _("Measures that end after the period that a published roadmap gave."),
        ),
        "bottleneck": (
            _("Bottleneck"),
            _("The sector whose capacity is full in most periods."),
        ),
        "promise": (
            _("Better at most"),
            _("No plan that keeps the rules can be better than this one by more: that is proved."),
        ),
        "record": (
            _("Plan of record"),
            _("The adopted plan, else the last plan that somebody accepted. Differences are told from it."),
        ),
        "apart": (
            _("cannot be told apart"),
            _("The difference is smaller than what is not known of the two plans. It is no result."),
        ),
    }
