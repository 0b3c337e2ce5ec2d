"""Certificates and plans that somebody changed: refused with a message, or what they say is true."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
import verify_bound
from support.brute_force import best_plan
from support.builders import a_roadmap_with_everything
from support.certificates import MILLION, as_read, bound_by, priced
from support.seeds import drawn

from planner.files import certificate_to_json, plan_to_json
from planner.model import VALUE, Budget, Plan
from planner.solver import solve_exactly

Tampering = Callable[[dict[str, Any], dict[str, Any], Random], None]
ROADMAP = a_roadmap_with_everything()


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Give the best plan of a roadmap whose budget and capacity bind."""
    return solve_exactly(replace(ROADMAP, budgets=(Budget(year=2023, limit_nok=2.5e6),)))


@pytest.fixture(scope="module")
def files(plan: Plan) -> tuple[str, str]:
    """Give the texts of the plan and of its certificate, which claims what it proves."""
    certificate = priced(plan.roadmap)
    bound = bound_by(plan.roadmap, certificate)
    made = json.loads(certificate_to_json(certificate))
    made["certificate"]["bound"] = str(Fraction(round(bound * MILLION) + 1))
    return plan_to_json(plan), json.dumps(made)


def check(plan: dict[str, Any], certificate: dict[str, Any]) -> Fraction:
    """Give the bound that the verifier proves, the plan compared with it."""
    held, proof = as_read(json.dumps(plan)), as_read(json.dumps(certificate))
    bound = verify_bound.proved(held["roadmap"], proof)
    verify_bound.gap_of(held, proof, bound)
    return bound


def lower_claim(plan: dict[str, Any], certificate: dict[str, Any], dice: Random) -> None:
    """Claim less than the prices add up to."""
    claimed = Fraction(certificate["certificate"]["bound"])
    certificate["certificate"]["bound"] = str(claimed * Fraction(dice.randint(1, 999), 1000))


def a_price_below_nothing(plan: dict[str, Any], certificate: dict[str, Any], dice: Random) -> None:
    """Let a row pay for breaking its limit."""
    row = dice.choice(certificate["certificate"]["rows"])
    row["prices"][dice.randrange(len(row["prices"]))] = f"-{dice.randint(1, 10**6)}/7"


def another_digest(plan: dict[str, Any], certificate: dict[str, Any], dice: Random) -> None:
    """Name another roadmap."""
    certificate["certificate"]["digest"] = f"{dice.getrandbits(256):064x}"


def another_roadmap(plan: dict[str, Any], certificate: dict[str, Any], dice: Random) -> None:
    """Change a figure of the roadmap."""
    rollout = dice.choice(plan["plan"]["roadmap"]["rollouts"])
    rollout["benefit_nok_per_year"] *= 1 + dice.random()


def a_better_score(plan: dict[str, Any], certificate: dict[str, Any], dice: Random) -> None:
    """Write a score above the bound."""
    plan["plan"]["score"] = float(certificate["certificate"]["bound"]) * (1.01 + dice.random())


def a_row_that_is_not(plan: dict[str, Any], certificate: dict[str, Any], dice: Random) -> None:
    """Price what the roadmap has not."""
    row = {"rule": "capacity", "of": f"x{dice.randint(0, 99)}", "prices": ["1"]}
    certificate["certificate"]["rows"].append(row)


def a_row_twice(plan: dict[str, Any], certificate: dict[str, Any], dice: Random) -> None:
    """Price a row a second time."""
    certificate["certificate"]["rows"].append(dice.choice(certificate["certificate"]["rows"]))


def a_longer_row(plan: dict[str, Any], certificate: dict[str, Any], dice: Random) -> None:
    """Price periods beyond the horizon."""
    rows = [row for row in certificate["certificate"]["rows"] if row["rule"] == "capacity"]
    dice.choice(rows)["prices"].append(str(dice.randint(1, 10**6)))


def a_level_nobody_kept(plan: dict[str, Any], certificate: dict[str, Any], dice: Random) -> None:
    """Prove the bound among plans that keep a level which the plan does not keep."""
    aim = dict(certificate["certificate"]["objective"], kind="open work", kept=[])
    level = {"objective": aim, "level": dice.random(), "reached": 0.0, "loss": 0.0, "bound": None}
    certificate["certificate"]["objective"]["kept"] = [level]


def another_aim(plan: dict[str, Any], certificate: dict[str, Any], dice: Random) -> None:
    """Say that the bound is one on something else."""
    certificate["certificate"]["objective"]["kind"] = dice.choice(["coverage", "finish", "x"])


