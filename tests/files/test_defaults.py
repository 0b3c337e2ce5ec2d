"""What a missing table, column or cell means."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.check import check
from planner.files import Reading, read
from planner.model import (
    Assumption,
    Basis,
    Deadline,
    Dependency,
    Economics,
    Endpoint,
    Estimate,
    Gate,
    GateUnit,
    Link,
    Phase,
    Provenance,
    Roadmap,
    SectorKind,
    ShareDeadline,
    Status,
)
from planner.tables import figures


def reading(folder: Path, **tables: str) -> Reading:
    """Read tables given as text."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return read(folder)


def roadmap(folder: Path, **tables: str) -> Roadmap:
    """Read tables that hold no error."""
    found = reading(folder, **tables)
    assert found.roadmap is not None, found.findings
    return found.roadmap


def test_one_table_of_two_columns_is_a_roadmap(tmp_path: Path) -> None:
    made = roadmap(tmp_path, veikart="id;navn\na;Alfa\n")

    (measure,) = made.measures
    assert (measure.id, measure.name, measure.status) == ("a", "Alfa", Status.PLANNED)
    assert (measure.phases, measure.optional, measure.finish_weight) == ((), False, 1.0)
    assert measure.provenance == Provenance(basis=Basis.ASSUMED)
    assert made == replace(made, sectors=(), rollouts=(), dependencies=(), services=(), budgets=())


def test_a_status_date_that_is_not_given_is_the_first_of_a_year_with_a_note(tmp_path: Path) -> None:
    found = reading(tmp_path, veikart="id;navn;tidligst_start\na;A;2025-05-07\nb;B;\n")

    assert found.roadmap is not None
    assert found.roadmap.calendar.status_date == date(2025, 1, 1)
    assert found.roadmap.calendar.periods == 40
    assert [(note.code, note.is_error) for note in found.findings] == [("no_status_date", False)]


def test_a_header_without_measures_is_noted(tmp_path: Path) -> None:
    found = reading(tmp_path, veikart="id;navn\n")

    assert [(note.code, note.table, note.row, note.is_error) for note in found.findings] == [
        ("no_measures", "veikart", 1, False)
    ]


def test_a_duration_in_the_roadmap_makes_one_phase_and_spreads_the_cost(tmp_path: Path) -> None:
    made = roadmap(tmp_path, veikart="id;navn;varighet;varighet_høy;kostnad\na;A;4;6;8e6\n")

    (phase,) = made.measures[0].phases
    assert (phase.id, phase.modes[0].cost_nok_per_period) == ("gjennomføring", 2e6)
    assert phase.modes[0].duration == Estimate(low=4, likely=4, high=6)


def test_sectors_without_a_table_are_made_from_the_ids_that_others_name(tmp_path: Path) -> None:
    made = roadmap(
        tmp_path,
        veikart="id;navn;varighet\na;A;2\n",
        innforing="tiltak;aktør\na;gp\n",
        behov="tiltak;aktør;månedsverk\na;nhn;2\n",
        kapasitet="aktør;fra;månedsverk\ngp;2024-01-01;10\n",
    )

    assert [(each.id, each.kind, each.units) for each in made.sectors] == [
        ("gp", SectorKind.RECEIVING, 1.0),
        ("nhn", SectorKind.DELIVERING, 0.0),
    ]
    assert made.sectors[0].capacities[0].person_months == Estimate.sure(10)
    assert made.sectors[1].capacities == ()


def test_empty_cells_of_a_rollout_have_their_defaults(tmp_path: Path) -> None:
    made = roadmap(
        tmp_path,
        veikart="id;navn\na;A\n",
        innforing="tiltak;aktør;takt;i_bruk;vekt;grenser_passert\na;gp;;;;\n",
    )

    (rollout,) = made.rollouts
    assert (rollout.units, rollout.target, rollout.pace, rollout.in_use) == (None, 1.0, 1.0, 0.0)
    assert (rollout.weight, rollout.gates, rollout.gates_passed, rollout.deadline) == (None, (), None, None)


