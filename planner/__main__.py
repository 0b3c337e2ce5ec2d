"""``python -m planner`` is the command ``planner``."""

import sys

from planner.launch import main

sys.exit(main())
