"""What some measures change of a score is worked out from them alone, to the last digit of the whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from support.builders import a_requirement
from support.random_schedules import Planned, a_planned_roadmap, planned

from planner import economics
from planner.model import (
    VALUE,
    Kept,
    Objective,
    ObjectiveKind,
    Requirement,
    RequirementKind,
    Roadmap,
    Schedule,
)
from planner.results import Scored, keeps_all, of_measures, put_back, score


def asked_more(case: Planned) -> Planned:
    """Give a case with requirements of all kinds, hard and priced, that it meets or not."""
    dice, roadmap = Random(f"asked {case.schedule}"), case.roadmap
    kinds = [(kind, price) for kind in RequirementKind for price in (None, 3e5) if dice.random() < 0.7]
    thrown = [a_thrown_requirement(dice, roadmap, *each, f"k{i}") for i, each in enumerate(kinds)]
    asked = tuple(each for each in thrown if each is not None)
    return replace(case, roadmap=replace(roadmap, requirements=asked))


def a_thrown_requirement(
    dice: Random, roadmap: Roadmap, kind: RequirementKind, price: float | None, name: str
) -> Requirement | None:
    """Throw a requirement of a kind, where the roadmap has what it asks after."""
    needed = {"service": roadmap.services, "measure": roadmap.open_measures, "sector": roadmap.open_rollouts}
    if any(not needed[each] for each in kind.needs & {*needed}):
        return None
    given: dict[str, object] = {"share": dice.choice((0.1, 0.4, 1.0)), "count": dice.randint(1, 2)}
    if "service" in kind.needs:
        given["service"] = dice.choice(roadmap.services).id
    if "measure" in kind.needs:
        given["measure"] = dice.choice(roadmap.open_measures).id
    if "sector" in kind.needs:
        given["measure"], given["sector"] = dice.choice(roadmap.open_rollouts).key
    fields = {field: value for field, value in given.items() if field in kind.needs}
    return a_requirement(kind, dice.randint(0, roadmap.calendar.periods), name, price_nok=price, **fields)


def as_put_back(case: Planned, base: Schedule, measures: Sequence[str]) -> Schedule:
    """Give a schedule with some measures as in the other of a case, built as a whole."""
    return put_back(case.roadmap, case.baseline, base, measures)


def objectives(case: Planned, dice: Random) -> Iterator[Objective]:
    """Give objectives of every kind, alone and with levels of others that may be missed."""
    reached = [(each, score(case.roadmap, each, case.schedule)) for each in case.objectives]
    for objective in case.objectives:
        kept = dice.sample(reached, 3)
        levels = tuple(Kept(objective=each, level=level * dice.choice((0.9, 1.0))) for each, level in kept)
        yield replace(objective, kept=levels)


@settings(deadline=None, max_examples=60)
@given(planned())
def test_what_some_measures_change_is_the_difference_of_whole_scores(case: Planned) -> None:
    case, dice = asked_more(case), Random(1)
    names = [each.id for each in case.roadmap.open_measures]
    for objective in objectives(case, dice):
        base = put_back(case.roadmap, case.schedule, case.schedule, [])
        scored = Scored(case.roadmap, objective, base)
        assert scored.score == score(case.roadmap, objective, base)
        for _step in range(3):
            some = dice.sample(names, dice.randint(0, len(names)))
            other, own = as_put_back(case, base, some), of_measures(case.roadmap, case.baseline, some)

            assert scored.score_with(own) == score(case.roadmap, objective, other)
            assert scored.keeps_all_with(own) == keeps_all(case.roadmap, objective, other)

            base, scored = other, scored.after(own)
            assert scored.score == score(case.roadmap, objective, other)


def test_cases_have_all_that_a_score_may_depend_on() -> None:
    cases = [asked_more(a_planned_roadmap(Random(seed))) for seed in range(40)]
    kinds = {each.kind for case in cases for each in case.roadmap.requirements}
    held = {each.is_hard for case in cases for each in case.roadmap.requirements}

    assert len(kinds) == 5
    assert held == {True, False}
    assert {keeps_all(each.roadmap, VALUE, each.schedule) for each in cases} == {True, False}
    assert any(case.roadmap.adaptations for case in cases)
    assert any(each.worth_by_end_nok for case in cases for each in case.roadmap.open_measures)
    assert {*(each.kind for each in cases[0].objectives)} == {*ObjectiveKind}


@pytest.mark.parametrize("seed", range(8))
def test_only_what_is_put_back_is_worked_out(seed: int) -> None:
    case = a_planned_roadmap(Random(seed))
    own = of_measures(case.roadmap, case.baseline, [case.roadmap.open_measures[-1].id])
    scored = Scored(case.roadmap, case.objectives[0], case.schedule)
    work_out = economics._rollout_value

    with patch.object(economics, "_rollout_value", side_effect=work_out) as worked_out:
        scored.score_with(own)

    assert case.objectives[0].kind is ObjectiveKind.VALUE
    assert [call.args[1] for call in worked_out.call_args_list] == list(own.schedule.rollouts)
