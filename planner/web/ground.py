"""What a draft stands on: a version, or what a scenario makes of one; and what saving it does there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from planner.language import to_say
from planner.merging import changes_between
from planner.model import Draft, Roadmap, in_few
from planner.store import (
    STATE_WORDS,
    DraftKept,
    Refused,
    Saved,
    ScenarioKept,
    ScenarioState,
    Store,
    StoreError,
    Version,
)

Emptied = Callable[[Version], DraftKept]
"""Gives the draft as it is once it has been saved as a version, or on one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSave:
    """A draft that is to be saved.

    Parameters
    ----------
    roadmap
        What the draft makes of its ground.
    request
        A name that only this save has.
    emptied
        Kept with it, in one transaction.
    """

    draft: Draft
    roadmap: Roadmap
    author: str
    message: str
    request: str
    emptied: Emptied


class Ground(Protocol):
    """What a draft stands on."""

    @property
    def version(self) -> Version:
        """Give the version that it is, or is based on."""

    @property
    def scenario(self) -> int:
        """Give the number under which the draft is kept: that of the scenario, 0 for the roadmap itself."""

    def roadmap(self) -> Roadmap:
        """Give the roadmap; ``StoreError`` or ``ValueError`` if there is none."""

    def require_open(self) -> None:
        """Refuse changes where none may be made any more, by ``StoreError``."""

    def save(self, asked: ToSave) -> tuple[Saved | Refused, "Ground"]:
        """Save a draft, and give what a new one stands on."""


@dataclass(frozen=True, slots=True)
class OnVersion:
    """The ground is a version: saving makes the next one."""

    store: Store
    version: Version
    scenario: int = 0

    def roadmap(self) -> Roadmap:
        """Give the roadmap of the version."""
        return self.store.versions.roadmap(self.version.number)

    def require_open(self) -> None:
        """Let everything be changed."""

    def save(self, asked: ToSave) -> tuple[Saved | Refused, Ground]:
        """Save a new version, merged with what others have saved."""
        found = self.store.versions.save(
            asked.roadmap,
            parent=self.version.number,
            author=asked.author,
            message=asked.message,
            request=asked.request,
            beside=self.store.drafts.beside(asked.emptied),
        )
        return found, self if isinstance(found, Refused) else OnVersion(self.store, found.version)


@dataclass(frozen=True, slots=True)
class OnScenario:
    """The ground is what a scenario makes of its version: saving changes the scenario."""

    store: Store
    version: Version
    kept: ScenarioKept

    @property
    def scenario(self) -> int:
        """Give the number of the scenario."""
        return self.kept.number

    def roadmap(self) -> Roadmap:
        """Give the roadmap of the scenario."""
        return self.store.scenarios.roadmap(self.kept)

    def require_open(self) -> None:
        """Refuse to change a scenario that is no draft any more."""
        if self.kept.state is not ScenarioState.DRAFT:
            state = STATE_WORDS[self.kept.state]
            message = to_say(
                "{name} is {state}, and only drafts are changed.", name=self.kept.name, state=state
            )
            raise StoreError("not allowed", message)

    def save(self, asked: ToSave) -> tuple[Saved | Refused, Ground]:
        """Add a draft to the changes of the scenario."""
        taken = changes_between(self.roadmap(), asked.roadmap)
        changed = self.store.scenarios.change(
            self.kept.number,
            revision=self.kept.revision,
            author=asked.author,
            changes=in_few((*self.kept.changes, *asked.draft.changes)),
            beside=self.store.drafts.beside(asked.emptied),
        )
        found = Saved(version=self.version, taken=taken, is_new=bool(taken))
        return found, OnScenario(self.store, self.version, changed)


def ground_of(store: Store, scenario: ScenarioKept) -> OnScenario:
    """Give what a draft of a scenario stands on."""
    return OnScenario(store, store.versions.version(scenario.base), scenario)
