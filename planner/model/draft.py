"""A draft: a roadmap, what is changed in it step by step, and how many of the steps hold; plain data."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.model.edit import Edit, Scale, Set
from planner.model.numbers import require

_DECIMALS = 9
"""Of a factor that several have become: what is finer comes from multiplying and dividing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Changes of a roadmap that nobody has saved.

    Parameters
    ----------
    base
        SHA-256 of the roadmap.
    steps
        In order; each is made, undone and redone as one.
    at
        How many of the steps hold; those after them are undone.
    words
        What each step is about, as whoever made it says; nothing of any where it is not given.

    Raises
    ------
    ValueError
        If there are fewer steps than hold, or not as many words as steps.
    """

    base: str
    steps: tuple[tuple[Edit, ...], ...] = ()
    at: int = 0
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", self.words or ("",) * len(self.steps))
        require(0 <= self.at <= len(self.steps), "draft", "at", self.at, f"0 to {len(self.steps)}")
        require(len(self.words) == len(self.steps), "draft", "words", len(self.words), f"{len(self.steps)}")

    @property
    def changes(self) -> tuple[Edit, ...]:
        """Give the changes that hold, in order."""
        return tuple(edit for step in self.steps[: self.at] for edit in step)

    @property
    def can_undo(self) -> bool:
        """Tell whether a step holds."""
        return self.at > 0

    @property
    def can_redo(self) -> bool:
        """Tell whether a step is undone."""
        return self.at < len(self.steps)

    def with_step(self, *edits: Edit, words: str = "") -> "Draft":
        """Make a step; what was undone is dropped."""
        return Draft(
            base=self.base,
            steps=(*self.steps[: self.at], edits),
            at=self.at + 1,
            words=(*self.words[: self.at], words),
        )

    def without(self, number: int) -> "Draft":
        """Undo one of the steps that hold, counted from 1, wherever it stands; redoing makes it last.

        What was undone before is dropped. ``ValueError`` if it does not hold.
        """
        require(1 <= number <= self.at, "draft", "number", number, f"1 to {self.at}")
        order = [*(place for place in range(self.at) if place != number - 1), number - 1]
        return Draft(
            base=self.base,
            steps=tuple(self.steps[place] for place in order),
            at=self.at - 1,
            words=tuple(self.words[place] for place in order),
        )

    def undone(self) -> "Draft":
        """Undo the last step that holds, where there is one."""
        return replace(self, at=max(0, self.at - 1))

    def redone(self) -> "Draft":
        """Make the first step again that is undone, where there is one."""
        return replace(self, at=min(len(self.steps), self.at + 1))


def in_few(changes: Iterable[Edit]) -> tuple[Edit, ...]:
    """Give changes that do the same in fewer: what scales or sets the same cells becomes one change, or none.

    Examples
    --------
    >>> more = Scale("capacity", {"sector": "gp"}, "person_months", 1.2)
    >>> [edit.factor for edit in in_few([more, more])], in_few([more, replace(more, factor=1 / 1.2)])
    ([1.44], ())
    """
    few: list[Edit] = []
    for edit in changes:
        place = _same_cells(few, edit)
        before = None if place is None else few[place]
        if place is None or before is None:
            few.append(edit)
        elif isinstance(edit, Scale) and isinstance(before, Scale):
            factor = round(before.factor * edit.factor, _DECIMALS)
            few[place : place + 1] = [] if factor == 1 else [replace(edit, factor=factor)]
        else:
            few[place:] = [*few[place + 1 :], edit]
    return tuple(few)


def _same_cells(changes: list[Edit], edit: Edit) -> int | None:
    """Give the place of a change that scales or sets the same cells; none where anything else is between."""
    if not isinstance(edit, Scale | Set):
        return None
    for place in reversed(range(len(changes))):
        other = changes[place]
        if type(other) is not type(edit):  # it may add or drop them, or set what is scaled
            return None
        if _cells(other) == _cells(edit):
            return place
    return None


def _cells(edit: Scale | Set) -> tuple[object, ...]:
    return edit.table, edit.key, edit.field, edit.starts
