"""How what a wave asks is spread over time: profiles of effort, and support."""

from dataclasses import dataclass, field

from planner.language import Message
from planner.model.frozen import UNSAID_WHEN_EMPTY
from planner.model.numbers import Spread, require, require_amount, require_spread
from planner.model.provenance import ASSUMED, Provenance
from planner.model.tolerances import TOLERANCE

Profile = tuple[tuple[int, float], ...]
"""Pairs of a period, counted from the wave's own and rising, and the share spent then; empty: all at once."""

FIRST_OFFSET, LAST_OFFSET = -4, 8
AT_ONCE: Profile = ((0, 1.0),)


def offsets_fit(profile: Profile) -> bool:
    """Tell whether the periods of a profile rise and lie within reach, and no share is below 0."""
    offsets = [offset for offset, _share in profile]
    rising = offsets == sorted(set(offsets))
    within = all(FIRST_OFFSET <= offset <= LAST_OFFSET for offset in offsets)
    return rising and within and all(0 <= share <= 1 for _offset, share in profile)


def sums_to_one(profile: Profile) -> bool:
    """Tell whether the shares of a profile are the whole; an empty one is."""
    return not profile or abs(sum(share for _offset, share in profile) - 1) <= TOLERANCE


def require_profile(subject: str | Message, name: str, profile: Profile) -> None:
    """Refuse anything but shares of 0 or more at rising periods that sum to 1."""
    require(
        offsets_fit(profile),
        subject,
        name,
        profile,
        "shares of 0 or more at rising periods from {first} to {last}",
        first=FIRST_OFFSET,
        last=LAST_OFFSET,
    )
    require(sums_to_one(profile), subject, name, profile, "shares that sum to 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What a delivering sector gives a receiving one while it takes a measure into use (støtte).

    Parameters
    ----------
    receiving, delivering
        The sectors, by id.
    effort_per_unit
        Person-months the delivering sector spends for each of the units of the rollout.
    profile
        How it is spread over time from the period of the wave.
    effort_spread
        Low and high of the effort per unit; ``None`` where no spread is stated.

    Raises
    ------
    ValueError
        If a figure lies outside its range.
    """

    measure: str
    receiving: str
    delivering: str
    effort_per_unit: float
    profile: Profile = ()
    effort_spread: Spread | None = field(default=None, metadata=UNSAID_WHEN_EMPTY)
    provenance: Provenance = ASSUMED

    def __post_init__(self) -> None:
        me = "/".join(self.key)
        require_amount(me, "effort_per_unit", self.effort_per_unit)
        require_profile(me, "profile", self.profile)
        require_spread(me, "effort_per_unit", self.effort_spread, self.effort_per_unit)

    @property
    def key(self) -> tuple[str, str, str]:
        """Give measure, receiving and delivering sector, which together name a row."""
        return self.measure, self.receiving, self.delivering

    @property
    def rollout(self) -> tuple[str, str]:
        """Give measure and sector of the rollout that is supported."""
        return self.measure, self.receiving
