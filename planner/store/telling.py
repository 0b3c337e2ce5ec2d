"""How a version came about and what somebody did, as text to be said in the language of who reads it."""

from typing import Final

from planner.language import Message, Value, Word, to_say
from planner.store.log import LogLine
from planner.store.version import Version, VersionKind


def came_about(version: Version) -> Message | None:
    """Say how a version came about; nothing where it was saved on the newest one."""
    match version.kind:
        case VersionKind.FIRST:
            return to_say("the files as they were")
        case VersionKind.FILES:
            return to_say("the files as they have become")
        case VersionKind.MERGED:
            return to_say("made on version {number}, merged", number=version.about)
        case VersionKind.RESTORED:
            return to_say("version {number} restored", number=version.about)
        case VersionKind.UNDONE:
            return to_say("version {number} undone", number=version.about)
    return None


def what_was_done(line: LogLine) -> Message:
    """Say what somebody did, and to what."""
    kind, _space, number = line.subject.partition(" ")
    subject = to_say("{what} {number}", what=_SUBJECTS.get(kind, kind), number=number)
    return to_say(
        "{did}: {what}",
        did=_ACTIONS.get(line.action, line.action),
        what=subject if number else _SUBJECTS.get(kind, kind),
    )


_SUBJECTS: Final[dict[str, Value]] = {
    "version": Word(nb="versjon", en="version"),
    "scenario": Word(nb="scenario", en="scenario"),
    "plan": Word(nb="plan", en="plan"),
    "proposal": Word(nb="forslag", en="proposal"),
    "search": Word(nb="søk", en="search"),
    "files": Word(nb="filene", en="the files"),
}
_ACTIONS: Final[dict[str, Value]] = {
    "accepted": Word(nb="godtok", en="accepted"),
    "added": Word(nb="laget", en="made"),
    "changed": Word(nb="endret", en="changed"),
    "adopted": Word(nb="vedtok", en="adopted"),
    "certified": Word(nb="laget bevis for", en="certified"),
    "discarded": Word(nb="forkastet", en="discarded"),
    "draft": Word(nb="tok tilbake til utkast", en="took back to a draft"),
    "files": Word(nb="tok inn filene", en="took in the files"),
    "first": Word(nb="tok inn filene for første gang", en="took in the files first"),
    "frozen": Word(nb="frøs", en="froze"),
    "kept": Word(nb="tok vare på", en="kept"),
    "left": Word(nb="lot endringer ligge", en="left changes alone"),
    "merged": Word(nb="lagret og flettet", en="saved and merged"),
    "moved": Word(nb="flyttet", en="moved"),
    "proposed": Word(nb="foreslo", en="proposed"),
    "queued": Word(nb="ba om", en="asked for"),
    "restored": Word(nb="gjenopprettet", en="restored"),
    "rolled": Word(nb="rullet fram", en="rolled forward"),
    "saved": Word(nb="lagret", en="saved"),
    "undone": Word(nb="tok tilbake endringer", en="took back changes"),
}
