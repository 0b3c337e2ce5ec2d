"""Start the web workspace on the data that lies beside this file."""

import sys
from pathlib import Path

from planner.web import serve

if __name__ == "__main__":
    sys.exit(serve(Path(__file__).parent / "data"))
