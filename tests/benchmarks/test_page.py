"""The results page: charts that can be read, targets judged by kept figures, the suite that keeps them."""

import json
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import suite
from charts import charts, gap_over_time
from kept import latest, mean, worst
from page import PAGE, page_text, target_table, write_page
from plots import COLOURS, Axis, Chart, Line, Scale, svg
from recording import HERE
from targets import Target, targets

SVG = "{http://www.w3.org/2000/svg}"


def a_chart(**fields: Any) -> Chart:
    """Give a chart of one line."""
    lines = [Line("a & b", [(1.0, 10.0), (10.0, 100.0)])]
    given: dict[str, Any] = {"title": "Gap <over> time", "x": Axis(title="s"), "y": Axis(title="%")}
    return Chart(**(given | {"lines": lines} | fields))


def a_row(family: str = "waves 200, slack", **fields: Any) -> dict[str, Any]:
    """Give a row as it is kept."""
    more = {
        "measures": 200,
        "measures_in": 150,
        "first_plan_again_seconds": 0.05,
        "trace": [(0.5, 80.0, None), (1.0, 80.0, 120.0), (20.0, 100.0, 101.0)],
        "utilisation": {
            "gps": {"full_periods": 14, "largest": 1.0, "is_receiving": True},
            "nhn": {"full_periods": 0, "largest": 0.6, "is_receiving": False},
        },
    }
    given = {
        "name": "seed 0",
        "family": family,
        "value": 2.5e9,
        "gap": 0.01,
        "seconds": 60.0,
        "first_plan_seconds": 0.4,
        "memory_mb": 400.0,
        "gap_to_best_known": None,
        "status": "feasible",
        "peers": [{"name": "plain", "value": 2e9, "gap": 0.2, "gap_to_best_known": None}],
        "more": more,
    }
    return given | fields


def results_of(*rows: dict[str, Any], name: str = "waves") -> dict[str, Any]:
    """Give results that hold these rows."""
    made = {
        "date": "2026-01-02",
        "machine": {"cores": 4, "memory_gb": 8.0, "system": "Linux"},
        "versions": {"python": "3.11"},
    }
    return {name: made | {"seconds": 60.0, "rows": list(rows)}}


def a_target(name: str) -> Target:
    """Give the target whose name begins so."""
    return next(each for each in targets() if each.what.startswith(name))


def test_a_chart_is_sound_xml_with_a_description_and_escaped_words() -> None:
    root = ET.fromstring(svg(a_chart()))

    words = [each.text for each in root.iter(f"{SVG}text")]
    assert root.get("role") == "img"
    assert "a & b" in (root.get("aria-label") or "")
    assert {"Gap <over> time", "a & b", "s", "%"} <= set(words)


@pytest.mark.parametrize("log", [False, True])
def test_all_points_lie_within_the_plot_and_rise_with_their_figures(log: bool) -> None:
    chart = a_chart(x=Axis(title="s", log=log), y=Axis(title="%", log=log))

    root = ET.fromstring(svg(chart))

    line = next(root.iter(f"{SVG}polyline")).get("points") or ""
    (x, y), (to_x, to_y) = [tuple(map(float, point.split(","))) for point in line.split()]
    assert 0 < x < to_x < float(root.get("width") or 0)
    assert 0 < to_y < y  # upwards on a screen is less


def test_on_a_logarithmic_axis_each_factor_takes_the_same_room() -> None:
    scale = Scale(0.1, 1000.0, 0.0, 400.0, log=True)

    places = [scale(figure) for figure in (0.1, 1.0, 10.0, 100.0, 1000.0)]

    assert [b - a for a, b in pairwise(places)] == pytest.approx([100.0] * 4)
    assert scale.ticks() == pytest.approx([0.1, 1, 10, 100, 1000])
    assert scale(0.0) == 0.0


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (0.0, 7.0), (0.0, 1234.0)])
def test_figures_along_an_axis_are_round_and_few(low: float, high: float) -> None:
    ticks = Scale(low, high, 0.0, 1.0, log=False).ticks()

    assert 3 <= len(ticks) <= 8
    assert all(len(f"{tick:.6g}".replace(".", "").strip("0")) <= 3 for tick in ticks)


