"""Which saved version is undone next, and which undoing is taken back."""

from collections.abc import Iterable, Sequence

from planner.store.version import Version, VersionKind


def to_undo(history: Iterable[Version]) -> Version | None:
    """Give the version that is undone next; nothing where only the first is left.

    Parameters
    ----------
    history
        All versions, in any order.
    """
    stands, _undone = _gone_through(history)
    return stands[-1] if len(stands) > 1 else None


def to_redo(history: Iterable[Version]) -> Version | None:
    """Give the undoing that is taken back next; nothing where something else was saved since."""
    _stands, undone = _gone_through(history)
    return undone[-1] if undone else None


def _gone_through(history: Iterable[Version]) -> tuple[Sequence[Version], Sequence[Version]]:
    """Give the versions that stand, and the undoings that can be taken back, the last one last."""
    stands: list[Version] = []
    undone: list[Version] = []
    for version in sorted(history, key=lambda each: each.number):
        if version.kind is not VersionKind.UNDONE:
            stands.append(version)
            undone.clear()
        elif undone and version.about == undone[-1].number:
            stands.append(version)  # it does again what was undone
            undone.pop()
        elif stands and version.about == stands[-1].number:
            stands.pop()
            undone.append(version)
        else:  # one from between was undone by its number: that is a change as any other
            stands.append(version)
            undone.clear()
    return stands, undone
