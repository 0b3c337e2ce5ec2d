"""What the runners over many instances share: a row per instance, the options, JSON, exit code."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from recording import keep_result, machine, versions
from row_tables import by_family, means, table, table_of_means

from planner.model import relative_gap

TOLERANCE = 1e-6
"""Share of a best known value by which rounding may carry a bound across it."""

PEERS = {"pyjobshop": "pyjobshop", "plain": "ortools"}
"""Peers by name, each with the package whose version its figures depend on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerFigure:
    """What another solver reached on the same instance in the same time.

    Parameters
    ----------
    lawful
        Whether the judge accepts its schedule; ``None`` where there is none to judge.
    reason
        Why there is no value.
    """

    name: str
    value: float | None = None
    bound: float | None = None
    seconds: float | None = None
    memory_mb: float | None = None
    status: str = ""
    lawful: bool | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is measured on one instance.

    Parameters
    ----------
    maximise
        Whether more is better; otherwise the value is a makespan or another cost.
    bound
        No plan can be better than this, as the solver says.
    best_known_lb, best_known_ub
        What the literature knows: the optimum lies between them. ``None`` where nothing is known.
    known_infeasible
        Whether the literature reports that no schedule exists.
    first_plan_seconds
        From the call of the solver, with the instance loaded, to its first plan.
    memory_mb
        Largest memory of the process that solved it and of its children.
    engine
        Names of the methods that gave plan and bound.
    lawful
        Whether ``planner.verify`` accepts the plan; ``None`` without a plan.
    reason
        Why there is no plan, in words.
    more
        What only one benchmark measures, for its JSON.
    """

    name: str
    family: str
    maximise: bool = False
    value: float | None = None
    bound: float | None = None
    best_known_lb: float | None = None
    best_known_ub: float | None = None
    known_infeasible: bool = False
    first_plan_seconds: float | None = None
    seconds: float | None = None
    memory_mb: float | None = None
    engine: tuple[str, ...] = ()
    status: str = ""
    lawful: bool | None = None
    reason: str = ""
    peers: tuple[PeerFigure, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def gap(self) -> float | None:
        """Give the distance from value to bound, as a share of the value."""
        return relative_gap(self.value, self.bound)

    @property
    def gap_to_best_known(self) -> float | None:
        """Give how much worse the value is than the best known one, as a share; negative if better."""
        return self.behind_best_known(self.value)

    def behind_best_known(self, value: float | None) -> float | None:
        """Give how much worse any value is than the best known one."""
        best = self.best_known_lb if self.maximise else self.best_known_ub
        if value is None or best is None or best <= 0:
            return None
        return (best - value if self.maximise else value - best) / best

    @property
    def is_proved(self) -> bool:
        """Tell whether the solver proved its answer."""
        return self.status in ("optimal", "infeasible")

    @property
    def faults(self) -> list[str]:
        """Give what must never happen: an unlawful plan, or an answer the literature rules out."""
        return [text for is_wrong, text in self._suspicions() if is_wrong]

    def _suspicions(self) -> Iterable[tuple[bool, str]]:
        """Give each thing that must never happen, and whether it did."""
        lowest, highest = self.best_known_lb, self.best_known_ub
        floor, ceiling = (self.bound, self.value) if not self.maximise else (self.value, self.bound)
        has_plan = self.value is not None
        yield self.status == "failed", self.reason
        broken = "; ".join(self.more.get("broken", ()))
        yield has_plan and self.lawful is not True, f"the judge does not accept the plan: {broken}"
        yield _above(floor, highest), f"{floor} lies above {highest}, the best known upper bound"
        yield _above(lowest, ceiling), f"{ceiling} lies below {lowest}, the best known lower bound"
        yield has_plan and self.known_infeasible, "there is a plan, and the literature says there is none"
        said_infeasible = self.status == "infeasible" and not self.known_infeasible
        yield said_infeasible and highest is not None, "called infeasible, and the literature has a schedule"

    def as_json(self) -> dict[str, Any]:
        """Give all of it, with what follows from it."""
        peers = [
            asdict(peer)
            | {
                "gap": relative_gap(peer.value, peer.bound),
                "gap_to_best_known": self.behind_best_known(peer.value),
            }
            for peer in self.peers
        ]
        derived = {"gap": self.gap, "gap_to_best_known": self.gap_to_best_known, "faults": self.faults}
        return asdict(self) | derived | {"peers": peers}


def parser(purpose: str, *, seconds: float, peers: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Make the parser that all runners share; a runner may add to it.

    Parameters
    ----------
    seconds
        Default of how long the solver and each peer may take on one instance.
    peers
        Names that ``--peers`` takes.
    """
    made = argparse.ArgumentParser(description=purpose)
    made.add_argument("--seconds", type=_positive, default=seconds, help="time for each instance and solver")
    made.add_argument("--json", action="store_true", help="print one JSON document instead of a table")
    made.add_argument("--keep", action="store_true", help="write the JSON to benchmarks/results/ too")
    made.add_argument("--date", default=None, help="date of the result instead of today's")
    made.add_argument("--limit", type=int, default=None, help="take only so many instances of each family")
    made.add_argument("--workers", type=int, default=2, help="workers that a peer may use")
    if peers:
        kind = _names_of(peers)
        made.add_argument("--peers", type=kind, default=[], help=f"any of {','.join(peers)}")
    return made


def report(
    name: str, asked: argparse.Namespace, rows: Sequence[Row], more: Mapping[str, Any] | None = None
) -> int:
    """Print rows and their means by family, and give the exit code: 1 when anything must never happen."""
    result = document(name, asked, rows, more or {})
    text = json.dumps(result, indent=1, ensure_ascii=False)
    if asked.keep:
        keep_result(name, result["date"], text)
    print(text if asked.json else f"{table(rows)}\n\n{table_of_means(rows)}")
    faults = [f"{row.family}/{row.name}: {fault}" for row in rows for fault in row.faults]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def document(
    name: str, asked: argparse.Namespace, rows: Sequence[Row], more: Mapping[str, Any]
) -> dict[str, Any]:
    """Give the whole result with date, versions and size of the machine."""
    return {
        "benchmark": name,
        "date": asked.date or datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "versions": versions() | _versions_of(["numba", *getattr(asked, "peers", [])]),
        "seconds": asked.seconds,
        "workers_of_peers": asked.workers,
        "rows": [row.as_json() for row in rows],
        "families": {family: means(of_family) for family, of_family in by_family(rows).items()},
        **more,
    }


def _above(figure: float | None, limit: float | None) -> bool:
    """Tell whether a figure lies above a limit by more than rounding."""
    if figure is None or limit is None:
        return False
    return figure > limit + TOLERANCE * max(abs(limit), 1.0)


def _versions_of(names: Iterable[str]) -> dict[str, str]:
    """Give the versions of packages that are installed."""
    found = {}
    for name in dict.fromkeys(PEERS.get(name, name) for name in names):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return found


def _positive(text: str) -> float:
    """Read a number of seconds."""
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text}, expected seconds above 0")
    return seconds


class _names_of:  # noqa: N801  (used as a function by argparse, which prints its name)
    """Reads a list of names with commas between, of those allowed."""

    def __init__(self, allowed: Sequence[str]) -> None:
        self._allowed = allowed

    def __call__(self, text: str) -> list[str]:
        """Split and check."""
        names = [name.strip() for name in text.split(",") if name.strip()]
        unknown = [name for name in names if name not in self._allowed]
        if unknown:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}, expected {', '.join(self._allowed)}")
        return names
