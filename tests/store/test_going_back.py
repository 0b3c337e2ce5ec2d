"""Undoing and redoing what was saved goes through the versions as a pointer goes through a list."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from planner.store import Version, VersionKind
from planner.store.going_back import to_redo, to_undo


@dataclass
class Plain:
    """A list of contents with a pointer, beside the versions that stand for it."""

    versions: list[Version] = field(default_factory=list)
    contents: list[int] = field(default_factory=list)
    at: int = 0
    holds: dict[int, int] = field(default_factory=dict)

    def save(self) -> None:
        """Save something new."""
        number = self._add(VersionKind.SAVED if self.versions else VersionKind.FIRST, None)
        self.contents = [*self.contents[: self.at], number]
        self.at += 1
        self.holds[number] = number

    def undo(self) -> None:
        """Undo what was saved last, where there is anything before it."""
        version = to_undo(self.versions)
        assert (version is None) == (self.at == 1)
        if version is not None:
            assert self.holds[version.number] == self.contents[self.at - 1]
            self.at -= 1
            self.holds[self._add(VersionKind.UNDONE, version.number)] = self.contents[self.at - 1]

    def redo(self) -> None:
        """Make again what was undone last, where nothing has been saved since."""
        version = to_redo(self.versions)
        assert (version is None) == (self.at == len(self.contents))
        if version is not None:
            self.at += 1
            self.holds[self._add(VersionKind.UNDONE, version.number)] = self.contents[self.at - 1]

    def _add(self, kind: VersionKind, about: int | None) -> int:
        number = len(self.versions) + 1
        made = Version(
            number=number,
            digest=str(number),
            parent=number - 1 or None,
            kind=kind,
            about=about,
            author="Kari",
            message="",
            moment=datetime(2026, 11, 30, tzinfo=UTC),
            count=1,
        )
        self.versions.append(made)
        return number


@given(st.lists(st.sampled_from([Plain.save, Plain.undo, Plain.redo]), max_size=20))
def test_undo_and_redo_of_versions_move_a_pointer(steps: list[object]) -> None:
    plain = Plain()
    plain.save()

    for step in steps:
        assert callable(step)
        step(plain)

    assert plain.holds[plain.versions[-1].number] == plain.contents[plain.at - 1]


def test_an_older_version_that_was_undone_by_its_number_is_a_change_as_any_other() -> None:
    plain = Plain()
    for _each in range(3):
        plain.save()
    plain._add(VersionKind.UNDONE, 2)

    undone = to_undo(plain.versions)

    assert undone is not None
    assert undone.number == 4
    assert to_redo(plain.versions) is None
