"""Everything wrong with a roadmap, and what is worth knowing about it, all at once.

An error is a proof that no lawful plan exists, or that the data contradicts itself; all else is a note.
"""

from planner.check import adaptations
from planner.check.by_measure import BY_MEASURE, found_by_measure
from planner.check.circles import circles_can_be_met, without_circles
from planner.check.dates import DATES
from planner.check.effects import EFFECTS
from planner.check.facts import RoadmapFacts
from planner.check.fixed import FIXED
from planner.check.inputs import inputs_come_in_time
from planner.check.limits import LIMITS
from planner.check.places import budget_key, key, link_key
from planner.check.references import doubled, sound, unknown
from planner.check.requirements import REQUIREMENTS
from planner.check.structure import STRUCTURE, groups_can_hold
from planner.check.targets import TARGETS
from planner.check.windows import WINDOWS
from planner.model import Finding, Roadmap, errors, in_turns
from planner.network import circles
from planner.runs import no_collecting

__all__ = ["budget_key", "check", "faults", "key", "link_key", "proofs", "unknown_names"]

_TABLES = (
    "veikart",
    "faser",
    "avhengigheter",
    "grupper",
    "aktorer",
    "kapasitet",
    "annen_belastning",
    "innforingsstopp",
    "behov",
    "innforing",
    "stotte",
    "tilpasning",
    "passert",
    "informasjonstjenester",
    "bidrag",
    "budsjett",
    "krav",
    "risiko",
    "publisert",
    "innspill",
    "forutsetninger",
)


def check(roadmap: Roadmap) -> list[Finding]:
    """Give all findings about a roadmap, errors first, then in the order of the tables.

    ``table`` is the name of the table, ``subject`` the key of the row, and ``column`` the field of the model;
    ``planner.files`` turns them into the row and the header as written. What names something unknown is left
    out when the other rules are judged, so that one mistake gives one finding.
    """
    with no_collecting():
        return sorted(_found(roadmap), key=_place)


def _found(roadmap: Roadmap) -> list[Finding]:
    whole = sound(roadmap)
    around = circles(whole)
    facts = RoadmapFacts.of(without_circles(whole, around))
    findings = [*doubled(roadmap), *(fault.finding for fault in unknown(roadmap))]
    # where a contribution is left out, as it names nothing known, less would seem to be reached
    of_facts = (
        *TARGETS,
        *(() if findings else REQUIREMENTS),
        *FIXED,
        *LIMITS,
        *adaptations.OF_FACTS,
        *EFFECTS,
    )
    findings += [
        finding for rule in in_turns((*STRUCTURE, *adaptations.OF_ROWS)) for finding in rule(roadmap)
    ]
    findings += [finding for rule in in_turns((*DATES, inputs_come_in_time)) for finding in rule(whole)]
    findings += circles_can_be_met(whole, around)
    findings += [finding for rule in in_turns(WINDOWS) for finding in rule(whole, facts)]
    findings += [finding for rule in in_turns(of_facts) for finding in rule(facts)]
    findings += found_by_measure(facts)
    return findings


def faults(roadmap: Roadmap) -> list[Finding]:
    """Give where rows of a roadmap contradict each other or name what is not there, whatever is planned."""
    rows = [rule for rule in (*STRUCTURE, *adaptations.OF_ROWS) if rule is not groups_can_hold]
    found = [*doubled(roadmap), *(fault.finding for fault in unknown(roadmap))]
    return errors([*found, *(finding for rule in rows for finding in rule(roadmap))])


def unknown_names(roadmap: Roadmap) -> list[Finding]:
    """Give where rows of a roadmap name what is not there, and nothing else."""
    return [fault.finding for fault in unknown(roadmap)]


def proofs(roadmap: Roadmap) -> list[Finding]:
    """Give what quickly proves that there is no lawful plan of a roadmap whose rows hold together.

    What is fixed and collides is left out: it takes longest, and nothing else follows from it.
    """
    around = circles(roadmap)
    if around:
        return list(circles_can_be_met(roadmap, around))
    facts = RoadmapFacts.of(roadmap)
    of_facts = (*TARGETS, *REQUIREMENTS, *LIMITS, *adaptations.OF_FACTS)
    found = [*groups_can_hold(roadmap)]
    found += [finding for rule in WINDOWS for finding in rule(roadmap, facts)]
    found += [finding for rule in (*of_facts, *BY_MEASURE) for finding in rule(facts)]
    return errors(found)


def _place(finding: Finding) -> tuple[bool, int, str, str, str]:
    table = _TABLES.index(finding.table) if finding.table in _TABLES else len(_TABLES)
    message = finding.message.text + repr(finding.message.values)
    return not finding.is_error, table, finding.subject, finding.code, message
