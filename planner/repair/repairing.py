"""Repairing a plan while dates of it are moved: what can stay does, and what cannot moves by little."""

from collections.abc import Iterable, Sequence

from planner.model import Endpoint, Plan, Roadmap
from planner.repair.mending import Mending, Repaired, Window
from planner.repair.pins import Pin, is_in_plan, is_pinned, unpinned
from planner.solver import carried


class Repairer:
    """Repairs one plan again and again, for other pins each time.

    What it holds does not depend on the pins. It is made in about two seconds for 2 000 measures, and once
    more for a date that is pinned already.

    Parameters
    ----------
    plan
        With dates to repair.
    roadmap
        Another one that is to be planned, for example with changes that nobody has saved; the plan's own
        where none is given. What the plan does not know of it stays out.
    is_lawful
        Whether the plan is known to be lawful in its own roadmap; else its dates are judged.

    Raises
    ------
    ValueError
        If the plan has no schedule.
    """

    def __init__(self, plan: Plan, roadmap: Roadmap | None = None, *, is_lawful: bool = True) -> None:
        if plan.schedule is None:
            raise ValueError("plan has no schedule, expected one to repair")
        self.plan, self.roadmap = plan, roadmap or plan.roadmap
        self._schedule = carried(self.roadmap, plan.schedule)
        self._is_known_lawful = is_lawful and self.roadmap is plan.roadmap
        self._ready: dict[frozenset[Endpoint], Mending] = {}

    def prepare(self, *parts: Endpoint) -> None:
        """Make ready what pins of some dates take, and load the loops: when a bar is taken hold of.

        Raises
        ------
        KeyError
            If the plan has no such date.
        """
        self._for(parts).load_loops()

    def window(self, part: Endpoint) -> Window:
        """Give between which instants a date can be.

        Raises
        ------
        KeyError
            If the plan has no such date.
        """
        return self._for([part]).window(part)

    def repaired(self, pins: Sequence[Pin] = ()) -> Repaired:
        """Give the plan with pins, and what they break.

        Raises
        ------
        KeyError
            If the plan has no such date.
        """
        return self._for([each.part for each in pins]).repaired(self.plan, pins)

    def _for(self, parts: Iterable[Endpoint]) -> Mending:
        """Give what is prepared for dates, in a roadmap where they are free."""
        named = list(parts)
        unknown = [each for each in named if not is_in_plan(self._schedule, each)]
        if unknown:
            raise KeyError(unknown[0])
        held = frozenset(each for each in named if is_pinned(self.roadmap, each))
        if held not in self._ready:
            free = unpinned(self.roadmap, held)
            self._ready[held] = Mending(free, self._schedule, is_lawful=self._is_known_lawful)
        return self._ready[held]


def repaired(
    plan: Plan, pins: Sequence[Pin], *, roadmap: Roadmap | None = None, is_lawful: bool = True
) -> Repaired:
    """Give a plan with pins, once; who asks again and again keeps a ``Repairer``, which says what is given.

    Raises
    ------
    KeyError
        If the plan has no such date.
    ValueError
        If the plan has no schedule.
    """
    return Repairer(plan, roadmap, is_lawful=is_lawful).repaired(pins)
