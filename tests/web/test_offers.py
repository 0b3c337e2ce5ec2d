"""A better plan is offered with its difference, and shown when it is taken, never before."""

import threading
from dataclasses import replace

import pytest
from web.demo import DemoEngine, demo_plan, demo_roadmap
from web.reading import text_of

from planner.language import in_language, millions
from planner.model import Fault, FaultKind, Kept, Objective, ObjectiveKind, Plan, PlanStatus, Roadmap
from planner.report.summary import plan_rows
from planner.results import Facts, better_at_first, score
from planner.say import aimed_at_words, gain_sentence, gap_words, offer_words, score_words, so_far_words
from planner.say.offer import gain_words
from planner.web.components.ambition.ambition import _offered_words, levels
from planner.web.offer import offer
from planner.web.proposals import is_better, with_proof_of
from planner.web.top import announcement, answer, asked_words
from planner.web.workspace import Workspace


@pytest.fixture
def improved(workspace: Workspace) -> Workspace:
    """Give a workspace whose first search has found a better plan."""
    workspace.start()
    assert workspace.jobs.wait(10)
    return workspace


def worth(nok: float, **changes: object) -> Facts:
    """Give a plan that is worth so much."""
    plan = replace(demo_plan(demo_roadmap(measures=8)), score=nok, bound=None)
    return Facts(replace(plan, **changes))  # type: ignore[arg-type]


def test_a_better_plan_is_not_swapped_in_while_somebody_reads(workspace: Workspace) -> None:
    workspace.start()
    schedule, coverage = workspace.shown.plan.schedule, workspace.shown.coverage

    assert workspace.jobs.wait(10)

    assert workspace.shown.plan.schedule is schedule
    assert workspace.shown.coverage == coverage
    assert workspace.proposal is None
    assert workspace.offer is not None
    assert workspace.offer.facts.coverage[-1] > coverage[-1]
    assert announcement(workspace) == "A better plan has been found."


def test_an_offer_says_its_difference_and_is_taken_in_two_steps(improved: Workspace) -> None:
    assert "A better plan has been found: net benefit " in offer(improved)
    offered = improved.offer

    improved.open_offer()

    assert improved.proposal is offered
    assert offer(improved) == ""
    said = text_of(answer(improved))
    assert "A better plan. With the capacity in the data" in asked_words(improved)
    assert "told apart" not in said  # both plans are known, and of one problem
    improved.accept()
    assert offered is not None
    assert improved.shown is offered.facts
    assert offer(improved) == ""


def test_a_plan_that_is_looked_at_stays_while_better_ones_are_found(improved: Workspace) -> None:
    improved.open_offer()
    looked_at = improved.proposal
    assert looked_at is not None
    found = replace(looked_at.facts.plan, score=(looked_at.facts.plan.score or 0) * 2)

    improved.found_better(found, improved.searches)

    assert improved.proposal is looked_at
    assert "An even better plan has been found" in offer(improved)


def test_what_was_discarded_is_not_offered_again_but_what_is_better_is(improved: Workspace) -> None:
    improved.open_offer()
    assert improved.proposal is not None
    declined = improved.proposal.facts.plan

    improved.discard()

    assert improved.offer is None
    assert announcement(improved) == ""  # a better plan had been found, and was declined
    improved.found_better(replace(declined, score=(declined.score or 0) * 2), improved.searches)
    assert improved.offer is not None


def test_an_offer_waits_while_something_else_is_asked_and_looked_at(improved: Workspace) -> None:
    improved.ask({"kommuner": 120})
    assert improved.jobs.wait(10)

    assert improved.offer is None
    assert "to see what the change alone does" in text_of(answer(improved))
    improved.discard()
    assert improved.offer is not None


def test_undoing_brings_back_just_the_plan_that_was_there(improved: Workspace) -> None:
    before = improved.shown
    improved.ask({"kommuner": 120})
    assert improved.jobs.wait(10)
    improved.accept()
    assert improved.offer is None

    improved.undo()

    assert improved.shown is before
    assert improved.offer is not None


def test_the_whole_capacity_is_what_is_shown_and_the_offer_stands_beside_it(improved: Workspace) -> None:
    whole = text_of(levels(improved)[-1])

    assert improved.searches.levels(improved.decided.current)[-1].facts is improved.shown
    assert "The better plan that has been found reaches" in whole


def test_where_there_is_no_plan_to_read_the_first_that_is_found_is_shown() -> None:
    class Late(DemoEngine):
        def first_plan(self, roadmap: Roadmap) -> Plan:
            """Give no schedule."""
            return replace(demo_plan(roadmap), status=PlanStatus.UNKNOWN, schedule=None, score=None)

    made = Workspace(demo_roadmap(), engine=Late(patient=threading.Event()))
    made.start()
    made.stop()

    assert made.jobs.wait(10)
    assert made.shown.plan.schedule is not None
    assert made.offer is None


