"""Published scheduling instances: makespan beside the best known and, in the same run, peers."""

import sys
from pathlib import Path

from formats import READERS
from formats_text import FormatError
from instances import cases_in
from peers import PeerMissingError, refuse_missing
from rows import PEERS, parser, report
from solving import rows_of

ENDINGS = [ending for ending in READERS if ending != ".json"]


def main(arguments: list[str] | None = None) -> int:
    """Measure what a folder holds; 1 when a plan or a bound is wrong, 2 when asked wrongly."""
    options = parser(__doc__ or "", seconds=5.0, peers=list(PEERS))
    options.add_argument("folder", type=Path, help="folder with instances below it and bks.csv in it")
    options.add_argument("--only", default="", help="families, such as j120,j30")
    asked = options.parse_args(arguments)
    try:
        refuse_missing(asked.peers)
        only = [name.strip() for name in asked.only.split(",") if name.strip()]
        cases = cases_in(asked.folder, ENDINGS, only=only, limit=asked.limit)
    except (FormatError, PeerMissingError) as error:
        print(error, file=sys.stderr)
        return 2
    return report("published", asked, rows_of(cases, asked, maximise=False))


if __name__ == "__main__":
    sys.exit(main())
