"""What the sector has said, as plain data: each with what it leads to and what becomes of it."""

from dataclasses import dataclass

from planner.model import Roadmap, SectorInput
from planner.results import Facts, NeedState, NeedStep, NeedWalk, need_walks
from planner.say import (
    concerns_words,
    exact_percent,
    given_words,
    input_kind_words,
    need_step_words,
    need_words,
    outcome_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InputStep:
    """A measure that a need leads to; all but the id are words."""

    measure: str
    name: str
    share: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRow:
    """Something that the sector has said, as it is shown; ``state`` is ``None`` of what is no need."""

    given: SectorInput
    kind: str
    who: str
    concerns: str
    outcome: str
    becomes: str = ""
    state: NeedState | None = None
    steps: tuple[InputStep, ...] = ()

    @property
    def words(self) -> str:
        """Give what a search looks through."""
        return " ".join((self.given.content, self.who, self.concerns, self.kind)).casefold()


def input_rows(roadmap: Roadmap, found: Facts) -> list[InputRow]:
    """Give all input of a roadmap, in the order of the data, with dates of a plan of it or an earlier one."""
    walks = {walk.need.id: walk for walk in need_walks(roadmap, found)}
    return [_row(roadmap, found, each, walks.get(each.id)) for each in roadmap.inputs]


def _row(roadmap: Roadmap, found: Facts, given: SectorInput, walk: NeedWalk | None) -> InputRow:
    calendar = found.roadmap.calendar  # that of the plan, whose instants are told
    outcome = ": ".join(part for part in (outcome_words(given.outcome), given.reason) if part)
    return InputRow(
        given=given,
        kind=input_kind_words(given.kind),
        who=given_words(roadmap, given),
        concerns=concerns_words(roadmap, given),
        outcome=outcome,
        becomes="" if walk is None else need_words(calendar, walk),
        state=None if walk is None else walk.state,
        steps=() if walk is None else tuple(_step(roadmap, found, step) for step in walk.steps),
    )


def _step(roadmap: Roadmap, found: Facts, step: NeedStep) -> InputStep:
    return InputStep(
        measure=step.measure,
        name=roadmap.measure(step.measure).name,
        share="" if step.share is None else exact_percent(step.share),
        when=need_step_words(found.roadmap.calendar, step),
    )
