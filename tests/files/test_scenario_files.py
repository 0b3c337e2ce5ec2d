"""Scenario files: what a good one gives, and that each fault is named with its place."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.files import read, read_scenario
from planner.model import Add, Aim, Before, Drop, Edit, Gate, GateUnit, Scale, Set
from planner.scenario import Scenario, edits_of
from planner.tables import apply

ROOT = Path(__file__).parents[2]
ASKED = (
    ("capacity", {"sector": "kommuner", "factor": 1.2, "starts": date(2025, 1, 1)}),
    ("capacity", {"sector": "", "factor": 2.0, "starts": None}),
    ("budget", {"year": 2026, "limit_nok": 4e8}),
    ("budget", {"year": 2027, "limit_nok": None}),
    (
        "measure",
        {
            "measure": "a",
            "optional": True,
            "earliest_start": date(2026, 1, 1),
            "deadline": date(2027, 1, 1),
            "target": 0.8,
            "without": ("pinned_start",),
        },
    ),
    ("started_first", {"started_first": False}),
    ("change", {"edit": Set("rollouts", {"measure": "a"}, "pace", 0.25)}),
    ("change", {"edit": Scale("capacity", {}, "person_months", 1.5, starts=date(2026, 1, 1))}),
)
NORWEGIAN = """
navn = "Mer"
grunnlag = ".."
mal = "dekning"
pabegynte_forst = false
[[kapasitet]]
aktorgruppe = "kommuner"
faktor = 1.2
fra = 2025-01-01
[[kapasitet]]
faktor = 2
[[budsjett]]
ar = 2026
grense_kr = 400_000_000
[[budsjett]]
ar = 2027
[[tiltak]]
id = "a"
valgfri = true
tidligst_start = 2026-01-01
frist = 2027-01-01
malandel = 0.8
uten = ["last_start"]
[[endring]]
tabell = "innforing"
nokkel = { tiltak = "a" }
felt = "takt"
sett = "25 %"
[[endring]]
tabell = "kapasitet"
felt = "manedsverk"
gang = 1.5
fra = 2026-01-01
"""
ENGLISH = """
name = "Mer"
base = ".."
objective = "coverage"
started_first = false
[[capacity]]
sector = "kommuner"
factor = 1.2
from = 2025-01-01
[[capacity]]
factor = 2
[[budget]]
year = 2026
limit_nok = 400_000_000
[[budget]]
year = 2027
[[measure]]
id = "a"
optional = true
earliest_start = 2026-01-01
deadline = 2027-01-01
target = 0.8
without = ["pinned_start"]
[[change]]
table = "rollouts"
key = { measure = "a" }
field = "pace"
set = 0.25
[[change]]
table = "capacity"
field = "person_months"
scale = 1.5
from = 2026-01-01
"""
QUOTED = NORWEGIAN.replace("aktorgruppe", '"aktørgruppe"').replace("mal =", '"mål" =')


def written(folder: Path, text: str | bytes) -> Path:
    """Write a scenario file."""
    file = folder / "halvert.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


@pytest.mark.parametrize("text", [NORWEGIAN, ENGLISH, QUOTED, "\ufeff" + NORWEGIAN])
def test_a_scenario_in_either_language(tmp_path: Path, text: str) -> None:
    reading = read_scenario(written(tmp_path, text))

    assert reading.findings == ()
    assert reading.scenario is not None
    assert (reading.scenario.name, reading.scenario.base) == ("Mer", "..")
    assert reading.scenario.aim == Aim(name="coverage")
    assert [(asked.kind, dict(asked.given)) for asked in reading.scenario.asked] == list(ASKED)


def test_an_entry_tells_its_place_in_the_words_of_its_author(tmp_path: Path) -> None:
    norwegian, english = (read_scenario(written(tmp_path, text)).scenario for text in (NORWEGIAN, ENGLISH))

    assert norwegian is not None
    assert english is not None
    assert norwegian.asked[4].place_of("deadline") == "tiltak 1, frist"
    assert english.asked[4].place_of("deadline") == "measure 1, deadline"
    assert norwegian.asked[5].place_of("started_first") == "pabegynte_forst"


def test_an_empty_file_is_a_scenario_without_changes_named_after_the_file(tmp_path: Path) -> None:
    assert read_scenario(written(tmp_path, "")).scenario == Scenario(
        name="halvert", base="", asked=(), aim=Aim(name="value")
    )


BALANCED = Aim(
    name="balance",
    long_term=0.3,
    baseline="plans/plan.json",
    before=(Before(name="value", loss=0.02), Before(name="stability")),
)


@pytest.mark.parametrize(
    "text",
    [
        """
        [mal]
        navn = "balanse"
        langsiktig = "30 %"
        utgangspunkt = "plans/plan.json"
        [[mal.forst]]
        navn = "verdi"
        tap = "2 %"
        [[mal.forst]]
        navn = "stabilitet"
        """,
        """
        [objective]
        name = "balance"
        long_term = 0.3
        baseline = "plans/plan.json"
        [[objective.before]]
        name = "value"
        loss = 0.02
        [[objective.before]]
        name = "stability"
        """,
    ],
    ids=["nb", "en"],
)
def test_an_objective_may_be_a_table_with_objectives_that_come_first(tmp_path: Path, text: str) -> None:
    reading = read_scenario(written(tmp_path, text))

    assert reading.findings == ()
    assert reading.scenario is not None
    found = reading.scenario.aim
    assert found.baseline == str(tmp_path / "plans" / "plan.json")
    assert found == replace(BALANCED, baseline=found.baseline)


@pytest.mark.parametrize(
    "file", sorted((ROOT / "data" / "scenarios").glob("*.toml")), ids=lambda file: file.stem
)
def test_the_scenarios_of_the_default_data_are_good(file: Path) -> None:
    reading = read_scenario(file)

    assert reading.scenario is not None, reading.findings


@pytest.mark.parametrize(("place", "count"), [(0, 3), (1, 4)])
def test_the_examples_of_the_page_about_scenarios_fit_the_default_data(
    tmp_path: Path, place: int, count: int
) -> None:
    page = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
    example = re.findall("```toml\n(.*?)```", page, re.DOTALL)[place]
    roadmap = read(ROOT / "data").roadmap

    reading = read_scenario(written(tmp_path, example))

    assert reading.findings == ()
    assert reading.scenario is not None
    assert len(reading.scenario.asked) == count
    assert roadmap is not None
    assert apply(roadmap, [edit for _place, edit in edits_of(roadmap, reading.scenario)]).findings == ()


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a = 1\na = 2", 2, "a = 2"),
        ("a = [\n1,\n]\n# [\n\n a = [\n2,\n3,\n]\nb = 1", 6, "a = ["),
        ("a = 1\r\nb = [\r\n]\r\na = [\r\n2]\r\n", 4, "a = ["),
        ('a = 1\na = """\nb = 2\n\n"""', 2, 'a = """'),
        ("a = \"'''[\"\n'a' = '''\nx'\n'''  # ]", 2, "'a' = '''"),
        ('a = """\\"""\na = 1"""\nb = "["\na = [\n"]"\n]', 4, "a = ["),
        ("a = [\n{x = 1,  y = [\n], x = [\n2\n]},\n]", 3, "], x = ["),
        ("[a]\nb = [\n]\n[a]", 4, "[a]"),
        ("[[a]]\nb = 1\n[[a]]\nb = 1\nb = {c = [\n]}", 5, "b = {c = ["),
    ],
)
def test_a_key_that_is_given_twice_is_told_by_the_line_on_which_it_stands_again(
    tmp_path: Path, text: str, line: int, found: str
) -> None:
    reading = read_scenario(written(tmp_path, text))

    (told,) = (str(finding.message) for finding in reading.findings)
    assert told.startswith(f"Line {line} of ")
    assert f"gives “{found}”, which is given above already" in told


