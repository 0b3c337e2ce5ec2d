"""The readers of published formats: what they read, and what they say of files that are damaged."""

from pathlib import Path

import pytest
from benchmarks.small_instances import (
    PORTFOLIO,
    SEVERAL_MODES,
    SINGLE_MODE,
    WITH_LAGS,
    WRAPPED,
    portfolio_text,
)
from formats import READERS, Arc, FormatError, Portfolio, Project, Way, read_instance
from formats_text import LeftOutError

TEXTS = {
    "one.sm": SINGLE_MODE,
    "some.mm": SEVERAL_MODES,
    "stream.rcp": WRAPPED,
    "LAGS.SCH": WITH_LAGS,
    "choice.json": portfolio_text(),
}


def written(folder: Path, name: str, text: str) -> Path:
    """Write a file and give its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def project(folder: Path, name: str) -> Project:
    """Read one of the small projects."""
    found = read_instance(written(folder, name, TEXTS[name]))
    assert isinstance(found, Project)
    return found


def test_single_mode_files_give_durations_requests_and_arcs(tmp_path: Path) -> None:
    found = project(tmp_path, "one.sm")

    assert found.capacities == (3,)
    assert [activity.ways for activity in found.activities] == [
        (Way(0, (0,)),),
        (Way(3, (2,)),),
        (Way(2, (2,)),),
        (Way(1, (1,)),),
        (Way(0, (0,)),),
    ]
    assert found.arcs == (Arc(0, 1), Arc(0, 2), Arc(1, 3), Arc(2, 4), Arc(3, 4))


def test_files_with_several_modes_tell_what_is_held_from_what_is_used_up(tmp_path: Path) -> None:
    found = project(tmp_path, "some.mm")

    assert (found.capacities, found.stocks) == ((2,), (5,))
    assert found.activities[1].ways == (Way(2, (1,), (4,)), Way(5, (1,), (1,)))


def test_a_stream_whose_lines_break_anywhere_is_the_same_project(tmp_path: Path) -> None:
    stream, table = project(tmp_path, "stream.rcp"), project(tmp_path, "one.sm")

    assert (stream.activities, stream.capacities) == (table.activities, table.capacities)
    assert set(stream.arcs) == set(table.arcs)


def test_lags_are_read_with_their_sign(tmp_path: Path) -> None:
    found = project(tmp_path, "LAGS.SCH")

    assert Arc(1, 2, 4) in found.arcs
    assert Arc(2, 1, -5) in found.arcs
    assert found.activities[3].ways == (Way(3, (1,)),)


def test_a_portfolio_has_the_figures_of_its_json(tmp_path: Path) -> None:
    found = read_instance(written(tmp_path, "choice.json", TEXTS["choice.json"]))

    assert isinstance(found, Portfolio)
    assert (found.horizon, found.budgets) == (8, (30, 40))
    assert found.capacities[0] == tuple(PORTFOLIO["capacity"][0])
    assert found.measures[1].cost == 17
    assert found.precedences[1].lag == 1
    assert not found.precedences[1].from_finish


@pytest.mark.parametrize(
    ("name", "sound", "damaged", "told"),
    [
        ("one.sm", "  2      1     3       2", "  2      1     x       2", ("line 21", "'x'", "a duration")),
        ("one.sm", "  2      1     3       2", "  2      1     3", ("line 21", "the end", "a request")),
        ("one.sm", "  2      1     3       2", "  2      1     3     2 9", ("line 21", "'9'", "the end")),
        ("one.sm", "  4      1     1       1\n", "", ("line 18", "4 rows", "5")),
        ("one.sm", "           4\n", "           44\n", ("line 12", "'44'", "from 1 to 5")),
        ("one.sm", "jobs (incl", "things (incl", ("line 1", "no line", "number of jobs")),
        ("one.sm", "RESOURCEAVAILABILITIES:", "RESOURCES:", ("line 1", "0 lines", "one")),
        ("some.mm", "\t2\t5\t1\t1", "\t3\t5\t1\t1", ("line 18", "'3'", "mode's number")),
        ("stream.rcp", "3 2 1 4", "3 -2 1 4", ("line 6", "'-2'", "a request")),
        ("stream.rcp", "0 0 0\n", "0 0\n", ("line 9", "the end", "number of successors")),
        ("stream.rcp", "0 0 0\n", "0 0 0 7\n", ("line 9", "'7'", "the end")),
        ("LAGS.SCH", "[4]\t[1]", "[4]\t[1.5]", ("line 3", "'[1.5]'", "a lag")),
        ("LAGS.SCH", "3\t1\t3\t1", "3\t2\t3\t1", ("line 10", "'2'", "the mode")),
        ("choice.json", '"horizon": 8', '"horizon": "8"', ("horizon", "'8'", "a whole number")),
        ("choice.json", '"cost": 12', '"cost": -1', ("measures[1].phases[1].cost", "-1", "from 0")),
        ("choice.json", '"type": "SS"', '"type": "FF"', ("precedences[1].type", "'FF'", "FS or SS")),
        ("choice.json", '"succ": 1', '"succ": 2', ("precedences[0].succ", "2", "from 0 to 1")),
        ("choice.json", "[30, 40]", "[30]", ("budget_by_start_year", "[30]", "a list of 2")),
        ("choice.json", '"sectors": 2,', '"sectors": 2', ("line 1", "delimiter", "JSON")),
        ("choice.json", '"sectors": 2, ', "", ("choice.json", "no field 'sectors'", "one")),
    ],
)
def test_a_damaged_file_says_where_what_was_found_and_what_was_expected(
    tmp_path: Path, name: str, sound: str, damaged: str, told: tuple[str, ...]
) -> None:
    assert sound in TEXTS[name]
    path = written(tmp_path, name, TEXTS[name].replace(sound, damaged, 1))

    with pytest.raises(FormatError) as caught:
        read_instance(path)

    message = str(caught.value)
    assert message.startswith(str(path))
    for part in (*told, "found", "expected"):
        assert part in message


@pytest.mark.parametrize("name", list(TEXTS))
def test_a_file_cut_short_anywhere_is_refused_and_nothing_worse(tmp_path: Path, name: str) -> None:
    words = TEXTS[name].rstrip("*\n ").split(" ")
    for length in range(len(words)):
        path = written(tmp_path, name, " ".join(words[:length]))
        with pytest.raises(FormatError, match="expected"):
            read_instance(path)


def test_a_file_of_no_known_kind_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"ends in '\.doc', expected \.sm, \.mm, \.rcp"):
        read_instance(tmp_path / "x.doc")


@pytest.mark.parametrize("ending", list(READERS))
def test_a_missing_file_and_one_that_is_no_text_are_named(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"binary{ending}").write_bytes(b"\xff\xfe\x00")

    for name in ("binary", "missing"):
        with pytest.raises(FormatError, match=f"{name}.*expected a text file"):
            read_instance(tmp_path / f"{name}{ending}")


def test_the_dialect_with_reservoirs_is_left_out_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(LeftOutError, match="reservoirs"):
        read_instance(written(tmp_path, "reservoir.rcp", "4 1 1\n3 5\n"))


def test_all_published_instances_are_read_as_the_psplib_package_reads_them(
    pytestconfig: pytest.Config,
) -> None:
    folder = pytestconfig.getoption("--instances")
    if folder is None:
        pytest.skip("needs the published instances: --instances=FOLDER")
    psplib = pytest.importorskip("psplib", reason="needs the dependency group 'bench'")
    kinds = {".sm": "psplib", ".mm": "psplib", ".rcp": "patterson", ".sch": "rcpsp_max"}
    paths = [path for path in folder.rglob("*") if path.suffix.lower() in kinds and "cpr" not in str(path)]

    assert paths
    for path in paths:
        ours, theirs = read_instance(path), psplib.parse(path, kinds[path.suffix.lower()])
        assert isinstance(ours, Project)
        assert as_plain(ours) == as_plain_theirs(theirs), path


def as_plain(found: Project) -> list[object]:
    """Give a project as plain lists."""
    ways = [[(way.duration, [*way.requests, *way.uses]) for way in each.ways] for each in found.activities]
    return [
        [*found.capacities, *found.stocks],
        ways,
        [(arc.before, arc.after, arc.lag) for arc in found.arcs],
    ]


def as_plain_theirs(found: object) -> list[object]:
    """Give what the package read as the same plain lists."""
    from psplib import ProjectInstance

    assert isinstance(found, ProjectInstance)
    ways = [[(mode.duration, mode.demands) for mode in each.modes] for each in found.activities]
    arcs = [
        (before, after, lag)
        for before, each in enumerate(found.activities)
        for after, lag in zip(each.successors, each.delays or [None] * len(each.successors), strict=True)
    ]
    return [[resource.capacity for resource in found.resources], ways, arcs]
