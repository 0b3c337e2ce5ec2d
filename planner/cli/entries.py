"""What a run of scenarios plans, in order: each roadmap unchanged, then the scenarios that change it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from planner.cli.refusals import WrongUseError
from planner.language import _
from planner.pipeline import Loaded, ScenarioResult, load, load_scenario
from planner.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to plan.

    Parameters
    ----------
    path
        The scenario's file, or the roadmap that stands unchanged.
    base
        The roadmap that it starts from.
    """

    scenario: Scenario
    outcome: Loaded
    path: Path
    base: Path

    @property
    def is_base(self) -> bool:
        """Tell whether this is a roadmap as it stands."""
        return self.path == self.base

    @property
    def folder(self) -> str:
        """Give a file name for the results."""
        return folder_of(self.scenario.name)


def folder_of(name: str) -> str:
    """Give a file name made of a scenario's name.

    Examples
    --------
    >>> folder_of("Kommunene får 20 % mer")
    'kommunene_får_20___mer'
    """
    plain = unicodedata.normalize("NFC", name).lower()
    kept = (letter if letter.isalnum() else "_" for letter in plain)
    return "".join(kept).strip("_") or "scenario"


def entries(paths: Sequence[Path], *, saves: bool) -> list[Entry]:
    """Give all there is to plan, each roadmap before the first scenario that changes it.

    Parameters
    ----------
    saves
        Whether each gets a folder for its results.

    Raises
    ------
    WrongUseError
        If two have one name, or one folder where that matters; then nothing has been planned yet.
    """
    loaded = [(path, load_scenario(path)) for path in paths]
    bases = {_base_of(path, each) for path, each in loaded if each.outcome.roadmap is not None}
    found: list[Entry] = []
    for path, each in loaded:
        base = _base_of(path, each)
        if base in bases:
            bases.discard(base)
            found.append(_unchanged(base, each, alone=_shares_no_name(loaded)))
        found.append(Entry(scenario=each.scenario, outcome=each.outcome, path=path, base=base))
    _refuse_what_looks_alike(found, saves=saves)
    return found


def _base_of(path: Path, loaded: ScenarioResult) -> Path:
    return (path.parent / loaded.scenario.base).resolve()


def _shares_no_name(loaded: Sequence[tuple[Path, ScenarioResult]]) -> bool:
    """Tell whether all scenarios start from one roadmap, so that it needs no name."""
    return len({_base_of(path, each) for path, each in loaded}) == 1


def _unchanged(base: Path, first: ScenarioResult, *, alone: bool) -> Entry:
    """Give a roadmap as it stands, with the aim of the first scenario that changes it."""
    name = _("Unchanged") if alone else _("Unchanged {base}", base=base.name)
    scenario = Scenario(name=name, base=str(base), aim=first.scenario.aim)
    return Entry(scenario=scenario, outcome=load(base), path=base, base=base)


def _refuse_what_looks_alike(found: Sequence[Entry], *, saves: bool) -> None:
    for one, other in combinations(found, 2):
        if one.scenario.name == other.scenario.name:
            clash = _("both have the name “{name}”", name=one.scenario.name)
        elif saves and one.folder == other.folder:
            clash = _("the results of both would go to the folder {folder}", folder=one.folder)
        else:
            continue
        told = _("{first} and {second}: {clash}.", first=one.path, second=other.path, clash=clash)
        advice = _("Give one of them another name.")
        raise WrongUseError(f"{told} {advice}")
