"""What lay behind at the status date and keeps its dates: lags, pauses and gates bind with what is left."""

from dataclasses import dataclass
from datetime import date

from planner.model.numbers import require
from planner.model.provenance import ASSUMED, Provenance

PassedKey = tuple[str, str, str]
"""Measure, phase and sector, as an endpoint of a link names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A phase, an adaptation, a rollout, or the decision on a measure without phases, that has come.

    A phase is named by measure and phase, a rollout by measure and sector, the adaptation before it by
    ``tilpasning`` and the sector; a measure that had no phases by itself alone.

    Parameters
    ----------
    began, ended
        First and last day; the same day where it took no time. ``None`` is not known, or not yet; a row
        without dates has begun, nobody knows when.
    prepared
        Of a rollout that has not begun: from when waves have been prepared.
    largest_pause_periods
        Of a phase that has ended: most periods until the next one starts; ``None`` is free.

    Raises
    ------
    ValueError
        If it ended before it began.
    """

    measure: str
    phase: str = ""
    sector: str = ""
    began: date | None = None
    ended: date | None = None
    prepared: date | None = None
    largest_pause_periods: int | None = None
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        me = "/".join(part for part in self.key if part)
        in_order = self.began is None or self.ended is None or self.began <= self.ended
        require(in_order, me, "ended", self.ended, "not before {start}", start=self.began)

    @property
    def key(self) -> PassedKey:
        """Give measure, phase and sector."""
        return self.measure, self.phase, self.sector

    @property
    def has_begun(self) -> bool:
        """Tell whether it has more than been prepared."""
        return self.began is not None or self.ended is not None or self.prepared is None
