"""Low and high beside effort, pace, cost and benefit: kept, refused out of order, and in no plan."""

from dataclasses import replace
from typing import Any

import pytest
from support.builders import (
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_roadmap_with_everything,
    an_adaptation,
)

from planner.files import roadmap_from_json, roadmap_to_json
from planner.files.collecting import read_tables
from planner.model import VALUE, Mode, Roadmap, Rollout, Scale, Spread, Support
from planner.solver import solve_exactly
from planner.tables import apply

WIDE: dict[str, Any] = {
    "effort_spread": Spread(low=0.0, high=1e6),
    "pace_spread": Spread(low=1e-6, high=1.0),
    "cost_spread": Spread(low=0.0, high=1e9),
    "benefit_spread": Spread(low=0.0, high=1e12),
}


HALVES = Rollout(
    measure="a", sector="s", effort_per_unit=0.5, pace=0.5, cost_per_unit_nok=0.5, benefit_nok_per_year=0.5
)


SUPPORT = Support(measure="a", receiving="gp", delivering="nhn", effort_per_unit=0.01)


def helped_and_adapted() -> Roadmap:
    """Give the whole small case with an adaptation before a rollout, and support of it."""
    adaptation = an_adaptation("a", "gp", person_months=2.0, cost_nok_per_period=1e5)
    return replace(a_roadmap_with_everything(), adaptations=(adaptation,), supports=(SUPPORT,))


def with_wide_spreads(roadmap: Roadmap) -> Roadmap:
    """State the widest spread of every figure that may have one."""
    measures = tuple(
        replace(
            measure,
            phases=tuple(
                replace(phase, modes=tuple(replace(m, cost_spread=WIDE["cost_spread"]) for m in phase.modes))
                for phase in measure.phases
            ),
        )
        for measure in roadmap.measures
    )
    effort, cost = WIDE["effort_spread"], WIDE["cost_spread"]
    return replace(
        roadmap,
        measures=measures,
        rollouts=tuple(replace(rollout, **WIDE) for rollout in roadmap.rollouts),
        adaptations=tuple(
            replace(each, effort_spread=effort, cost_spread=cost) for each in roadmap.adaptations
        ),
        supports=tuple(replace(each, effort_spread=effort) for each in roadmap.supports),
    )


def test_no_plan_depends_on_a_spread() -> None:
    roadmap = helped_and_adapted()

    plain = solve_exactly(roadmap, VALUE)
    spread = solve_exactly(with_wide_spreads(roadmap), VALUE)

    assert spread.schedule == plain.schedule
    assert (spread.score, spread.bound) == (plain.score, plain.bound)


@pytest.mark.parametrize("name", WIDE)
@pytest.mark.parametrize("end", ["low", "high"])
def test_an_end_on_the_wrong_side_is_refused_by_the_model(name: str, end: str) -> None:
    wrong: dict[str, Any] = {name: Spread(low=0.6) if end == "low" else Spread(high=0.4)}

    with pytest.raises(ValueError, match=f"{end} is 0.[46], expected on its side"):
        replace(HALVES, **wrong)


def test_a_pace_of_nothing_is_no_low_pace() -> None:
    with pytest.raises(ValueError, match="above 0"):
        Rollout(measure="a", sector="s", pace=0.5, pace_spread=Spread(low=0.0))


def test_a_phase_that_costs_more_than_its_high_is_refused() -> None:
    duration = a_phase().modes[0].duration
    with pytest.raises(ValueError, match=r"cost_nok_per_period\.high"):
        Mode(duration=duration, cost_nok_per_period=2.0, cost_spread=Spread(high=1.0))


@pytest.mark.parametrize("end", ["low", "high"])
def test_support_and_adaptations_refuse_an_end_on_the_wrong_side(end: str) -> None:
    wrong = Spread(low=9.0) if end == "low" else Spread(high=0.001)

    with pytest.raises(ValueError, match=rf"effort_per_unit\.{end} is .*, expected on its side"):
        replace(SUPPORT, effort_spread=wrong)
    with pytest.raises(ValueError, match=rf"person_months\.{end} is .*, expected on its side"):
        an_adaptation(person_months=2.0, effort_spread=wrong)
    with pytest.raises(ValueError, match=rf"cost_nok_per_period\.{end} is .*, expected on its side"):
        an_adaptation(cost_nok_per_period=2.0, cost_spread=wrong)


def test_without_a_spread_nothing_of_it_is_said() -> None:
    plain = helped_and_adapted()

    assert "spread" not in roadmap_to_json(plain)
    assert roadmap_from_json(roadmap_to_json(with_wide_spreads(plain))) == with_wide_spreads(plain)


def test_what_is_scaled_takes_its_ends_along() -> None:
    measure = a_measure("a", a_phase())
    rollout = Rollout(measure="a", sector="s", effort_per_unit=2.0, effort_spread=Spread(low=1.0, high=4.0))
    roadmap = a_roadmap(measure, rollouts=(rollout,), sectors=(a_receiver("s"),))
    edit = Scale(table="rollouts", key=(("measure", "a"), ("sector", "s")), field="effort_per_unit", factor=2)

    changed = apply(roadmap, [edit]).roadmap

    assert changed is not None
    assert changed.rollouts[0].effort_spread == Spread(low=2.0, high=8.0)


@pytest.mark.parametrize(
    ("table", "field", "spread"),
    [
        ("support", "effort_per_unit", "effort_spread"),
        ("adaptations", "person_months", "effort_spread"),
        ("adaptations", "cost_nok_per_period", "cost_spread"),
    ],
)
def test_what_is_scaled_of_support_and_adaptations_takes_its_ends_along(
    table: str, field: str, spread: str
) -> None:
    roadmap = with_wide_spreads(helped_and_adapted())

    changed = apply(roadmap, [Scale(table=table, key=(("measure", "a"),), field=field, factor=0.5)]).roadmap

    assert changed is not None
    held = {"support": "supports"}.get(table, table)
    (before,), (after,) = (getattr(each, held) for each in (roadmap, changed))
    assert getattr(after, field) == getattr(before, field) / 2
    assert getattr(after, spread).high == getattr(before, spread).high / 2


def test_support_and_adaptations_have_a_low_and_a_high_in_cells() -> None:
    tables = {
        "veikart": "id;navn;varighet\na;A;1\n",
        "innforing": "tiltak;aktør\na;gp\n",
        "stotte": "tiltak;mottaker;leverandør;innsats_per_enhet_lav;innsats_per_enhet\na;gp;nhn;0,25;0,5\n",
        "tilpasning": "tiltak;aktør;varighet;månedsverk;månedsverk_høy;kostnad_per_periode_lav;"
        "kostnad_per_periode\na;gp;2;3;7;100;200\n",
    }

    roadmap = read_tables({name: text.encode() for name, text in tables.items()}).roadmap

    assert roadmap is not None
    (support,), (adaptation,) = roadmap.supports, roadmap.adaptations
    assert support.effort_spread == Spread(low=0.25)
    assert (adaptation.effort_spread, adaptation.cost_spread) == (Spread(high=7.0), Spread(low=100.0))
