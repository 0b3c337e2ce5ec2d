"""What is installed beside the planner, and under which licences: a table, and a bill of materials.

Reads the locks, and what installed packages say of themselves. The bill is CycloneDX 1.6, without a clock:
the same locks give the same files.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {"required": "requirements.lock", "excluded": "requirements-dev.lock"}
"""By the scope of CycloneDX: what the planner runs on, and what only its developers use."""
BILL, TABLE = ROOT / "docs" / "sbom.json", ROOT / "docs" / "licences.md"

ALLOWED = frozenset(
    (
        *("0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0"),
        *("ISC", "MIT", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Zlib", "ZPL-2.1"),
    )
)
"""Licences under which anybody may use a package and pass it on, unchanged, beside code under another."""

STATED = {
    "axe-playwright-python": "MIT AND MPL-2.0",  # holds axe-core
    "blinker": "MIT",
    "colorama": "BSD-3-Clause",
    "comm": "BSD-3-Clause",
    "coverage": "Apache-2.0",
    "grimp": "BSD-2-Clause",
    "import-linter": "BSD-2-Clause",
    "itsdangerous": "BSD-3-Clause",
    "janus": "Apache-2.0",
    "jinja2": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "nest-asyncio": "BSD-2-Clause",
    "numba": "BSD-2-Clause",
    "ortools": "Apache-2.0",
    "pathspec": "MPL-2.0",
    "protobuf": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pytest-cov": "MIT",
    "sortedcontainers": "Apache-2.0",
    "waitress": "ZPL-2.1",
}
"""Read in the licence file, where a package says it in words of its own, or is not installed everywhere."""

BUNDLED = (("Source Sans 3", "3.052", "OFL-1.1", "the font of the A3 sheet, in planner/report/fonts"),)
"""What lies in the repository itself and is not ours."""


PAGE = """# Licences

The planner is under the MIT licence. What it runs on, and what its developers use, is free software that
anybody may use and pass on; none of it asks that code beside it be published. [sbom.json](sbom.json) says the
same to programs (CycloneDX 1.6). `python3 make.py licences` writes both anew from the locks, and a test holds
them.

## What the planner runs on

{head}
{run}

Packages hold code of others under their own licences, which lie beside them when they are installed: OR-tools
holds HiGHS (MIT) and more, llvmlite LLVM, Dash and Mantine scripts of React, typst a compiler and its fonts.

| part of the repository | version | licence | is |
|---|---|---|---|
{bundled}

## What developers use beside it

{head}
{developed}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One package of a lock; of one that has a version for each Python, all of them.

    Parameters
    ----------
    asked_by
        The packages that need it, ``planner`` where the project itself asks for it.
    """

    name: str
    versions: tuple[str, ...]
    asked_by: tuple[str, ...]
    scope: str

    @property
    def licence(self) -> str:
        """Give the licence as an SPDX expression, empty where nobody says it in one."""
        return STATED.get(self.name) or _said_of(self.name)


def _said_of(name: str) -> str:
    """Give what an installed package says of its licence, where that is an SPDX expression."""
    try:
        told = metadata(name).json
    except PackageNotFoundError:
        return ""
    said = str(told.get("license_expression") or told.get("license") or "").strip()
    return said if parts_of(said) <= ALLOWED else ""


def parts_of(expression: str) -> frozenset[str]:
    """Give the licences in an SPDX expression.

    Examples
    --------
    >>> sorted(parts_of("BSD-2-Clause AND (MIT OR Apache-2.0 WITH LLVM-exception)"))
    ['Apache-2.0 WITH LLVM-exception', 'BSD-2-Clause', 'MIT']
    """
    return frozenset(part.strip(" ()") for part in re.split(r"\b(?:AND|OR)\b", expression))


def locked(root: Path = ROOT) -> list[Locked]:
    """Read both locks: what the planner runs on, and what developers need beside it."""
    found: dict[str, Locked] = {}
    for scope, file in LOCKS.items():
        for name, versions, asked_by in _entries((root / file).read_text(encoding="utf-8")):
            if name not in found:
                found[name] = Locked(name=name, versions=versions, asked_by=asked_by, scope=scope)
    return sorted(found.values(), key=lambda each: each.name)


def _entries(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Give name, versions and who asked of each package, as uv writes them."""
    versions: dict[str, list[str]] = {}
    asked: dict[str, set[str]] = {}
    for entry in re.split(r"\n(?=[a-z0-9])", text):
        head = re.match(r"([a-z0-9][a-z0-9._-]*)==(\S+)", entry)
        if head:
            versions.setdefault(head[1], []).append(head[2])
            names = re.findall(r"^ +#(?: via|  ) ([a-z0-9][\w.-]*)", entry, re.MULTILINE)
            asked.setdefault(head[1], set()).update(names)
    return [(name, tuple(versions[name]), tuple(sorted(asked[name]))) for name in versions]


