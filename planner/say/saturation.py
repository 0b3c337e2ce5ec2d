"""What lands on a sector, in words: how full it is, what takes of its capacity, and what lands at once."""

from collections.abc import Sequence

from planner.language import _, decimal, integer, ngettext, person_months
from planner.model import TOLERANCE, Calendar, Sector
from planner.results import Facts, Landing, Saturation, is_full
from planner.say.names import within_sentence
from planner.say.periods import count_periods, period_words, unit_of_capacity
from planner.say.shares import whole_percent
from planner.say.spoken import spoken_load


def saturation_title() -> str:
    """Name the picture."""
    return _("Saturation map")


def saturation_notes(calendar: Calendar) -> str:
    """Say what the picture shows."""
    return _(
        "What each sector is asked and can give, in {unit}. The line is what the programme may use: what is "
        "left when other load and freezes have taken theirs. The fuller, the darker.",
        unit=unit_of_capacity(calendar),
    )


def layer_names() -> dict[str, str]:
    """Name the layers of a column, from below, and the line across them."""
    return {
        "programme": _("This programme"),
        "room": _("Room"),
        "others": _("Other load"),
        "recovery": _("Recovery (freezes)"),
        "available": _("Available to the programme"),
    }


def fullness_words(found: Facts, held: Saturation) -> str:
    """Say in how many periods a sector is full, or how near it comes."""
    calendar, sector = found.roadmap.calendar, held.sector.id
    if held.available is None:
        return _("No limit is stated.")
    shares = found.busy[sector]
    times = found.times_full.get(sector, 0)
    if times:
        first = next(period for period in found.roadmap.periods if is_full(shares[period]))
        return _(
            "Full in {full} of {periods}, first in {first}.",
            full=integer(times),
            periods=count_periods(calendar, calendar.periods),
            first=period_words(calendar, first),
        )
    top = max(found.roadmap.periods, key=lambda period: shares[period])
    if shares[top] <= TOLERANCE:
        return _("Nothing is asked.")
    return _(
        "Never full: at most {share}, in {period}.",
        share=whole_percent(shares[top]),
        period=period_words(calendar, top),
    )


def saturation_sentences(found: Facts, held: Saturation, landed: Sequence[Landing]) -> list[str]:
    """Say how full a sector is, what takes of its capacity over the horizon, and when most lands at once."""
    others, recovery = sum(held.others), sum(held.recovery)
    return [
        fullness_words(found, held),
        _asked_of_available(held),
        *([_("Other load takes {months}.", months=person_months(others))] if others > TOLERANCE else []),
        *([_recovery_words(recovery)] if recovery > TOLERANCE else []),
        *([_most_at_once(found, landed)] if landed else []),
    ]


def spoken_saturation(found: Facts, held: Saturation, period: int) -> str:
    """Say all that a column shows: what is asked, what there is, what is taken of it, and the room."""
    told = spoken_load(found, held.sector.id, period)
    parts = [told if told.endswith(".") else f"{told}."]
    if held.recovery[period] > TOLERANCE:
        parts.append(_recovery_words(held.recovery[period]))
    if held.available is not None:
        parts.append(_("Room for {months}.", months=person_months(held.room[period])))
    return " ".join(parts)


def landing_title(sector: Sector) -> str:
    """Name the list of what lands on a sector."""
    return _("What lands on {sector}", sector=within_sentence(sector.name))


def partner_head(sector: Sector) -> str:
    """Name the column of those on the other side: who delivers to a sector, or who receives of it."""
    return _("Delivered by") if sector.is_receiving else _("Taken in by")


def partner_names(landing: Landing) -> str:
    """Name the sectors of the other kind that a measure asks anything of, most first."""
    return ", ".join(sector.name for sector, _months in landing.partners)


def kind_words(landing: Landing) -> str:
    """Say whether a measure asks a delivering sector for work of its phases, for support, or for both.

    What it gives while others adapt their systems is support too; where it is all of it, that is said.
    """
    parts = landing.work, landing.waves, landing.adapting
    work, waves, adapting = (sum(part) > TOLERANCE for part in parts)
    if work and (waves or adapting):
        return _("Phases and support")
    if adapting and not waves:
        return _("Support of adaptation")
    return _("Phases") if work else _("Support")


def months_or_nothing(amount: float) -> str:
    """Write person-months with one decimal; nothing for nothing."""
    return decimal(amount, 1) if amount > TOLERANCE else ""


def _recovery_words(months: float) -> str:
    return _("Recovery takes {months}.", months=person_months(months))


def _asked_of_available(held: Saturation) -> str:
    asked = person_months(sum(held.programme))
    if held.available is None:
        return _("The programme asks {asked} over the horizon.", asked=asked)
    return _(
        "The programme asks {asked} of {available} over the horizon; there is room for {room}.",
        asked=asked,
        available=person_months(sum(held.available)),
        room=person_months(sum(held.room)),
    )


def _most_at_once(found: Facts, landed: Sequence[Landing]) -> str:
    """Say how many measures ask of a sector at the same time at most, and when first."""
    counts = [sum(each.asked[period] > TOLERANCE for each in landed) for period in found.roadmap.periods]
    when = period_words(found.roadmap.calendar, counts.index(max(counts)))
    return ngettext(
        "At most {count} measure at once, first in {period}.",
        "At most {count} measures at once, first in {period}.",
        max(counts),
        period=when,
    )
