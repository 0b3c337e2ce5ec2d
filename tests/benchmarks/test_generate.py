"""Generated roadmaps: equal for a seed, without errors, as hard as they say."""

from collections import Counter
from dataclasses import replace

import pytest
import receivers
from generate import Use, graph_roadmap, needed_measures, utilisation, wave_roadmap, within_predecessors
from limits import earliest_peaks, person_months_asked
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout

from planner.check import check
from planner.model import Link, PlannedPhase, Roadmap, Schedule, errors
from planner.results import capacity
from planner.solver import first_plan
from planner.verify import judge

BOTH = pytest.mark.parametrize("binding", [False, True])


def drawn(binding: bool) -> list[Roadmap]:
    """Give roadmaps of several sizes and the real graph."""
    sizes = [wave_roadmap(size, seed, binding=binding) for size in (12, 60, 150) for seed in (0, 1)]
    return [*sizes, *(graph_roadmap(seed, binding=binding) for seed in (0, 1))]


def use_by_kind(roadmap: Roadmap, *, is_receiving: bool) -> list[Use]:
    """Give how busy the first plan makes the sectors of one kind."""
    schedule = first_plan(roadmap).schedule
    assert schedule is not None
    use = utilisation(roadmap, schedule)
    return [each for sector, each in use.items() if roadmap.sector(sector).is_receiving is is_receiving]


@BOTH
def test_a_seed_gives_the_same_roadmap_again_and_another_seed_another(binding: bool) -> None:
    assert wave_roadmap(30, 1, binding=binding).digest == wave_roadmap(30, 1, binding=binding).digest
    assert wave_roadmap(30, 1, binding=binding).digest != wave_roadmap(30, 2, binding=binding).digest
    assert graph_roadmap(1, binding=binding).digest == graph_roadmap(1, binding=binding).digest
    assert graph_roadmap(1, binding=binding).digest != graph_roadmap(2, binding=binding).digest


@BOTH
def test_no_generated_roadmap_holds_an_error(binding: bool) -> None:
    for roadmap in drawn(binding):
        assert errors(check(roadmap)) == [], roadmap.name


@BOTH
def test_a_lawful_plan_exists(binding: bool) -> None:
    for roadmap in drawn(binding):
        schedule = first_plan(roadmap).schedule

        assert schedule is not None, roadmap.name
        assert judge(roadmap, schedule) == [], roadmap.name


def test_the_difficulties_differ_in_two_delivering_sectors_only() -> None:
    slack, binding = wave_roadmap(60, 0, binding=False), wave_roadmap(60, 0, binding=True)

    differ = [a.id for a, b in zip(slack.sectors, binding.sectors, strict=True) if a != b]

    assert len(differ) == 2
    assert not any(slack.sector(each).is_receiving for each in differ)
    assert replace(slack, sectors=()) == replace(binding, sectors=())


@pytest.mark.parametrize("roadmap", [wave_roadmap(60, 0, binding=False), graph_roadmap(0, binding=False)])
def test_with_slack_phases_alone_never_fill_a_delivering_sector(roadmap: Roadmap) -> None:
    limits, peaks = capacity(roadmap), earliest_peaks(roadmap)

    for sector in roadmap.sectors:
        if not sector.is_receiving:
            assert peaks[sector.id] <= 0.7 * min(limits[sector.id] or [])


@pytest.mark.parametrize("roadmap", [wave_roadmap(200, 0, binding=True), graph_roadmap(0, binding=True)])
def test_a_plan_of_a_binding_roadmap_fills_two_delivering_sectors_for_two_years(roadmap: Roadmap) -> None:
    use = use_by_kind(roadmap, is_receiving=False)

    full = [each.full_periods for each in use if each.full_periods > 0]
    assert len(full) == 2
    assert sum(full) / 2 >= 8  # lumps leave gaps in one or the other


@pytest.mark.parametrize("roadmap", [wave_roadmap(200, 0, binding=False), graph_roadmap(0, binding=False)])
def test_a_plan_of_a_slack_roadmap_fills_receiving_sectors_only(roadmap: Roadmap) -> None:
    assert max(each.largest for each in use_by_kind(roadmap, is_receiving=False)) <= 0.7
    assert min(each.full_periods for each in use_by_kind(roadmap, is_receiving=True)) >= 8


