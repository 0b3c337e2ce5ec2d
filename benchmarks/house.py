"""How the code is: lengths, complexity, comments, docstrings, tests beside code, rules with several homes.

Prints tables in Markdown, beside projects that are read for how they are written.
"""

import argparse
import ast
import io
import re
import sys
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from statistics import quantiles

ANCHORS = ("PyJobShop", "import-linter", "httpx", "starlette")
"""Measured on 23 November 2026, in the same way."""
OF_ANCHORS = {
    "function: p50 / p95 / max lines": ("12 / 61 / 197", "9 / 38 / 107", "9 / 47 / 133", "5 / 39 / 149"),
    "file: p50 / p95 / max lines": (
        "111 / 790 / 1308",
        "58 / 298 / 498",
        "248 / 1277 / 2019",
        "139 / 692 / 876",
    ),
    "complexity: p95 / max": ("9 / 65", "7 / 15", "8 / 48", "10 / 30"),
    "comments per 100 lines": ("2.5", "2.3", "5.1", "4.7"),
    "docstrings, share of lines": ("27 %", "16 %", "17 %", "4 %"),
    "tests : code": ("0.71", "2.2", "1.0", "1.6"),
}
RULES = {
    "limit on simultaneous rollouts": r"simultaneous_limit|\.room\b",
    "reach under pace and gates": r"def \w*reach\w*\(|gate_limits\[",
    "which links bind": r"def _?\w*binds\w*\(|def _?\w*has_passed\(",
    "closure of predecessors": r"waiting\.pop\(\)|def (?:\w*closure|\w*ancestors|\w*predecessors|required)\(",
}
"""What is meant to be worked out in one place, by what it looks like where it is worked out or read."""
TOLERANCE = re.compile(r"(?<![\w.])1e-\d+\b")
COMPILED = ("inner", "making", "entry")
PLAIN = ("int", "float", "Ints", "Floats", "bool", "Flags")
UNITS = (
    *(
        "period",
        "periods",
        "instant",
        "instants",
        "share",
        "shares",
        "units",
        "months",
        "mnok",
        "nok",
        "year",
    ),
    *("years", "seconds", "horizon", "seed", "lag", "capacity", "budget"),
)
INDICES = (
    "measure",
    "phase",
    "mode",
    "rollout",
    "sector",
    "link",
    "group",
    "circle",
    "activity",
    "number",
    "start",
)


