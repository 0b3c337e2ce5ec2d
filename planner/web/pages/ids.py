"""Names of the parts of the page, as callbacks, style sheet and tests know them."""

from dash.dependencies import _Wildcard as Wildcard

URL = "url"
PAGE = "page"
WHERE = "where"
SHARED = "shared"
RECORD = "record"
AIM_SHOWN = "aim-shown"
CLOCK = "clock"
REVISION = "revision"
NEWS = "news"
DRAFT = "draft"
PULSE = "pulse"
SIGHT = "sight"
REFUSAL = "refusal"

OFFER = "offer"
OFFERED = "offered"
SHOW = "show"
DOWNLOADS = "downloads"

SENTENCE = "sentence"
BANNER = "banner"
GROUNDS = "grounds"
ASSUMPTIONS = "assumptions"
ASSUMPTIONS_NEWS = "assumptions-news"
DECISIONS = "decisions"
DECISIONS_NEWS = "decisions-news"
WAITS = "waits"
ANNOUNCEMENT = "announcement"
LEVELS = "levels"
LEVELS_AIM = "levels-aim"

QUESTION = "question"
RUN = "run"
STOP = "stop"
RESET = "reset"
CAPACITY = "capacity"
JOB = "job"
ANSWER = "answer"
PROPOSED = "proposed"
ACCEPT = "accept"
DISCARD = "discard"
MOVES = "moves"
MOVES_PART = "moves-part"
MOVES_SUMMARY = "moves-summary"
MOVES_NEWS = "moves-news"
ACCEPTED = "accepted"
UNDO = "undo"
READ = "read"
REDO = "redo"

AIM = "aim"
AIM_RUN = "aim-run"
STABILITY = "stability"
LONG_TERM = "long-term"
LONG_TERM_PART = "long-term-part"
LOSS = "loss"
LOSS_PART = "loss-part"
CONFLICTS = "conflicts"
CONFLICTS_NEWS = "conflicts-news"
CONFLICTS_CLOCK = "conflicts-clock"
FAULTS = "faults"
KEPT = "kept"
PRICES = "prices"
PRICES_NEWS = "prices-news"

GANTT = "gantt"
GANTT_DATA = "gantt-data"
GANTT_DRAWN = "gantt-drawn"
GROUPING = "grouping"
LOAD = "load"
SELECTED = "selected"
PANEL = "panel"
PANEL_HEAD = "panel-head"
PANEL_REST = "panel-rest"
WHY = "why"
WHY_DATA = "why-data"
WHY_DRAWN = "why-drawn"
TRAIL = "trail"
REASONS = "reasons"

SATURATION_MAP = "saturation-map"
SATURATION_DATA = "saturation-data"
SATURATION_DRAWN = "saturation-drawn"
SECTOR_CHOICE = "sector-choice"
SECTOR_NAME = "sector-name"
SECTOR_WORDS = "sector-words"
SECTOR_CHART = "sector-chart"
SECTOR_DATA = "sector-data"
SECTOR_DRAWN = "sector-drawn"
SECTOR_TABLE = "sector-table"
SECTOR_TABLE_DATA = "sector-table-data"
SECTOR_TABLE_DRAWN = "sector-table-drawn"
SECTOR_PAPER = "sector-paper"

BOARD = "board"

CAPACITY_GRID = "capacity-grid"
CAPACITY_DATA = "capacity-data"
CAPACITY_DRAWN = "capacity-drawn"
CAPACITY_READOUT = "capacity-readout"
CAPACITY_MARKED = "capacity-marked"
CAPACITY_MARKED_WORDS = "capacity-marked-words"
CAPACITY_AMOUNT = "capacity-amount"
CAPACITY_SET = "capacity-set"
CAPACITY_SAID = "capacity-said"
CAPACITY_SENTENCE = "capacity-sentence"
CAPACITY_PROPOSE = "capacity-propose"
CAPACITY_PROPOSED = "capacity-proposed"

AROUND = "around"
AROUND_ASKED = "around-asked"
AROUND_MEASURE = "around-measure"
AROUND_DEPTH = "around-depth"
AROUND_DATA = "around-data"
AROUND_DRAWN = "around-drawn"
AROUND_TOLD = "around-told"
AROUND_CHOICE = "around-choice"

MATRIX = "matrix"
MATRIX_DATA = "matrix-data"
SERVICE = "service"
SERVICE_TOLD = "service-told"
TARGET_HEAD = "target-head"
TARGET_CHANGES = "target-changes"

TARGET = "target-picture"
FACTS = "facts"
TARGET_DATA = "target-data"
TARGET_DRAWN = "target-drawn"


def capacity_input(sector_id: str | Wildcard) -> dict[str, str | Wildcard]:
    """Name the field for the capacity of one sector."""
    return {"type": CAPACITY, "sector": sector_id}


def assumed(group: str) -> str:
    """Name the table of one group of assumed figures."""
    return f"assumed-{group}"


def table_summary(table: str) -> str:
    """Name what opens one of the tables."""
    return f"{table}-table-summary"


def table_body(table: str) -> str:
    """Name the place where one of the tables is drawn."""
    return f"{table}-table"


def table_data(table: str) -> str:
    """Name the numbers of one of the tables, fetched when it is opened."""
    return f"{table}-table-data"


def table_drawn(table: str) -> str:
    """Name what tells that one of the tables has been drawn."""
    return f"{table}-table-drawn"
