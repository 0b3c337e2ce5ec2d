"""Dependencies (avhengigheter) between measures, and groups of measures that go together or not."""

from dataclasses import dataclass
from enum import StrEnum

from planner.model.adaptations import ADAPTATION
from planner.model.numbers import require, require_positive_share
from planner.model.provenance import ASSUMED, Provenance


class Link(StrEnum):
    """What a dependency ties together."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"
    ADOPTION = "adoption"
    SHARE = "share"

    @property
    def from_finish(self) -> bool:
        """Tell whether the link leaves from the end of its predecessor."""
        return self in (Link.FINISH_START, Link.FINISH_FINISH)

    @property
    def to_finish(self) -> bool:
        """Tell whether the link arrives at the end of its successor."""
        return self in (Link.FINISH_FINISH, Link.START_FINISH)

    @property
    def is_timed(self) -> bool:
        """Tell whether the link compares two instants."""
        return self not in (Link.ADOPTION, Link.SHARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A measure, or a named part of it: one phase, its rollout in one sector, or the adaptation before that.

    Without a name the start is the first phase's start and the end is the last phase's end. An adaptation is
    named by the phase ``tilpasning`` beside the sector.
    """

    measure: str
    phase: str = ""
    sector: str = ""

    def __post_init__(self) -> None:
        named_once = not (self.phase and self.sector) or self.is_adaptation
        require(
            named_once,
            self.measure,
            "endpoint",
            [self.phase, self.sector],
            "a phase or a sector, not both",
        )

    @property
    def is_rollout(self) -> bool:
        """Tell whether the endpoint is a rollout."""
        return bool(self.sector) and not self.phase

    @property
    def is_adaptation(self) -> bool:
        """Tell whether the endpoint is what a sector does in its own systems before a rollout."""
        return bool(self.sector) and self.phase == ADAPTATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """What must have happened in one measure before something happens in another.

    Parameters
    ----------
    lag_periods
        Least distance between the two instants; negative is a lead. Timed links only.
    largest_lag_periods
        Largest distance, or ``None``. Timed links only.
    share, share_sector
        Of a share link: the share of the sector's units that must have the predecessor.
    kind
        technical, data, standard, legal, procurement, funding or benefit.

    Raises
    ------
    ValueError
        If a share link lacks its share or sector, or another link has one.
    """

    predecessor: Endpoint
    successor: Endpoint
    link: Link = Link.FINISH_START
    lag_periods: int = 0
    largest_lag_periods: int | None = None
    share: float | None = None
    share_sector: str = ""
    kind: str = ""
    predecessor_owner: str = ""
    successor_owner: str = ""
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        me = f"{self.predecessor.measure} → {self.successor.measure}"
        require(
            self.predecessor.measure != self.successor.measure,
            me,
            "successor",
            self.successor.measure,
            "another measure",
        )
        self._check_share(me)
        self._check_lags(me)

    @property
    def measures(self) -> tuple[str, str]:
        """Give predecessor and successor."""
        return self.predecessor.measure, self.successor.measure

    def _check_share(self, me: str) -> None:
        """Refuse a share link without its share, and a share on any other."""
        is_share = self.link is Link.SHARE
        named = self.share is not None and bool(self.share_sector)
        unnamed = self.share is None and not self.share_sector
        right = named if is_share else unnamed
        require(right, me, "share", self.share, "a share and a sector, of share links only")
        if self.share is not None:
            require_positive_share(me, "share", self.share)

    def _check_lags(self, me: str) -> None:
        """Refuse lags on links that are not timed, and lags out of order."""
        largest = self.largest_lag_periods
        if not self.link.is_timed:
            require(self.lag_periods == 0, me, "lag_periods", self.lag_periods, "0, as the link is not timed")
            require(largest is None, me, "largest_lag_periods", largest, "none")
        if largest is not None:
            require(
                self.lag_periods <= largest,
                me,
                "largest_lag_periods",
                largest,
                "at least {least}",
                least=self.lag_periods,
            )


class GroupRule(StrEnum):
    """How many measures of a group are in."""

    EXACTLY_ONE = "exactly_one"
    AT_MOST_ONE = "at_most_one"
    AT_LEAST = "at_least"
    ALL_OR_NONE = "all_or_none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Measures of which a certain number is in."""

    id: str
    rule: GroupRule
    measures: tuple[str, ...]
    at_least: int = 1
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        enough = len(set(self.measures)) == len(self.measures) >= 2
        require(enough, self.id, "measures", self.measures, "two or more, each once")
        require(1 <= self.at_least <= len(self.measures), self.id, "at_least", self.at_least, "1 to all")
