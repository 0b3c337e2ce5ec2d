"""What plans are made to be best at, all that comes first included: in the same words wherever it is told."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.language import _, worded
from planner.model import KINDS, KINDS_BY_NAME, Aim, Objective, ObjectiveKind, Plan, Roadmap
from planner.say.objectives import words_of, words_of_kind
from planner.say.shares import exact_percent, loss_words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """One of the objectives of an aim, in words, and the share that may be lost of it for those after it."""

    kind: ObjectiveKind
    words: str
    loss: float = 0.0


def aim_line(plan: Plan) -> str:
    """Say what a plan was made to be best at, as a line of its own: what bar, sentence and documents tell."""
    return _("Aim: {aim}", aim=plan_aim(plan))


def plan_aim(plan: Plan) -> str:
    """Say what a plan was made to be best at, inside a sentence."""
    objective = plan.objective
    stages = [_stage(each.objective, plan, each.loss) for each in objective.kept]
    kinds = {objective.kind, *(each.kind for each in stages)}
    # of what has no plan yet, or one that does not say what came first
    if plan.roadmap.puts_started_first and ObjectiveKind.OPEN_WORK not in kinds:
        stages.insert(0, _started())
    return _in_order([*stages, _stage(objective, plan)])


def comes_last(plan: Plan) -> int:
    """Give which of a plan's aims its own objective is, counted from 1: what comes first stands before it."""
    return len(plan.objective.kept) + 1


def aim_sentence(aim: Aim, roadmap: Roadmap | None) -> str:
    """Say what is asked of a plan of a roadmap, as far as that is known, inside a sentence."""
    first = [_started()] if roadmap is not None and roadmap.puts_started_first else []
    asked = [*((each.name, each.loss) for each in aim.before), (aim.name, 0.0)]
    return _in_order([*first, *(_named(name, aim, loss) for name, loss in asked)])


def _started() -> _Stage:
    return _Stage(kind=ObjectiveKind.OPEN_WORK, words=_("what has started"))


def _stage(objective: Objective, plan: Plan, loss: float | None = None) -> _Stage:
    """Give an objective of a plan; what comes after others has no loss."""
    asked = None if plan.request is None else plan.request.aim
    name = KINDS[objective.kind].name
    if asked is not None and objective.kind is ObjectiveKind.WEIGHTED and asked.long_term is not None:
        return _named(name.en if name else "", asked, loss or 0.0)
    if objective.kind is ObjectiveKind.OPEN_WORK and loss is not None:
        return _started()
    return _Stage(kind=objective.kind, words=worded(words_of(objective).inside), loss=loss or 0.0)


def _named(name: str, aim: Aim, loss: float) -> _Stage:
    """Give an objective by the name by which it is asked for."""
    kind = KINDS_BY_NAME[name]
    words = worded(words_of_kind(kind).inside)
    if kind is ObjectiveKind.WEIGHTED:
        share = exact_percent(aim.long_term or 0.0)
        words = _("balance, {share} of the way to the long-term target picture", share=share)
    return _Stage(kind=kind, words=words, loss=loss)


def _in_order(stages: Sequence[_Stage]) -> str:
    """Join the objectives of an aim, the first of them first."""
    *before, last = stages
    said = last.words
    if last.kind is ObjectiveKind.LEVELLING and before and before[-1].kind is ObjectiveKind.VALUE:
        loss = loss_words(before.pop().loss)
        said = _("even load, with net benefit within {loss} of the best", loss=loss)
    for stage in reversed(before[1:]):
        said = _("{first}, then {then}", first=stage.words, then=said)
    return _("{first} first, then {then}", first=before[0].words, then=said) if before else said
