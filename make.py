"""Set up, run, test and look after the planner, with Python and nothing else.

The syntax stays readable for Python 3.6, so that an old Python gets a plain message and not a syntax error.
"""

import _signal  # type: ignore[import-not-found]

if __name__ == "__main__" and _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)  # until main listens, Ctrl-C ends it without a word

import hashlib
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

OLDEST, TOO_NEW = (3, 11), (3, 15)


def wrong_python(major: int, minor: int) -> str:
    """Give what to tell somebody whose Python is too old or too new, nothing where it serves."""
    if OLDEST <= (major, minor) < TOO_NEW:
        return ""
    names = [f"python3.{number}" for number in range(TOO_NEW[1] - 1, OLDEST[1] - 1, -1)]
    here = [name for name in names if shutil.which(name)]
    advice = f"Try: {here[0]} make.py" if here else "Install one of these, then run make.py with it."
    return (
        f"This is Python {major}.{minor}. The planner needs Python {OLDEST[0]}.{OLDEST[1]} or newer, "
        f"older than {TOO_NEW[0]}.{TOO_NEW[1]}. {advice}"
    )


if wrong_python(*sys.version_info[:2]):
    sys.exit(wrong_python(*sys.version_info[:2]))


from collections.abc import Callable, Iterator  # noqa: E402  (Python 3.6 must get past this place)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
# Measured on Linux with an empty cache; other systems differ by some tens of MB.
SIZES = {"run": "190 MB to download, 750 MB on disk", "dev": "300 MB to download, 1100 MB on disk"}
INSTALLING = {"run": "half a minute on a fast line", "dev": "a minute on a fast line"}
COMPILING = "4 minutes on two cores, 7 on one"
LINT = {
    "check": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "types": ("mypy",),
    "imports": ("lint-imports",),
    "scripts": ("tsc", "--project", "jsconfig.json"),
}
OPTIONAL = {"tsc": "only tests read the page's scripts; npm install --global typescript checks their types"}
"""Tools that Python cannot bring, each with what is told where it is not on the machine."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HEARS_LATE = "app.py"
"""What lets Ctrl-C come by itself, once its Python is up."""
STARTED = time.monotonic()

Command = list[str] | tuple[str, ...]


class MakeError(Exception):
    """Something the person at the keyboard has to mend; the message says what."""


def say(text: str) -> None:
    """Print a line with the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:4.0f} s] {text}", flush=True)


# Running other programs


def hold_keyboard_back(is_held: bool) -> None:
    """Let Ctrl-C wait, here and in what is started meanwhile, or let it come again."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK if is_held else signal.SIG_UNBLOCK, [signal.SIGINT])


@contextmanager
def running(command: Command, **options: object) -> Iterator[subprocess.Popen[str]]:
    """Start a program in the checkout and never leave it behind."""
    hold_keyboard_back(HEARS_LATE in command)
    try:
        process = subprocess.Popen(command, cwd=ROOT, **options)  # type: ignore[call-overload]
    except BaseException:
        hold_keyboard_back(False)
        raise
    try:
        hold_keyboard_back(False)
        yield process
    except KeyboardInterrupt:
        with suppress(subprocess.TimeoutExpired):  # the keyboard has told the program too: let it finish
            process.wait(10)
        raise
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def call(command: Command, **variables: str) -> int:
    """Run a program with these environment variables added, and give its exit code."""
    with running(command, env={**os.environ, **variables}) as process:
        return process.wait()


def answer(command: Command) -> str:
    """Give what a program prints, nothing where it fails or cannot start."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


# The virtual environment


def program(name: str) -> str:
    """Give the path of a program in the virtual environment."""
    return str(VENV / "Scripts" / f"{name}.exe" if WINDOWS else VENV / "bin" / name)


def project_tables() -> str:
    """Give the part of pyproject.toml that the installation depends on."""
    import tomllib

    try:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MakeError(f"pyproject.toml cannot be read: {error}") from error
    tables = [project.get("build-system"), project.get("project"), project.get("tool", {}).get("setuptools")]
    return json.dumps(tables, sort_keys=True, default=str)