@dataclass(frozen=True)
class Module:
    """One file of Python, read once."""

    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Give its syntax."""
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        """Count its lines."""
        return self.text.count("\n")

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Give its functions and methods, with those inside others."""
        nodes = ast.walk(self.tree)
        return [each for each in nodes if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]

    @property
    def documented(self) -> Iterator[tuple[ast.AST, str]]:
        """Give what has a docstring, with it."""
        for each in ast.walk(self.tree):
            if isinstance(each, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                told = ast.get_docstring(each, clean=False)
                if told is not None:
                    yield each, told

    @property
    def comments(self) -> int:
        """Count comments for people, not those for tools."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        told = (token.string for token in tokens if token.type == tokenize.COMMENT)
        return sum(not re.match(r"# *(noqa|type:|pragma|fmt:|!)", text) for text in told)


def modules(root: Path, *places: str) -> list[Module]:
    """Read the files of Python in some folders, or such files."""
    found = [path for place in places for path in _files(root / place)]
    return [Module(path.relative_to(root), path.read_text(encoding="utf-8")) for path in found]


def _files(place: Path) -> Iterable[Path]:
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


def three(figures: Sequence[float]) -> tuple[float, float, float]:
    """Give the middle, what nineteen of twenty lie within, and the largest."""
    cuts = quantiles(figures, n=20, method="inclusive")
    return cuts[9], cuts[18], max(figures)


def lengths(code: Iterable[Module]) -> list[int]:
    """Count the lines of each function, docstring included."""
    return [
        (each.end_lineno or each.lineno) - each.lineno + 1 for module in code for each in module.functions
    ]


def complexity(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the ways through a function: one, and one more for each branch, loop, condition and handler."""
    return 1 + sum(_ways(each) for each in ast.walk(function))


def _ways(node: ast.AST) -> int:
    match node:
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.Try():
            return len(node.handlers) + bool(node.orelse)
        case ast.For() | ast.While() | ast.AsyncFor():
            return 1 + bool(node.orelse)
        case ast.comprehension():
            return 1 + len(node.ifs)
        case ast.If() | ast.IfExp() | ast.Assert() | ast.Lambda() | ast.match_case():
            return 1
    return 0


def anchors(code: list[Module], tests: list[Module]) -> dict[str, str]:
    """Measure what the other projects have been measured for."""
    lines, told = sum(module.lines for module in code), sum(module.lines for module in tests)
    ways = [complexity(each) for module in code for each in module.functions]
    docstrings = sum(text.count("\n") + 1 for module in code for _, text in module.documented)
    comments = sum(module.comments for module in code)
    return {
        "function: p50 / p95 / max lines": _three(lengths(code)),
        "file: p50 / p95 / max lines": _three([module.lines for module in code]),
        "complexity: p95 / max": " / ".join(f"{figure:.0f}" for figure in three(ways)[1:]),
        "comments per 100 lines": f"{100 * comments / lines:.2f}",
        "docstrings, share of lines": f"{100 * docstrings / lines:.0f} %",
        "tests : code": f"{told / lines:.2f}",
    }


def _three(figures: Sequence[float]) -> str:
    return " / ".join(f"{figure:.0f}" for figure in three(figures))


def by_package(code: list[Module], tests: list[Module]) -> list[tuple[str, int, int]]:
    """Give each package with its lines and those of its tests."""
    lines: Counter[str] = Counter()
    tested: Counter[str] = Counter()
    for module in code:
        lines[_package(module.path)] += module.lines
    for module in tests:
        tested[_tested(module.path, set(lines))] += module.lines
    return [(name, lines[name], tested[name]) for name in sorted({*lines, *tested})]


def _package(path: Path) -> str:
    parts = path.with_suffix("").parts
    return parts[1] if parts[0] == "planner" and len(parts) > 1 else parts[0]


def _tested(path: Path, packages: set[str]) -> str:
    """Name what a test is about, by its folder or by the first word of its name that is a package."""
    words = [*path.parts[1:-1], *path.stem.removeprefix("test_").split("_")]
    return next((word for word in words if word in packages), "over all")


def past_faces(code: list[Module]) -> int:
    """Count imports that reach past a package's face."""
    faces = {f"planner.{_package(each.path)}" for each in code if each.path.name == "__init__.py"} - {
        "planner.planner"
    }
    count = 0
    for module in code:
        own = f"planner.{_package(module.path)}"
        for each in ast.walk(module.tree):
            if isinstance(each, ast.ImportFrom) and each.module and each.module.startswith("planner."):
                home = ".".join(each.module.split(".")[:2])
                count += len(each.names) * (home in faces and home != own and each.module != home)
    return count


def shared_names(code: list[Module]) -> list[str]:
    """Name the public classes that have several homes."""
    homes: defaultdict[str, set[Path]] = defaultdict(set)
    for module in code:
        for each in ast.walk(module.tree):
            if isinstance(each, ast.ClassDef) and not each.name.startswith("_"):
                homes[each.name].add(module.path)
    return sorted(name for name, places in homes.items() if len(places) > 1)


def unsaid_units(code: list[Module]) -> tuple[int, int]:
    """Count the plain parameters of compiled functions, and those of which nothing says what they count.

    A name says it that ends in a unit, or in what an index points at; else the function's docstring or the
    glossary of its engine, the docstring of the package above, has to name it.
    """
    every = unsaid = 0
    glossaries = {
        module.path.parent: ast.get_docstring(module.tree) or ""
        for module in code
        if module.path.name == "__init__.py"
    }
    for module in code:
        glossary = "".join(glossaries.get(each, "") for each in list(module.path.parents)[:2])
        for function in module.functions:
            if any(ast.unparse(how).rpartition(".")[2] in COMPILED for how in function.decorator_list):
                told = f"{glossary} {ast.get_docstring(function) or ''}"
                plain = [each for each in function.args.args if _kind(each) in PLAIN]
                every += len(plain)
                unsaid += sum(not _says_unit(each, told) for each in plain)
    return every, unsaid


def _kind(argument: ast.arg) -> str:
    return ast.unparse(argument.annotation) if argument.annotation else ""


def _says_unit(argument: ast.arg, told: str) -> bool:
    says = (*UNITS, *INDICES) if _kind(argument) == "int" else UNITS
    is_named = argument.arg.split("_")[-1] in says
    return is_named or bool(re.search(rf"``{argument.arg}``", told) or re.search(rf"\b{argument.arg}:", told))


def _told(code: list[Module]) -> str:
    """Count comments, and texts below constants that say what they are: those are comments here."""
    texts = 0
    for module in code:
        for node in ast.walk(module.tree):
            body = getattr(node, "body", [])
            lines = body if isinstance(body, list) else []
            pairs = pairwise(lines)
            texts += sum(isinstance(one, ast.Assign | ast.AnnAssign) and _is_text(two) for one, two in pairs)
    comments = sum(module.comments for module in code)
    return f"{100 * (comments + texts) / sum(module.lines for module in code):.2f}"


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def habits(code: list[Module]) -> dict[str, str]:
    """Count what the house is meant to have less of."""
    product = [module for module in code if module.path.parts[0] == "planner"]
    told = [text.strip() for module in product for each, text in module.documented if _is_function(each)]
    gives = sum(text.startswith("Give") for text in told)
    every, unsaid = unsaid_units(product)
    tolerances = [found for module in product for found in TOLERANCE.findall(module.text)]
    homes = sum(bool(TOLERANCE.search(module.text)) for module in product)
    return {
        "comments and constants told in a text, per 100 lines": _told(product),
        "imports past a face": str(past_faces(product)),
        "class names with several homes": ", ".join(shared_names(product)) or "none",
        "functions' docstrings with Give first": f"{gives} of {len(told)}, {100 * gives / len(told):.0f} %",
        "parameters of compiled functions without a unit": f"{unsaid} of {every}",
        "tolerances written as 1e-…": f"{len(tolerances)} in {homes} modules",
        **{
            f"modules with: {rule}": str(sum(bool(re.search(shape, module.text)) for module in product))
            for rule, shape in RULES.items()
        },
    }


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a checkout and print the tables."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("root", nargs="?", type=Path, default=Path(__file__).parents[1], help="a checkout")
    root = asked.parse_args(arguments).root
    code, tests = modules(root, "planner", "benchmarks", "make.py"), modules(root, "tests")
    print(f"{len(code)} modules, {sum(module.lines for module in code)} lines\n")
    measured = anchors(code, tests)
    print(table(("", "here", *ANCHORS), [(what, here, *OF_ANCHORS[what]) for what, here in measured.items()]))
    rows = [(name, own, its, f"{its / own:.2f}" if own else "") for name, own, its in by_package(code, tests)]
    print(table(("package", "lines", "lines of tests", "tests : code"), rows))
    print(table(("habit", "count"), habits(code).items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
