"""Certificates: made from prices, and checked by the program that strangers check them with.

There is one check, ``tools/verify_bound.py``, which knows nothing of the planner and runs by itself. A wheel
brings it as ``share/planner/verify_bound.py``.
"""

import json
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, files
from math import ceil, inf, nextafter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from planner.files import certificate_to_json, write_plan, write_whole
from planner.language import ToldError, to_say
from planner.model import OPTIMAL_GAP, Certificate, Plan, PlanStatus
from planner.solver import price_rows

CERTIFICATE = "certificate.json"
VERIFIER = "verify_bound.py"
SECONDS = 10.0
"""How long prices are looked for at most; the default data takes about as long to be checked."""
_PARTS_OF_A_UNIT = 100


class Checked(NamedTuple):
    """What a check gave: the bound that prices prove, and the rules it leaves out, in English."""

    bound: Fraction
    left_out: tuple[str, ...]


def certify(plan: Plan, *, seconds: float = SECONDS) -> tuple[Certificate, Checked]:
    """Make the certificate of a plan's roadmap and aim, and check it.

    Raises
    ------
    ToldError
        If the aim is one that the check does not know, or the check refuses the certificate.
    """
    prices = price_rows(plan.roadmap, plan.objective, seconds=seconds)
    unclaimed = Certificate(digest=plan.digest, objective=plan.objective.without_proof, bound="", rows=prices)
    found = checked(plan, unclaimed)
    claimed = Fraction(ceil(found.bound * _PARTS_OF_A_UNIT), _PARTS_OF_A_UNIT)
    return replace(unclaimed, bound=str(claimed)), found


def checked(plan: Plan, certificate: Certificate) -> Checked:
    """Let the verifier check a certificate beside a plan and its roadmap.

    Raises
    ------
    ToldError
        If it refuses them, with its reason.
    """
    with TemporaryDirectory() as folder:
        files = Path(folder) / "plan.json", Path(folder) / CERTIFICATE
        write_plan(plan, files[0])
        write_whole(files[1], certificate_to_json(certificate).encode())
        command = [sys.executable, "-S", str(verifier()), *map(str, files), "--plan", str(files[0]), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    if done.returncode != 0:
        reason = done.stderr.strip() or str(done.returncode)
        raise ToldError(to_say("The certificate is refused: {reason}", reason=reason))
    said = json.loads(done.stdout)
    return Checked(Fraction(said["bound"]), tuple(said["left_out"]))


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
    """Give a plan whose bound is the one of its certificate, checked now.

    What the file claims of levels that are kept stays a claim. A plan at its bound is the best.

    Raises
    ------
    ToldError
        If the check refuses the certificate.
    """
    bound = nextafter(float(checked(plan, certificate).bound), inf)
    proved = replace(plan, bound=bound, certified=True)
    is_best = proved.gap is not None and proved.gap <= OPTIMAL_GAP and not proved.open_stages
    return replace(proved, status=PlanStatus.OPTIMAL if is_best else PlanStatus.FEASIBLE)