def digest(kind: str) -> str:
    """Give a checksum of all that a complete set-up depends on."""
    lock = ROOT / LOCKS[kind]
    if not lock.is_file():
        raise MakeError(f"{lock.name} is missing. Get it back from git.")
    parts = [lock.read_text(encoding="utf-8"), project_tables(), sys.version, sys.base_prefix, str(ROOT)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def stamp(kind: str) -> Path:
    """Give the file that says the virtual environment is complete; its content is a digest."""
    return VENV / f"complete-{kind}"


def is_ready(kind: str) -> bool:
    """Tell whether the virtual environment is complete and nothing it came from has changed."""
    complete = stamp(kind)
    return Path(program("python")).is_file() and complete.is_file() and complete.read_text() == digest(kind)


def set_up(kind: str) -> None:
    """Make the virtual environment unless it is complete. Whatever stops this leaves it marked unfinished."""
    if is_ready(kind):
        return
    keep = is_ready("run")  # what runs the planner is there: only the developers' tools are added
    for each in LOCKS:
        stamp(each).unlink(missing_ok=True)
    if not keep:
        make_venv()
    say(f"Installs from {LOCKS[kind]}: up to {SIZES[kind]}; about {INSTALLING[kind]}")
    # bytecode of what is imported is written then; for all that is installed it takes longer than the rest
    pip_install("--no-compile", "--require-hashes", "--only-binary", ":all:", "-r", LOCKS[kind])
    pip_install("--no-build-isolation", "--no-deps", "-e", ".")
    for each in ("run", "dev")[: 1 + (kind == "dev")]:
        stamp(each).write_text(digest(each))
    say("Set-up is complete")


@contextmanager
def compiling_kernels() -> Iterator[None]:
    """Compile the engine's inner loops, all of them, beside what is done meanwhile, and wait for them."""
    say(f"Compiles the engine's inner loops where they are not compiled yet: about {COMPILING}")
    with running([program("python"), "-m", "planner.solver.search.warm"]) as process:
        yield
        if process.wait():
            say("They could not all be compiled; searches do without the engines that need the others")


def compile_kernels() -> None:
    """Compile the engine's inner loops, all of them; the workspace does it in the background."""
    with compiling_kernels():
        pass


def make_venv() -> None:
    """Make an empty virtual environment, in place of one that is unfinished or out of date."""
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        raise MakeError(missing_venv())
    import venv

    say("Makes .venv anew: it was unfinished or out of date" if VENV.exists() else "Makes .venv")
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
        venv.create(VENV, with_pip=True, symlinks=not WINDOWS)
    except OSError as error:
        raise MakeError(f".venv cannot be made: {error}. Close the programs that use it.") from error
    except subprocess.CalledProcessError as error:
        raise MakeError(f".venv cannot be made: pip did not install.\n{error.output or ''}") from error


def missing_venv() -> str:
    """Say which one package of the system is missing."""
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if Path("/etc/debian_version").is_file():
        return f"Python's venv module is missing. Install it with: sudo apt-get install {package}"
    return f"Python's venv module is missing. Install your system's package for it (in Debian: {package})."


def pip_install(*arguments: str) -> None:
    """Run pip in the virtual environment, show the large downloads, and all of the end where it fails."""
    command = [program("python"), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    lines: list[str] = []
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    reading = {"text": True, "encoding": "utf-8", "errors": "replace"}
    with running([*command, "--progress-bar", "off", *arguments], **pipes, **reading) as process:
        for line in process.stdout or ():
            lines.append(line)
            large = re.search(r"Downloading ([\w.]+)-\S+ \(([\d.]+ MB)\)", line)
            if large:
                say(f"  {large[1]}, {large[2]}")
            elif line.startswith("Installing collected") and "," in line:
                say("  unpacks")
    if process.returncode:
        raise MakeError(f"{''.join(lines[-30:])}pip could not install (pip install {' '.join(arguments)}).")


# The browser for tests


def usual_places() -> list[str]:
    """Give where macOS and Windows keep browsers of the Chromium family."""
    names = ("Google Chrome", "Chromium", "Microsoft Edge")
    mac = [f"/Applications/{name}.app/Contents/MacOS/{name}" for name in names]
    ends = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
    folders = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    return mac + [rf"{folder}\{end}" for folder in folders if folder for end in ends]


def starts(path: str) -> bool:
    """Tell whether a browser is there and starts; on Windows asking for its version would open a window."""
    return Path(path).is_file() and (WINDOWS or bool(answer([path, "--version"])))


def system_browser() -> str:
    """Find a browser on this machine: named by PLANNER_CHROMIUM, on the path, or in the usual places."""
    named = [os.environ.get("PLANNER_CHROMIUM"), *map(shutil.which, BROWSERS), *usual_places()]
    return next((path for path in named if path and starts(path)), "")


def debian_browser() -> str:
    """Install Debian's browser where that is in our power."""
    release = Path("/etc/os-release")
    if not release.is_file() or not re.search(r"^ID=debian$", release.read_text(), re.MULTILINE):
        return ""
    if getattr(os, "geteuid", lambda: 1)() != 0 or not shutil.which("apt-get"):
        return ""
    say("Installs chromium with apt-get: about 100 MB to download")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    call(["apt-get", "update", "-qq"], **quiet)
    packages = ("chromium", "fonts-liberation")
    call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], **quiet)
    return system_browser()