def test_assumptions_that_are_not_given_have_their_defaults(tmp_path: Path) -> None:
    made = roadmap(
        tmp_path,
        veikart="id;navn\na;A\n",
        forutsetninger=(
            "nøkkel;verdi;enhet;grunnlag\nstatusdato;01.02.2024;;\nskattekostnad;25 %;%;dokumentert\n"
        ),
    )

    assert made.calendar.status_date == date(2024, 2, 1)
    assert made.economics == replace(Economics(), tax_cost_rate=0.25)
    assert made.assumptions == (
        Assumption(key="tax_cost_rate", provenance=Provenance(basis=Basis.DOCUMENTED)),
    )


def test_english_headers_words_and_files_are_understood(tmp_path: Path) -> None:
    made = roadmap(
        tmp_path,
        measures="ID,Name,Status,Optional,Depends on\na,A,done,,\nb,B,planned,yes,a; c adoption\nc,C,,no,\n",
        rollouts="measure,sector,gates\nb,gp,5 units in 1; 10 % in 2\n",
    )

    assert [(each.status, each.optional) for each in made.measures] == [
        (Status.DONE, False),
        (Status.PLANNED, True),
        (Status.PLANNED, False),
    ]
    assert [link.link for link in made.dependencies] == [Link.FINISH_START, Link.ADOPTION]
    assert made.rollouts[0].gates == (
        Gate(limit=5, unit=GateUnit.UNITS, periods=1),
        Gate(limit=0.1, periods=2),
    )


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        ("b", {"link": Link.FINISH_START}),
        ("b SS+2", {"link": Link.START_START, "lag_periods": 2}),
        ("b FF-1", {"link": Link.FINISH_FINISH, "lag_periods": -1}),
        ("b SF \u2212 3", {"link": Link.START_FINISH, "lag_periods": -3}),
        ("b 60% @gp", {"link": Link.SHARE, "share": 0.6, "share_sector": "gp"}),
        ("b 12,5 % gp", {"link": Link.SHARE, "share": 0.125, "share_sector": "gp"}),
        ("b innføring", {"link": Link.ADOPTION}),
    ],
)
def test_the_short_form_of_a_dependency(tmp_path: Path, short: str, expected: dict[str, object]) -> None:
    made = roadmap(tmp_path, veikart=f'id;navn;avhenger_av\na;A;"{short}"\nb;B;\n')

    ends = {"predecessor": Endpoint(measure="b"), "successor": Endpoint(measure="a")}
    assert made.dependencies == (Dependency(**ends, **expected),)  # type: ignore[arg-type]


def test_a_quarter_is_its_first_day_or_as_a_deadline_the_day_after(tmp_path: Path) -> None:
    made = roadmap(
        tmp_path,
        veikart="id;navn;tidligst_start;frist;varighet\na;A;2025-K1;2025-K4;1\n",
        innforing="tiltak;aktør;målandel;frist\na;gp;0,8;1.7.2026\n",
        publisert="tiltak;start;slutt\na;2025-Q1;2025-Q2\n",
    )

    measure = made.measures[0]
    assert (measure.earliest_start, measure.deadline) == (date(2025, 1, 1), Deadline(day=date(2026, 1, 1)))
    assert made.rollouts[0].deadline == ShareDeadline(share=0.8, deadline=Deadline(day=date(2026, 7, 1)))
    assert (made.published[0].start, made.published[0].end) == (date(2025, 1, 1), date(2025, 6, 30))


def test_variants_of_a_phase_are_its_modes(tmp_path: Path) -> None:
    made = roadmap(
        tmp_path,
        veikart="id;navn\na;A\n",
        faser="tiltak;fase;variant;varighet\na;bygg;rask;1\na;bygg;rolig;3\na;prøv;;1\n",
        behov="tiltak;fase;variant;aktør;månedsverk\na;bygg;rask;nhn;9\n",
    )

    build, trial = made.measures[0].phases
    assert [(mode.name, mode.periods, mode.person_months("nhn")) for mode in build.modes] == [
        ("rask", 1, 9),
        ("rolig", 3, 0),
    ]
    assert isinstance(trial, Phase)
    assert trial.modes[0].name == ""


