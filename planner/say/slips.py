"""What has slipped, in words and as plain data."""

from typing import Any

from planner.language import _, percent
from planner.model import Roadmap
from planner.rolling import Slip, SlipKind
from planner.say.names import measure_part_words, part_of_measure
from planner.say.periods import count_periods


def slip_words(roadmap: Roadmap, slip: Slip) -> str:
    """Say what went otherwise than planned, and whether that was reported or follows from what was.

    Parameters
    ----------
    roadmap
        One that has what the slip is of.
    """
    whose = roadmap.measure(slip.measure).name
    if slip.phase or slip.sector:
        whose = measure_part_words(roadmap, slip.place)
    said = _("{name}: {how}", name=whose, how=how_words(roadmap, slip))
    return said if slip.is_reported else _("{said} (follows from what was reported)", said=said)


def slip_within(roadmap: Roadmap, slip: Slip) -> str:
    """Say what slipped by its name within its measure, and how."""
    if not (slip.phase or slip.sector):
        return how_words(roadmap, slip)
    return _("{part} {how}", part=part_of_measure(roadmap, slip.place), how=how_words(roadmap, slip))


def how_words(roadmap: Roadmap, slip: Slip) -> str:
    """Say how something went otherwise than planned, after what it is of."""
    count = count_periods(roadmap.calendar, abs(slip.periods))
    match slip.kind:
        case SlipKind.LATE:
            return _("{count} late", count=count)
        case SlipKind.EARLY:
            return _("{count} early", count=count)
        case SlipKind.NOT_BEGUN:
            return _("not begun, {count} overdue", count=count)
        case SlipKind.STOPPED:
            return _("stopped")
    found, planned = percent(slip.found or 0.0), percent(slip.planned or 0.0)
    return _("{found} in use, {planned} planned", found=found, planned=planned)


def slip_data(slip: Slip) -> dict[str, Any]:
    """Give the same as plain data."""
    return {
        "measure": slip.measure,
        "phase": slip.phase,
        "sector": slip.sector,
        "kind": str(slip.kind),
        "periods": slip.periods,
        "planned_share": slip.planned,
        "found_share": slip.found,
        "is_reported": slip.is_reported,
    }
