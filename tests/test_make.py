"""The command file: which Python it takes, when it sets up anew, which browser it finds, what is locked."""

import ast
import importlib.util
import os
import re
import tomllib
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PACKAGES = re.compile(r"^([a-z0-9][a-z0-9._-]*)==.*\\\n((?:    .*\n?)+)", re.MULTILINE)


@pytest.fixture
def make() -> ModuleType:
    """Load make.py by its path, since it is no part of the package."""
    spec = importlib.util.spec_from_file_location("make", CHECKOUT / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(make: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a checkout of its own where making a venv and installing only leave traces in `log`."""
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "planner"\n')
    for name in LOCKS:
        (tmp_path / name).write_text("dash==4.4.1\n")
    monkeypatch.setattr(make, "ROOT", tmp_path)
    monkeypatch.setattr(make, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(make, "make_venv", lambda: pretend_venv(make, tmp_path))
    monkeypatch.setattr(make, "pip_install", lambda *arguments: note(tmp_path, f"pip {arguments[-1]}"))
    return tmp_path


def pretend_venv(make: ModuleType, folder: Path) -> None:
    note(folder, "venv")
    python = Path(make.program("python"))
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()


def note(folder: Path, line: str) -> None:
    with (folder / "log").open("a") as log:
        log.write(f"{line}\n")


def log(folder: Path) -> list[str]:
    lines = (folder / "log").read_text().splitlines()
    (folder / "log").write_text("")
    return lines


def program(folder: Path, name: str, code: int = 0) -> str:
    """Write a program that prints a version and ends with this exit code."""
    path = folder / name
    path.write_text(f"#!/bin/sh\necho Browser 1.0\nexit {code}\n")
    path.chmod(0o755)
    return str(path)


needs_shell = pytest.mark.skipif("os.name == 'nt'", reason="the stand-in programs are shell scripts")


# Which Python


@pytest.mark.parametrize(("major", "minor"), [(3, 11), (3, 14)])
def test_a_supported_python_gets_no_message(make: ModuleType, major: int, minor: int) -> None:
    assert make.wrong_python(major, minor) == ""


@pytest.mark.parametrize(("major", "minor"), [(2, 7), (3, 10), (3, 15), (4, 0)])
def test_another_python_is_told_what_is_needed(make: ModuleType, major: int, minor: int) -> None:
    assert f"This is Python {major}.{minor}. The planner needs Python 3.11" in make.wrong_python(major, minor)


@needs_shell
def test_a_serving_python_beside_the_wrong_one_is_named(
    make: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "python3.12")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert make.wrong_python(3, 9).endswith("Try: python3.12 make.py")


def test_an_old_python_can_read_the_file_as_far_as_the_message() -> None:
    ast.parse((CHECKOUT / "make.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_make_and_the_package_want_the_same_python(make: ModuleType) -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest, too_new = (".".join(map(str, version)) for version in (make.OLDEST, make.TOO_NEW))

    assert project["requires-python"] == f">={oldest},<{too_new}"


# When it sets up anew


def test_set_up_installs_the_lock_and_then_the_project(make: ModuleType, checkout: Path) -> None:
    make.set_up("run")

    assert log(checkout) == ["venv", "pip requirements.lock", "pip ."]


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_set_up_is_skipped_when_nothing_changed(make: ModuleType, checkout: Path, kind: str) -> None:
    make.set_up(kind)
    log(checkout)

    make.set_up(kind)
    make.set_up("run")

    assert log(checkout) == []


def test_the_tools_of_developers_are_added_to_a_complete_venv(make: ModuleType, checkout: Path) -> None:
    make.set_up("run")
    log(checkout)

    make.set_up("dev")

    assert log(checkout) == ["pip requirements-dev.lock", "pip ."]


def change_lock(checkout: Path, make: ModuleType) -> None:
    (checkout / "requirements.lock").write_text("dash==4.4.2\n")


def change_project(checkout: Path, make: ModuleType) -> None:
    (checkout / "pyproject.toml").write_text('[project]\nname = "other"\n')


def lose_python(checkout: Path, make: ModuleType) -> None:
    Path(make.program("python")).unlink()


@pytest.mark.parametrize("change", [change_lock, change_project, lose_python])
def test_a_venv_that_is_out_of_date_is_remade(
    make: ModuleType, checkout: Path, change: Callable[[Path, ModuleType], None]
) -> None:
    make.set_up("run")
    log(checkout)
    change(checkout, make)

    make.set_up("run")

    assert log(checkout)[0] == "venv"


def test_the_settings_of_tools_do_not_remake_the_venv(make: ModuleType, checkout: Path) -> None:
    make.set_up("run")
    log(checkout)
    with (checkout / "pyproject.toml").open("a") as project:
        project.write("[tool.ruff]\nline-length = 110\n")

    make.set_up("run")

    assert log(checkout) == []


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("kind", ["run", "dev"])
def test_an_interrupted_set_up_leaves_no_venv_that_counts_as_complete(
    make: ModuleType,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    stop: type[BaseException],
) -> None:
    def interrupted(*arguments: str) -> None:
        raise stop

    make.set_up("run")
    (checkout / make.LOCKS[kind]).write_text("changed\n")
    with monkeypatch.context() as patched:
        patched.setattr(make, "pip_install", interrupted)
        with pytest.raises(stop):
            make.set_up(kind)
    log(checkout)

    assert not make.is_ready("run")
    make.set_up(kind)
    assert log(checkout)[0] == "venv"


def test_a_broken_project_file_is_told_in_one_line(
    make: ModuleType, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make.set_up("run")
    (checkout / "pyproject.toml").write_text("[project\n")

    assert make.main(["setup"]) == 1
    assert "pyproject.toml cannot be read" in capsys.readouterr().out


def test_a_missing_venv_module_names_one_package(make: ModuleType) -> None:
    assert re.search(r"python3\.\d+-venv", make.missing_venv())


# Which browser


@needs_shell
@pytest.mark.parametrize(
    ("there", "found"),
    [
        (["google-chrome", "chromium"], "chromium"),
        (["google-chrome", "chromium-browser"], "chromium-browser"),
        (["google-chrome"], "google-chrome"),
    ],
)
def test_the_first_browser_on_the_path_is_taken(
    make: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: list[str], found: str
) -> None:
    for name in there:
        program(tmp_path, name)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PLANNER_CHROMIUM", raising=False)

    assert make.system_browser() == str(tmp_path / found)


@needs_shell
def test_a_browser_that_does_not_start_is_passed_over(
    make: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "chromium", code=1)
    serving = program(tmp_path, "google-chrome")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PLANNER_CHROMIUM", raising=False)

    assert make.system_browser() == serving


@needs_shell
def test_a_named_browser_goes_first(
    make: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "chromium")
    named = program(tmp_path, "mine")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLANNER_CHROMIUM", named)

    assert make.system_browser() == named


def test_the_system_goes_before_debian_and_debian_before_playwright(
    make: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def finds_nothing(name: str) -> str:
        asked.append(name)
        return ""

    for name in ("system_browser", "debian_browser", "playwright_browser"):
        monkeypatch.setattr(make, name, partial(finds_nothing, name))

    assert make.browser_for_tests() == ""
    assert asked == ["system_browser", "debian_browser", "playwright_browser"]


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_without_a_browser_only_ci_turns_red_and_both_say_so(
    make: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ci: str,
    code: int,
) -> None:
    commands: list[list[str]] = []

    def call(command: list[str], **variables: str) -> int:
        commands.append(command)
        return 0

    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(make, "set_up", lambda kind: None)
    monkeypatch.setattr(make, "compiling_kernels", nullcontext)
    monkeypatch.setattr(make, "browser_for_tests", lambda: "")
    monkeypatch.setattr(make, "browser_tests", lambda: ["tests/e2e/test_first.py"])
    monkeypatch.setattr(make, "call", call)

    assert make.main(["test", "-x"]) == code
    assert commands[-1][-3:] == ["-m", "not slow and not browser", "-x"]
    assert capsys.readouterr().out.count("tests/e2e/test_first.py") == 2


# The kernels


@needs_shell
@pytest.mark.parametrize("code", [0, 1])
def test_kernels_that_could_not_be_compiled_are_told_and_nothing_else_stops(
    make: ModuleType, checkout: Path, capsys: pytest.CaptureFixture[str], code: int
) -> None:
    make.set_up("run")
    program(checkout / ".venv/bin", "python", code)

    assert make.main(["setup"]) == 0
    told = capsys.readouterr().out
    assert "about 4 minutes on two cores" in told
    assert ("could not all be compiled" in told) == bool(code)


@needs_shell
def test_lint_runs_while_kernels_are_compiled_and_tests_wait_for_them(
    make: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.set_up("dev")
    python = Path(program(checkout / ".venv/bin", "python"))
    python.write_text('#!/bin/sh\nread _ < lint-has-run\necho "${2##*.}" >> log\n')
    os.mkfifo(checkout / "lint-has-run")
    monkeypatch.setattr(make, "browser_for_tests", lambda: "browser")
    monkeypatch.setattr(
        make, "lint_failures", lambda names: (checkout / "lint-has-run").write_text("\n") and []
    )
    monkeypatch.setattr(make, "call", lambda command, **variables: note(checkout, command[2]))

    log(checkout)
    assert make.main(["test"]) == 0
    assert log(checkout) == ["warm", "pytest"]


def test_the_first_start_waits_for_no_compiler(make: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(make, "set_up", lambda kind: None)
    monkeypatch.setattr(make, "call", lambda command: commands.append(command))

    make.main(["run"])

    assert [command[1:] for command in commands] == [["app.py"]]


# The commands


def test_a_wrong_command_lists_the_commands(make: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert make.main(["tset"]) == 2

    told = capsys.readouterr().err
    names = ("setup", "run", "test", "nightly", "coverage", "lint", "bench", "lock", "licences", "messages")
    assert all(name in told for name in names)


def test_help_is_no_mistake(make: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert make.main(["--help"]) == 0
    assert "messages" in capsys.readouterr().out


def test_what_it_starts_keeps_bytecode_also_where_python_is_told_not_to(
    make: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(make, "set_up", lambda kind: None)
    told: list[str | None] = []
    monkeypatch.setattr(
        make, "call", lambda command: told.append(make.os.environ.get("PYTHONDONTWRITEBYTECODE"))
    )

    make.main(["run"])

    assert told == [None]


def test_the_keyboard_ends_it_quietly(make: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(kind: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(make, "set_up", interrupted)

    assert make.main(["run"]) == 130


def test_all_checks_run_even_when_the_first_fails(make: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "call", lambda command, **variables: "format" not in command)
    monkeypatch.setattr(make.shutil, "which", lambda name: f"/usr/bin/{name}")

    failed = ["lint check", "lint types", "lint imports", "lint scripts"]
    assert make.lint_failures(list(make.LINT)) == failed


def test_a_check_whose_tool_is_not_on_the_machine_is_left_out_with_a_reason(
    make: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make.shutil, "which", lambda name: None)
    monkeypatch.setattr(make, "call", lambda command, **variables: 1)

    assert make.lint_failures(["scripts"]) == []

    assert "no tsc" in capsys.readouterr().out


# The locks and the version


def test_the_version_is_the_newest_that_the_changelog_tells_of() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    told = re.findall(r"^## (\S+)", (CHECKOUT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert project["version"] == next(name for name in told if name != "Unreleased")


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes(name: str) -> None:
    lock = (CHECKOUT / name).read_text(encoding="utf-8")
    packages = PACKAGES.findall(lock)

    assert len(packages) == len(re.findall(r"^\w.*==", lock, re.MULTILINE)) > 20
    assert all("--hash=sha256:" in rest for _, rest in packages)


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_a_place_to_download_from(name: str) -> None:
    lock = (CHECKOUT / name).read_text(encoding="utf-8")

    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host| @ ", lock)


def test_the_locks_agree_and_hold_all_that_the_project_asks_for() -> None:
    runtime, dev = (dict(PACKAGES.findall((CHECKOUT / name).read_text(encoding="utf-8"))) for name in LOCKS)
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [re.split("[<>= ]", line)[0] for line in project["project"]["dependencies"]]
    tools = [re.split("[<>= ]", line)[0] for line in project["dependency-groups"]["dev"]]

    assert set(names) | {"setuptools"} <= set(runtime) <= set(dev)
    assert set(tools) <= set(dev)
    assert all(
        re.findall("sha256:.*", rest) == re.findall("sha256:.*", dev[name]) for name, rest in runtime.items()
    )
