"""Small instances in each published format, and what they mean, worked out apart from the planner."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from formats import Portfolio, Project

STARS = "*" * 72

SINGLE_MODE = f"""{STARS}
projects                      :  1
jobs (incl. supersource/sink ):  5
horizon                       :  9
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
{STARS}
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           5
   4        1          1           5
   5        1          0
{STARS}
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     3       2
  3      1     2       2
  4      1     1       1
  5      1     0       0
{STARS}
RESOURCEAVAILABILITIES:
  R 1
    3
{STARS}
"""
"""Jobs 2 and 3 cannot run at once, job 4 follows job 2: the makespan is 5."""

SEVERAL_MODES = f"""jobs  (incl. supersource/sink ):\t4
RESOURCES
- renewable                 : 1 R
- nonrenewable              : 1 N
{STARS}
PRECEDENCE RELATIONS:
jobnr.\t#modes\t#successors\tsuccessors
1\t1\t2\t\t2 3
2\t2\t1\t\t4
3\t2\t1\t\t4
4\t1\t0
{STARS}
REQUESTS/DURATIONS
jobnr.\tmode\tdur\tR1\tN1
{STARS.replace("*", "-")}
1\t1\t0\t0\t0
2\t1\t2\t1\t4
\t2\t5\t1\t1
3\t1\t3\t1\t4
\t2\t4\t1\t1
4\t1\t0\t0\t0
{STARS}

 RESOURCE AVAILABILITIES
\tR 1\tN 1
\t2\t5

{STARS}
"""
"""Only one of jobs 2 and 3 can be fast: the makespan is 4, with job 2 fast."""

WRAPPED = """5 1
3

0 0 2
2 3
3 2 1 4  2 2 1
5
1 1 1 5
0 0 0
"""
"""The single-mode project again, its lines broken in odd places."""

WITH_LAGS = """3\t1\t0\t0
0\t1\t3\t1\t2\t3\t[0]\t[0]\t[0]
1\t1\t2\t2\t3\t[4]\t[1]
2\t1\t2\t1\t4\t[-5]\t[2]
3\t1\t1\t4\t[3]
4\t1\t0
0\t1\t0\t0
1\t1\t2\t1
2\t1\t2\t1
3\t1\t3\t1
4\t1\t0\t0
1
"""
"""Activity 2 starts 4 or 5 after activity 1, activity 3 needs the resource too: the makespan is 7 or more."""

PORTFOLIO: dict[str, Any] = {
    "name": "small",
    "sense": "max",
    "horizon": 8,
    "periods_per_year": 4,
    "sectors": 2,
    "capacity": [[3, 3, 3, 2, 2, 3, 3, 3], [2] * 8],
    "budget_by_start_year": [30, 40],
    "measures": [
        {
            "id": 0,
            "phases": [
                {"name": "develop", "duration": 1, "demand": [2, 0], "cost": 10},
                {"name": "pilot", "duration": 2, "demand": [1, 1], "cost": 15},
                {"name": "rollout", "duration": 1, "demand": [0, 2], "cost": 20},
            ],
            "benefit_by_finish": [90, 80, 70, 60, 50, 40, 30, 20, 0],
        },
        {
            "id": 1,
            "phases": [
                {"name": "develop", "duration": 1, "demand": [2, 0], "cost": 5},
                {"name": "rollout", "duration": 2, "demand": [0, 1], "cost": 12},
            ],
            "benefit_by_finish": [50, 44, 38, 32, 26, 20, 14, 8, 0],
        },
    ],
    "precedences": [
        {"pred": 0, "pred_phase": 1, "type": "FS", "succ": 1, "succ_phase": 1, "lag": 0},
        {"pred": 0, "pred_phase": 2, "type": "SS", "succ": 1, "succ_phase": 1, "lag": 1},
    ],
}


def portfolio_text(**changes: object) -> str:
    """Write the small portfolio, with other fields where given."""
    return json.dumps(PORTFOLIO | changes)


def makespan_of(project: Project, starts: Sequence[int], ways: Sequence[int]) -> int | None:
    """Give the makespan of a schedule, or ``None`` where it breaks a rule."""
    chosen = [activity.ways[way] for activity, way in zip(project.activities, ways, strict=True)]
    ends = [start + way.duration for start, way in zip(starts, chosen, strict=True)]
    for arc in project.arcs:
        earliest = ends[arc.before] if arc.lag is None else starts[arc.before] + arc.lag
        if starts[arc.after] < earliest:
            return None
    for resource, capacity in enumerate(project.capacities):
        for period in range(max(ends)):
            running = [number for number, end in enumerate(ends) if starts[number] <= period < end]
            if sum(chosen[number].requests[resource] for number in running) > capacity:
                return None
    for stock, amount in enumerate(project.stocks):
        if sum(way.uses[stock] for way in chosen) > amount:
            return None
    return max(ends)


def benefit_of(portfolio: Portfolio, starts: Mapping[int, Sequence[int]]) -> int | None:
    """Give the benefit of measures with the starts of their phases, or ``None`` where that breaks a rule."""
    load = [[0] * portfolio.horizon for _ in portfolio.capacities]
    spent = [0] * len(portfolio.budgets)
    benefit = 0
    for number, begins in starts.items():
        measure = portfolio.measures[number]
        ends = [begin + phase.duration for begin, phase in zip(begins, measure.phases, strict=True)]
        if ends[-1] > portfolio.horizon or any(a > b for a, b in zip(ends, begins[1:], strict=False)):
            return None
        for begin, end, phase in zip(begins, ends, measure.phases, strict=True):
            spent[begin // portfolio.periods_per_year] += phase.cost
            for sector, asked in enumerate(phase.demand):
                for period in range(begin, end):
                    load[sector][period] += asked
        benefit += measure.benefit_by_finish[ends[-1]]
    fits = all(
        asked <= has
        for asks, limits in zip([*load, spent], [*portfolio.capacities, portfolio.budgets], strict=True)
        for asked, has in zip(asks, limits, strict=True)
    )
    return benefit if fits and _in_order(portfolio, starts) else None


def _in_order(portfolio: Portfolio, starts: Mapping[int, Sequence[int]]) -> bool:
    """Tell whether all precedences hold."""
    for link in portfolio.precedences:
        if link.after not in starts:
            continue
        if link.before not in starts:
            return False
        phase = portfolio.measures[link.before].phases[link.before_phase]
        since = starts[link.before][link.before_phase] + (phase.duration if link.from_finish else 0)
        if starts[link.after][link.after_phase] < since + link.lag:
            return False
    return True
