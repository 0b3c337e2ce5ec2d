"""What the check says of a roadmap, in few words."""

from planner.check import check
from planner.model import Finding, Roadmap, errors


def codes(roadmap: Roadmap) -> list[str]:
    """Give the codes of the errors."""
    return [finding.code for finding in errors(check(roadmap))]


def notes(roadmap: Roadmap) -> list[str]:
    """Give the codes of the notes."""
    return [finding.code for finding in check(roadmap) if not finding.is_error]


def the_error(roadmap: Roadmap) -> Finding:
    """Give the one error there is."""
    (found,) = errors(check(roadmap))
    return found