def test_a_better_score_is_offered_and_a_worse_or_equal_one_is_not() -> None:
    assert is_better(worth(110e6), worth(100e6))
    assert not is_better(worth(100e6), worth(100e6))
    assert not is_better(worth(100e6 + 1), worth(100e6))
    assert not is_better(worth(90e6), worth(100e6))


def test_a_gain_too_small_for_the_figures_is_not_written_as_twice_the_same() -> None:
    known = worth(0.5, objective=Objective(kind=ObjectiveKind.COVERAGE, at_end=True))
    found = worth(0.50001, objective=known.plan.objective)

    assert gain_words(found, known) == "by less than can be written: 50.0%"


OPEN_WORK = Objective(kind=ObjectiveKind.OPEN_WORK)


def two_that_differ_in_what_comes_first(found_nok: float) -> tuple[Facts, Facts]:
    """Give a plan with less open work that is worth so much, and one with more that is worth 100 million."""
    roadmap = demo_roadmap(measures=8)
    early = demo_plan(roadmap)
    assert early.schedule is not None
    phases = tuple(replace(each, end=each.end + 1) for each in early.schedule.phases)
    late = replace(early, schedule=replace(early.schedule, phases=phases))
    level = Kept(objective=OPEN_WORK, level=score(roadmap, OPEN_WORK, early.schedule), reached=1.0)
    held = replace(early.objective, kept=(level,))
    return (
        Facts(replace(early, objective=held, score=found_nok, bound=None)),
        Facts(replace(late, score=100e6, bound=None)),
    )


def test_an_offer_that_is_worth_less_says_first_what_it_is_better_at_and_then_what_that_costs() -> None:
    found, known = two_that_differ_in_what_comes_first(41e6)
    assert is_better(found, known)

    words = offer_words(found, known)

    before, after = (
        score_words(each.plan, score(each.roadmap, OPEN_WORK, each.schedule), OPEN_WORK)
        for each in (known, found)
    )
    assert before != after
    assert words == (
        f"A better plan has been found: open work of started measures {after}, now {before}. "
        "That comes first in the aim. In return: net benefit −NOK 59 million (assumed)"
    )
    assert gain_sentence(found, known).startswith("Open work of started measures")


def test_an_offer_that_is_better_at_both_says_both_and_takes_nothing_in_return() -> None:
    found, known = two_that_differ_in_what_comes_first(141e6)

    words = offer_words(found, known, again=True)

    assert words.startswith("An even better plan has been found: open work of started measures ")
    assert words.endswith("; net benefit +NOK 41 million (assumed)")


def test_net_benefit_is_one_figure_whatever_is_missed() -> None:
    known, found = (Facts(demo_plan(demo_roadmap(measures=80), late=late)) for late in (8, 0))
    known, found = (
        Facts(replace(each.plan, score=each.net_present_value - each.delay_cost_nok, bound=None))
        for each in (known, found)
    )
    assert known.delay_cost_nok == 92e6
    assert found.delay_cost_nok == 53e6

    assert offer_words(found, known) == (
        "A better plan has been found: net benefit +NOK 2,201 million, "
        "+NOK 2,240 million after what missed deadlines and requirements cost (assumed)"
    )
    assert (
        aimed_at_words(found)
        == "Net benefit: NOK 4,754 million (assumed), less NOK 53 million for missed deadlines"
    )


def test_a_score_that_hardly_moves_hides_no_difference_in_net_benefit() -> None:
    known, found = (Facts(demo_plan(demo_roadmap(measures=80), late=late)) for late in (8, 0))
    assert found.delay_cost_nok - known.delay_cost_nok == -39e6
    known = Facts(replace(known.plan, score=100e6, bound=None))
    found = Facts(replace(found.plan, score=100.02e6, bound=None))

    assert gain_words(found, known) == (
        "net benefit −NOK 39.0 million, "
        "less than NOK 0.1 million higher after what missed deadlines and requirements cost (assumed)"
    )


def with_missed_deadlines() -> Facts:
    """Give a plan of whose net benefit missed deadlines take NOK 92 million."""
    found = Facts(demo_plan(demo_roadmap(measures=80), late=8))
    plan = replace(found.plan, score=found.net_present_value - found.delay_cost_nok, bound=2.6e9)
    return Facts(plan)


def test_the_best_plan_so_far_has_the_net_benefit_that_the_tiles_have() -> None:
    found = with_missed_deadlines()
    worth, left = millions(found.net_present_value), millions(found.plan.score or 0)
    assert worth != left
    said = f"{worth}, {left} after what missed deadlines and requirements cost (assumed)"

    assert so_far_words(found.plan).startswith(f"best {said}, at most NOK 2,600 million")
    assert (
        f"Largest net benefit. Net benefit: {said}; no plan is above NOK 2,600 million"
        in dict(plan_rows(found.plan))["Objective"]
    )


