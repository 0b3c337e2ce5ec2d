"""Requirements (krav): what the plan as a whole is to have reached by a date, hard or at a price."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.model.numbers import require, require_amount, require_positive_share
from planner.model.provenance import ASSUMED, Provenance


class RequirementKind(StrEnum):
    """What a requirement measures.

    ``COVERAGE``: coverage of the target picture. ``SERVICE``: coverage of one service. ``REALISED``: number
    of services realised. ``SHARE``: share of one rollout. ``END``: end of one measure, rollouts included.
    """

    COVERAGE = "coverage"
    SERVICE = "service"
    REALISED = "realised"
    SHARE = "share"
    END = "end"

    @property
    def needs(self) -> frozenset[str]:
        """Name the fields that say what is measured and how much is asked for; all others are empty."""
        return _NEEDS[self]

    @property
    def is_share(self) -> bool:
        """Tell whether a share is asked for, so that points of a hundred are counted."""
        return "share" in self.needs


_NEEDS = {
    RequirementKind.COVERAGE: frozenset({"share"}),
    RequirementKind.SERVICE: frozenset({"share", "service"}),
    RequirementKind.REALISED: frozenset({"count"}),
    RequirementKind.SHARE: frozenset({"share", "measure", "sector"}),
    RequirementKind.END: frozenset({"measure"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Something the plan as a whole must have reached by a date, or pays for.

    Parameters
    ----------
    day
        The date; what is reached at the last instant not after it counts, at most at the horizon's end.
    service, measure, sector
        What is measured: a service, a measure, or a measure's rollout in a sector.
    share
        The share asked for, above 0 and at most 1.
    count
        The number of services asked for, 1 or more.
    price_nok
        What each percentage point, service or period that is missing costs, once. ``None`` makes it hard.

    Raises
    ------
    ValueError
        If a field is given that the kind does not have, or one is missing that it has.
    """

    id: str
    kind: RequirementKind
    day: date
    name: str = ""
    service: str = ""
    measure: str = ""
    sector: str = ""
    share: float | None = None
    count: int | None = None
    price_nok: float | None = None
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        for field in ("service", "measure", "sector", "share", "count"):
            found = getattr(self, field)
            is_given, is_needed = found not in ("", None), field in self.kind.needs
            require(is_given or not is_needed, self.id, field, found, "a value, for {kind}", kind=self.kind)
            require(is_needed or not is_given, self.id, field, found, "nothing, for {kind}", kind=self.kind)
        if self.share is not None:
            require_positive_share(self.id, "share", self.share)
        if self.count is not None:
            require(self.count >= 1, self.id, "count", self.count, "1 or more")
        if self.price_nok is not None:
            require_amount(self.id, "price_nok", self.price_nok)

    @property
    def is_hard(self) -> bool:
        """Tell whether nothing may be missing."""
        return self.price_nok is None
