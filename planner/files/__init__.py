"""Roadmaps, plans and scenarios as files: CSV folders, JSON and TOML, read strictly, all faults at once."""

from planner.files.atomic import write_whole
from planner.files.csv_text import csv_bytes, guarded
from planner.files.json_text import (
    JsonError,
    plan_from_json,
    plan_to_json,
    request_from_json,
    request_to_json,
    roadmap_from_json,
    roadmap_to_json,
)
from planner.files.plans import FileError, plan_to_csv, read_plan, write_plan
from planner.files.reading import Reading, read
from planner.files.requests import read_request, request_schema
from planner.files.scenarios import OBJECTIVE_WORDS, ScenarioReading, objective_name, read_scenario
from planner.files.writing import write_csv

__all__ = [
    "OBJECTIVE_WORDS",
    "FileError",
    "JsonError",
    "Reading",
    "ScenarioReading",
    "csv_bytes",
    "guarded",
    "objective_name",
    "plan_from_json",
    "plan_to_csv",
    "plan_to_json",
    "read",
    "read_plan",
    "read_request",
    "read_scenario",
    "request_from_json",
    "request_schema",
    "request_to_json",
    "roadmap_from_json",
    "roadmap_to_json",
    "write_csv",
    "write_plan",
    "write_whole",
]
