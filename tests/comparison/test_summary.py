"""What a proposal changes, in few figures, and in one sentence."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from support.builders import a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout, an_adaptation
from support.two_periods import a_plan

from planner.comparison import difference_between, proposal_summary
from planner.language import in_language
from planner.model import (
    FINISH,
    VALUE,
    Contribution,
    Deadline,
    Economics,
    PlannedRollout,
    Published,
    Roadmap,
    Schedule,
    Service,
)
from planner.say import answer_lines, summary_words, threshold_words


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with in_language("en"):
        yield


def chain() -> Roadmap:
    """Give two measures, one after the other, of which the second has been announced to end in period 3."""
    measures = (a_measure(each, a_phase("build", 2)) for each in "ab")
    roadmap = a_roadmap(*measures, dependencies=(a_link("a", "b"),))
    announced = Published(
        measure="b", start=date(2023, 7, 1), end=roadmap.calendar.date_of(3), source_year=2023
    )
    return replace(roadmap, published=(announced,))


def test_a_summary_counts_moves_and_who_is_later_than_announced() -> None:
    plan, proposal = a_plan(chain(), {"a": 0, "b": 2}), a_plan(chain(), {"a": 2, "b": 4})

    found = proposal_summary(plan, proposal)

    assert found.moved == ("a", "b")
    assert found.later_than_announced == ("b",)
    assert proposal_summary(proposal, plan).later_than_announced == ()


def test_values_without_bounds_cannot_be_told_apart() -> None:
    plan, proposal = a_plan(chain(), {"a": 0, "b": 2}), a_plan(chain(), {"a": 2, "b": 4})

    unknown = proposal_summary(plan, proposal)
    known = proposal_summary(replace(plan, bound=plan.score), replace(proposal, bound=proposal.score))

    assert unknown.score is not None
    assert unknown.score.amount > 0
    assert not unknown.is_told_apart
    assert known.is_told_apart


def test_the_sentence_says_how_much_moves_who_is_later_and_what_it_is_worth() -> None:
    plan, proposal = a_plan(chain(), {"a": 0, "b": 2}), a_plan(chain(), {"a": 2, "b": 4})

    words = summary_words(proposal_summary(plan, proposal))

    assert words.startswith("2 measures move, 1 later than published (now 0), ends, summed +4.0 quarters")


@pytest.mark.parametrize("what", ["phase", "rollout", "adaptation"])
def test_a_pin_that_takes_its_measure_out_of_the_plan_is_named(what: str) -> None:
    day = date(2023, 4, 1)
    phase = replace(a_phase("build"), pinned_start=day if what == "phase" else None)
    roadmap = a_roadmap(
        a_measure("a", phase, optional=True),
        a_measure("b", a_phase("build"), optional=True),
        sectors=(a_receiver(),),
        rollouts=(a_rollout("a", pinned_begin=day if what == "rollout" else None),),
        adaptations=(an_adaptation("a", pinned_start=day if what == "adaptation" else None),),
    )
    not_begun = PlannedRollout(measure="a", sector="gp", begin=None, adoption=(0.0,) * 8)
    schedule = Schedule(selected=(), phases=(), rollouts=(not_begun,))
    plan = replace(a_plan(chain(), {"a": 0, "b": 2}), roadmap=roadmap, schedule=schedule)

    assert f", left out though pinned: {roadmap.measure('a').name}, " in summary_words(
        proposal_summary(plan, plan)
    )


def test_coverage_is_said_where_there_are_services_and_only_then() -> None:
    service = Service(id="it", name="Service")
    served = replace(
        chain(), services=(service,), contributions=(Contribution(measure="a", service="it", share=1.0),)
    )
    with_it, without = (
        summary_words(proposal_summary(a_plan(each, {"a": 0, "b": 2}), a_plan(each, {"a": 0, "b": 3})))
        for each in (served, chain())
    )

    assert "coverage" in with_it
    assert "as now" in with_it
    assert "coverage" not in without


def test_plans_of_other_data_say_that_they_cannot_be_told_apart() -> None:
    plan = a_plan(chain(), {"a": 0, "b": 2})
    other = replace(chain(), dependencies=(a_link("a", "b", lag_periods=1),))
    proposal = a_plan(other, {"a": 0, "b": 3})
    proved = [replace(each, bound=each.score) for each in (plan, proposal)]

    assert summary_words(proposal_summary(plan, proposal)).endswith("cannot be told apart.")
    assert "cannot" not in summary_words(proposal_summary(*proved))


def test_of_one_roadmap_and_aim_the_difference_is_known() -> None:
    plan, proposal = a_plan(chain(), {"a": 0, "b": 2}), a_plan(chain(), {"a": 2, "b": 4})

    assert "told apart" not in summary_words(proposal_summary(plan, proposal))


def test_plans_with_other_aims_or_other_money_prove_nothing_of_each_other() -> None:
    plan = a_plan(chain(), {"a": 0, "b": 2}, FINISH)
    dearer = replace(chain(), economics=Economics(analysis_years=10))

    assert "net benefit ±" in summary_words(proposal_summary(plan, a_plan(chain(), {"a": 0, "b": 3}, VALUE)))
    other = proposal_summary(plan, a_plan(dearer, {"a": 0, "b": 3}, FINISH))
    assert other.score is None
    assert "values cannot be set side by side" in summary_words(other)


def test_a_plan_that_moves_nothing_says_so() -> None:
    plan = a_plan(chain(), {"a": 0, "b": 2})

    assert summary_words(proposal_summary(plan, plan)).startswith("No measure moves, 0 later")


def test_what_a_move_has_to_be_worth_is_said_in_the_unit_of_the_aim() -> None:
    plan = replace(a_plan(chain(), {"a": 0, "b": 2}, VALUE), score=3e9)

    assert threshold_words(plan, 0.0) == "Each move is forced or a gain"
    assert threshold_words(plan, 1e-4).endswith("NOK 0.30 million")
    ends = replace(plan, objective=FINISH, score=400.0)
    assert threshold_words(ends, 0.01) == "Each move is forced or worth at least 4.0 quarters"


def test_net_benefit_is_the_figure_that_is_told_elsewhere_and_what_is_missed_is_told_beside_it() -> None:
    plan, proposal = a_plan(chain(), {"a": 0, "b": 2}, VALUE), a_plan(chain(), {"a": 2, "b": 4}, VALUE)
    same = proposal_summary(plan, replace(proposal, score=-15e6))
    missing = replace(same, difference=replace(same.difference, missed_after_nok=15e6))
    told = "net benefit ±NOK 0 million, −NOK 15 million after what missed deadlines and requirements cost"

    assert summary_words(same).endswith("net benefit −NOK 15 million (assumed).")
    assert summary_words(missing).endswith(f"{told.replace('0 m', '0.00 m')} (assumed).")
    assert told[12:] in answer_lines(missing.difference, proposal)[0]


def test_what_is_missed_is_what_the_score_of_net_benefit_takes_from_it() -> None:
    roadmap = chain()
    late = replace(
        roadmap.measure("b"),
        deadline=Deadline(day=roadmap.calendar.date_of(4), price_nok_per_period=3e6),
    )
    roadmap = replace(roadmap, measures=(roadmap.measure("a"), late))
    change = difference_between(
        a_plan(roadmap, {"a": 0, "b": 2}, VALUE), a_plan(roadmap, {"a": 2, "b": 5}, VALUE)
    )

    assert change.score is not None
    assert change.missed_nok > 0
    assert change.worth_nok - change.missed_nok == pytest.approx(change.score.amount)
