"""The roadmap of 2023 rolled to 1 July 2026 by what open sources tell: `python docs/status.py`.

It prints docs/status.md: three sentences for a board, and the slips as a table, in bokmål.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from planner import read_roadmap, roll, what_changed
from planner.files import read_reports
from planner.language import in_language
from planner.model import Set
from planner.pipeline import as_if_lawful, first_plan
from planner.repair import replanned
from planner.say import board_sentences, slip_table
from planner.tables import edited
from planner.variance import Variance

DATA = Path(__file__).parents[1] / "data"
STATUS = date(2026, 7, 1)

# %% The duty in nursing homes took effect and not all keep it: what each quarter costs is assumed
PAST_DUE = Set("rollouts", {"measure": "kj_plo", "sector": "kommuner"}, "deadline.price_nok_per_period", 5e6)


# %% The plan of 2023, what was reported since, and the nearest plan from the later date on
def since_2023() -> Variance:
    """Give what has changed since the plan that the roadmap of 2023 gets at once."""
    before = first_plan(read_roadmap(DATA / "veikart.csv"))
    reports = read_reports(DATA / "status_2026" / "framdrift.csv")
    rolled = roll(before, STATUS, reports)
    rolled = replace(rolled, roadmap=edited(rolled.roadmap, [PAST_DUE]))
    after = replanned(as_if_lawful(rolled), rolled.roadmap, rolled_from=before)
    if after is None:
        raise SystemExit("no plan near the old one was found")
    return what_changed(before, after, reports)


# %% For a board: three sentences, and the slips that were reported as a table
def page(found: Variance) -> str:
    """Give docs/status.md below its first paragraph."""
    with in_language("nb"):
        head, *rows = slip_table(found)
        told = [row for row, slip in zip(rows, found.slips, strict=True) if slip.is_reported]
        table = [head, tuple("---" for _cell in head), *told]
        lines = ["| " + " | ".join(row) + " |" for row in table]
        return "\n".join((*board_sentences(found), "", *lines, ""))


if __name__ == "__main__":
    print(page(since_2023()), end="")
