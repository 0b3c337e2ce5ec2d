"""The steps in order: read, check, solve, verify. The only package that knows that order.

Command line, web workspace and scripts all come through here, so that they answer alike and nobody is shown
a plan that the judge has not accepted.
"""

from planner.decisions import due_decisions
from planner.pipeline.certifying import (
    CERTIFICATE,
    certify,
    certify_beside,
    check_beside,
    checked,
    verifier,
    with_proof,
)
from planner.pipeline.diagnosing import DIAGNOSE_SECONDS, DiagnosisProgress, diagnose, diagnose_at
from planner.pipeline.goals import Goal, aim_asked_of, goal
from planner.pipeline.judging import ProgressCallback, accepted, read_plan
from planner.pipeline.pricing import WishAnswer, price, price_list, price_of_wish
from planner.pipeline.reading import DataError, Loaded, load, read_roadmap
from planner.pipeline.rolling import as_if_lawful, going_on, slips_against
from planner.pipeline.scenarios import ScenarioResult, load_scenario
from planner.pipeline.settling import settled
from planner.pipeline.solving import ask, first_plan, solve
from planner.sensitivity import swings

__all__ = [
    "CERTIFICATE",
    "DIAGNOSE_SECONDS",
    "DataError",
    "DiagnosisProgress",
    "Goal",
    "Loaded",
    "ProgressCallback",
    "ScenarioResult",
    "WishAnswer",
    "accepted",
    "aim_asked_of",
    "as_if_lawful",
    "ask",
    "certify",
    "certify_beside",
    "check_beside",
    "checked",
    "diagnose",
    "diagnose_at",
    "due_decisions",
    "first_plan",
    "goal",
    "going_on",
    "load",
    "load_scenario",
    "price",
    "price_list",
    "price_of_wish",
    "read_plan",
    "read_roadmap",
    "settled",
    "slips_against",
    "solve",
    "swings",
    "verifier",
    "with_proof",
]
