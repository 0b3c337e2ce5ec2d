"""Every wording of a plan: objectives, scores, status, periods, shares, prices, differences and reasons.

Each thing is said in one place. Figures come from ``planner.results``; how they are laid out stands in
``planner.view`` and in the documents of ``planner.report``.
"""

from planner.say.asks import asks
from planner.say.assumed import assumed_figures, assumed_money, data_words, is_assumed
from planner.say.choice import (
    choice_words,
    fault_lines,
    is_unready,
    method_words,
    plan_facts,
    tidy_words,
    unready_lines,
)
from planner.say.deadlines import (
    answer_words,
    asked_words,
    hardness_words,
    missed_words,
    price_words,
    with_price,
)
from planner.say.differences import amount_words, answer_lines, follows_words, range_words, verdict
from planner.say.figures import Figure, figures_of
from planner.say.findings import change_words, finding_data, finding_words, located
from planner.say.kept import kept_lines, kept_words
from planner.say.money import (
    MoneyColumn,
    money_as_a_table,
    money_basis,
    money_columns,
    money_heads,
    money_lines,
    money_notes,
    money_rows,
    money_title,
)
from planner.say.names import (
    basis_name,
    other_load_of,
    phase_name,
    phase_words,
    with_mode,
    within_sentence,
)
from planner.say.objectives import aim_sentence, aim_words, label_of, objective_words
from planner.say.offer import gain_sentence, offer_words
from planner.say.opening import finish_words, gap_words, headline, in_words, standing_words
from planner.say.periods import (
    count_periods,
    count_years,
    end_words,
    period_tick,
    period_words,
    range_of_dates,
    short_period,
)
from planner.say.prices import (
    MOST_PRICES,
    about,
    budget_lines,
    caution,
    price_lines,
    price_sentences,
    short_caution,
)
from planner.say.progress import gap_so_far, so_far_words
from planner.say.proposal import difference_words, load_words, worth_words
from planner.say.requirements import nearest_words, reached_words, requirement_lines, requirement_words
from planner.say.scores import aimed_at_words, score_end_words, score_words
from planner.say.sensitivity import swing_words
from planner.say.shares import (
    exact_percent,
    floor_percent,
    gap_percent,
    is_a_trace,
    load_share_words,
    whole_percent,
)
from planner.say.spoken import (
    load_at,
    other_load_at,
    spoken_deadlines,
    spoken_group,
    spoken_load,
    spoken_measure,
    spoken_phase,
    spoken_rollout,
    standing,
)
from planner.say.status import status_word, status_words, step_words, steps

__all__ = [
    "MOST_PRICES",
    "Figure",
    "MoneyColumn",
    "about",
    "aim_sentence",
    "aim_words",
    "aimed_at_words",
    "amount_words",
    "answer_lines",
    "answer_words",
    "asked_words",
    "asks",
    "assumed_figures",
    "assumed_money",
    "basis_name",
    "budget_lines",
    "caution",
    "change_words",
    "choice_words",
    "count_periods",
    "count_years",
    "data_words",
    "difference_words",
    "end_words",
    "exact_percent",
    "fault_lines",
    "figures_of",
    "finding_data",
    "finding_words",
    "finish_words",
    "floor_percent",
    "follows_words",
    "gain_sentence",
    "gap_percent",
    "gap_so_far",
    "gap_words",
    "hardness_words",
    "headline",
    "in_words",
    "is_a_trace",
    "is_assumed",
    "is_unready",
    "kept_lines",
    "kept_words",
    "label_of",
    "load_at",
    "load_share_words",
    "load_words",
    "located",
    "method_words",
    "missed_words",
    "money_as_a_table",
    "money_basis",
    "money_columns",
    "money_heads",
    "money_lines",
    "money_notes",
    "money_rows",
    "money_title",
    "nearest_words",
    "objective_words",
    "offer_words",
    "other_load_at",
    "other_load_of",
    "period_tick",
    "period_words",
    "phase_name",
    "phase_words",
    "plan_facts",
    "price_lines",
    "price_sentences",
    "price_words",
    "range_of_dates",
    "range_words",
    "reached_words",
    "requirement_lines",
    "requirement_words",
    "score_end_words",
    "score_words",
    "short_caution",
    "short_period",
    "so_far_words",
    "spoken_deadlines",
    "spoken_group",
    "spoken_load",
    "spoken_measure",
    "spoken_phase",
    "spoken_rollout",
    "standing",
    "standing_words",
    "status_word",
    "status_words",
    "step_words",
    "steps",
    "swing_words",
    "tidy_words",
    "unready_lines",
    "verdict",
    "whole_percent",
    "with_mode",
    "with_price",
    "within_sentence",
    "worth_words",
]
