"""What single rules say of a roadmap's figures, each worked out once: what graph, check and engines all ask.

Which links bind, which instants they compare, what a rollout can reach and when, whether its begin matters,
what its waves ask and when, when deadlines fall, what measures need, and who pays. The judge has its own
reading of all of it, and stays apart.
"""

from planner.rules.adaptations import (
    AdaptationRun,
    adaptation_before,
    adaptation_pin,
    adaptation_run,
    adaptations_ahead,
    awaited_phase,
    surely_adapts,
)
from planner.rules.begins import begin_matters, first_wave, named_rollouts
from planner.rules.dues import FAR, hard_due, share_due, soft_due
from planner.rules.effort import WaveEffort, asked_by_waves, asked_of_support, earliest_wave
from planner.rules.links import binding, binding_selection, binding_since, binds, binds_selection, has_passed
from planner.rules.needs import asked_for, closure, required
from planner.rules.passed import (
    Since,
    accepted,
    passed_at,
    paused_since,
    pausing_phase,
    waits_since,
)
from planner.rules.payers import (
    counts_as_spent,
    is_paid_from,
    payer_of_phase,
    payer_of_rollout,
    side_by_side,
)
from planner.rules.points import Point, arrival, departure, point_of
from planner.rules.reach import (
    caught_up,
    gates_of,
    is_shut,
    most_reached,
    periods_to,
    periods_to_reach,
    reach,
)

__all__ = [
    "FAR",
    "AdaptationRun",
    "Point",
    "Since",
    "WaveEffort",
    "accepted",
    "adaptation_before",
    "adaptation_pin",
    "adaptation_run",
    "adaptations_ahead",
    "arrival",
    "asked_by_waves",
    "asked_for",
    "asked_of_support",
    "awaited_phase",
    "begin_matters",
    "binding",
    "binding_selection",
    "binding_since",
    "binds",
    "binds_selection",
    "caught_up",
    "closure",
    "counts_as_spent",
    "departure",
    "earliest_wave",
    "first_wave",
    "gates_of",
    "hard_due",
    "has_passed",
    "is_paid_from",
    "is_shut",
    "most_reached",
    "named_rollouts",
    "passed_at",
    "paused_since",
    "pausing_phase",
    "payer_of_phase",
    "payer_of_rollout",
    "periods_to",
    "periods_to_reach",
    "point_of",
    "reach",
    "required",
    "share_due",
    "side_by_side",
    "soft_due",
    "surely_adapts",
    "waits_since",
]
