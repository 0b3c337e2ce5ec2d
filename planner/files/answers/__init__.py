"""The workbook of a sector: what a plan asks of it, to be filled in; and its answer, read strictly."""

from planner.files.answers.reading import answer_in, is_answer
from planner.files.answers.sent import read_sent
from planner.files.answers.taking_down import AnswerReading, CellPlace
from planner.files.answers.writing import sector_workbook

__all__ = ["AnswerReading", "CellPlace", "answer_in", "is_answer", "read_sent", "sector_workbook"]
