"""Plans for people and scripts: a summary, a figure, a page to send, one sheet of paper, and plain data.

Libraries that draw or set type are loaded by the document that needs them, so that the rest waits for none.
"""

from planner.report.diagnosis import diagnosis_data, diagnosis_to_json
from planner.report.figure import figure
from planner.report.formats import FORMATS, Format, format_named, packed
from planner.report.page import html
from planner.report.pdf import pdf
from planner.report.result import result
from planner.report.sectors import sectors_pdf
from planner.report.summary import summary

__all__ = [
    "FORMATS",
    "Format",
    "diagnosis_data",
    "diagnosis_to_json",
    "figure",
    "format_named",
    "html",
    "packed",
    "pdf",
    "result",
    "sectors_pdf",
    "summary",
]
