"""Scenario files: what a good one gives, and that each fault is named with its place."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.files import read, read_scenario
from planner.language import in_language, worded
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
        ("navn = ", "", "er ikke TOML"),
        ("navn = 'a'\nnavn = 'b'", "", "er alt gitt lenger oppe"),
        ("aktørgruppe = 'a'", "", "er ikke TOML"),
        (b"navn = '\xf8'", "", "er ikke i UTF-8"),
        (b"\x00", "", "er ikke TOML"),
        ("x = " + "[" * 5000, "", "er for dypt nøstet, eller med et for langt tall"),
        ("nvan = 'a'", "", "nvan er ikke kjent, ventet kanskje navn"),
        ("navn = 'a'\nname = 'b'", "", "name er det samme som navn. Ventet: bare en av dem"),
        ("navn = 3", "navn", "Her står «3». Ventet: tekst i anførselstegn"),
        ("mal = 'alt'", "mal", 'Her står «"alt"». Ventet: en av verdi, dekning, ferdig'),
        ('"mål" = "alt"', "mål", "Ventet: en av verdi"),
        ("objective = 'alt'", "objective", "Ventet: en av verdi"),
        ("mal = 3", "mal", "Ventet: en av verdi"),
        ("mal = 'weighted'", "mal", "Ventet: en av verdi"),
        ("mal = 'balanse'", "mal", "langsiktig mangler. Ventet: en verdi, siden målet er balanse"),
        ("mal = 'stabilitet'", "mal", "utgangspunkt mangler. Ventet: en verdi, siden målet er stabilitet"),
        ("[mal]\nnavn = 'verdi'\nlangsiktig = 0.3", "mal, langsiktig", "Her står «0.3». Ventet: ingenting"),
        ("[mal]\nnavn = 'balanse'\nlangsiktig = 30", "mal, langsiktig", "Her står «30». Ventet: en andel"),
        ("[mal]\nnavn = 'balanse'\nlangsiktig = 'mye'", "mal, langsiktig", 'som 0.3 eller "30 %"'),
        ("[mal]\nnavn = 'balanse'\nlangsiktig = true", "mal, langsiktig", "Her står «true»"),
        ("[mal]\nslider = 0.3", "mal", "slider er ikke kjent, ventet en av navn, langsiktig"),
        ("[mal]\nutgangspunkt = 3", "mal, utgangspunkt", "Ventet: tekst"),
        ("[mal]\nforst = 'verdi'", "mal.forst", "skrives [[mal.forst]]"),
        ("[[mal.forst]]\ntap = 0.1", "mal.forst 1", "navn mangler. Ventet: en av verdi"),
        ("[[mal.forst]]\nnavn = 'alt'", "mal.forst 1, navn", "Ventet: en av verdi"),
        ("[[mal.forst]]\nnavn = 'dekning'\ntap = 2", "mal.forst 1, tap", "Her står «2»"),
        ("[[mal.forst]]\nnavn = 'verdi'", "mal.forst 1, navn", "Ventet: hvert mål én gang"),
        ("kapasitet = 3", "kapasitet", "skrives [[kapasitet]]"),
        ("[capacity]\nfactor = 1", "capacity", "skrives [[capacity]]"),
        ("[[kapasitet]]", "kapasitet 1", "faktor mangler. Ventet: et tall som 1.2"),
        ("[[capacity]]\nfactor = '1,2'", "capacity 1, factor", 'Her står «"1,2"». Ventet: et tall som 1.2'),
        ("[[kapasitet]]\nfaktor = true", "kapasitet 1, faktor", "Her står «true». Ventet: et tall"),
        ("[[kapasitet]]\nfaktor = -1", "kapasitet 1, faktor", "Her står «-1». Ventet: et tall fra 0"),
        ("[[kapasitet]]\nfaktor = nan", "kapasitet 1, faktor", "Ventet: et tall fra 0"),
        ("[[kapasitet]]\nfaktor = inf", "kapasitet 1, faktor", "Ventet: et tall fra 0"),
        ("[[kapasitet]]\nfaktor = 1" + "0" * 400, "kapasitet 1, faktor", "Ventet: et tall"),
        ("[[budsjett]]\nar = 1" + "0" * 5000, "", "er for dypt nøstet, eller med et for langt tall"),
        ("[[kapasitet]]\nfaktor = 1\nfra = 2025-01-01T00:00:00", "kapasitet 1, fra", "Ventet: en dato"),
        ("[[kapasitet]]\nfaktor = 1\n[[kapasitet]]\nfaktr = 1", "kapasitet 2", "ventet kanskje faktor"),
        ("[[budsjett]]\ngrense_kr = 1", "budsjett 1", "ar mangler"),
        ("[[budsjett]]\nar = 2026.5", "budsjett 1, ar", "Ventet: et heltall"),
        ("[[budsjett]]\nar = 99999", "budsjett 1, ar", "Ventet: et år fra 1990 til 2100"),
        ("[[budsjett]]\nar = 2026\ngrense_kr = -1", "budsjett 1, grense_kr", "Ventet: et tall fra 0"),
        ("[[tiltak]]", "tiltak 1", "id mangler"),
        ("[[tiltak]]\nid = 'a'\nvalgfri = 'ja'", "tiltak 1, valgfri", "Ventet: true eller false"),
        ("[[tiltak]]\nid = 'a'\nmalandel = 1.2", "tiltak 1, malandel", "Ventet: en andel over 0"),
        ("[[tiltak]]\nid = 'a'\nuten = 'frist'", "tiltak 1, uten", "Ventet: en liste av navn"),
        (
            "[[tiltak]]\nid = 'a'\nuten = ['navn']",
            "tiltak 1, uten",
            "noen av tidligst_start, frist, last_start",
        ),
        ("[[tiltak]]\nid = 'a'\nfrist = 2025-01-01\nuten = ['frist']", "tiltak 1, uten", "slik frist er"),
        ("[[endring]]", "endring 1", "en av sett, gang, tom, legg_til, fjern"),
        ("[[endring]]\nsett = 1\ngang = 2", "endring 1, gang", "gang kan ikke stå ved siden av sett"),
        ("[[endring]]\nsett = 1", "endring 1", "tabell mangler. Ventet: tekst"),
        ("[[endring]]\ntabel = 1", "endring 1", "ventet kanskje tabell"),
        ("[[endring]]\ntabell = 'innforin'\nfjern = true", "endring 1, tabell", "Ventet: kanskje innforing"),
        (
            "[[endring]]\ntabell = 'innforing'\nfjern = true\nfelt = 'takt'",
            "endring 1, felt",
            "felt kan ikke stå ved siden av fjern",
        ),
        ("[[endring]]\ntabell = 'innforing'\nfjern = 1", "endring 1, fjern", "Ventet: true"),
        ("[[endring]]\ntabell = 'innforing'\nsett = 1", "endring 1", "felt mangler"),
        ("[[endring]]\ntabell = 'innforing'\nfelt = 'takta'\nsett = 1", "endring 1, felt", "kanskje takt"),
        ("[[endring]]\ntabell = 'innforing'\nfelt = 'takt'\nsett = 'mye'", "endring 1, sett", "et tall som"),
        (
            "[[endring]]\ntabell = 'innforing'\nfelt = 'takt'\ngang = 'to'",
            "endring 1, gang",
            "et tall som 1.2",
        ),
        ("[[endring]]\ntabell = 'innforing'\nfelt = 'takt'\ngang = true", "endring 1, gang", "«true»"),
        ("[[endring]]\ntabell = 'innforing'\nfelt = 'takt'\ntom = false", "endring 1, tom", "«false»"),
        ("[[endring]]\ntabell = 'innforing'\nnokkel = 'a'\nfjern = true", "endring 1, nokkel", "celler som"),
        (
            "[[endring]]\ntabell = 'innforing'\nlegg_til = { tiltak = 'a', takt = 'mye' }",
            "endring 1, legg_til, takt",
            'Her står «"mye"». Ventet: et tall',
        ),
        (
            "[[endring]]\ntabell = 'innforing'\nfjern = true\nmed_avhengige = 1",
            "endring 1, med_avhengige",
            "Ventet: true eller false",
        ),
        (
            "[[endring]]\ntabell = 'kapasitet'\nfelt = 'manedsverk'\ngang = 2\nfra = '2025'",
            "endring 1, fra",
            'Her står «"2025"». Ventet: en dato',
        ),
    ],
)
def test_a_fault_is_named_with_its_place_as_written_and_in_the_reader_s_words(
    tmp_path: Path, text: str | bytes, place: str, said: str
) -> None:
    reading = read_scenario(written(tmp_path, text))

    assert reading.scenario is None
    found = [(finding.table, finding.column) for finding in reading.findings]
    assert ("halvert.toml", place) in found
    with in_language("nb"):
        messages = [worded(finding.message) for finding in reading.findings]
    assert any(said in message for message in messages), messages
    assert "expected" not in " ".join(messages)


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
