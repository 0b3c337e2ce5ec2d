"""A workbook that somebody sent: a roadmap, or the answer of a sector; its sheets are read once."""

from planner.files.answers.reading import Known, answer_in, is_answer, nothing_known
from planner.files.answers.taking_down import AnswerReading
from planner.files.collecting import Reading
from planner.files.workbooks import PackedError, roadmap_in, sheets_of, unreadable


def read_sent(content: bytes, known: Known = nothing_known) -> Reading | AnswerReading:
    """Read what a workbook holds; never raises for that.

    Parameters
    ----------
    known
        Gives what the workbook of a sector was handed out with, by the digest of its roadmap and the sector.
    """
    try:
        sheets = sheets_of(content)
    except PackedError as error:
        return unreadable(error)
    return answer_in(sheets, known) if is_answer(sheets) else roadmap_in(sheets)