def playwright_browser() -> str:
    """Give Playwright's own browser, downloaded where it is missing."""
    ask = "from playwright.sync_api import sync_playwright as start\n"
    ask += "with start() as playwright: print(playwright.chromium.executable_path)"
    path = answer([program("python"), "-c", ask])
    if not Path(path).is_file():
        say("Downloads Playwright's Chromium: up to 300 MB")
        call([program("python"), "-m", "playwright", "install", "chromium"])
    return path if starts(path) else ""


def browser_for_tests() -> str:
    """Give the path of a browser, nothing where none can be had."""
    return system_browser() or debian_browser() or playwright_browser()


def browser_tests() -> list[str]:
    """Name the test files that need a browser."""
    command = [program("python"), "-m", "pytest", "--collect-only", "-q", "-m", "browser", "tests"]
    return sorted({line.split("::")[0] for line in answer(command).splitlines() if "::" in line})


# The commands


def setup(arguments: list[str]) -> int:
    """Make the virtual environment: setup [--dev]."""
    if set(arguments) - {"--dev"}:
        raise MakeError(f"setup takes --dev or nothing, not {' '.join(arguments)}")
    set_up("dev" if arguments else "run")
    compile_kernels()
    say(f"Python is {Path(program('python')).relative_to(ROOT)}")
    return 0


def run(arguments: list[str]) -> int:
    """Start the workspace in the browser: run [what app.py takes]."""
    set_up("run")
    return call([program("python"), HEARS_LATE, *arguments])


def lint(arguments: list[str]) -> int:
    """Check style, types and layers: lint [check | format | types | imports | scripts ...]."""
    unknown = set(arguments) - set(LINT)
    if unknown:
        raise MakeError(f"lint knows {', '.join(LINT)}, not {', '.join(sorted(unknown))}")
    set_up("dev")
    return 1 if lint_failures(arguments or list(LINT)) else 0


def lint_failures(names: list[str]) -> list[str]:
    """Run these checks, all of them, and give the names of those that fail."""
    failed = []
    for name in names:
        tool, *options = LINT[name]
        path = shutil.which(tool) if tool in OPTIONAL else program(tool)
        say(f"Lint: {' '.join(LINT[name])}" if path else f"Lint: no {tool}, so {OPTIONAL[tool]}")
        if path and call([path, *options]):
            failed.append(f"lint {name}")
    return failed


def test(arguments: list[str]) -> int:
    """Run lint, then all tests but the slow ones: test [what pytest takes]."""
    set_up("dev")
    with compiling_kernels():  # which leaves a core free now and then
        failed = lint_failures(list(LINT))
    browser = browser_for_tests()
    told = f"Tests, with {browser}" if browser else no_browser()
    say(told)
    choice = ["-m", "not slow" if browser else "not slow and not browser"]
    tests = [program("python"), "-m", "pytest", "-n", "auto", "--dist", "worksteal", *choice, *arguments]
    if call(tests, PLANNER_CHROMIUM=browser):
        failed.append("tests")
    if not browser:
        say(told)
        failed += ["browser"] if os.environ.get("CI") == "true" else []
    say(f"FAILED: {', '.join(failed)}" if failed else "All that ran passed")
    return 1 if failed else 0


