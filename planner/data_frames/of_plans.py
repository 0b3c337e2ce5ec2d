"""Several plans beside each other: their frames in one, and a row for each plan."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from planner.data_frames.framing import DATE, NUMBER, TEXT, WHOLE, frame
from planner.data_frames.of_plan import FRAMES, frames_of_plan
from planner.model import Plan
from planner.results import Facts

_COLUMNS = {
    "plan": TEXT,
    "objective": TEXT,
    "status": TEXT,
    "score": NUMBER,
    "bound": NUMBER,
    "gap_share": NUMBER,
    "net_benefit_nok": NUMBER,
    "coverage_at_end_share": NUMBER,
    "measures_in": WHOLE,
    "unfinished_rollouts": WHOLE,
    "last_day": DATE,
    "search_seconds": NUMBER,
}


def frames_of_plans(plans: Mapping[str, Plan]) -> dict[str, pd.DataFrame]:
    """Give the frames of all plans, each under the name of its plan, and ``plans``."""
    each = {name: frames_of_plan(plan) for name, plan in plans.items()}
    together = {
        name: pd.concat({plan: held[name] for plan, held in each.items()}, names=["plan"])
        for name in FRAMES
        if each
    }
    return {"plans": frame(_COLUMNS, ["plan"], _rows(plans)), **together}


def _rows(plans: Mapping[str, Plan]) -> Iterator[dict[str, Any]]:
    for name, plan in plans.items():
        yield {
            "plan": name,
            "objective": plan.objective.kind.value,
            "status": plan.status.value,
            "score": plan.score,
            "bound": plan.bound,
            "gap_share": plan.gap,
            "search_seconds": plan.seconds,
            **({} if plan.schedule is None else _comes_to(Facts(plan))),
        }


def _comes_to(found: Facts) -> dict[str, Any]:
    return {
        "net_benefit_nok": found.net_present_value,
        "coverage_at_end_share": found.coverage[-1],
        "measures_in": len(found.schedule.selected),
        "unfinished_rollouts": len(found.unfinished),
        "last_day": found.roadmap.calendar.last_day(0, found.finish),
    }
