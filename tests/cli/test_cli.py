"""The command line as its users meet it: exit codes, streams, messages."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.builders import (
    a_deliverer,
    a_link,
    a_measure,
    a_phase,
    a_receiver,
    a_roadmap,
    a_roadmap_with_everything,
    day_of,
)

from planner import pipeline
from planner.cli import main
from planner.cli.commands import SUMMARIES
from planner.files import read_plan, write_csv, write_plan
from planner.language import from_data
from planner.model import Deadline, ObjectiveKind, Plan, PlanStatus, Roadmap
from planner.objectives import balance
from planner.report import FORMATS

Written = Callable[[Roadmap], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Give what writes a roadmap as a folder of tables."""

    def write(roadmap: Roadmap) -> Path:
        folder = tmp_path / "data"
        write_csv(roadmap, folder)
        return folder

    return write


@pytest.fixture
def data(written: Written) -> Path:
    """Give the folder of a small roadmap with everything in it."""
    return written(a_roadmap_with_everything())


def test_check_of_good_data_prints_its_size_and_gives_0(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(data)]) == 0

    assert capsys.readouterr().out.startswith("2 tiltak, 1 avhengighet, 2 innføringer")


def test_check_of_bad_data_names_the_place_and_gives_1(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(a_roadmap(a_measure("a", a_phase()), dependencies=(a_link("b", "a"),)))

    assert main(["check", str(folder)]) == 1

    assert "feil: avhengigheter, rad 2, forgjenger: " in capsys.readouterr().err


def test_findings_come_as_json_too(written: Written, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(a_roadmap(a_measure("a", a_phase()), dependencies=(a_link("b", "a"),)))

    assert main(["check", str(folder), "--json"]) == 1

    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [(each["code"], each["table"], each["row"]) for each in findings] == [
        ("unknown_measure", "avhengigheter", 2)
    ]


def test_findings_as_json_are_worded_in_the_language_asked_for_and_carry_their_values(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(a_roadmap(a_measure("a", a_phase("build", 3), earliest_start=date(2023, 2, 3))))
    said = {}
    for code in ("nb", "en"):
        main(["--lang", code, "check", str(folder), "--json"])
        (said[code],) = json.loads(capsys.readouterr().out)["findings"]

    assert said["nb"]["message"] != said["en"]["message"]
    assert str(from_data(said["nb"])) == said["en"]["message"]
    assert (said["nb"]["text"], said["nb"]["values"]) == (said["en"]["text"], said["en"]["values"])


def test_a_plan_as_json_is_one_object_with_all_its_parts(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(data), "--seconds", "20", "--json"]) == 0

    printed = json.loads(capsys.readouterr().out)
    named = {
        "status",
        "objective",
        "bound",
        "gap",
        "seconds",
        "digest",
        "seed",
        "versions",
        "measures",
        "rollouts",
    }
    assert named | {"load", "coverage"} <= printed.keys()
    assert {"parts", "kept", "choice", "faults"} <= printed.keys()
    assert list(printed["seconds_of"]) == ["reading", "checking", "searching", "judging"]
    assert printed["status"] == "optimal"
    assert printed["bound"] >= printed["objective"] > 0
    assert [measure["id"] for measure in printed["measures"]] == ["a", "b"]
    assert len(printed["coverage"]) == 8
    assert printed["appraisal"]["net_present_value_nok"] == pytest.approx(printed["objective"])


@pytest.mark.slow
def test_a_repeatable_plan_prints_the_same_twice(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["plan", str(data), "--deterministic", "--seconds", "4", "--json"]

    printed = [(main(asked), capsys.readouterr().out) for _ in range(2)]

    assert printed[0] == printed[1]


def test_a_saved_plan_is_exported_in_every_format(data: Path, tmp_path: Path) -> None:
    saved = tmp_path / "plan"
    assert main(["plan", str(data), "--seconds", "20", "--out", str(saved)]) == 0

    for form in FORMATS:
        target = tmp_path / form.name
        assert main(["export", str(saved), "--to", form.name]) == 0
        assert main(["export", str(saved / "plan.json"), "--to", form.name, "--out", str(target)]) == 0
        assert target.is_dir() == form.is_folder
        assert form.is_folder or (saved / f"plan.{form.ending}").read_bytes() == target.read_bytes()

    assert (saved / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert "<html" in (saved / "plan.html").read_text("utf-8")
    assert (tmp_path / "csv" / "plan_tiltak.csv").is_file()


def test_a_plan_without_a_schedule_is_exported_in_no_format_that_needs_one(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    none = replace(pipeline.first_plan(pipeline.read_roadmap(data)), schedule=None, score=None)
    write_plan(replace(none, status=PlanStatus.UNKNOWN), tmp_path / "plan.json")

    assert main(["export", str(tmp_path), "--to", "pdf"]) == 1

    assert "ingen" in capsys.readouterr().err


def test_an_impossible_roadmap_says_that_it_is_proved(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    together = [a_measure(name, a_phase("build", 3, nhn=2.0)) for name in ("a", "b", "c")]
    roadmap = a_roadmap_with_everything()
    folder = written(
        replace(roadmap, measures=tuple(together), rollouts=(), dependencies=(), contributions=())
    )

    assert main(["plan", str(folder), "--seconds", "20"]) == 1

    assert "bevist" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["plan"],
        ["plan", "data", "--seconds", "0"],
        ["plan", "data", "--gap", "nan"],
        ["plan", "data", "--objective", "beauty"],
        ["plan", "data", "--objective", "weighted"],
        ["plan", "data", "--objective", "balance"],
        ["plan", "data", "--objective", "stability"],
        ["plan", "data", "--objective", "value", "--long-term", "0.3"],
        ["plan", "data", "--baseline", "plan.json"],
        ["plan", "data", "--long-term", "30"],
        ["plan", "data", "--long-term", "much"],
        ["plan", "data", "--before", "beauty"],
        ["plan", "data", "--before", "value:lots"],
        ["plan", "data", "--before", "value:200%"],
        ["plan", "data", "--before", "value"],
        ["plan", "data", "--workers", "0"],
        ["plan", "data", "--workers", "1.5"],
        ["plan", "data", "--speed", "9"],
        ["export", "plan", "--to", "docx"],
        ["serve", "data", "--port", "99999"],
        ["plan", "data", "extra"],
        ["plan", "data", "--seconds"],
        ["plan", "data", "--deterministic=3"],
        ["export", "plan"],
        ["--lang"],
        ["--lang", "fr", "check", "data"],
        ["plan", "data", "--lang", "fr"],
    ],
    ids=" ".join,
)
def test_wrong_use_gives_2_and_a_short_message(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2

    message = capsys.readouterr().err
    assert "--help" in message
    assert len(message.splitlines()) <= 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--long-term", "30"], "--long-term: fant '30', ventet en andel fra 0 til 1"),
        (["--before", "value:lots"], "--before: fant 'value:lots', ventet et mål og andelen"),
        (["--objective", "balance"], "--long-term: fant ingenting, ventet en verdi"),
        (["--baseline", "x.json"], "--baseline: fant x.json, ventet ingenting"),
        (
            ["--before", "dekning", "--before", "coverage"],
            "--before: fant coverage, ventet hvert mål én gang",
        ),
        (["--start", "nowhere.json"], "--start: fant nowhere.json, ventet en lagret plan."),
    ],
    ids=str,
)
def test_a_wrong_value_is_named_with_its_option_on_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "data", *arguments]) == 2

    assert said in capsys.readouterr().err.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "KOMMANDO: fant ingenting, ventet en av new, check, plan,"),
        (["plam"], "KOMMANDO: fant 'plam', ventet en av new, check, plan,"),
        (["plam"], "Kanskje plan?"),
        (["plan"], "PATH mangler: mappe med tabeller"),
        (["roll", "plan", "--to", "2027-K2"], "--out mangler: skriv tabellene"),
        (["plan", "data", "--sekonds", "3"], "Valget '--sekonds' finnes ikke. Kanskje --seconds"),
        (["plan", "data", "--seconds"], "--seconds: fant ingenting, ventet et tall over 0"),
        (["plan", "data", "extra"], "For mange argumenter: extra"),
        (["plan", "data", "--objective", "dekking"], "Kanskje dekning?"),
        (["plan", "data", "--before", "dekking:2%"], "Kanskje dekning?"),
        (["plan", "data", "--deterministic=3"], "Valget '--deterministic' tar ingen verdi."),
        (
            ["export", "plan"],
            "--to: fant ingenting, ventet en av " + ", ".join(form.name for form in FORMATS),
        ),
        (
            ["export", "plan", "--to", "pdg"],
            "--to: fant 'pdg', ventet en av pdf, sectors, html, csv",
        ),
        (["check", "data", "--lang", "fr"], "--lang: fant 'fr', ventet en av nb, nn, en"),
    ],
    ids=str,
)
def test_what_is_wrong_is_named_with_what_was_expected_and_what_is_like_it(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2

    assert said in capsys.readouterr().err.splitlines()[0]


def test_the_help_to_see_is_that_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "data", "--seconds"])
    main(["--lang", "en", "--lang"])

    assert capsys.readouterr().err.splitlines()[1::2] == ["Se planner plan --help", "Se planner --help"]


