"""Writes ``docs/results.md`` and its charts from the kept results."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from charts import charts
from kept import JsonRow, Results, latest, peer, rows
from plots import svg
from recording import HERE, RESULTS
from row_tables import markdown, number, percent
from targets import Target, targets

PAGE = HERE.parent / "docs" / "results.md"
IMAGES = "images/results"
NOT_MEASURED = "not measured"
INTRODUCTION = """\
Written by `python3 make.py bench` from the results kept in `benchmarks/results/`; what each benchmark
measures and how to run it stands in [benchmarks/](../benchmarks/README.md)."""
WORDS = """\
A gap is the distance from the plan's value to a bound that no plan can beat, as a share of the value.
*plain* is HiGHS on the whole model, with the planner's first plan as a hint, where there are waves, and
a CP-SAT model without hints elsewhere. Each peer has the same time in the same run."""
WAVE_WORDS = """\
Drawn from a seed. *Slack*: all delivering sectors have room; *binding*: two of them are full. A period
counts as full from 97 % of the capacity; the figures are of the two sectors of each kind that are full
most often."""


def main() -> int:
    """Write the page from what is kept."""
    write_page(latest(RESULTS), PAGE)
    print(f"{PAGE.relative_to(HERE.parent)} is written")
    return 0


def write_page(results: Results, page: Path) -> None:
    """Write the page and, beside it, its charts; older charts are removed where their figures are gone."""
    images = page.parent / IMAGES
    images.mkdir(parents=True, exist_ok=True)
    drawn = {f"{name}.svg": chart for name, chart in charts(results).items()}
    for old in images.glob("*.svg"):
        if old.name not in drawn:
            old.unlink()
    for name, chart in drawn.items():
        (images / name).write_text(svg(chart), encoding="utf-8")
    titles = {f"{IMAGES}/{name}": chart.title for name, chart in drawn.items()}
    page.write_text(page_text(results, titles), encoding="utf-8")


def page_text(results: Results, images: Mapping[str, str]) -> str:
    """Give the page as Markdown.

    Parameters
    ----------
    images
        Path of each chart, as seen from the page, with its title.
    """
    parts = [
        "# What the planner reaches",
        INTRODUCTION,
        "## Targets",
        target_table(results, targets()),
        WORDS,
        *(f"![{title}]({path})" for path, title in images.items()),
        *_wave_part(results),
        "## How it was measured",
        measured_table(results),
    ]
    return "\n\n".join(parts) + "\n"


def target_table(results: Results, asked: Sequence[Target]) -> str:
    """Write what is asked, what is reached and what peers reach."""
    return markdown(
        ["what", "target", "reached", "met", "peers"], [_target_cells(results, each) for each in asked]
    )


def _target_cells(results: Results, target: Target) -> list[str]:
    reached = target.read(results)
    peers = [(name, read(results)) for name, read in target.peers]
    return [
        target.what,
        target.asked,
        NOT_MEASURED if reached is None else f"{_shown(reached)} {target.unit}".strip(),
        {True: "yes", False: "no", None: ""}[target.holds(reached)],
        ", ".join(f"{name} {_shown(theirs)} {target.unit}" for name, theirs in peers if theirs is not None),
    ]


def _shown(figure: float) -> str:
    """Write a figure; what is proved to the last digit is 0."""
    return "0" if abs(figure) < 1e-4 else number(figure)


def _wave_part(results: Results) -> Iterator[str]:
    """Give a row for each roadmap with waves, and how full its sectors are."""
    found = rows(results, "waves", ".*")
    if found:
        yield "## Roadmaps with waves"
        yield WAVE_WORDS
        heads = ["roadmap", "in", "value, bn NOK", "gap %", "first plan, s", "MB"]
        heads += [
            "receiving: full periods",
            "delivering: full periods",
            "delivering: busiest",
            "plain: gap %",
        ]
        yield markdown(heads, [_wave_cells(row) for row in found])


def _wave_cells(row: JsonRow) -> list[str]:
    more = row["more"]
    return [
        f"{row['family']}, {row['name']}",
        f"{more.get('measures_in', '–')} of {more.get('measures', '–')}",
        "–" if row["value"] is None else f"{row['value'] / 1e9:.3f}",
        percent(row["gap"]),
        number(row["first_plan_seconds"]),
        number(row["memory_mb"]),
        *_use_cells(more.get("utilisation", {})),
        percent(peer(row, "plain").get("gap")),
    ]


def _use_cells(use: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Write how full the two fullest sectors of each kind are."""
    cells = []
    for is_receiving in (True, False):
        kind = [each for each in use.values() if each["is_receiving"] is is_receiving]
        fullest = sorted((int(str(each["full_periods"])) for each in kind), reverse=True)[:2]
        cells.append(", ".join(map(str, fullest)) or "–")
    largest = [float(str(each["largest"])) for each in use.values() if not each["is_receiving"]]
    return [*cells, f"{100 * max(largest):.0f} %" if largest else "–"]


def measured_table(results: Results) -> str:
    """Write when, with what and on what machine each benchmark ran."""
    return markdown(
        ["benchmark", "date", "seconds", "machine", "versions"],
        [
            [
                name,
                result["date"],
                number(result.get("seconds")),
                _machine(result.get("machine")),
                ", ".join(f"{product} {version}" for product, version in result["versions"].items()),
            ]
            for name, result in sorted(results.items())
        ],
    )


def _machine(machine: Mapping[str, Any] | None) -> str:
    """Describe the machine; a benchmark that measures no time keeps none."""
    if machine is None:
        return "–"
    return f"{machine['cores']} cores, {number(machine['memory_gb'])} GB, {machine['system']}"


if __name__ == "__main__":
    sys.exit(main())