def test_a_wave_roadmap_holds_all_that_the_rules_are_about() -> None:
    roadmap = wave_roadmap(200, 0, binding=True)
    links = Counter(link.link for link in roadmap.dependencies)

    assert links.keys() == {Link.FINISH_START, Link.START_START, Link.ADOPTION, Link.SHARE}
    assert 1.0 <= len(roadmap.dependencies) / 200 <= 1.5
    assert sum(not measure.optional for measure in roadmap.measures) == 20
    assert {len(measure.phases) for measure in roadmap.measures} == {1, 2, 3}
    assert {len(roadmap.rollouts_of(measure.id)) for measure in roadmap.measures} == {1, 2, 3, 4}
    assert any(rollout.is_gated for rollout in roadmap.rollouts)
    assert any(measure.deadline for measure in roadmap.measures)
    assert any(measure.earliest_start for measure in roadmap.measures)
    assert any(phase.pinned_start for measure in roadmap.measures for phase in measure.phases)
    assert sum(sector.simultaneous_limit is not None for sector in roadmap.sectors) == 2
    assert roadmap.budgets
    assert roadmap.contributions


def test_the_harder_rules_come_only_when_asked_for_and_change_nothing_else() -> None:
    plain = wave_roadmap(60, 0, binding=True)
    hard = wave_roadmap(60, 0, binding=True, strict=True, counts_from=0.3)

    strict = [sector.id for sector in hard.sectors if sector.strict_counting]
    late = [rollout for rollout in hard.rollouts if rollout.counts_from]
    assert len(strict) == 2
    assert 0.15 < len(late) / len(hard.rollouts) < 0.45
    same = replace(
        hard,
        sectors=tuple(replace(sector, strict_counting=False) for sector in hard.sectors),
        rollouts=tuple(replace(rollout, counts_from=0.0) for rollout in hard.rollouts),
    )
    assert same == plain


def test_a_lawful_plan_exists_under_the_harder_rules_too() -> None:
    for roadmap in (
        wave_roadmap(60, 0, binding=True, strict=True, counts_from=0.3),
        graph_roadmap(0, binding=True, strict=True, counts_from=0.3),
    ):
        schedule = first_plan(roadmap).schedule

        assert errors(check(roadmap)) == []
        assert schedule is not None
        assert judge(roadmap, schedule) == []


def test_the_real_graph_keeps_its_measures_and_links() -> None:
    first, second = graph_roadmap(0, binding=False), graph_roadmap(1, binding=False)

    assert [each.id for each in first.measures] == [each.id for each in second.measures]
    assert first.dependencies == second.dependencies
    assert 70 <= len(first.measures) <= 90
    assert {rollout.key for rollout in first.rollouts} == {rollout.key for rollout in second.rollouts}


def test_the_horizon_can_be_of_any_length() -> None:
    roadmap = wave_roadmap(30, 0, binding=False, periods=60)

    assert roadmap.calendar.periods == 60
    assert errors(check(roadmap)) == []


def test_targets_sink_along_a_chain_of_adoption_links() -> None:
    taken = [a_rollout(name, target=target) for name, target in (("a", 0.8), ("b", 0.9), ("c", 1.0))]
    links = [a_link("b", "c", Link.ADOPTION), a_link("a", "b", Link.ADOPTION)]

    lowered = within_predecessors(taken, links)

    assert [rollout.target for rollout in lowered] == [0.8, 0.8, 0.8]


def test_a_target_never_sinks_below_what_is_in_use() -> None:
    taken = [a_rollout("a", target=0.5), a_rollout("b", in_use=0.7)]

    lowered = within_predecessors(taken, [a_link("a", "b", Link.ADOPTION)])

    assert [rollout.target for rollout in lowered] == [0.5, 0.7]


def test_needed_measures_are_the_mandatory_ones_and_all_before_them() -> None:
    roadmap = a_roadmap(
        *(a_measure(name, a_phase(), optional=name != "c") for name in "abcd"),
        dependencies=(a_link("a", "b"), a_link("b", "c"), a_link("c", "d")),
    )

    assert needed_measures(roadmap) == {"a", "b", "c"}


