"""Certificates: made from prices, and checked by the program that strangers check them with.

There is one check, ``tools/verify_bound.py``, which knows nothing of the planner and runs by itself. A wheel
brings it as ``share/planner/verify_bound.py``.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, files
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.files import certificate_to_json, write_plan, write_whole
from planner.language import ToldError, to_say
from planner.model import Certificate, Checked, Plan, PricedRow
from planner.results import with_certified_bound
from planner.runs import LOOK_SECONDS, POLITENESS, Answerer
from planner.solver import price_rows

CERTIFICATE = "certificate.json"
VERIFIER = "verify_bound.py"
SECONDS = 10.0
"""How long prices are looked for at most; the default data takes about as long to be checked."""
_PARTS_OF_A_UNIT = 100


def certify(plan: Plan, *, seconds: float = SECONDS) -> tuple[Certificate, Checked]:
    """Make the certificate of a plan's roadmap and aim, and check it.

    Raises
    ------
    ToldError
        If the aim is one that the check does not know, or the check refuses the certificate.
    """
    unclaimed = _unclaimed(plan, price_rows(plan.roadmap, plan.objective, seconds=seconds))
    found = checked(plan, unclaimed)
    return _claiming(unclaimed, found), found


def certify_beside(
    plan: Plan, stop: threading.Event, *, seconds: float = SECONDS
) -> tuple[Certificate, Checked] | None:
    """Do the same in processes of low priority beside this one; nothing where stopped.

    Raises
    ------
    ToldError
        As of ``certify``.
    LostError
        If the process that looks for prices ends without an answer.
    """
    process: Answerer[float, tuple[PricedRow, ...]] = Answerer(_pricing, plan)
    try:
        prices = process.answer(seconds, stop)
    finally:
        process.end()
    if prices is None:
        return None
    unclaimed = _unclaimed(plan, prices)
    found = check_beside(plan, unclaimed, stop)
    return None if found is None else (_claiming(unclaimed, found), found)


def _pricing(plan: Plan) -> Callable[[float], tuple[PricedRow, ...]]:
    """Give what looks for prices, in a process of its own."""
    return lambda seconds: price_rows(plan.roadmap, plan.objective, seconds=seconds)


def _unclaimed(plan: Plan, prices: tuple[PricedRow, ...]) -> Certificate:
    return Certificate(digest=plan.digest, objective=plan.objective.without_proof, bound="", rows=prices)


def _claiming(certificate: Certificate, found: Checked) -> Certificate:
    """Let a certificate claim the bound that its prices prove, rounded up."""
    claimed = Fraction(ceil(found.bound * _PARTS_OF_A_UNIT), _PARTS_OF_A_UNIT)
    return replace(certificate, bound=str(claimed))


def checked(plan: Plan, certificate: Certificate) -> Checked:
    """Let the verifier check a certificate beside a plan and its roadmap.

    Raises
    ------
    ToldError
        If it refuses them, with its reason.
    """
    with _verifying(plan, certificate) as process:
        return _told(process, *process.communicate())


def check_beside(plan: Plan, certificate: Certificate, stop: threading.Event) -> Checked | None:
    """Do the same at low priority; nothing where stopped.

    Raises
    ------
    ToldError
        As of ``checked``.
    """
    with _verifying(plan, certificate) as process:
        if hasattr(os, "setpriority"):  # not on Windows
            os.setpriority(os.PRIO_PROCESS, process.pid, POLITENESS)
        while not stop.is_set():
            with suppress(subprocess.TimeoutExpired):
                return _told(process, *process.communicate(timeout=LOOK_SECONDS))
        return None


@contextmanager
def _verifying(plan: Plan, certificate: Certificate) -> Iterator[subprocess.Popen[str]]:
    """Check in a process that has nothing of the planner but files; it ends with the work on what it says."""
    with TemporaryDirectory() as folder:
        files = Path(folder) / "plan.json", Path(folder) / CERTIFICATE
        write_plan(plan, files[0])
        write_whole(files[1], certificate_to_json(certificate).encode())
        command = [sys.executable, "-S", str(verifier()), *map(str, files), "--plan", str(files[0]), "--json"]
        ends = subprocess.PIPE
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=ends, stderr=ends, text=True, encoding="utf-8"
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
                process.communicate()


def _told(process: subprocess.Popen[str], said: str, complaint: str) -> Checked:
    if process.returncode != 0:
        reason = complaint.strip() or str(process.returncode)
        raise ToldError(to_say("The certificate is refused: {reason}", reason=reason))
    found = json.loads(said)
    return Checked(Fraction(found["bound"]), tuple(found["left_out"]))


def verifier(checkout: Path = Path(__file__).parents[2]) -> Path:
    """Give the program that checks certificates: from the checkout, or beside the package that was installed.

    Raises
    ------
    ToldError
        If it is in neither place.
    """
    program = checkout / "tools" / VERIFIER
    if program.is_file():
        return program
    try:
        installed = [Path(str(each.locate())) for each in files("planner") or () if each.name == VERIFIER]
    except PackageNotFoundError:
        installed = []
    if not installed:
        raise ToldError(to_say("{program}, which checks certificates, is not installed.", program=VERIFIER))
    return installed[0]


def with_proof(plan: Plan, certificate: Certificate) -> Plan:
    """Give a plan with the bound of its certificate, checked now.

    Raises
    ------
    ToldError
        If the check refuses the certificate.
    """
    return with_certified_bound(plan, checked(plan, certificate).as_number)
