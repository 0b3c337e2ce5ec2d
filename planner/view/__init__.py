"""What pictures and tables are made of, as plain data: the same for figure, page, paper and workspace.

Nothing here knows how it is drawn; colours and their steps have one home, ``theme``.
"""

from planner.view import theme
from planner.view.adaptations import adaptation_rows
from planner.view.assumptions import assumption_table
from planner.view.bars import PhaseBar, PublishedBar, WaveBar
from planner.view.baselines import Baseline
from planner.view.board import (
    BoardLine,
    BoardList,
    BoardYear,
    board_years,
    full_lists,
    late_lists,
    left_out_lists,
    unmet_lists,
)
from planner.view.capacity import capacity_grid
from planner.view.chain import ChainStep, chain_data, named_date
from planner.view.due import DueRow, due_rows
from planner.view.filled import filled_data
from planner.view.gantt import gantt_data
from planner.view.kinds import KINDS
from planner.view.links import Arrow, arrows
from planner.view.load import LoadLine, load_lines, support_rows
from planner.view.needs import InputRow, InputStep, input_rows
from planner.view.neighbourhood import (
    MOST_DEPTH,
    MOST_NODES,
    Neighbourhood,
    centre_of,
    left_off_words,
    neighbourhood,
    neighbourhood_data,
    tie_rows,
)
from planner.view.pinning import moved_data
from planner.view.plain import row_data
from planner.view.rows import (
    GanttRow,
    gantt_rows,
    grouped_rows,
    phase_kinds,
    position,
)
from planner.view.saturation import saturation_data, saturation_table, sector_page
from planner.view.services import (
    ServiceChange,
    ServicePart,
    compared_years,
    realised_date,
    service_changes,
    service_matrix,
    service_parts,
)
from planner.view.slipped import SlipRow, slip_rows
from planner.view.status import (
    StatusFigures,
    progress,
    spent_lines,
    status_figures,
    status_key_figures,
    status_told,
)
from planner.view.tables import budget_table, gantt_table, load_table, money_table
from planner.view.target import summary as target_summary
from planner.view.target import target_picture, target_table
from planner.view.tiles import Tile, tiles

__all__ = [
    "KINDS",
    "MOST_DEPTH",
    "MOST_NODES",
    "Arrow",
    "Baseline",
    "BoardLine",
    "BoardList",
    "BoardYear",
    "ChainStep",
    "DueRow",
    "GanttRow",
    "InputRow",
    "InputStep",
    "LoadLine",
    "Neighbourhood",
    "PhaseBar",
    "PublishedBar",
    "ServiceChange",
    "ServicePart",
    "SlipRow",
    "StatusFigures",
    "Tile",
    "WaveBar",
    "adaptation_rows",
    "arrows",
    "assumption_table",
    "board_years",
    "budget_table",
    "capacity_grid",
    "centre_of",
    "chain_data",
    "compared_years",
    "due_rows",
    "filled_data",
    "full_lists",
    "gantt_data",
    "gantt_rows",
    "gantt_table",
    "grouped_rows",
    "input_rows",
    "late_lists",
    "left_off_words",
    "left_out_lists",
    "load_lines",
    "load_table",
    "money_table",
    "moved_data",
    "named_date",
    "neighbourhood",
    "neighbourhood_data",
    "phase_kinds",
    "position",
    "progress",
    "realised_date",
    "row_data",
    "saturation_data",
    "saturation_table",
    "sector_page",
    "service_changes",
    "service_matrix",
    "service_parts",
    "slip_rows",
    "spent_lines",
    "status_figures",
    "status_key_figures",
    "status_told",
    "support_rows",
    "target_picture",
    "target_summary",
    "target_table",
    "theme",
    "tie_rows",
    "tiles",
    "unmet_lists",
]
