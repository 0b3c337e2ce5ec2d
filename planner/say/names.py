"""Names of what stands in the data: phases, sectors, and what a figure rests on."""

from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from planner.language import _, ngettext, person_months
from planner.model import ADAPTATION, Basis, Endpoint, Measure, PassedKey, PlannedPhase, Roadmap, Sector

MOST_LETTERS = 30
"""Of the end of an address, by which a source is named."""
MOST_NAMED = 3
"""Measures named among those that a sector supports, or adapts to."""


def with_mode(name: str, measure: Measure, planned: PlannedPhase) -> str:
    """Add to the name of a phase the way it is done, where there were several to choose from."""
    modes = next(phase.modes for phase in measure.phases if phase.id == planned.phase)
    if len(modes) == 1:
        return name
    return f"{name} ({planned.mode or modes[0].name})"


def phase_words(name: str) -> str:
    """Name a kind of phase; a phase without a name is just a phase."""
    return name or _("Phase")


def phase_name(measure: Measure, phase_id: str) -> str:
    """Give the name of a phase, its id where it has none."""
    return next((phase.name for phase in measure.phases if phase.id == phase_id), "") or phase_id


def part_name(roadmap: Roadmap, part: Endpoint, whose: str) -> str:
    """Name what a link can name of a measure, inside a sentence; ``whose`` is the measure itself in words.

    A phase without a name goes by its id, and one that nobody knows as it was typed.
    """
    if part.sector:
        sector = within_sentence(roadmap.sector(part.sector).name)
        if part.is_adaptation:
            return _("the adaptation to {measure} in {sector}", measure=whose, sector=sector)
        return _("the rollout of {measure} in {sector}", measure=whose, sector=sector)
    if part.phase:
        name = phase_name(roadmap.measure(part.measure), part.phase)
        phase = name if name == part.phase else within_sentence(name)
        return _("{phase} in {measure}", phase=phase, measure=whose)
    return whose


def part_of_measure(roadmap: Roadmap, place: PassedKey) -> str:
    """Name what a report or a slip can be of, where its measure is named already: a phase, a rollout, or all.

    What the roadmap does not know goes by its id.

    Parameters
    ----------
    place
        Measure, phase and sector.
    """
    measure_id, phase, sector_id = place
    sectors = (within_sentence(each.name) for each in roadmap.sectors if each.id == sector_id)
    sector = next(sectors, sector_id)
    if sector and phase == ADAPTATION:
        return _("adaptation in {sector}", sector=sector)
    if sector:
        return _("rollout in {sector}", sector=sector)
    measure = next((each for each in roadmap.measures if each.id == measure_id), None)
    known = phase if measure is None or not phase else phase_within(measure, phase)
    return known or _("the whole measure")


def measure_part_words(roadmap: Roadmap, place: PassedKey) -> str:
    """Name a measure and what of it is meant; as of ``part_of_measure``."""
    names = (each.name for each in roadmap.measures if each.id == place[0])
    return _("{measure}, {part}", measure=next(names, place[0]), part=part_of_measure(roadmap, place))


def within_sentence(name: str) -> str:
    """Write the name of a sector inside a sentence: a common noun loses its capital, a proper name keeps it.

    Examples
    --------
    >>> within_sentence("Kommuner"), within_sentence("Helse Nord"), within_sentence("EPJ-leverandører")
    ('kommuner', 'Helse Nord', 'EPJ-leverandører')
    """
    is_one_word = name.isalpha() and name[1:].islower()
    return name.lower() if is_one_word else name


def phase_within(measure: Measure, phase_id: str) -> str:
    """Name a phase inside a sentence: its name loses its capital where it has no other."""
    name = phase_name(measure, phase_id)
    return name[:1].lower() + name[1:] if name[1:] == name[1:].lower() else name


def most_of(parts: Sequence[tuple[str, float]]) -> str:
    """Name the first measures of some, each with its person-months, and say how many more there are."""
    names = [f"{name} {person_months(months)}" for name, months in parts[:MOST_NAMED]]
    rest = len(parts) - len(names)
    if rest:
        names.append(ngettext("{number} more", "{number} more", rest, number=rest))
    return "; ".join(names)


def other_load_of(sector: Sector) -> str:
    """Name the row of what others than the programme ask of a sector."""
    return _("{sector}: other load", sector=sector.name)


def source_in_short(source: str) -> str:
    """Name a source as short as it is known: of an address, whose it is.

    Examples
    --------
    >>> source_in_short("https://www.nhn.no/helseid/hvordan"), source_in_short("Meld. St. 9")
    ('nhn.no', 'Meld. St. 9')
    """
    host = urlsplit(source).hostname
    return source if host is None else host.removeprefix("www.")


def basis_name(basis: Basis) -> str:
    """Name what a figure rests on."""
    match basis:
        case Basis.DOCUMENTED:
            return _("documented")
        case Basis.DERIVED:
            return _("derived")
        case Basis.ASSUMED:
            return _("assumed")


def source_name(source: str) -> str:
    """Name a source in short: an address by its host and the end of its path, a title as it is.

    Examples
    --------
    >>> source_name("https://www.example.org/a/b/what-it-costs"), source_name("Meld. St. 9 (2023–2024)")
    ('example.org/…/what-it-costs', 'Meld. St. 9 (2023–2024)')
    """
    try:
        parts = urlsplit(source)
    except ValueError:
        return source
    if not parts.hostname:
        return source
    host, (*others, last) = parts.hostname.removeprefix("www."), parts.path.strip("/").split("/")
    end = unquote(last) if len(last) <= MOST_LETTERS else f"{unquote(last[:MOST_LETTERS])}…"
    return "/".join((host, *(["…"] if others else []), *([end] if end else [])))
