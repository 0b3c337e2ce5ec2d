"""Roadmaps, plans and scenarios as files: CSV folders, JSON and TOML, read strictly, all faults at once."""

from planner.files.answers import AnswerReading, CellPlace, read_sent, sector_workbook
from planner.files.atomic import write_folder, write_whole
from planner.files.collecting import NAMES as TABLE_NAMES
from planner.files.collecting import Reading, first_of, read_tables
from planner.files.comparison_json import comparison_schema, comparison_to_json, difference_data
from planner.files.csv_text import csv_bytes, guarded
from planner.files.decisions_json import decisions_schema, decisions_to_json
from planner.files.diagnosis_schema import DIAGNOSIS_SCHEMA, diagnosis_schema
from planner.files.edits_json import EditJsonError, cell_in, cell_out, edit_in, edit_out
from planner.files.gathering import gathered
from planner.files.graphs import GRAPH_WRITERS, graph_to_graphml, graph_to_json, write_graph
from planner.files.json_document import json_document
from planner.files.json_schema import answer_schema, certificate_schema, request_schema, roadmap_schema
from planner.files.json_text import (
    JsonError,
    answer_from_json,
    answer_to_json,
    certificate_from_json,
    certificate_to_json,
    plan_from_json,
    plan_to_json,
    request_from_json,
    request_to_json,
    roadmap_from_json,
    roadmap_to_json,
)
from planner.files.needs_json import needs_schema, needs_to_json
from planner.files.parts import (
    SCHEMA,
    aim_in,
    aim_out,
    data_of,
    parts_of,
    plan_of_parts,
    price_list_of_data,
    roadmap_of_parts,
    roadmap_of_things,
    things_of_parts,
)
from planner.files.plans import FileError, plan_tables, plan_to_csv, read_plan, write_plan
from planner.files.price_list_json import (
    price_data,
    price_list_schema,
    price_list_to_json,
    wish_price_to_json,
)
from planner.files.reading import read
from planner.files.reasons_json import chains_to_json, critical_to_json, reasons_to_json
from planner.files.reasons_schema import explanation_schema
from planner.files.report_texts import MONEY_FIELDS, report_texts
from planner.files.reports import ReportsError, read_reports, reports_of
from planner.files.requests import read_request, write_answer
from planner.files.scenarios import OBJECTIVE_WORDS, ScenarioReading, objective_name, read_scenario
from planner.files.sensitivity_json import sensitivity_to_json
from planner.files.starter import starter_files
from planner.files.workbooks import PackedError, is_workbook, opened, read_workbook, unpacked, workbook_of
from planner.files.writing import tables_of, write_csv

__all__ = [
    "DIAGNOSIS_SCHEMA",
    "GRAPH_WRITERS",
    "MONEY_FIELDS",
    "OBJECTIVE_WORDS",
    "SCHEMA",
    "TABLE_NAMES",
    "AnswerReading",
    "CellPlace",
    "EditJsonError",
    "FileError",
    "JsonError",
    "PackedError",
    "Reading",
    "ReportsError",
    "ScenarioReading",
    "aim_in",
    "aim_out",
    "answer_from_json",
    "answer_schema",
    "answer_to_json",
    "cell_in",
    "cell_out",
    "certificate_from_json",
    "certificate_schema",
    "certificate_to_json",
    "chains_to_json",
    "comparison_schema",
    "comparison_to_json",
    "critical_to_json",
    "csv_bytes",
    "data_of",
    "decisions_schema",
    "decisions_to_json",
    "diagnosis_schema",
    "difference_data",
    "edit_in",
    "edit_out",
    "explanation_schema",
    "first_of",
    "gathered",
    "graph_to_graphml",
    "graph_to_json",
    "guarded",
    "is_workbook",
    "json_document",
    "needs_schema",
    "needs_to_json",
    "objective_name",
    "opened",
    "parts_of",
    "plan_from_json",
    "plan_of_parts",
    "plan_tables",
    "plan_to_csv",
    "plan_to_json",
    "price_data",
    "price_list_of_data",
    "price_list_schema",
    "price_list_to_json",
    "read",
    "read_plan",
    "read_reports",
    "read_request",
    "read_scenario",
    "read_sent",
    "read_tables",
    "read_workbook",
    "reasons_to_json",
    "report_texts",
    "reports_of",
    "request_from_json",
    "request_schema",
    "request_to_json",
    "roadmap_from_json",
    "roadmap_of_parts",
    "roadmap_of_things",
    "roadmap_schema",
    "roadmap_to_json",
    "sector_workbook",
    "sensitivity_to_json",
    "starter_files",
    "tables_of",
    "things_of_parts",
    "unpacked",
    "wish_price_to_json",
    "workbook_of",
    "write_answer",
    "write_csv",
    "write_folder",
    "write_graph",
    "write_plan",
    "write_whole",
]
