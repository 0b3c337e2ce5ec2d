"""Which choices are open, in what order they are told, and what happens where they cannot be worked out."""

import threading
from dataclasses import replace

import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_roadmap_with_everything,
    a_rollout,
    an_adaptation,
    day_of,
    its_schedule,
)
from support.dying import begin_and_die
from support.planned import a_plan_of, planned, start_of

from planner.decisions import (
    ChoiceKind,
    DateRoom,
    DueDecision,
    OpenChoice,
    Possible,
    RoomSpan,
    calendar,
    due_decisions,
    finding,
    furthest,
    open_choices,
    room,
    working,
)
from planner.language import ToldError
from planner.model import (
    ADAPTATION,
    VALUE,
    Contribution,
    DateKind,
    Estimate,
    Mode,
    Phase,
    Plan,
    PlanDate,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    PlanStatus,
    Schedule,
    Service,
    Status,
)
from planner.results import score
from planner.runs import Outcome
from planner.solver import solve_exactly


def in_two_ways(phase_id: str = "build") -> Phase:
    """Give a phase that can be done in two ways."""
    slow, quick = Mode(name="slow", duration=Estimate.sure(3)), Mode(name="quick", duration=Estimate.sure(2))
    return Phase(id=phase_id, modes=(slow, quick))


def choices_of(plan: Plan) -> list[tuple[ChoiceKind, PlanDate]]:
    """Give the open choices of a plan, with their dates."""
    assert plan.schedule is not None
    return [(each.kind, each.date) for each in open_choices(plan.roadmap, plan.objective, plan.schedule)]


def test_a_measure_that_has_not_started_is_a_choice_and_one_that_has_is_none() -> None:
    plan = a_plan_of(
        a_roadmap(
            a_measure("a", a_phase(periods=2)),
            a_measure("b", a_phase(periods=2), status=Status.STARTED),
            a_measure("c", status=Status.DONE),
            a_measure("d", a_phase(periods=1), optional=True),
        ),
        planned("a", 1, 3),
        planned("b", 0, 2),
    )

    assert choices_of(plan) == [(ChoiceKind.IN, start_of("a")), (ChoiceKind.OUT, start_of("d"))]


def test_a_measure_without_phases_is_chosen_at_its_own_instant() -> None:
    roadmap = a_roadmap(a_measure("a", earliest_start=day_of(3), optional=True))
    plan = a_plan_of(roadmap)

    assert choices_of(plan) == [(ChoiceKind.OUT, PlanDate(kind=DateKind.IN, measure="a"))]
    assert room(plan, "a", loss=1.0).found == RoomSpan(earliest=3, latest=3)


def test_a_phase_of_several_modes_is_a_choice_until_it_runs() -> None:
    phases = in_two_ways(), a_phase("trial", 1)
    plan = a_plan_of(
        a_roadmap(a_measure("a", *phases), a_measure("b", *phases, status=Status.STARTED)),
        replace(planned("a", 1, 4), mode="slow"),
        planned("a", 4, 5, "trial"),
        replace(planned("b", 0, 3), mode="slow"),
        planned("b", 3, 4, "trial"),
    )

    modes = [date for kind, date in choices_of(plan) if kind is ChoiceKind.MODE]
    assert modes == [start_of("a")]


def with_pins() -> Plan:
    """Give a plan in which a phase, an adaptation and a rollout are pinned."""
    pinned = replace(a_phase("build", 1), pinned_start=day_of(1))
    roadmap = a_roadmap(
        a_measure("a", pinned),
        rollouts=(a_rollout("a", pinned_begin=day_of(4)),),
        adaptations=(an_adaptation("a", "gp", 1, pinned_start=day_of(3)),),
    )
    rollout = PlannedRollout(
        measure="a",
        sector="gp",
        begin=4,
        adoption=(0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 1.0, 1.0),
        adaptation=PlannedAdaptation(start=3, end=4),
    )
    return a_plan_of(roadmap, planned("a", 1, 2), rollouts=(rollout,))


def test_each_kind_of_pin_is_a_choice_with_how_far_it_can_move() -> None:
    found = {each.choice.date: each for each in due_decisions(with_pins(), loss=1.0, workers=1)}

    pins = {date: each for date, each in found.items() if each.choice.kind is ChoiceKind.PIN}
    assert pins.keys() == {
        start_of("a"),
        PlanDate(kind=DateKind.START, measure="a", sector="gp"),
        PlanDate(kind=DateKind.START, measure="a", sector="gp", phase=ADAPTATION),
    }
    spans = {date: each.room.found for date, each in pins.items() if each.room is not None}
    assert spans[start_of("a")] == RoomSpan(earliest=0, latest=2), "up to the adaptation that is pinned too"
    begin = PlanDate(kind=DateKind.START, measure="a", sector="gp")
    assert spans[begin] == RoomSpan(earliest=4, latest=6), "two periods are left to take all in"


