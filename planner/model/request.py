"""What is asked of a search: what a plan is to be best at, and how much work it may take; plain data."""

from dataclasses import dataclass, field

from planner.language import Message, ToldError, to_say
from planner.model.edit import Edit
from planner.model.numbers import require
from planner.model.objective import KINDS, KINDS_BY_NAME, OBJECTIVE_NAMES


class AimError(ToldError):
    """Something asked for that does not fit the rest, or is missing (``None``); ``key`` names it."""

    def __init__(self, key: str, found: object, expected: Message) -> None:
        self.key, self.found, self.expected = key, found, expected
        shown = to_say("missing") if found is None else found
        super().__init__(
            to_say("{key} is {found}, expected {expected}.", key=key, found=shown, expected=expected)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """An objective that comes before another, and the share of what it reaches that may be lost for it."""

    name: str
    loss: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a plan is to be best at, as people say it: by name, before any roadmap is known.

    Parameters
    ----------
    name
        One of ``OBJECTIVE_NAMES``.
    long_term
        Of ``balance``: from 0, quick benefits, to 1, the long-term target picture.
    baseline
        Of ``stability``: the file of the plan that moves are counted from.
    before
        Objectives that come first, in order.

    Raises
    ------
    AimError
        If a name is unknown or there twice, a share lies outside its range, or what an objective needs is
        missing or there without it.
    """

    name: str = "value"
    long_term: float | None = None
    baseline: str = ""
    before: tuple[Before, ...] = ()

    def __post_init__(self) -> None:
        names = [*(before.name for before in self.before), self.name]
        for key, name in [*(("before", each.name) for each in self.before), ("objective", self.name)]:
            if name not in OBJECTIVE_NAMES:
                raise AimError(key, name, to_say("one of {known}", known=list(OBJECTIVE_NAMES)))
        for before in self.before:
            if names.count(before.name) > 1:
                raise AimError("before", before.name, to_say("each objective once"))
            if not 0 <= before.loss <= 1:
                raise AimError("loss", before.loss, to_say("a share from 0 to 1"))
        self._needs("balance" in names, "balance", "long_term", self.long_term)
        self._needs("stability" in names, "stability", "baseline", self.baseline or None)
        if self.long_term is not None and not 0 <= self.long_term <= 1:
            raise AimError("long_term", self.long_term, to_say("a share from 0 to 1"))

    def _needs(self, is_asked: bool, objective: str, key: str, found: object) -> None:
        """Ask for what an objective needs, there and only there."""
        name = KINDS[KINDS_BY_NAME[objective]].name
        if is_asked and found is None:
            raise AimError(key, None, to_say("a value, since the objective is {name}", name=name))
        if not is_asked and found is not None:
            raise AimError(key, found, to_say("nothing, unless the objective is {name}", name=name))


_EFFORT, _REQUEST = to_say("effort"), to_say("request")
DEFAULT_SECONDS = 60.0
"""How long a search takes where nobody says."""
MOVE_COST = 1e-4
"""What each measure that lies elsewhere than in the start has to be worth, where nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much work a search may do.

    Parameters
    ----------
    seconds
        Wall clock; in deterministic mode the units of work of each engine, about a second of one core each.
    gap
        Relative gap at which to stop.
    seed
        Seed of random choices.
    deterministic
        Whether work is limited instead of time, so that the same plan comes again.
    workers
        Engines that run side by side; ``None`` for as many as there are cores, up to four.
    memory_gib
        Most memory of each engine, in GiB, where the system can enforce it.

    Raises
    ------
    ValueError
        If a limit is out of range.
    """

    seconds: float = DEFAULT_SECONDS
    gap: float = 0.0
    seed: int = 0
    deterministic: bool = False
    workers: int | None = None
    memory_gib: float = 4.0

    def __post_init__(self) -> None:
        require(self.seconds > 0, _EFFORT, "seconds", self.seconds, "above 0")
        require(self.gap >= 0, _EFFORT, "gap", self.gap, "0 or more")
        require(self.seed >= 0, _EFFORT, "seed", self.seed, "0 or more")
        require(self.workers is None or self.workers >= 1, _EFFORT, "workers", self.workers, "1 or more")
        require(self.memory_gib > 0, _EFFORT, "memory_gib", self.memory_gib, "above 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to the planner, from a script, a file, the command line or the page.

    Parameters
    ----------
    roadmap
        SHA-256 of the roadmap it is asked of, whole or without the input of the sector; empty where it may be
        asked of any.
    aim
        What the plan is to be best at, by name; ``None`` where the script gave an objective of its own, which
        stands in the plan.
    changes
        Made in the roadmap before it is planned, in order.
    start
        File of an earlier plan to start from; empty for none.
    move_cost
        Share of the score that each measure has to be worth that lies elsewhere than in the start; ``None``
        where measures may lie anywhere.

    Raises
    ------
    ValueError
        If the cost of a move is out of range.
    """

    roadmap: str = ""
    changes: tuple[Edit, ...] = ()
    aim: Aim | None = field(default_factory=Aim)
    effort: Effort = field(default_factory=Effort)
    start: str = ""
    move_cost: float | None = MOVE_COST

    def __post_init__(self) -> None:
        cost = self.move_cost
        require(cost is None or 0 <= cost <= 1, _REQUEST, "move_cost", cost, "a share from 0 to 1")
