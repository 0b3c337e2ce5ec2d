"""Portfolios of optional measures in lumpy phases: benefit beside the best known and a plain model."""

import sys
from pathlib import Path

from formats_text import FormatError
from instances import cases_in
from peers import PeerMissingError, refuse_missing
from rows import parser, report
from solving import rows_of

PEERS_OF_PORTFOLIOS = ["plain"]


def main(arguments: list[str] | None = None) -> int:
    """Measure what a folder holds; 1 when a plan or a bound is wrong, 2 when asked wrongly."""
    options = parser(__doc__ or "", seconds=30.0, peers=PEERS_OF_PORTFOLIOS)
    options.add_argument(
        "folder", type=Path, help="folder with portfolios (.json) below it and bks.csv in it"
    )
    asked = options.parse_args(arguments)
    try:
        refuse_missing(asked.peers)
        cases = cases_in(asked.folder, [".json"], limit=asked.limit)
    except (FormatError, PeerMissingError) as error:
        print(error, file=sys.stderr)
        return 2
    return report("lumpy", asked, rows_of(cases, asked, maximise=True))


if __name__ == "__main__":
    sys.exit(main())