def test_what_a_choice_rests_on_is_told() -> None:
    plan = solve_exactly(a_roadmap_with_everything())

    found = room(plan, "b", loss=0.5 * (plan.score or 0.0))

    assert found.instant is not None
    assert found.found.latest is not None
    assert found.proved.latest is not None
    assert found.found.latest <= found.proved.latest
    assert found.inside is Possible.SHOWN
    assert found.outside in (Possible.SHOWN, Possible.OPEN)


def test_two_measures_that_must_follow_each_other_move_together() -> None:
    """The first alone cannot wait, as the second comes right behind it; the second may wait too."""
    both = a_measure("a", a_phase(periods=2)), a_measure("b", a_phase(periods=2))
    roadmap = a_roadmap(*both, dependencies=(a_link("a", "b"),))
    plan = a_plan_of(roadmap, planned("a", 0, 2), planned("b", 2, 4))

    found = room(plan, "a", loss=0.0)

    assert found.found == RoomSpan(earliest=0, latest=4)
    assert found.moved == ("b",)
    assert found.proved.latest is not None
    assert found.proved.latest >= 4


def a_decision(measure: str, latest: int | None, *, planned_at: int | None = 0) -> DueDecision:
    """Give a decision on a measure that can wait until an instant."""
    date = start_of(measure)
    found = DateRoom(
        date=date, instant=planned_at, loss=1.0, found=RoomSpan(latest=latest), proved=RoomSpan()
    )
    return DueDecision(choice=OpenChoice(kind=ChoiceKind.IN, date=date), room=found)


def test_the_calendar_is_by_date_with_what_cannot_wait_first() -> None:
    roadmap = a_roadmap(*(a_measure(each, a_phase()) for each in "abcde"))
    found = [
        a_decision("a", 3),
        a_decision("b", 3, planned_at=3),
        a_decision("c", None, planned_at=None),
        a_decision("d", 0),
        DueDecision(
            choice=OpenChoice(kind=ChoiceKind.IN, date=start_of("e")), room=None, outcome=Outcome.LOST
        ),
    ]

    told = calendar(roadmap, reversed(found))

    assert [(by, [each.choice.date.measure for each in some]) for by, some in told] == [
        (0, ["d"]),
        (3, ["b", "a"]),
        (None, ["c", "e"]),
    ]


def test_a_process_that_is_ended_costs_one_decision_which_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "_begin", begin_and_die)
    plan = a_plan_of(
        a_roadmap(*(a_measure(each, a_phase()) for each in "abc")),
        *(planned(each, 0, 2) for each in "abc"),
    )

    found = {each.choice.date.measure: each for each in due_decisions(plan, loss=0.0, workers=1)}

    assert {name: each.outcome for name, each in found.items()} == {
        "a": Outcome.ANSWERED,
        "b": Outcome.LOST,
        "c": Outcome.ANSWERED,
    }
    assert found["b"].room is None
    assert found["b"].by is None


def test_who_stops_it_has_what_is_known() -> None:
    stop = threading.Event()
    stop.set()
    plan = a_plan_of(a_roadmap(a_measure("a", a_phase())), planned("a", 0, 2))

    assert [each.outcome for each in due_decisions(plan, stop=stop)] == [Outcome.STOPPED]


PLAN = Plan(
    roadmap=a_roadmap_with_everything(), objective=VALUE, status=PlanStatus.FEASIBLE, schedule=its_schedule()
)


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("aa", "Found aa, expected the id of an open measure or a service. Did you mean a?"),
        (
            PlanDate(kind=DateKind.REALISED, service="S"),
            "expected the id of a service. Did you mean S1?",
        ),
        (start_of("a", "bild"), "Found bild, expected a phase of a. Did you mean build?"),
        (PlanDate(kind=DateKind.END, measure="a", sector="gpp"), "expected a sector that takes a in"),
        (PlanDate(kind=DateKind.END, measure="a", sector="gp", phase=ADAPTATION), "a phase of a"),
        (PlanDate(kind=DateKind.START, measure="a"), "without a phase or a sector"),
    ],
)
def test_dates_that_are_not_there_are_refused(date: PlanDate | str, told: str) -> None:
    with pytest.raises(ToldError) as refused:
        room(PLAN, date)

    assert told in str(refused.value)


