"""Names of the parts of the page, as callbacks, style sheet and tests know them."""

from dash.dependencies import _Wildcard as Wildcard

URL = "url"
PAGE = "page"
WHERE = "where"
SHARED = "shared"
RECORD = "record"
AIM_SHOWN = "aim-shown"
CHIPS = "chips"
CHIP = "chip"
DROP_ALL = "drop-all"
PROPOSE = "propose"
SAVED = "saved"
SAVE = "save"
THEME = "theme"
RESULT = "result"
TILES = "tiles"
SEARCH = "search"
FOUND = "found"
LOOKS = "looks"
CLOCK = "clock"
REVISION = "revision"
NEWS = "news"
DRAFT = "draft"
PULSE = "pulse"
SIGHT = "sight"
STANDING = "standing"
SCENARIOS_NEWS = "scenarios-news"
REFUSAL = "refusal"

INTERRUPTED = "interrupted"
INTERRUPTED_WORDS = "interrupted-words"
RESUME = "resume"
LET_GO = "let-go"
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
ANSWER_TITLE = "answer-title"
PROPOSED = "proposed"
ACCEPT = "accept"
DISCARD = "discard"
CHANGES_ANSWER = "changes-answer"
PICKS = "picks"
PICKED = "picked"
PICK_RUN = "pick-run"
TOGETHER = "together"
SCENARIOS = "scenarios"
SCENARIO_NAME = "scenario-name"
SCENARIO_NEW = "scenario-new"
SCENARIO_DRAFTED = "scenario-drafted"
SCENARIO_SAID = "scenario-said"
COMPARE = "compare"
COMPARED = "compared"
VERSIONS = "versions"
VERSIONS_SAID = "versions-said"
JOURNAL = "journal"
MOVES = "moves"
MOVES_PART = "moves-part"
MOVES_SUMMARY = "moves-summary"
MOVES_NEWS = "moves-news"
SUMMARY = "summary"
SUMMARY_FOOT = "summary-foot"
STOPS = "stops"
STOPS_ALL = "stops-all"
STOPS_PART = "stops-part"
STOPS_SLIDER = "stops-slider"
STOPS_SAID = "stops-said"
STOPS_STOP = "stops-stop"
STOPS_GO_ON = "stops-go-on"
STOPS_NEWS = "stops-news"
ACCEPTED = "accepted"
UNDO = "undo"
READ = "read"
TAKE_IN = "take-in"
LEAVE = "leave"
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
GANTT_DRAWN = "gantt-drawn"
GROUPING = "grouping"
PIN_DRAFT = "pin-draft"
PIN_ANSWER = "pin-answer"
PIN_SHOWN = "pin-shown"
PIN = "pin"
PIN_DONE = "pin-done"
PIN_HEARD = "pin-heard"
LOAD = "load"
LOAD_CELL = "load-cell"
LOAD_TOLD = "load-told"
LOAD_SHOWN = "load-shown"
PANEL = "panel"
PANEL_HEAD = "panel-head"
PANEL_REST = "panel-rest"
PANEL_PINS = "panel-pins"
PANEL_PINNED = "panel-pinned"
PANEL_DRAWN = "panel-drawn"
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
SECTOR_NEEDS = "sector-needs"
SECTOR_CHART = "sector-chart"
SECTOR_DATA = "sector-data"
SECTOR_DRAWN = "sector-drawn"
SECTOR_TABLE = "sector-table"
SECTOR_TABLE_DATA = "sector-table-data"
SECTOR_TABLE_DRAWN = "sector-table-drawn"
SECTOR_PAPER = "sector-paper"
SECTOR_BOOK = "sector-book"

BOARD = "board"
BOARD_LINKED = "board-linked"
BOARD_REST = "board-rest"
CERTIFICATE = "certificate"
CERTIFICATE_SAID = "certificate-said"
CERTIFICATE_FILES = "certificate-files"
CERTIFICATE_NEWS = "certificate-news"
CERTIFY = "certify"
CERTIFY_STOP = "certify-stop"

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

NEEDS_SEARCH = "needs-search"
NEEDS_FOUND = "needs-found"
NEEDS_CHIPS = "needs-chips"
NEEDS_LIST = "needs-list"
NEEDS_SUMMARY = "needs-summary"
INPUT = "input"
INPUT_TOLD = "input-told"

TARGET = "target-picture"
FACTS = "facts"
TARGET_DATA = "target-data"
TARGET_DRAWN = "target-drawn"

STATUS_STANDING = "status-standing"
STATUS_REPORT = "status-report"
STATUS_DATE = "status-date"
STATUS_GIVEN = "status-given"
STATUS_DAY = "status-day"
STATUS_BECOMES = "status-becomes"
STATUS_COMING = "status-coming"
STATUS_PLANNED = "status-planned"
STATUS_SO_FAR = "status-so-far"
STATUS_ROLLED = "status-rolled"
STATUS_SINCE = "status-since"
BOARD_SINCE = "board-since"
ROLL = "roll"
UNROLL = "unroll"
REPLAN = "replan"

DATA = "data"
DATA_START = "data-start"
DATA_DRAWN = "data-drawn"
DATA_NEWS = "data-news"
DATA_PANEL = "data-panel"
UPLOADS = "uploads"
UPLOADED = "uploaded"
UPLOADS_HEADING = "uploads-heading"
UPLOAD_SAID = "upload-said"
UPLOAD_DONE = "upload-done"
UPLOAD_SHOWN = "upload-shown"
UPLOAD_PREVIEW = "upload-preview"
UPLOAD_HEADLINE = "upload-headline"
UPLOAD_TAKE = "upload-take"
UPLOAD_LEAVE = "upload-leave"


def capacity_input(sector_id: str | Wildcard) -> dict[str, str | Wildcard]:
    """Name the field for the capacity of one sector."""
    return {"type": CAPACITY, "sector": sector_id}


def chip(number: str | Wildcard) -> dict[str, str | Wildcard]:
    """Name the cross that takes one step out of the draft."""
    return {"type": CHIP, "number": number}


def pick(measure: str | Wildcard) -> dict[str, str | Wildcard]:
    """Name the box that chooses the move of one measure."""
    return {"type": "pick", "measure": measure}


def pin_field(measure: str | Wildcard, phase: str | Wildcard) -> dict[str, str | Wildcard]:
    """Name the field that pins the start of one phase."""
    return {"type": "pin-field", "measure": measure, "phase": phase}


def compare_box(scenario: str | Wildcard) -> dict[str, str | Wildcard]:
    """Name the box that chooses one scenario to be compared."""
    return {"type": "compare", "scenario": scenario}


def scenario_act(scenario: str | Wildcard, act: str | Wildcard) -> dict[str, str | Wildcard]:
    """Name the button that does something with one scenario."""
    return {"type": "scenario-act", "scenario": scenario, "act": act}


def version_told(number: str | Wildcard) -> dict[str, str | Wildcard]:
    """Name the button that tells what one version changed."""
    return {"type": "version-told", "number": number}


def restore(number: str | Wildcard) -> dict[str, str | Wildcard]:
    """Name the button that brings one version back."""
    return {"type": "restore", "number": number}


def take_back(number: str | Wildcard) -> dict[str, str | Wildcard]:
    """Name the button that takes back what one version changed."""
    return {"type": "take-back", "number": number}


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
