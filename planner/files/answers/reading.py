"""The answer in the workbook of a sector, cell by cell by the rules of tables; faults by place."""

from collections.abc import Callable, Sequence

from planner.answers import HandedOut, SectorAnswer
from planner.files.answers.first_reading import who_answers
from planner.files.answers.keyed_sheet import KeyedSheet
from planner.files.answers.layout import FORM, READ, part_called
from planner.files.answers.period_reading import periods_read
from planner.files.answers.remark_reading import remarks_read
from planner.files.answers.taking_down import AnswerReading, TakingDown
from planner.files.workbooks.grid import Sheet
from planner.language import to_say
from planner.model import Finding

Known = Callable[[str, str], HandedOut | None]
"""What a workbook was handed out with, by the digest of its roadmap and the sector, where that is known."""


def nothing_known(_digest: str, _sector: str) -> HandedOut | None:
    """Give nothing: what the workbook says of itself is taken for it."""
    return None


def is_answer(sheets: Sequence[Sheet]) -> bool:
    """Tell whether sheets are those of the workbook of a sector."""
    return any(
        cell.text == FORM
        for sheet in sheets
        if part_called(sheet.name) == "answer"
        for cells in sheet.rows.values()
        for cell in cells.values()
    )


def answer_in(sheets: Sequence[Sheet], known: Known = nothing_known) -> AnswerReading:
    """Read the answer, so that all faults are told at once; never raises for what it holds."""
    parts = {part: sheet for sheet in sheets if (part := part_called(sheet.name))}
    if any(part not in parts for part in READ):
        message = to_say("A sheet of the workbook is missing; send back the one that was sent out.")
        return AnswerReading(answer=None, findings=(Finding(code="sheet_missing", message=message),))
    taking = TakingDown()
    first = who_answers(taking, parts["answer"])
    handed_out = known(first.get("made_from") or "", first.get("sector") or "")
    periods = periods_read(KeyedSheet.of(taking, parts["periods"], "periods"), handed_out)
    said = list(remarks_read(KeyedSheet.of(taking, parts["remarks"], "remarks")))
    answer = None
    if not taking.findings:
        remarks = (*periods.comments, *(remark for _row, remark in said))
        answer = SectorAnswer(**first, handed=periods.handed, filled=periods.filled, remarks=remarks)
    return AnswerReading(
        answer=answer,
        findings=tuple(taking.findings),
        days=periods.days,
        places=taking.places,
        remark_rows=tuple(row for row, _remark in said),
    )
