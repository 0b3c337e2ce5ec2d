"""Whether any plan of a small roadmap holds some measures where they are wanted, by trying all choices."""

from collections.abc import Collection

from support.brute_force import BruteForce
from support.brute_force_choices import NEVER, Choice

from planner.model import VALUE, Roadmap, Schedule


class Holding:
    """All choices of one roadmap, to ask which of them hold what is wanted."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._roadmap, self._force = roadmap, BruteForce(roadmap)
        self._all = list(self._force.candidates)

    def any_holds(self, wanted: Schedule, held: Collection[str]) -> bool:
        """Tell whether a lawful plan has some measures decided as a schedule has them."""
        self._force.candidates = [each for each in self._all if _holds(each.choice, wanted, {*held})]
        return self._force.best_plan(VALUE) is not None

    def starts(self) -> dict[tuple[str, str], set[int]]:
        """Give at which instants each phase starts in any choice, whether its waves find room or not."""
        found: dict[tuple[str, str], set[int]] = {}
        for candidate in self._all:
            for key, start in candidate.choice.starts.items():
                found.setdefault(key, set()).add(start)
        return found


def _holds(choice: Choice, wanted: Schedule, held: set[str]) -> bool:
    if held.intersection(choice.selected) != held.intersection(wanted.selected):
        return False
    for phase in wanted.phases:
        key = phase.measure, phase.phase
        is_so = choice.starts.get(key) == phase.start and choice.modes[key].name == phase.mode
        if phase.measure in held and not is_so:
            return False
    for key, planned in wanted.rollouts_by_key.items():
        if key[0] not in held or key[0] not in choice.selected:
            continue
        run, begin = choice.adapting.get(key), NEVER if planned.begin is None else planned.begin
        adapts = None if planned.adaptation is None else planned.adaptation.start
        if (None if run is None else run[0]) != adapts or choice.begins.get(key, begin) != begin:
            return False
    return True