def nightly(arguments: list[str]) -> int:
    """Run the slow tests, an hour of them: nightly [what pytest takes]."""
    set_up("dev")
    compile_kernels()
    browser = browser_for_tests()
    if not browser:
        say(no_browser())
    choice = "slow" if browser else "slow and not browser"
    tests = [program("python"), "-m", "pytest", "-n", "auto", "--dist", "load", "-m", choice, *arguments]
    return call(tests, PLANNER_CHROMIUM=browser)


def coverage(arguments: list[str]) -> int:
    """Count what the quick tests pass through, a quarter of an hour: coverage [what pytest takes]."""
    set_up("dev")
    compile_kernels()
    choice = ["-m", "not slow and not browser", "--cov", "--cov-report=", *arguments]
    failed = call([program("python"), "-m", "pytest", "-n", "auto", "--dist", "worksteal", *choice])
    steps = (
        (program("coverage"), "json", "-q", "--fail-under=0"),
        (program("python"), "tools/covered.py"),
        (program("coverage"), "report", "--skip-covered", "--sort=cover"),  # fails below the floor
    )
    return [failed, *map(call, steps)].count(0) < 1 + len(steps)


def licences(arguments: list[str]) -> int:
    """Write docs/licences.md and docs/sbom.json from the locks: licences."""
    set_up("dev")
    return call([program("python"), "tools/bill.py", *arguments])


def no_browser() -> str:
    """Say loudly which tests do not run."""
    files = "".join(f"\n    {name}" for name in browser_tests())
    return f"NO BROWSER: install Chromium or Chrome, or name one in PLANNER_CHROMIUM. Not run:{files}"


def bench(arguments: list[str]) -> int:
    """Measure for 15 minutes and write docs/results.md: bench [--quick] [--peers] [--instances FOLDER]."""
    set_up("run")
    compile_kernels()
    return call([program("python"), "benchmarks/suite.py", *arguments])


def lock(arguments: list[str]) -> int:
    """Write both locks from pyproject.toml: lock [--upgrade, or what else uv pip compile takes]."""
    if not Path(program("uv")).is_file():
        set_up("dev")
    common = ["--universal", "--generate-hashes", "--no-emit-index-url", "--group", "build", *arguments]
    common += ["--custom-compile-command", "python3 make.py lock", "--quiet"]
    index = os.environ.get("PIP_INDEX_URL")
    variables = {"UV_DEFAULT_INDEX": index} if index else {}
    choices = {"dev": ["--group", "dev"], "run": ["--constraint", LOCKS["dev"]]}
    for kind, choice in choices.items():
        say(f"Writes {LOCKS[kind]}")
        command = [program("uv"), "pip", "compile", "pyproject.toml", *common, *choice]
        code = call([*command, "--output-file", LOCKS[kind]], **variables)
        if code:
            return code
    return 0


def messages(arguments: list[str]) -> int:
    """Compile the message catalogues: messages."""
    set_up("run")
    babel = [program("pybabel"), "compile", "--domain", "planner", "--directory", "planner/locale"]
    return call([*babel, *arguments])


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    command.__name__: command
    for command in (setup, run, test, nightly, coverage, lint, bench, lock, licences, messages)
}


def usage() -> str:
    """List the commands."""
    lines = [f"  {name:10}{command.__doc__}" for name, command in COMMANDS.items()]
    return "\n".join(["Usage: python3 make.py COMMAND [ARGUMENTS]", "", *lines])


def main(arguments: list[str]) -> int:
    """Run a command and give the exit code."""
    if arguments[:1] in (["-h"], ["--help"], ["help"]):
        print(usage())
        return 0
    if not arguments or arguments[0] not in COMMANDS:
        print(usage(), file=sys.stderr)
        return 2
    # each engine is a process: without bytecode, it would compile all that it imports before it begins
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return COMMANDS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130
    except MakeError as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that programs we started are ended too
    sys.exit(main(sys.argv[1:]))
