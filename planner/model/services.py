"""Information services (informasjonstjenester), which make up the target picture (målbilde)."""

from dataclasses import dataclass

from planner.model.numbers import require_amount, require_positive_share
from planner.model.provenance import ASSUMED, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One information service.

    Parameters
    ----------
    weight
        Weight in the coverage of the target picture.
    threshold
        Coverage from which the service counts as realised.
    """

    id: str
    name: str
    group: str = ""
    weight: float = 1.0
    threshold: float = 0.8
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        require_amount(self.id, "weight", self.weight)
        require_positive_share(self.id, "threshold", self.threshold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """The share of a service that one measure's rollout realises; shares of one service sum to 1."""

    measure: str
    service: str
    share: float
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        require_positive_share(f"{self.measure} to {self.service}", "share", self.share)
