"""What is kept of a roadmap that people change together: versions, scenarios, plans, and who did what.

``open_store`` opens it, ``docs/problem.md`` section 12 says what each thing means, and the records 34 and 35
why it is kept so.
"""

from planner.store.answers import KeptAnswers
from planner.store.certificates import CertificateKept
from planner.store.database import sqlite_words
from planner.store.drafts import DraftKept, PlanSwap, StandingPlan
from planner.store.jobs import SearchKept
from planner.store.log import LogLine
from planner.store.opening import open_store, restore_backup
from planner.store.plans import PlanKept, ProposalKept, ProposalState
from planner.store.refusals import StoreError
from planner.store.reports import KeptReports, ReportsKept, ReportsStep, RollKept, TypedReport
from planner.store.saving import Beside, all_beside
from planner.store.scenario import STATE_WORDS, ScenarioKept, ScenarioState
from planner.store.search_states import SearchState
from planner.store.serving import is_served, served_alone
from planner.store.store import FilesSeen, Store
from planner.store.telling import came_about, what_was_done
from planner.store.version import Refused, Saved, Version, VersionKind

__all__ = [
    "STATE_WORDS",
    "Beside",
    "CertificateKept",
    "DraftKept",
    "FilesSeen",
    "KeptAnswers",
    "KeptReports",
    "LogLine",
    "PlanKept",
    "PlanSwap",
    "ProposalKept",
    "ProposalState",
    "Refused",
    "ReportsKept",
    "ReportsStep",
    "RollKept",
    "Saved",
    "ScenarioKept",
    "ScenarioState",
    "SearchKept",
    "SearchState",
    "StandingPlan",
    "Store",
    "StoreError",
    "TypedReport",
    "Version",
    "VersionKind",
    "all_beside",
    "came_about",
    "is_served",
    "open_store",
    "restore_backup",
    "served_alone",
    "sqlite_words",
    "what_was_done",
]
