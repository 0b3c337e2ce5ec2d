"""What is proved of a date; known on both sides of the process border."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLimits:
    """What no plan of a stated score goes beyond.

    Parameters
    ----------
    earliest, latest
        Instants, ``T + 1`` being beyond the horizon; ``None`` where nothing is proved. Where the measure
        cannot be in, they say nothing.
    is_window
        Whether the latest is no more than what the measure's own dates, durations and the horizon leave it.
    may_be_in, may_be_out
        Whether it is open that the measure is in, and that it is out.
    """

    earliest: int | None = None
    latest: int | None = None
    is_window: bool = False
    may_be_in: bool = True
    may_be_out: bool = True
