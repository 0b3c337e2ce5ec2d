"""What a roadmap and a plan are: frozen, checked, in units; standard library only."""

from planner.model.assumptions import Assumption, Budget, Economics, Published, Risk
from planner.model.calendar import Calendar, PeriodLength
from planner.model.dependencies import Dependency, Endpoint, Group, GroupRule, Link
from planner.model.finding import Finding, Severity, errors
from planner.model.measures import Deadline, Demand, Measure, Mode, Phase, Status
from planner.model.numbers import (
    LARGEST_AMOUNT,
    Estimate,
    require,
    require_amount,
    require_positive_share,
    require_share,
)
from planner.model.objective import (
    COVERAGE,
    FINISH,
    VALUE,
    Kept,
    Objective,
    ObjectiveKind,
    Part,
    relative_gap,
)
from planner.model.plan import (
    NOT_IN_FILES,
    OPTIMAL_GAP,
    Fault,
    FaultKind,
    Plan,
    PlanStatus,
    Prices,
    StartedPrice,
    TracePoint,
)
from planner.model.provenance import ASSUMED, Basis, Provenance
from planner.model.request import DEFAULT_SECONDS, OBJECTIVE_NAMES, Aim, AimError, Before, Effort, Request
from planner.model.requirements import Requirement, RequirementKind
from planner.model.roadmap import Roadmap, digest_of
from planner.model.rollouts import Gate, GateUnit, Rollout, ShareDeadline
from planner.model.schedule import TOLERANCE, PlannedPhase, PlannedRollout, Schedule
from planner.model.sectors import Capacity, Freeze, Sector, SectorKind
from planner.model.services import Contribution, Service

__all__ = [
    "ASSUMED",
    "COVERAGE",
    "DEFAULT_SECONDS",
    "FINISH",
    "LARGEST_AMOUNT",
    "NOT_IN_FILES",
    "OBJECTIVE_NAMES",
    "OPTIMAL_GAP",
    "TOLERANCE",
    "VALUE",
    "Aim",
    "AimError",
    "Assumption",
    "Basis",
    "Before",
    "Budget",
    "Calendar",
    "Capacity",
    "Contribution",
    "Deadline",
    "Demand",
    "Dependency",
    "Economics",
    "Effort",
    "Endpoint",
    "Estimate",
    "Fault",
    "FaultKind",
    "Finding",
    "Freeze",
    "Gate",
    "GateUnit",
    "Group",
    "GroupRule",
    "Kept",
    "Link",
    "Measure",
    "Mode",
    "Objective",
    "ObjectiveKind",
    "Part",
    "PeriodLength",
    "Phase",
    "Plan",
    "PlanStatus",
    "PlannedPhase",
    "PlannedRollout",
    "Prices",
    "Provenance",
    "Published",
    "Request",
    "Requirement",
    "RequirementKind",
    "Risk",
    "Roadmap",
    "Rollout",
    "Schedule",
    "Sector",
    "SectorKind",
    "Service",
    "Severity",
    "ShareDeadline",
    "StartedPrice",
    "Status",
    "TracePoint",
    "digest_of",
    "errors",
    "relative_gap",
    "require",
    "require_amount",
    "require_positive_share",
    "require_share",
]
