"""A wish asked of one relaxed roadmap after the other, in models that are kept.

What relaxing takes away is mostly a row, or the limit of one: links, groups and kept levels are switched off
in a model and on again, and limits are moved. What gives a model other variables (durations, earliest
starts …) or other rows of waves (paces, gates …) makes it another model.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from planner.model import VALUE, Budget, Dependency, Group, Kept, Objective, Roadmap, Sector, Wish
from planner.problem import LimitKey, Problem
from planner.rules import binds, waits_since
from planner.solver.contract.allowance import Allowance, Verdict
from planner.solver.contract.involved import Involved, Tie
from planner.solver.engines.step.answer import LinearProof
from planner.solver.engines.step.granting import grant, wished
from planner.solver.engines.step.model import StepModel
from planner.solver.engines.step.objectives import keep
from planner.solver.engines.step.parts import FreePart, PartEngine, has_plain_limits, kept_by_part
from planner.solver.engines.step.relaxing import what_limits
from planner.solver.engines.step.rows import Row
from planner.solver.engines.step.rules import RULES, TIES
from planner.solver.engines.step.sums import Variable
from planner.solver.engines.step.used import Used, UsedByOthers

Limits = tuple[tuple[Sector, ...], tuple[Budget, ...]]
Room = Mapping[LimitKey, float]
_MOST_MODELS = 32
"""Models that are kept at a time for one wish; each takes one or two megabytes."""
_MOST_ROOMS = 64


class AskedFor:
    """A wish for some measures of a schedule, all others kept, asked of one relaxed roadmap after the other.

    These differ from the schedule's own in what concerns the measures, in links and groups that hold any of
    them, and in limits and what comes first. What does not differ is worked out once.
    """

    def __init__(self, before: Used, wish: Wish, own: tuple[str, ...]) -> None:
        self._wish, self._own, self._before, self._free = wish, own, before, frozenset(own)
        self._stated = before.problem
        self._used = UsedByOthers(before, own)
        stated = self._stated.roadmap
        named = (link.measures for link in stated.dependencies if not _is_a_row(stated, link))
        differ = set(own).union(*named)
        tasks = self._stated.tasks.items()
        self._known = {measure_id: task for measure_id, task in tasks if measure_id not in differ}
        self._models: deque[tuple[Roadmap, _KeptModel]] = deque(maxlen=_MOST_MODELS)

    def allows(
        self, roadmap: Roadmap, objective: Objective, *, seconds: float, nodes: int | None = None
    ) -> Verdict:
        """Tell whether any schedule has the wish: ``INFEASIBLE`` where it is proved that none has."""
        effort = Allowance(seconds=seconds, nodes=nodes)
        model = self._model_under(roadmap, objective)
        if model is None:
            engine = PartEngine(self._part(roadmap), objective, RULES, is_plain=True)
            grant(engine.steps, engine.part, self._wish, engine.schedule)
            return engine.finds_any(effort)
        return model.allows(effort)

    def what_limits(self, roadmap: Roadmap, objective: Objective) -> Involved | None:
        """Give what likely forbids the wish: what limits it in the linear relaxation; ``None`` unsolved."""
        model = self._model_under(roadmap, objective)
        return None if model is None else model.what_limits()

    def _model_under(self, roadmap: Roadmap, objective: Objective) -> "_KeptModel | None":
        """Give a model under a relaxed roadmap; ``None`` where limits are more than rows."""
        # what is relaxed adds no load, so that limits stay plain where they are
        if not has_plain_limits(self._stated, objective):
            return None
        model = self._of_its_kind(roadmap)
        room = model.rooms.get(roadmap)
        if room is None:
            room = model.rooms.keep(roadmap, self._part(roadmap).limits)
        model.put_under(dict.fromkeys((*self._ties(roadmap), *objective.kept)), room)
        return model

    def _ties(self, roadmap: Roadmap) -> Iterator[Dependency | Group]:
        """Give the links and groups that hold any own measure and are nothing but rows."""
        links = (each for each in roadmap.dependencies if _is_a_row(roadmap, each) and binds(roadmap, each))
        ties: tuple[Dependency | Group, ...] = (*links, *roadmap.groups)
        return (each for each in ties if not self._free.isdisjoint(each.measures))

    def _part(self, roadmap: Roadmap) -> FreePart:
        """Give the own measures under a relaxed roadmap, with what others leave of its limits."""
        problem = Problem(roadmap, self._known)
        if problem.under_way.fixed == self._stated.under_way.fixed:
            return FreePart(self._used.of(problem), self._own)
        # others draw less on a limit, or more, than they did
        return FreePart(Used(problem, self._before.schedule), self._own)

    def _of_its_kind(self, roadmap: Roadmap) -> "_KeptModel":
        """Give a model with all limits, links and groups as stated, and all else as in a relaxed roadmap."""
        stated = self._stated.roadmap
        kind = replace(
            roadmap,
            sectors=stated.sectors,
            budgets=stated.budgets,
            groups=stated.groups,
            dependencies=(
                *(link for link in stated.dependencies if _is_a_row(stated, link)),
                *(link for link in roadmap.dependencies if not _is_a_row(roadmap, link)),
            ),
        )
        model = next((model for known, model in self._models if known == kind), None)
        if model is None:
            model = _KeptModel(self._part(kind).without_idle_limits(), self._wish)
            self._models.append((kind, model))
        return model


class _KeptModel:
    """A model of a wish in which limits are moved, and links, groups and levels switched on and off."""

    def __init__(self, part: FreePart, wish: Wish) -> None:
        self._part = part
        inseparable = [each for each in part.dependencies if not _is_a_row(part.roadmap, each)]
        self._engine = engine = PartEngine(part.with_ties(inseparable), VALUE, RULES, is_plain=True)
        with engine.steps.recorded() as self._granting:
            grant(engine.steps, engine.part, wish, engine.schedule)
        self._wished = wished(engine.steps, engine.part, wish, engine.schedule).expression
        self.rooms = _Rooms()
        self._rows: dict[Tie, list[Row]] = {}
        self._on: set[Tie] = set()

    def put_under(self, ties: Mapping[Tie, None], room: Room) -> None:
        """Put the model under some links, groups, levels and limits, and no others.

        Rows are added in the order in which they come: what a solver finds depends on it.
        """
        self._engine.limit_to(room)
        for tie in ties:
            if tie not in self._rows:
                self._rows[tie] = self._added(tie)
                self._on.add(tie)
        for tie in ties.keys() ^ self._on:
            for row in self._rows[tie]:
                row.switch(on=tie in ties)
        self._on = set(ties)

    def allows(self, effort: Allowance) -> Verdict:
        """Tell whether any schedule has the wish."""
        return self._engine.finds_any(effort)

    def what_limits(self) -> Involved | None:
        """Give what has a part in how much of the wish the linear relaxation grants."""
        steps = self._engine.steps
        proof = what_limits(steps, self._wished, self._granting)
        if proof is None:
            return None
        variables = proof.variables.union(*map(steps.model.row_nonzeros, proof.rows))
        parts = _parts_of_variables(steps)
        return Involved(
            ties=frozenset(tie for tie, rows in self._rows.items() if _has_any(proof, rows)),
            limits=frozenset(key for key, rows in steps.limited.items() if _has_any(proof, rows)),
            parts=frozenset(parts[each] for each in variables if each in parts),
        )

    def _added(self, tie: Tie) -> list[Row]:
        """Add the rows of a link, a group or a level."""
        steps = self._engine.steps
        with steps.recorded() as rows:
            if isinstance(tie, Kept):
                keep(steps, self._part, kept_by_part(self._part, tie))
            else:
                part = self._part.with_ties([tie])
                for rule in TIES:
                    rule(steps, part)
        return rows


class _Rooms:
    """What others leave of the limits, of relaxed roadmaps that differ in nothing but limits and ties."""

    def __init__(self) -> None:
        self._known: deque[tuple[Limits, Room]] = deque(maxlen=_MOST_ROOMS)

    def get(self, roadmap: Roadmap) -> Room | None:
        """Give the room that is left of the limits of a roadmap, where it is known."""
        asked = roadmap.sectors, roadmap.budgets
        return next((room for limits, room in self._known if limits == asked), None)

    def keep(self, roadmap: Roadmap, room: Room) -> Room:
        """Keep what room a roadmap leaves."""
        self._known.append(((roadmap.sectors, roadmap.budgets), room))
        return room


def _has_any(proof: LinearProof, rows: Iterable[Row]) -> bool:
    return any(row.constraint in proof.rows for row in rows)


def _parts_of_variables(steps: StepModel) -> dict[Variable, tuple[str, str]]:
    """Give of each variable the measure that it is of, with the sector where it is of a rollout."""
    found = {each: (measure, "") for measure, known in steps.decisions.items() for each in known}
    for key, shares in steps.adoption.items():
        begun = steps.begun[key].variables if key in steps.begun else []
        task = steps.problem.rollouts[key]
        adapting = [] if task.adaptation is None else steps.adaptation(task).started.variables
        found |= dict.fromkeys((*shares, *begun, *adapting), key)
    return found


def _is_a_row(roadmap: Roadmap, link: Dependency) -> bool:
    """Tell whether a link is nothing but rows.

    Whether one names a rollout also says if its begin matters; one from what lies behind narrows windows.
    """
    is_named = link.predecessor.sector or link.successor.sector
    return not is_named and waits_since(roadmap, link) is None