def test_utilisation_says_how_busy_sectors_with_a_capacity_are() -> None:
    roadmap = a_roadmap(
        a_measure("a", a_phase("build", 2, nhn=2.0), a_phase("trial", 3, nhn=1.0)),
        sectors=(a_receiver(), a_deliverer(capacity=2.0)),
    )
    schedule = Schedule(
        selected=("a",),
        phases=(
            PlannedPhase(measure="a", phase="build", start=1, end=3),
            PlannedPhase(measure="a", phase="trial", start=4, end=7),
        ),
        rollouts=(),
    )

    use = utilisation(roadmap, schedule)

    assert use.keys() == {"nhn"}
    assert use["nhn"].mean == pytest.approx((2 * 1.0 + 3 * 0.5) / 8)
    assert (use["nhn"].largest, use["nhn"].full_periods, use["nhn"].longest_full_run) == (1.0, 2, 2)


@BOTH
def test_receivers_as_they_are_slow_down_are_helped_busy_and_paid_by_three(binding: bool) -> None:
    drawn = wave_roadmap(60, 0, binding=binding, as_they_are=True)
    plain, taken = wave_roadmap(60, 0, binding=binding), len(drawn.rollouts)

    assert [measure.id for measure in drawn.measures] == [measure.id for measure in plain.measures]
    assert 0.4 < sum(isinstance(each.pace, tuple) for each in drawn.rollouts) / taken < 0.65
    assert {each.effort_profile for each in drawn.rollouts} == {receivers.PROFILE}
    assert 0.15 < len(drawn.supports) / taken < 0.35
    assert {budget.payer for budget in drawn.budgets} == {"", "staten", "helse", "kommuner"}
    for sector in drawn.sectors:
        for row, other in zip(sector.capacities, sector.other_loads, strict=True):
            assert other.person_months == pytest.approx(0.2 * row.person_months.likely, rel=1e-3)


@BOTH
def test_a_third_of_the_rollouts_begins_with_an_adaptation_of_a_size_like_those_of_the_default_data(
    binding: bool,
) -> None:
    drawn = wave_roadmap(200, 0, binding=binding, as_they_are=True)

    adaptations = drawn.adaptations
    assert 0.25 < len(adaptations) / len(drawn.rollouts) < 0.42
    assert {each.periods for each in adaptations} == set(receivers.ADAPTATION_PERIODS)
    for each in adaptations:
        rollout = drawn.rollout_by_key(each.key)
        effort, cost = (
            figure * drawn.units(rollout) / each.periods
            for figure in (rollout.effort_per_unit, rollout.cost_per_unit_nok)
        )
        assert 0.05 * effort <= each.person_months * 1.001 <= 0.201 * effort
        assert 0.05 * cost <= each.cost_nok_per_period * 1.001 <= 0.201 * cost
    assert 0.4 < sum(bool(each.support) for each in adaptations) / len(adaptations) < 0.6
    assert all(not drawn.sector(each.sector).is_receiving for row in adaptations for each in row.support)
    assert 0 < sum(bool(each.after_phase) for each in adaptations) < len(adaptations) / 3


@BOTH
def test_adaptations_change_limits_and_nothing_else(binding: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = wave_roadmap(60, 0, binding=binding, as_they_are=True)
    monkeypatch.setattr(receivers, "ADAPTED", 0.0)
    without = wave_roadmap(60, 0, binding=binding, as_they_are=True)

    assert without.adaptations == ()
    assert replace(drawn, adaptations=(), budgets=(), sectors=without.sectors) == replace(without, budgets=())
    assert person_months_asked(drawn)["hospitals"] > person_months_asked(without)["hospitals"]
    assert person_months_asked(drawn)["vendors"] > person_months_asked(without)["vendors"]
    for budget, before in zip(drawn.budgets, without.budgets, strict=True):
        pays = budget.payer != "staten"
        assert budget.limit_nok > before.limit_nok if pays else budget.limit_nok == before.limit_nok


def test_without_receivers_as_they_are_nobody_adapts() -> None:
    assert wave_roadmap(60, 0, binding=True).adaptations == ()


@BOTH
def test_receivers_as_they_are_hold_no_error_and_a_lawful_plan_fills_them(binding: bool) -> None:
    for size, seed in ((12, 0), (60, 1)):
        roadmap = wave_roadmap(size, seed, binding=binding, as_they_are=True)
        schedule = first_plan(roadmap).schedule

        assert errors(check(roadmap)) == []
        assert schedule is not None
        assert judge(roadmap, schedule) == []
        assert max(each.largest for each in utilisation(roadmap, schedule).values()) > 0.97
        assert any(planned.adaptation for planned in schedule.rollouts)