class Asked:
    """Stands in for the search: keeps what it is asked for, and gives the first plan."""

    def __init__(self) -> None:
        self.options: dict[str, Any] = {}
        self.starts: list[Plan | None] = []

    def __call__(self, roadmap: Roadmap, **options: Any) -> Plan:
        """Take down the options."""
        self.options = options
        self.starts.append(options["start"])
        return pipeline.first_plan(roadmap)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Put a stand-in in the place of solving."""
    asked = Asked()
    monkeypatch.setattr("planner.pipeline.solving.make_plan", asked)
    return asked


def test_objectives_in_order_the_slider_and_workers_reach_the_search(data: Path, asked: Asked) -> None:
    options = ["--long-term", "30 %", "--before", "verdi:2%", "--before", "levelling", "--workers", "2"]
    assert main(["plan", str(data), *options]) == 0

    assert asked.options["objective"] == balance(a_roadmap_with_everything(), 0.3)
    assert [(stage.objective.kind, stage.loss) for stage in asked.options["before"]] == [
        (ObjectiveKind.VALUE, 0.02),
        (ObjectiveKind.LEVELLING, 0.0),
    ]
    assert asked.options["effort"].workers == 2
    assert asked.options["start"] is None


def test_a_saved_plan_is_a_start_and_a_baseline(data: Path, tmp_path: Path, asked: Asked) -> None:
    assert main(["plan", str(data), "--out", str(tmp_path / "saved")]) == 0
    saved = read_plan(tmp_path / "saved" / "plan.json")

    again = ["--objective", "stability", "--baseline", str(tmp_path / "saved")]
    assert main(["plan", str(data), *again, "--start", str(tmp_path / "saved" / "plan.json")]) == 0

    assert asked.options["objective"].baseline == saved.schedule
    assert asked.options["start"] == saved


def test_what_a_move_costs_reaches_the_plan(data: Path, tmp_path: Path, asked: Asked) -> None:
    assert main(["plan", str(data), "--out", str(tmp_path / "saved")]) == 0
    again = ["--start", str(tmp_path / "saved"), "--move-cost", "0,5 %", "--out", str(tmp_path / "again")]

    assert main(["plan", str(data), *again]) == 0

    plan = read_plan(tmp_path / "again" / "plan.json")
    assert plan.settled
    assert plan.request is not None
    assert plan.request.move_cost == 0.005
    assert main(["plan", str(data), "--move-cost", "2"]) == 2


def test_a_scenario_may_be_best_at_few_changes_from_a_saved_plan(
    data: Path, tmp_path: Path, asked: Asked, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(data), "--out", str(tmp_path / "saved")]) == 0
    saved = read_plan(tmp_path / "saved" / "plan.json")
    scenario = tmp_path / "stable.toml"
    scenario.write_text(
        'base = "data"\n[objective]\nname = "stability"\nbaseline = "saved/plan.json"\n'
        '[[objective.before]]\nname = "coverage"\nloss = "10 %"\n',
        encoding="utf-8",
    )
    capsys.readouterr()

    assert main(["run", str(scenario)]) == 0

    assert asked.options["objective"].baseline == saved.schedule
    assert [stage.loss for stage in asked.options["before"]] == [0.1]
    assert "høyest dekningsgrad over tid først, deretter færrest endringer" in capsys.readouterr().out


@pytest.mark.parametrize(("code", "word"), [("nb", "Bruk:"), ("en", "Usage:")])
def test_help_speaks_the_language_asked_for(code: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--lang", code, "plan", "--help"], ["plan", f"--lang={code}", "--help"]):
        assert main(arguments) == 0

        assert capsys.readouterr().out.startswith(word)


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_help_of_each_command_is_in_norwegian_to_the_last_word(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--help"]) == 0

    said = capsys.readouterr().out
    for english in ("Usage", "Options", "Show", "required", "arguments", "Missing"):
        assert english not in said
    assert said.startswith(f"Bruk: planner {name} [VALG]")
    assert "--lang nb|nn|en" in said


def test_the_help_lists_every_command_with_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0

    listed = capsys.readouterr().out.split("Kommandoer:\n")[1].splitlines()
    assert [line.split()[0] for line in listed] == list(SUMMARIES)


def test_help_loads_neither_solver_nor_page_nor_figures() -> None:
    ask = "import sys; from planner.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)

    loaded = set(done.stderr.split())
    assert not loaded & {
        "argparse",
        "dash",
        "numba",
        "numpy",
        "ortools",
        "pandas",
        "planner.model",
        "planner.tables",
        "plotly",
    }


@pytest.mark.parametrize("before", [True, False])
def test_the_language_can_stand_before_and_after_the_command(
    before: bool, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--lang", "en"]

    assert main([*asked, "check", str(data)] if before else ["check", str(data), *asked]) == 0

    assert capsys.readouterr().out.startswith("2 measures, 1 dependency")


def completed(words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Give what a shell is told that the last of some words could become."""
    monkeypatch.setenv("_PLANNER_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
    main([])
    return [line.split(",")[1] for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("words", "could_be"),
    [
        ("planner ex", ["explain", "export"]),
        ("planner plan --see", ["--seed"]),
        ("planner export plan --to ", ["pdf", "sectors", "html", "csv", "json", "workbook", "graphml"]),
        ("planner plan data --objective cov", ["coverage"]),
        ("planner check data --lang ", ["nb", "nn", "en"]),
    ],
)
def test_a_shell_can_complete_commands_options_and_names(
    words: str, could_be: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert completed(words, monkeypatch, capsys) == could_be


def test_a_missing_folder_and_a_damaged_plan_are_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "plan.json"
    damaged.write_text("{", encoding="utf-8")

    assert main(["plan", str(tmp_path / "nowhere")]) == 1
    assert main(["export", str(damaged), "--to", "pdf"]) == 1
    assert main(["export", str(tmp_path / "none.json"), "--to", "pdf"]) == 1

    assert capsys.readouterr().err.count("feil: ") == 3


def test_scenarios_stand_side_by_side_with_their_base(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = tmp_path / "half.toml"
    scenario.write_text(
        'name = "Dobbel kapasitet"\nbase = "data"\n\n[[capacity]]\nfactor = 2.0\n', encoding="utf-8"
    )

    assert main(["run", str(scenario), "--seconds", "20", "--out", str(tmp_path / "out")]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["Scenario", "Uendret", "Dobbel kapasitet"]
    assert (tmp_path / "out" / "scenarier.csv").exists()
    assert (tmp_path / "out" / "dobbel_kapasitet" / "plan.json").exists()


def test_scenarios_start_from_the_plan_of_their_base(data: Path, tmp_path: Path, asked: Asked) -> None:
    names = ("more", "less")
    for name, factor in zip(names, ("2.0", "0.9"), strict=True):
        text = f'name = "{name}"\nbase = "data"\n\n[[capacity]]\nfactor = {factor}\n'
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")

    assert main(["run", *(str(tmp_path / f"{name}.toml") for name in names)]) == 0

    unchanged, *others = asked.starts
    assert unchanged is None
    assert [start is not None and start.schedule for start in others] == [
        pipeline.first_plan(pipeline.read_roadmap(data)).schedule
    ] * 2


def test_a_scenario_of_unknown_things_gives_1(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = tmp_path / "odd.toml"
    scenario.write_text(
        'name = "Rart"\nbase = "data"\n\n[[capacity]]\nsector = "gpp"\nfactor = 2.0\n', encoding="utf-8"
    )

    assert main(["run", str(scenario), "--seconds", "20"]) == 1

    assert "gpp" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT as a terminal on POSIX does")
def test_ctrl_c_gives_the_best_plan_so_far() -> None:
    default = Path(__file__).parents[2] / "data"
    command = [
        sys.executable,
        "-m",
        "planner",
        "plan",
        str(default),
        "--seconds",
        "300",
        "--objective",
        "finish",
        "--json",
    ]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    time.sleep(6)  # long enough to be searching on a busy machine, far from the end

    running.send_signal(signal.SIGINT)
    printed, _ = running.communicate(timeout=30)

    assert running.returncode == 0
    assert json.loads(printed)["status"] == "feasible"


_INTERRUPTED = """
import runpy, signal, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            signal.raise_signal(signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Interrupting())
_, module, *sys.argv = sys.argv
program = sys.argv[0]
run = runpy.run_path if program.endswith(".py") else runpy.run_module
run(program, run_name="__main__")
"""
"""Runs a program, interrupted as it begins to load a module."""


@pytest.mark.parametrize("module", ["planner.cli.program", "click", "planner.language"])
@pytest.mark.parametrize("program", [["planner", "--version"], ["app.py", "--help"]])
def test_ctrl_c_while_the_program_loads_ends_it_quietly(module: str, program: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED, module, *program],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


@pytest.mark.parametrize("arguments", [["nope"], ["data", "nope"]])
def test_serve_refuses_what_is_not_there_and_what_is_too_much(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *arguments, "--no-browser"]) == 2

    assert "nope" in capsys.readouterr().err


def test_a_roadmap_without_measures_has_nothing_to_plan(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(written(a_roadmap())), "--seconds", "2"]) == 0

    printed = capsys.readouterr().out
    assert "Status" in printed
    assert "ingen tiltak å planlegge" in printed
    assert "den beste planen" not in printed


def test_an_impossible_roadmap_says_so_once_in_its_status_and_why(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    soon = Deadline(day=day_of(4))
    measures = (a_measure(name, a_phase("build", 3, nhn=3.0), deadline=soon) for name in "ab")
    folder = written(a_roadmap(*measures, sectors=(a_receiver(), a_deliverer(capacity=4.0))))

    assert main(["plan", str(folder), "--seconds", "120"]) == 1  # ends when it is proved

    printed = capsys.readouterr().out
    assert printed.split("Status")[1].count("Ingen plan kan holde alle reglene") == 1
    assert "1 sett av rader kan ikke gjelde samtidig" in printed
    assert "kapasiteten hos NHN" in printed