def test_the_better_plan_on_a_level_without_services_has_the_net_benefit_of_the_figures() -> None:
    found = with_missed_deadlines()
    bare = Facts(replace(found.plan, roadmap=replace(found.roadmap, services=(), contributions=())))

    assert aimed_at_words(bare).endswith(
        _offered_words(bare).removeprefix("The better plan that has been found: ")
    )
    assert "less NOK 92 million for missed deadlines" in _offered_words(bare)


def test_what_both_keep_of_what_comes_first_is_not_told() -> None:
    found, _known = two_that_differ_in_what_comes_first(141e6)
    known = Facts(replace(found.plan, score=100e6))

    assert better_at_first(found, known) == []
    assert gain_words(found, known) == "net benefit +NOK 41 million (assumed)"


def test_an_offer_is_told_so_in_norwegian() -> None:
    found, known = two_that_differ_in_what_comes_first(41e6)

    with in_language("nb"):
        words = offer_words(found, known).replace("\u00a0", " ")

    assert words.startswith("Bedre plan funnet: åpent arbeid i påbegynte tiltak ")
    assert words.endswith(". Det kommer først i målet. Til gjengjeld: netto nytte −59 mill. kr (antatt)")


def test_less_is_better_where_the_aim_is_made_small() -> None:
    finish = Objective(kind=ObjectiveKind.FINISH)

    assert is_better(worth(90, objective=finish), worth(100, objective=finish))
    assert not is_better(worth(110, objective=finish), worth(100, objective=finish))


def test_what_comes_first_goes_before_the_score() -> None:
    work = Objective(kind=ObjectiveKind.OPEN_WORK)
    held = replace(worth(1).plan.objective, kept=(Kept(objective=work, level=0.0),))
    loose = replace(worth(1).plan.objective, kept=(Kept(objective=work, level=1e9),))

    assert not is_better(worth(200e6, objective=held), worth(100e6, objective=loose))
    assert is_better(worth(200e6, objective=loose), worth(100e6, objective=worth(1).plan.objective))


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (138e6, "net benefit +NOK 38 million (assumed)"),
        (100.26e6, "net benefit +NOK 0.3 million (assumed)"),
        (100.01e6, "net benefit higher by less than NOK 0.1 million"),
        (99.99e6, "net benefit lower by less than NOK 0.1 million"),
        (62e6, "net benefit −NOK 38 million (assumed)"),
    ],
)
def test_a_difference_is_written_with_its_sign(found: float, words: str) -> None:
    assert gain_words(worth(found), worth(100e6)) == words


def test_a_plan_that_stays_is_told_what_the_search_proved() -> None:
    fault = Fault(kind=FaultKind.FAILED, method="HiGHS")
    known = worth(100e6)
    found = worth(110e6, bound=120e6, faults=(fault,), status=PlanStatus.WITHIN_GAP).plan

    proved = with_proof_of(known, found).plan

    assert (proved.score, proved.bound, proved.status) == (100e6, 120e6, PlanStatus.FEASIBLE)
    assert proved.schedule is known.plan.schedule
    assert proved.faults == (fault,)


def test_an_equal_plan_that_was_proved_best_proves_the_one_that_is_shown() -> None:
    found = worth(100e6, bound=100e6, status=PlanStatus.OPTIMAL).plan

    assert with_proof_of(worth(100e6), found).plan.status is PlanStatus.OPTIMAL


def test_a_bound_under_other_levels_is_none_of_the_plan_that_is_shown() -> None:
    work = Objective(kind=ObjectiveKind.OPEN_WORK)
    held = replace(worth(1).plan.objective, kept=(Kept(objective=work, level=1e9),))

    assert with_proof_of(worth(100e6), worth(100e6, bound=100e6, objective=held).plan).plan.bound is None


@pytest.mark.parametrize(("closer", "is_closest"), [(130e6, True), (110e6, False)])
def test_what_is_certified_stays_beside_what_a_search_comes_to_know(closer: float, is_closest: bool) -> None:
    known = worth(100e6, bound=120e6, certified_bound=120e6)

    plan = with_proof_of(known, worth(100e6, bound=closer).plan).plan

    assert plan.certified is is_closest
    assert gap_words(plan).startswith("Certified: ") is is_closest
    assert "ertified: " in gap_words(plan)


def test_a_certificate_that_is_closer_certifies_the_plan_that_is_shown() -> None:
    found = worth(100e6, bound=110e6, certified_bound=110e6).plan

    assert with_proof_of(worth(100e6, bound=120e6), found).plan.certified


def test_what_is_proved_of_a_plan_reaches_the_shown_one_where_a_level_is_kept() -> None:
    level = Kept(objective=Objective(kind=ObjectiveKind.OPEN_WORK), level=9.0, reached=9.0)
    keeping = replace(worth(5e6).plan.objective, kept=(level,))
    proved = replace(keeping, kept=(replace(level, bound=8.9),))
    shown = worth(5e6, objective=keeping)

    known = with_proof_of(shown, worth(6e6, objective=proved, bound=7e6).plan)

    assert known.plan.bound == 7e6
    assert known.plan.objective.kept[0].bound == 8.9
