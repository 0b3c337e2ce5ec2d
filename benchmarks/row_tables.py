"""Rows of many instances as Markdown tables: one line each, and their means by family."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from planner.model import relative_gap

if TYPE_CHECKING:  # rows.py prints with this module
    from rows import PeerFigure, Row


def by_family(rows: Iterable["Row"]) -> dict[str, list["Row"]]:
    """Group rows by family, in order."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.family, []).append(row)
    return grouped


def means(rows: Sequence["Row"]) -> dict[str, Any]:
    """Give the means of one family, each over the rows that have the figure; ``None`` where none has.

    ``peers`` compares on the instances on which the peer and the planner both have a plan.
    """
    return {
        "instances": len(rows),
        "plans": sum(row.value is not None for row in rows),
        "proved": sum(row.is_proved for row in rows),
        "gap": _mean(row.gap for row in rows),
        "gap_to_best_known": _mean(row.gap_to_best_known for row in rows),
        "largest_gap_to_best_known": max(_known(row.gap_to_best_known for row in rows), default=None),
        "first_plan_seconds": _mean(row.first_plan_seconds for row in rows),
        "largest_memory_mb": max(_known(row.memory_mb for row in rows), default=None),
        "peers": {name: _peer_means(name, rows) for name in _peer_names(rows)},
    }


def _peer_means(name: str, rows: Sequence["Row"]) -> dict[str, Any]:
    """Give the means of one peer beside the planner's on the same instances."""
    pairs = [(row, peer) for row in rows for peer in row.peers if peer.name == name]
    both = [(row, peer) for row, peer in pairs if row.value is not None and peer.value is not None]
    return {
        "plans": sum(peer.value is not None for _, peer in pairs),
        "proved": sum(peer.status in ("optimal", "infeasible") for _, peer in pairs),
        "gap": _mean(relative_gap(peer.value, peer.bound) for _, peer in pairs),
        "gap_to_best_known": _mean(row.behind_best_known(peer.value) for row, peer in pairs),
        "both": len(both),
        "gap_to_best_known_both": _mean(row.behind_best_known(peer.value) for row, peer in both),
        "planner_on_both": _mean(row.gap_to_best_known for row, _ in both),
        "planner_value_over_peer": _mean(_gain(row, peer) for row, peer in both),
    }


def _gain(row: "Row", peer: "PeerFigure") -> float | None:
    """Give how much better the planner's value is than a peer's, as a share of the peer's."""
    if row.value is None or not peer.value:
        return None
    better = row.value - peer.value if row.maximise else peer.value - row.value
    return better / abs(peer.value)


def table(rows: Sequence["Row"]) -> str:
    """Write a Markdown table with a row per instance."""
    peers = _peer_names(rows)
    heads = ["instance", "value", "bound", "gap %", "best known", "behind %", "first s", "s", "MB"]
    heads += ["status", "lawful", "engine", *(f"{peer}: value, behind %" for peer in peers)]
    return markdown(heads, [_cells(row, peers) for row in rows])


def _cells(row: "Row", peers: Sequence[str]) -> list[str]:
    """Write one row's figures."""
    by_name = {peer.name: peer for peer in row.peers}
    return [
        f"{row.family}/{row.name}",
        number(row.value),
        number(row.bound),
        percent(row.gap),
        _best_known(row),
        percent(row.gap_to_best_known),
        number(row.first_plan_seconds),
        number(row.seconds),
        number(row.memory_mb),
        row.reason or row.status,
        {True: "yes", False: "NO", None: ""}[row.lawful],
        ", ".join(row.engine),
        *(_peer_cell(row, by_name.get(name)) for name in peers),
    ]


def _best_known(row: "Row") -> str:
    """Write what the literature knows."""
    if row.known_infeasible:
        return "infeasible"
    if row.best_known_lb == row.best_known_ub:
        return number(row.best_known_lb)
    return f"{number(row.best_known_lb)} to {number(row.best_known_ub)}"


def _peer_cell(row: "Row", peer: "PeerFigure | None") -> str:
    """Write a peer's value and how far it is behind the best known one."""
    if peer is None:
        return "–"
    if peer.value is None:
        return peer.reason or peer.status
    mark = " UNLAWFUL" if peer.lawful is False else ""
    return f"{number(peer.value)}, {percent(row.behind_best_known(peer.value))}{mark}"


def table_of_means(rows: Sequence["Row"]) -> str:
    """Write a Markdown table with a row per family."""
    peers = _peer_names(rows)
    heads = ["family", "instances", "plans", "proved", "gap %", "behind %", "worst %", "first s", "MB"]
    heads += [f"{peer}: plans, gap %, behind % (on both: peer, planner)" for peer in peers]
    grouped = by_family(rows).items()
    return markdown(
        heads, [_cells_of_means(family, means(of_family), peers) for family, of_family in grouped]
    )


def _cells_of_means(family: str, mean: Mapping[str, Any], peers: Sequence[str]) -> list[str]:
    return [
        family,
        str(mean["instances"]),
        str(mean["plans"]),
        str(mean["proved"]),
        percent(mean["gap"]),
        percent(mean["gap_to_best_known"]),
        percent(mean["largest_gap_to_best_known"]),
        number(mean["first_plan_seconds"]),
        number(mean["largest_memory_mb"]),
        *(_peer_means_cell(mean["peers"].get(peer)) for peer in peers),
    ]


def _peer_means_cell(mean: Mapping[str, Any] | None) -> str:
    """Write a peer's means beside the planner's."""
    if mean is None:
        return "–"
    both = f"{percent(mean['gap_to_best_known_both'])}, {percent(mean['planner_on_both'])}"
    return f"{mean['plans']}, {percent(mean['gap'])}, {percent(mean['gap_to_best_known'])} ({both})"


def markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def number(figure: float | None) -> str:
    """Write a whole number whole and any other with three digits that matter."""
    if figure is None:
        return "–"
    return f"{figure:.0f}" if abs(figure) >= 100 or figure == int(figure) else f"{figure:.3g}"


def percent(share: float | None) -> str:
    """Write a share in per cent with two decimals."""
    return "–" if share is None else f"{100 * share:.2f}"


def _peer_names(rows: Iterable["Row"]) -> list[str]:
    """Name the peers of any row, each once."""
    return list(dict.fromkeys(peer.name for row in rows for peer in row.peers))


def _known(figures: Iterable[float | None]) -> list[float]:
    """Keep the figures that there are."""
    return [figure for figure in figures if figure is not None]


def _mean(figures: Iterable[float | None]) -> float | None:
    known = _known(figures)
    return statistics.fmean(known) if known else None