def test_a_stepped_line_keeps_its_figure_until_the_next_point() -> None:
    stepped = replace(a_chart().lines[0], stepped=True)

    line = next(ET.fromstring(svg(a_chart(lines=[stepped]))).iter(f"{SVG}polyline")).get("points") or ""

    places = [tuple(map(float, point.split(","))) for point in line.split()]
    assert len(places) == 3
    assert places[0][1] == places[1][1]
    assert places[1][0] == places[2][0]


def test_every_colour_can_be_read_on_white() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        plain = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * plain[0] + 0.7152 * plain[1] + 0.0722 * plain[2]

    assert min(1.05 / (light(colour) + 0.05) for colour in COLOURS) >= 4.5


def test_the_gap_over_time_is_the_mean_from_when_every_row_has_one() -> None:
    late = a_row()
    late["more"] = {"trace": [(5.0, 100.0, 130.0)]}

    points = gap_over_time([a_row(), late])

    assert [at for at, _ in points] == [5.0, 20.0, 60.0]
    assert [gap for _, gap in points] == pytest.approx([40.0, 15.5, 15.5])


def test_a_row_that_never_had_a_gap_leaves_no_line() -> None:
    without = a_row()
    without["more"] = {"trace": [(5.0, 100.0, None)]}

    assert gap_over_time([a_row(), without]) == []


def test_there_is_a_chart_for_each_difficulty_and_for_the_first_plan() -> None:
    found = charts(results_of(a_row(), a_row("waves 600, slack"), a_row("graph, binding")))

    assert found.keys() == {"gap-slack", "gap-binding", "first-plan"}
    assert [line.name for line in found["gap-slack"].lines] == ["200 measures", "600 measures"]
    assert [at for at, _ in found["first-plan"].lines[0].points] == [80, 200, 600]


def test_one_search_is_drawn_in_per_cent_of_its_best_plan() -> None:
    row = a_row("waves 2000, binding", value=100.0)
    row["more"] = {"trace": [(0.5, 50.0, None), (1.0, 80.0, 300.0), (20.0, 100.0, 104.0)]}

    found = charts(results_of(row, a_row("waves 2000, binding")))["search"]

    assert [line.name for line in found.lines] == ["bound", "best plan"]
    assert found.lines[0].points == [(1.0, 120.0), (20.0, 104.0), (60.0, 104.0)]
    assert found.lines[1].points == [(0.5, 90.0), (1.0, 90.0), (20.0, 100.0), (60.0, 100.0)]


def test_targets_are_judged_by_the_mean_of_the_family_beside_the_peer() -> None:
    results = results_of(a_row(gap=0.004), a_row(gap=0.01))

    table = target_table(results, [a_target("waves 200, slack")])

    assert "| waves 200, slack: mean gap | ≤ 1 % | 0.7 % | yes | plain 20 % |" in table


def test_a_missed_target_is_said() -> None:
    table = target_table(results_of(a_row(gap=0.02)), [a_target("waves 200, slack")])

    assert "| 2 % | no |" in table


def test_a_row_without_a_gap_is_not_hidden_by_the_mean_of_others() -> None:
    results = results_of(a_row(), a_row(gap=None))

    assert "| not measured |" in target_table(results, [a_target("waves 200, slack")])


def test_an_instance_that_is_known_to_have_no_plan_is_left_out_of_a_mean_when_none_is_found() -> None:
    none = a_row("rcpsp_max/ubo50", gap_to_best_known=None, status="infeasible", known_infeasible=True)
    found = a_row("rcpsp_max/ubo50", gap_to_best_known=0.02)
    target = a_target("rcpsp_max")

    assert target.read(results_of(none, found, name="published-5-s")) == pytest.approx(2.0)
    missed = none | {"status": "unknown"}
    assert target.read(results_of(missed, found, name="published-5-s")) is None


def test_means_and_worst_need_every_row() -> None:
    assert mean([{"a": 1.0}, {"a": 3.0}], lambda row: row["a"]) == 2.0
    assert worst([{"a": 1.0}, {"a": 3.0}], lambda row: row["a"]) == 3.0
    assert mean([{"a": 1.0}, {"a": None}], lambda row: row["a"]) is None
    assert worst([], lambda row: row["a"]) is None


def test_a_first_plan_that_is_worse_than_the_old_one_repaired_misses_its_target() -> None:
    better, worse = (a_row("re-solve", more={"first_over_repaired": gain}) for gain in (0.02, -0.01))
    target = a_target("re-solve after a small change: first plan")

    assert target.holds(target.read(results_of(better, name="resolve"))) is True
    assert target.holds(target.read(results_of(better, worse, name="resolve"))) is False


