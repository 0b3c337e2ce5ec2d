"""A stated set of benchmarks, one after the other, kept in results/, and then the results page."""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from page import main as write_page
from recording import HERE, keep_result


@dataclass(frozen=True, slots=True)
class Run:
    """One runner with its arguments, and the name its result is kept under."""

    name: str
    command: tuple[str, ...]

    def with_peers(self) -> "Run":
        """Give the run with peers beside the planner, where it is one of waves."""
        return replace(self, command=(*self.command, "--peers", "plain")) if self.name == "waves" else self


FULL = (
    Run("default", ("default.py", "--seconds", "60")),
    Run("waves", ("waves.py", "--graph", "--measures", "200", "600", "2000", "--seconds", "60")),
    Run("resolve", ("waves.py", "--resolve", "--seconds", "60")),
    Run("scale", ("scale.py",)),
)
"""Some 16 minutes."""

WARM_UP = Run("warm-up", ("waves.py", "--measures", "12", "--seconds", "15"))
"""Lets a fresh checkout compile its kernels before anything is measured; not kept."""

QUICK = (
    Run("waves", ("waves.py", "--graph", "--measures", "200", "--seconds", "12")),
    Run("resolve", ("waves.py", "--resolve", "--seconds", "8")),
)
"""Some 2 minutes."""


def of_instances(folder: Path) -> tuple[Run, ...]:
    """Give the runs on published instances: some two hours more."""
    peers, lumpy, published = ("--peers", "plain"), ("lumpy.py", str(folder)), ("published.py", str(folder))
    both = ("--peers", "pyjobshop,plain")
    return (
        Run("lumpy", (*lumpy, "--seconds", "30")),
        Run("lumpy-60-s", (*lumpy, "--seconds", "60", *peers)),
        Run("published-5-s", (*published, "--seconds", "5", *both)),
        Run("published-10-s", (*published, "--only", "j30", "--seconds", "10")),
        Run("published-30-s", (*published, "--only", "j120", "--seconds", "30", *both)),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the set; 1 when any runner found what must never happen, 2 when one failed."""
    asked = _options().parse_args(arguments)
    runs = [*(QUICK if asked.quick else FULL), *(of_instances(asked.instances) if asked.instances else ())]
    if asked.peers:
        runs = [each.with_peers() for each in runs]
    _run(WARM_UP, keep=False)
    worst = max(_run(each, keep=not asked.quick) for each in runs)
    if not asked.quick:  # what a short run reaches says nothing about targets for a minute
        write_page()
    return worst


def _options() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--quick", action="store_true", help="two minutes; prints, and keeps nothing")
    made.add_argument("--peers", action="store_true", help="waves by plain HiGHS too, for 10 minutes more")
    made.add_argument("--instances", type=Path, help="folder of published instances, for two hours more")
    return made


def _run(run: Run, *, keep: bool) -> int:
    """Run one benchmark and keep what it prints as JSON."""
    print(f"{run.name}: {' '.join(run.command)}", flush=True)
    script, *options = run.command
    command = [sys.executable, str(HERE / script), *options]
    if not keep:
        return subprocess.run(command, check=False).returncode
    done = subprocess.run([*command, "--json"], check=False, stdout=subprocess.PIPE, text=True)
    try:
        date = json.loads(done.stdout)["date"]
    except (ValueError, KeyError):
        print(f"{run.name}: gave no result", file=sys.stderr)
        return 2
    keep_result(run.name, date, done.stdout)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
