"""Certificates of small roadmaps, checked in this process by the program that strangers use."""

import json
from fractions import Fraction
from random import Random
from typing import Any

import verify_bound

from planner.files import certificate_to_json, roadmap_to_json
from planner.model import VALUE, Certificate, Objective, PricedRow, Roadmap
from planner.solver import price_rows

MILLION = 10**6
LONG, STEPS = 600.0, 20_000
"""Prices are counted, not timed: where kernels are not compiled yet, the first of them take long."""
TIGHT = 1e-4
"""What the widening of limits by the tolerance makes a bound rise by, in small roadmaps, at most."""


def priced(roadmap: Roadmap, objective: Objective = VALUE, rows: Any = None) -> Certificate:
    """Give a certificate without a claim, at good prices or at given ones."""
    found = price_rows(roadmap, objective, seconds=LONG, steps=STEPS) if rows is None else tuple(rows)
    return Certificate(digest=roadmap.digest, objective=objective.without_proof, bound="", rows=found)


def as_read(text: str) -> dict[str, Any]:
    """Give what the verifier reads of a JSON text of the planner."""
    found = json.loads(text, parse_float=Fraction, parse_int=Fraction)
    content: dict[str, Any] = found[found["kind"]]
    return content


def bound_by(roadmap: Roadmap, certificate: Certificate) -> float:
    """Give the bound that a certificate proves, in millions of NOK.

    Raises
    ------
    SystemExit
        If the verifier refuses it, with its reason.
    """
    text = roadmap_to_json(roadmap), certificate_to_json(certificate)
    return float(verify_bound.proved(*map(as_read, text)) / MILLION)


def bound_of(roadmap: Roadmap, objective: Objective = VALUE) -> float:
    """Give the bound at good prices, in millions of NOK."""
    return bound_by(roadmap, priced(roadmap, objective))


def any_prices(roadmap: Roadmap, dice: Random) -> tuple[PricedRow, ...]:
    """Throw prices for all rows that a roadmap has, most of them of the size of what they limit."""
    recorder = _Recorder(as_read(roadmap_to_json(roadmap)), {"rows": [], "objective": {"kept": []}})
    scale = 10.0 ** dice.choice((4, 5, 6))
    grouped: dict[tuple[str, str], int] = {}
    for rule, of, number in recorder.rows:
        grouped[rule, of] = max(grouped.get((rule, of), 0), number + 1)
    return tuple(
        PricedRow(rule=rule, of=of, prices=tuple(_price(dice, scale) for _number in range(count)))  # type: ignore[arg-type]
        for (rule, of), count in grouped.items()
    )


def _price(dice: Random, scale: float) -> str:
    return str(Fraction(round(scale * dice.random() * dice.choice((0.0, 0.01, 1.0)))))


class _Recorder(verify_bound.Priced):
    """Notes which rows a roadmap has."""

    def __init__(self, roadmap: dict[str, Any], certificate: dict[str, Any]) -> None:
        self.rows: list[tuple[str, str, int]] = []
        super().__init__(roadmap, certificate)

    def limit(self, row: tuple[Any, ...], limit: Fraction | int, least: int = 1) -> Fraction:
        """Note a row, and count its limit as always."""
        self.rows.append((row[0], row[1], row[2]))
        return super().limit(row, limit, least)