@pytest.mark.parametrize("loss", [-1.0, float("nan"), float("inf")])
def test_a_loss_is_a_number_of_0_or_more(loss: float) -> None:
    with pytest.raises(ToldError, match="expected a number, 0 or more"):
        room(PLAN, "a", loss=loss)
    with pytest.raises(ToldError, match="expected a number, 0 or more"):
        list(due_decisions(PLAN, loss=loss))


def test_plans_without_schedule_or_that_break_a_rule_are_refused() -> None:
    with pytest.raises(ToldError, match="no schedule"):
        room(replace(PLAN, schedule=None), "a")
    early = Schedule(
        selected=("a", "b"),
        phases=(PlannedPhase(measure="a", phase="build", start=0, end=1), *its_schedule().phases[1:]),
        rollouts=its_schedule().rollouts,
    )
    with pytest.raises(ToldError, match="breaks a rule"):
        list(due_decisions(replace(PLAN, schedule=early)))


@pytest.mark.parametrize("last", range(12))
@pytest.mark.parametrize("limit", range(12))
def test_an_instant_is_moved_as_far_as_it_may_be_with_few_questions(last: int, limit: int) -> None:
    asked: list[int] = []

    def allows(instant: int) -> bool:
        asked.append(instant)
        return instant <= limit

    assert furthest(allows, 0, last) == min(last, limit)
    assert len(set(asked)) == len(asked) <= 7
    assert furthest(lambda instant: instant >= limit, 11, last) == max(last, min(limit, 11))


def test_a_deliverer_that_is_full_holds_a_start_and_says_for_whom() -> None:
    """What stands in the way of waiting is another measure: alone it cannot wait, and no link ties them."""
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2, nhn=1.0)),
        a_measure("b", a_phase("build", 2, nhn=1.0)),
        sectors=(a_receiver(), a_deliverer(capacity=1.0)),
        periods=4,
    )
    plan = a_plan_of(roadmap, planned("a", 0, 2), planned("b", 2, 4))

    found = room(plan, "a", loss=0.0)

    assert found.found == RoomSpan(earliest=0, latest=0), "others kept there is no place"
    assert found.proved.latest == 2, "they could change places"
    assert found.moved == ()


def a_rollout_that_earns() -> Plan:
    """Give the best plan of one measure that 100 units take into use by halves, and a service of it alone."""
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2)),
        rollouts=(a_rollout("a", benefit_nok_per_year=8e6),),
        services=(Service(id="S1", name="Service one", threshold=0.8),),
        contributions=(Contribution(measure="a", service="S1", share=1.0),),
    )
    return solve_exactly(roadmap)


def lost_when_lacking(plan: Plan, share: float, periods: int) -> float:
    """Give what the best plan loses where a share comes so many periods later than it could."""
    best = plan.score
    assert best is not None
    assert plan.schedule is not None
    (rollout,) = plan.schedule.rollouts
    late = [
        min(each, 1.0 - share) if period < 3 + periods else each
        for period, each in enumerate(rollout.adoption)
    ]
    held = replace(plan.schedule, rollouts=(replace(rollout, adoption=tuple(late)),))
    return best - score(plan.roadmap, VALUE, held)


def test_a_rollout_is_late_where_a_unit_is_and_not_for_a_rounding() -> None:
    plan = a_rollout_that_earns()
    end = PlanDate(kind=DateKind.END, measure="a", sector="gp")
    a_unit_late = lost_when_lacking(plan, 0.01, 1)
    assert a_unit_late > 1e4

    assert room(plan, end, loss=0.99 * a_unit_late).found == RoomSpan(earliest=4, latest=4)
    assert room(plan, end, loss=1.01 * a_unit_late).found == RoomSpan(earliest=4, latest=5)


def test_a_service_is_late_where_a_percentage_point_lacks() -> None:
    plan = a_rollout_that_earns()
    realised = PlanDate(kind=DateKind.REALISED, service="S1")
    a_point_late = lost_when_lacking(plan, 0.21, 1)

    found = room(plan, "S1", loss=1.01 * a_point_late)
    assert found.date == realised
    assert found.found == RoomSpan(earliest=4, latest=5)
    assert found.proved == RoomSpan()
    assert room(plan, realised, loss=0.99 * a_point_late).found.latest == 4


def test_what_the_judge_refuses_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = a_rollout_that_earns()
    assert room(plan, "a", loss=1e9).found != RoomSpan(earliest=0, latest=0)
    monkeypatch.setattr(finding, "judge", lambda *_asked: ["broken"])

    assert room(plan, "a", loss=1e9).found == RoomSpan(earliest=0, latest=0)