@pytest.mark.parametrize(
    ("text", "line", "began"),
    [("b = 1\na = [\n1,\n2\nc = 3\n", 5, 2), ('a = """\nb = 1\n\n', 2, 1), ("a = [\n1\n2\n]", 3, 1)],
)
def test_what_is_left_open_is_told_with_the_line_on_which_it_begins(
    tmp_path: Path, text: str, line: int, began: int
) -> None:
    reading = read_scenario(written(tmp_path, text))

    (told,) = (str(finding.message) for finding in reading.findings)
    assert told.startswith(f"Line {line} of ")
    assert f"in what begins on line {began}," in told


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("navn = ", "", "is not TOML"),
        ("navn = 'a'\nnavn = 'b'", "", "is given above already"),
        ("aktørgruppe = 'a'", "", "is not TOML"),
        (b"navn = '\xf8'", "", "is not UTF-8"),
        (b"\x00", "", "is not TOML"),
        ("x = " + "[" * 5000, "", "is too deep, or with too long a number"),
        ("nvan = 'a'", "", "perhaps navn"),
        ("navn = 3", "", "expected text in quotes"),
        ("mal = 'alt'", "objective", "expected one of verdi"),
        ("mal = 3", "objective", "expected one of verdi"),
        ("mal = 'weighted'", "objective", "expected one of verdi"),
        ("mal = 'balanse'", "objective", "long_term is missing"),
        ("mal = 'stabilitet'", "objective", "baseline is missing"),
        ("[mal]\nnavn = 'verdi'\nlangsiktig = 0.3", "objective", "long_term is 0.3, expected nothing"),
        ("[mal]\nnavn = 'balanse'\nlangsiktig = 30", "objective", "long_term is 30"),
        ("[mal]\nnavn = 'balanse'\nlangsiktig = 'mye'", "objective", "long_term is mye"),
        ("[mal]\nnavn = 'balanse'\nlangsiktig = true", "objective", "long_term is True"),
        ("[mal]\nslider = 0.3", "objective", "slider is not known"),
        ("[mal]\nutgangspunkt = 3", "objective", "expected text"),
        ("[mal]\nforst = 'verdi'", "objective.before", "[[objective.before]]"),
        ("[[mal.forst]]\ntap = 0.1", "objective.before 1", "name is missing"),
        ("[[mal.forst]]\nnavn = 'alt'", "objective.before 1", "expected one of verdi"),
        ("[[mal.forst]]\nnavn = 'dekning'\ntap = 2", "objective", "loss is 2"),
        ("[[mal.forst]]\nnavn = 'verdi'", "objective", "expected each objective once"),
        ("kapasitet = 3", "capacity", "[[capacity]]"),
        ("[kapasitet]\nfaktor = 1", "capacity", "[[capacity]]"),
        ("[[kapasitet]]", "capacity 1", "factor is missing"),
        ("[[kapasitet]]\nfaktor = '1,2'", "capacity 1", "expected a number"),
        ("[[kapasitet]]\nfaktor = true", "capacity 1", "expected a number"),
        ("[[kapasitet]]\nfaktor = -1", "capacity 1", "factor"),
        ("[[kapasitet]]\nfaktor = nan", "capacity 1", "factor"),
        ("[[kapasitet]]\nfaktor = inf", "capacity 1", "factor"),
        ("[[kapasitet]]\nfaktor = 1" + "0" * 400, "capacity 1", "too large"),
        ("[[budsjett]]\nar = 1" + "0" * 5000, "", "is too deep, or with too long a number"),
        ("[[kapasitet]]\nfaktor = 1\nfra = 2025-01-01T00:00:00", "capacity 1", "expected a date"),
        ("[[kapasitet]]\nfaktor = 1\n[[kapasitet]]\nfaktr = 1", "capacity 2", "perhaps faktor"),
        ("[[budsjett]]\ngrense_kr = 1", "budget 1", "year is missing"),
        ("[[budsjett]]\nar = 2026.5", "budget 1", "expected a whole number"),
        ("[[budsjett]]\nar = 2026\ngrense_kr = -1", "budget 1", "limit_nok"),
        ("[[tiltak]]", "measure 1", "id is missing"),
        ("[[tiltak]]\nid = 'a'\nvalgfri = 'ja'", "measure 1", "expected true or false"),
        ("[[tiltak]]\nid = 'a'\nmalandel = 1.2", "measure 1", "target"),
        ("[[tiltak]]\nid = 'a'\nuten = 'frist'", "measure 1", "expected a list"),
        ("[[tiltak]]\nid = 'a'\nuten = ['navn']", "measure 1", "navn"),
        ("[[tiltak]]\nid = 'a'\nfrist = 2025-01-01\nuten = ['frist']", "measure 1", "deadline"),
        ("[[endring]]", "change 1", "edit is nothing, expected one of set, scale, empty, add, drop"),
        ("[[endring]]\nsett = 1\ngang = 2", "change 1", "edit is set, scale"),
        ("[[endring]]\nsett = 1", "change 1", "table is missing, expected text"),
        ("[[endring]]\ntabel = 1", "change 1", "perhaps tabell"),
        ("[[endring]]\ntabell = 'innforin'\nfjern = true", "change 1", "perhaps innforing"),
        ("[[endring]]\ntabell = 'innforing'\nfjern = true\nfelt = 'takt'", "change 1", "nothing beside drop"),
        ("[[endring]]\ntabell = 'innforing'\nfjern = 1", "change 1", "drop is 1, expected true"),
        ("[[endring]]\ntabell = 'innforing'\nsett = 1", "change 1", "field is missing"),
        ("[[endring]]\ntabell = 'innforing'\nfelt = 'takta'\nsett = 1", "change 1", "perhaps takt"),
        ("[[endring]]\ntabell = 'innforing'\nfelt = 'takt'\nsett = 'mye'", "change 1", "expected a number"),
        ("[[endring]]\ntabell = 'innforing'\nfelt = 'takt'\ngang = 'to'", "change 1", "scale is to"),
        ("[[endring]]\ntabell = 'innforing'\nfelt = 'takt'\ngang = true", "change 1", "scale is True"),
        (
            "[[endring]]\ntabell = 'innforing'\nnokkel = 'a'\nfelt = 'takt'\nsett = 1",
            "change 1",
            "cells such as",
        ),
        (
            "[[endring]]\ntabell = 'kapasitet'\nfelt = 'manedsverk'\ngang = 2\nfra = '2025'",
            "change 1",
            "from is 2025, expected a date",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, text: str | bytes, place: str, said: str) -> None:
    reading = read_scenario(written(tmp_path, text))

    assert reading.scenario is None
    found = [(finding.table, finding.column) for finding in reading.findings]
    assert ("halvert.toml", place) in found
    assert any(said in str(finding.message) for finding in reading.findings), reading.findings


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (
            "tabell = 'veikart'\nnokkel = { id = 'a' }\nfelt = 'status'\nsett = 'ferdig'",
            Set("measures", {"id": "a"}, "status", "done"),
        ),
        (
            "tabell = 'veikart'\nnokkel = { id = 'a' }\nfelt = 'tidligst_start'\ntom = true",
            Set("measures", {"id": "a"}, "earliest_start", None),
        ),
        (
            "tabell = 'innforing'\nfelt = 'opptrappingsgrenser'\nsett = '5 enheter i 2'",
            Set("rollouts", {}, "gates", (Gate(limit=5, unit=GateUnit.UNITS, periods=2),)),
        ),
        (
            "tabell = 'innforing'\nfelt = 'innsatsprofil'\nsett = '25 %: -1; 75 %: 0'",
            Set("rollouts", {}, "effort_profile", ((-1, 0.25), (0, 0.75))),
        ),
        (
            "tabell = 'stotte'\nlegg_til = { tiltak = 'a', leverandor = 'nhn', innsats_per_enhet = 0.5 }",
            Add("support", {"measure": "a", "delivering": "nhn", "effort_per_unit": 0.5}),
        ),
        (
            "tabell = 'tilpasning'\nfelt = 'stotte'\nsett = '0,5 fra nhn; 1 fra x'",
            Set("adaptations", {}, "support", (("nhn", 0.5), ("x", 1.0))),
        ),
        (
            "tabell = 'adaptations'\nlegg_til = { measure = 'a', sector = 'g', duration = 2 }",
            Add("adaptations", {"measure": "a", "sector": "g", "duration": 2}),
        ),
        (
            "tabell = 'innforing'\nlegg_til = { tiltak = 'a', aktor = 'gp', malandel = '80 %' }",
            Add("rollouts", {"measure": "a", "sector": "gp", "target": 0.8}),
        ),
        (
            "tabell = 'veikart'\nnokkel = { id = 'a' }\nfjern = true\nmed_avhengige = true",
            Drop("measures", {"id": "a"}, with_dependents=True),
        ),
        (
            "tabell = 'forutsetninger'\nnokkel = { nokkel = 'periode' }\nfelt = 'verdi'\nsett = 'måned'",
            Set("assumptions", {"key": "period"}, "value", "month"),
        ),
        (
            "tabell = 'kapasitet'\nnokkel = { fra = 2025-01-01 }\nfelt = 'manedsverk'\nsett = 4",
            Set("capacity", {"starts": date(2025, 1, 1)}, "person_months", 4),
        ),
    ],
)
def test_a_change_of_any_table_is_written_as_in_the_tables(tmp_path: Path, text: str, edit: Edit) -> None:
    reading = read_scenario(written(tmp_path, f"[[endring]]\n{text}\n"))

    assert reading.findings == ()
    assert reading.scenario is not None
    assert reading.scenario.asked[0].given["edit"] == edit


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    text = "nvan = 'a'\nmal = 'alt'\n[[kapasitet]]\n[[budsjett]]\n[[tiltak]]\n"

    assert len(read_scenario(written(tmp_path, text)).findings) == 5


@pytest.mark.parametrize(
    "make", [lambda file: None, lambda file: file.mkdir(), lambda file: file.symlink_to(file)]
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path, make: object) -> None:
    file = tmp_path / "s.toml"
    make(file)  # type: ignore[operator]

    reading = read_scenario(file)

    assert reading.scenario is None
    assert "cannot be read" in str(reading.findings[0].message)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    reading = read_scenario(written(tmp_path, b"#" * 1_000_001))

    assert "too large" in str(reading.findings[0].message)
