"""What a request asks of one roadmap, in objectives of that roadmap."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from planner.language import message_of, to_say
from planner.model import (
    KINDS,
    Aim,
    AimError,
    Before,
    Finding,
    Objective,
    Plan,
    Request,
    Roadmap,
)
from planner.objectives import objective_named
from planner.pipeline.judging import read_plan
from planner.pipeline.reading import DataError
from planner.solver import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a plan of one roadmap is to be best at, and what comes before that, in order."""

    objective: Objective
    before: tuple[Stage, ...] = ()


def goal(roadmap: Roadmap, aim: Aim, baseline: Plan | None = None) -> Goal:
    """Say in objectives of a roadmap without errors what is asked for by name.

    Parameters
    ----------
    baseline
        The plan in the file that the aim names, where that has been read already.

    Raises
    ------
    DataError
        If the aim's baseline cannot be read, or does not fit the roadmap.
    """
    if baseline is None and aim.baseline:
        baseline = read_plan(aim.baseline)
    named = partial(objective_named, roadmap=roadmap, long_term=aim.long_term, baseline=baseline)
    try:
        stages = tuple(Stage(objective=named(each.name), loss=each.loss) for each in aim.before)
        return Goal(objective=named(aim.name), before=stages)
    except ValueError as error:
        finding = Finding(code="bad_baseline", message=message_of(error), table=Path(aim.baseline).name)
        raise DataError([finding]) from error


def aim_by_name(
    objective: Objective | str, before: Sequence[Stage], long_term: float | None, baseline: Plan | None
) -> Aim | None:
    """Give what a script asks for by name; ``None`` where it has none, or counts from a plan in no file."""
    name = objective if isinstance(objective, str) else _name_of(objective)
    first = [(_name_of(stage.objective), stage.loss) for stage in before]
    if name is None or name == "stability" or baseline is not None:
        return None
    if any(each is None for each, _loss in first):
        return None
    stages = tuple(Before(name=each, loss=loss) for each, loss in first if each is not None)
    try:
        return Aim(name=name, long_term=long_term, before=stages)
    except AimError:  # told in the words of the objective's own check
        return None


def _name_of(objective: Objective) -> str | None:
    """Give the name by which an objective can be asked for; ``None`` where that alone would not say it."""
    name = KINDS[objective.kind].name
    if name is None or objective.baseline is not None or objective.parts:
        return None
    return name.en if objective == Objective(kind=objective.kind) else None


def aim_asked_of(roadmap: Roadmap, request: Request) -> Aim:
    """Give the aim of a request.

    Raises
    ------
    DataError
        If it is for another roadmap, or for an objective that only a script could give.
    """
    if request.aim is None:
        message = to_say("The request names no aim, expected one.")
        raise DataError([Finding(code="no_aim", message=message)])
    if request.roadmap not in ("", roadmap.digest, roadmap.planned_digest):
        message = to_say(
            "The request is for the roadmap {asked}, expected {found}.",
            asked=request.roadmap[:12],
            found=roadmap.digest[:12],
        )
        raise DataError([Finding(code="other_roadmap", message=message)])
    return request.aim