def unknown_money(plan: dict[str, Any], certificate: dict[str, Any], dice: Random) -> None:
    """Add an amount that the verifier has never heard of."""
    dice.choice(plan["plan"]["roadmap"]["measures"])["bonus_nok"] = dice.randint(1, 10**6)


def no_number(plan: dict[str, Any], certificate: dict[str, Any], dice: Random) -> None:
    """Write a price that is no fraction."""
    row = dice.choice(certificate["certificate"]["rows"])
    row["prices"][dice.randrange(len(row["prices"]))] = dice.choice(["nan", "1/0", "x", "inf"])


REFUSED: tuple[Tampering, ...] = (
    lower_claim,
    a_price_below_nothing,
    another_digest,
    another_roadmap,
    a_better_score,
    a_row_that_is_not,
    a_row_twice,
    a_longer_row,
    a_level_nobody_kept,
    another_aim,
    unknown_money,
    no_number,
)


@pytest.mark.parametrize("seed", drawn(1, 5))
@pytest.mark.parametrize("tamper", REFUSED, ids=lambda tamper: tamper.__name__)
def test_what_is_false_is_refused(files: tuple[str, str], tamper: Tampering, seed: int) -> None:
    plan, certificate = map(json.loads, files)
    assert check(plan, certificate) > 0  # accepted as it is

    tamper(plan, certificate, Random(f"{tamper.__name__} {seed}"))

    with pytest.raises((SystemExit, ArithmeticError, LookupError, ValueError)):
        check(plan, certificate)


def test_money_that_is_unknown_is_refused_by_its_name(files: tuple[str, str]) -> None:
    roadmap = json.loads(files[0])["plan"]["roadmap"]
    roadmap["measures"][0]["bonus_nok"] = 1

    with pytest.raises(SystemExit, match=r"money unknown here, \['bonus_nok'\]"):
        verify_bound.digest_of(roadmap)


@pytest.mark.parametrize("seed", drawn(4, 40))
def test_what_is_accepted_after_a_change_is_true(plan: Plan, files: tuple[str, str], seed: int) -> None:
    dice, best = Random(seed), best_plan(plan.roadmap, VALUE)
    assert best is not None
    held, certificate = map(json.loads, files)
    for _number in range(dice.randint(1, 6)):
        row = dice.choice(certificate["certificate"]["rows"])
        place = dice.randrange(len(row["prices"]))
        row["prices"][place] = str(
            Fraction(row["prices"][place]) * dice.randint(0, 4) + dice.randint(0, 10**5)
        )
    claimed = Fraction(certificate["certificate"]["bound"]) * Fraction(dice.randint(900, 1300), 1000)
    certificate["certificate"]["bound"] = str(claimed)

    try:
        check(held, certificate)
    except SystemExit:
        return

    assert claimed >= best.score * MILLION


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda text: text[:100], "a file is not as it should be"),
        (lambda text: text.replace('"schema": 3', '"schema": 4'), "no certificate known here"),
        (lambda text: text.replace('"kind": "certificate"', '"kind": "plan"'), "no certificate known here"),
        (lambda text: text.replace('"rows"', '"lines"'), "a file is not as it should be"),
        (lambda _text: "[]", "a file is not as it should be"),
    ],
)
def test_a_damaged_file_ends_with_a_message(
    files: tuple[str, str], tmp_path: Path, damage: Callable[[str], str], said: str
) -> None:
    (tmp_path / "plan.json").write_text(files[0], "utf-8")
    (tmp_path / "certificate.json").write_text(damage(files[1]), "utf-8")

    done = run(tmp_path / "plan.json", tmp_path / "certificate.json")

    assert done.returncode == 1
    assert done.stderr.startswith("Refused: ")
    assert said in done.stderr


def test_the_program_says_what_is_proved_and_how_far_a_plan_is_from_it(
    files: tuple[str, str], tmp_path: Path
) -> None:
    paths = tmp_path / "plan.json", tmp_path / "certificate.json"
    for path, text in zip(paths, files, strict=True):
        path.write_text(text, "utf-8")

    done = run(*paths, "--plan", paths[0])

    assert done.returncode == 0
    assert "Proved: no plan that is lawful is worth more than" in done.stdout
    assert "Left out where the roadmap has it, which only raises the bound: requirements, " in done.stdout
    assert "% better than this one may be possible." in done.stdout


def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run the verifier as a stranger does: without any package that is installed."""
    command = [sys.executable, "-S", verify_bound.__file__, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