def test_a_cost_at_start_stands_beside_the_cost_of_each_period(tmp_path: Path) -> None:
    made = roadmap(
        tmp_path,
        veikart="id;navn\na;A\n",
        faser="tiltak;fase;varighet;kostnad_per_periode;kostnad_ved_start\na;kjøp;2;10;500\na;bygg;2;10;\n",
    )

    buy, build = (phase.modes[0] for phase in made.measures[0].phases)
    assert (buy.cost_at_start_nok, buy.cost_nok_per_period) == (500.0, 10.0)
    assert build.cost_at_start_nok == 0.0


@pytest.mark.parametrize(
    ("rows", "worth"),
    [
        ("a;2023-01-01;9", (9.0,)),
        ("a;2023-01-01;9\na;2023-07-01;-4", (9.0, 9.0, -4.0)),
        ("a;2023-07-01;-4\na;2023-01-01;9", (9.0, 9.0, -4.0)),
        ("a;2023-K1;9\na;2023-K2;4", (9.0, 9.0, 4.0)),
        ("a;2023-02-15;9", (9.0, 9.0)),
        ("a;2020-01-01;9\na;2023-04-01;0", (9.0, 0.0)),
        ("b;2023-01-01;9", ()),
    ],
)
def test_what_an_end_is_worth_holds_until_the_next_row(
    tmp_path: Path, rows: str, worth: tuple[float, ...]
) -> None:
    made = roadmap(
        tmp_path,
        veikart="id;navn;varighet\na;A;1\nb;B;1\n",
        verdi_ved_slutt=f"tiltak;slutt_fra;verdi\n{rows}\n",
        forutsetninger="nøkkel;verdi\nstatusdato;2023-01-01\n",
    )

    assert made.measures[0].worth_by_end_nok == worth


def test_figures_for_ends_after_the_horizon_are_noted_at_their_row(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        veikart="id;navn;varighet\na;A;1\n",
        verdi_ved_slutt="tiltak;slutt_fra;verdi\na;2023-01-01;9\na;2090-01-01;4\n",
        forutsetninger="nøkkel;verdi\nstatusdato;2023-01-01\n",
    )

    assert found.roadmap is not None
    noted = found.locate(check(found.roadmap))
    assert ("worth_after_horizon", "verdi_ved_slutt", 2, "verdi") in [
        (note.code, note.table, note.row, note.column) for note in noted
    ]


def test_figures_are_counted_by_what_they_rest_on(tmp_path: Path) -> None:
    made = roadmap(
        tmp_path,
        veikart='id;navn;varighet;kostnad;grunnlag\na;A;2;100;"dokumentert; kostnad=antatt"\n',
        innforing="tiltak;aktør;takt;innsats_per_enhet;grunnlag\na;gp;0,5;2;utledet\n",
    )

    # a duration and a cost of the phase, and two figures of the rollout; and the unit of the sector it makes
    assert figures(made) == (2, 5)
    rollout = replace(made.rollouts[0], provenance=Provenance(basis=Basis.ASSUMED))
    assert figures(replace(made, rollouts=(rollout,))) == (4, 5)
    worthy = replace(made.measures[0], worth_by_end_nok=(5.0, 5.0, 3.0))
    assert figures(replace(made, measures=(worthy,))) == (2, 7)


def test_an_empty_roadmap_has_no_figures(tmp_path: Path) -> None:
    made = roadmap(tmp_path, veikart="id;navn\na;A\n", forutsetninger="nøkkel;verdi\nstatusdato;2024-01-01\n")

    assert figures(made) == (0, 0)