def faults(packages: Iterable[Locked]) -> list[str]:
    """Name what has no known licence, or one that we may not pass on beside others."""
    told = []
    for each in packages:
        if not each.licence:
            told.append(f"{each.name}: no known licence, expected an SPDX expression, or one in STATED")
        elif unknown := parts_of(each.licence) - ALLOWED:
            told.append(f"{each.name}: {', '.join(sorted(unknown))}, expected one of those in ALLOWED")
    return told


def bill(packages: Sequence[Locked], version: str) -> str:
    """Give the bill of materials as CycloneDX JSON."""
    mine: dict[str, object] = {
        "type": "application",
        "bom-ref": "planner",
        "name": "planner",
        "version": version,
    }
    components = [_component(each, version) for each in packages for version in each.versions]
    told = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**mine, "licenses": [{"expression": "MIT"}]}},
        "components": components + [_part(*part) for part in BUNDLED],
        "dependencies": _dependencies(packages),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _component(package: Locked, version: str) -> dict[str, object]:
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{package.name}@{version}",
        "name": package.name,
        "version": version,
        "scope": package.scope,
        "licenses": [{"expression": package.licence}],
        "purl": f"pkg:pypi/{package.name}@{version}",
    }


def _part(name: str, version: str, licence: str, what: str) -> dict[str, object]:
    return {
        "type": "file",
        "bom-ref": name,
        "name": name,
        "version": version,
        "description": what,
        "scope": "required",
        "licenses": [{"expression": licence}],
    }


def _dependencies(packages: Sequence[Locked]) -> list[dict[str, object]]:
    """Say which package needs which; the project's own names are those that it asks for itself."""
    refs = {each.name: [f"pkg:pypi/{each.name}@{version}" for version in each.versions] for each in packages}
    needs: dict[str, list[str]] = {"planner": []}
    needs |= {ref: [] for each in packages for ref in refs[each.name]}
    for each in packages:
        for asker in each.asked_by:
            for ref in refs.get(asker, ["planner"] if asker == "planner" else []):
                needs[ref] += refs[each.name]
    return [{"ref": ref, "dependsOn": sorted(those)} for ref, those in needs.items()]


def table(packages: Sequence[Locked]) -> str:
    """Give the page that people read."""
    rows = [
        f"| {each.name} | {', '.join(each.versions)} | {each.licence} | {', '.join(each.asked_by)} |"
        for scope in LOCKS
        for each in packages
        if each.scope == scope
    ]
    run = sum(each.scope == "required" for each in packages)
    head = "| package | version | licence | asked for by |\n|---|---|---|---|"
    parts = [f"| {name} | {version} | {licence} | {what} |" for name, version, licence, what in BUNDLED]
    return PAGE.format(
        head=head, run="\n".join(rows[:run]), bundled="\n".join(parts), developed="\n".join(rows[run:])
    )


def main() -> int:
    """Write the bill and the table; 1 where a licence is unknown or not allowed."""
    packages = locked()
    told = faults(packages)
    for fault in told:
        print(fault, file=sys.stderr)
    if told:
        return 1
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    BILL.write_text(bill(packages, project["version"]), encoding="utf-8")
    TABLE.write_text(table(packages), encoding="utf-8")
    print(f"{len(packages)} packages: {BILL.relative_to(ROOT)} and {TABLE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
