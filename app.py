"""Start the web workspace on the data that lies beside this file; takes what ``planner serve`` takes."""

import sys
from pathlib import Path

from planner.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", str(Path(__file__).parent / "data"), *sys.argv[1:]]))