def test_j30_is_judged_by_how_many_are_not_proved() -> None:
    found = [a_row("rcpsp/j30", status=status) for status in ("optimal", "feasible")]
    target = a_target("j30")

    assert target.read(results_of(*found, name="published-10-s")) == 1


def test_every_target_can_be_asked_of_no_results_at_all() -> None:
    assert [target.read({}) for target in targets()] == [None] * len(targets())


def test_the_page_is_written_with_its_charts_and_old_charts_go(tmp_path: Path) -> None:
    page = tmp_path / "results.md"
    (tmp_path / "images" / "results").mkdir(parents=True)
    (tmp_path / "images" / "results" / "gap-old.svg").touch()

    write_page(results_of(a_row()), page)

    text = page.read_text(encoding="utf-8")
    drawn = {path.name for path in (tmp_path / "images" / "results").iterdir()}
    assert drawn == {"gap-slack.svg", "first-plan.svg"}
    assert all(f"images/results/{name}" in text for name in drawn)
    assert (
        "| waves 200, slack, seed 0 | 150 of 200 | 2.500 | 1.00 | 0.4 | 400 | 14 | 0 | 60 % | 20.00 |" in text
    )


def test_the_page_says_when_and_on_what_machine_it_was_measured() -> None:
    text = page_text(results_of(a_row()), {})

    assert "| waves | 2026-01-02 | 60 | 4 cores, 8 GB, Linux | python 3.11 |" in text


def test_a_benchmark_that_measures_no_time_needs_no_machine() -> None:
    text = page_text({"backtest": {"date": "2026-01-02", "versions": {}}}, {})

    assert "| backtest | 2026-01-02 | – | – |  |" in text


def test_the_page_in_the_documentation_is_that_of_the_kept_results(tmp_path: Path) -> None:
    page = tmp_path / "results.md"

    write_page(latest(), page)

    assert page.read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")


def test_the_latest_result_of_each_benchmark_is_read(tmp_path: Path) -> None:
    for name in ("waves-2026-01-02", "waves-2026-03-01", "lumpy-60-s-2026-01-02", "notes"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"date": name}), encoding="utf-8")

    found = latest(tmp_path)

    assert {name: each["date"] for name, each in found.items()} == {
        "waves": "waves-2026-03-01",
        "lumpy-60-s": "lumpy-60-s-2026-01-02",
    }


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """Let the suite's runners only be noted, and give the result of each as one of 2 January."""
    noted: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        noted.append(command[1:])
        return subprocess.CompletedProcess(command, len(noted) == 3, '{"date": "2026-01-02"}')

    monkeypatch.setattr("suite.subprocess.run", run)
    monkeypatch.setattr("recording.RESULTS", tmp_path)
    monkeypatch.setattr(suite, "write_page", lambda: noted.append(["page"]))
    return noted


def test_the_suite_keeps_each_result_then_writes_the_page_and_gives_the_worst_code(
    commands: list[list[str]], tmp_path: Path
) -> None:
    code = suite.main([])

    assert code == 1
    assert commands[-1] == ["page"]
    assert {path.name for path in tmp_path.iterdir()} == {f"{run.name}-2026-01-02.json" for run in suite.FULL}


def test_the_quick_suite_keeps_nothing_and_leaves_the_page(commands: list[list[str]], tmp_path: Path) -> None:
    suite.main(["--quick"])

    assert ["page"] not in commands
    assert list(tmp_path.iterdir()) == []


def test_peers_are_asked_about_waves_alone(commands: list[list[str]]) -> None:
    suite.main(["--quick", "--peers"])

    measured = commands[1:]
    assert [each[-1] == "plain" for each in measured] == ["--resolve" not in each for each in measured]


def test_published_instances_are_measured_where_a_folder_is_named(commands: list[list[str]]) -> None:
    suite.main(["--instances", "somewhere"])

    scripts = {Path(command[0]).name for command in commands}
    assert {"lumpy.py", "published.py"} <= scripts


@pytest.mark.parametrize("run", [*suite.FULL, *suite.QUICK, *suite.of_instances(Path("folder"))])
def test_every_run_of_the_suite_is_a_script_that_is_there(run: suite.Run) -> None:
    assert (HERE / run.command[0]).is_file()
