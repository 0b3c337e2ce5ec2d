"""The page on the command line names every command, option and format there is."""

import re
from pathlib import Path

import click
import pytest

from planner.cli.commands import SUMMARIES, made
from planner.report import FORMATS, Format

PAGE = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text("utf-8")


def row_of(name: str) -> str:
    """Give the row of a command or format in its table."""
    (row,) = re.finditer(rf"^\| `{name}\b.*$", PAGE, re.MULTILINE)
    return row[0]


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_option_of_a_command_is_named_and_no_other(name: str) -> None:
    options = [each.opts[0] for each in made(name).params if isinstance(each, click.Option)]

    assert re.findall(r"`(--[a-z-]+)`", row_of(name)) == [option for option in options if option != "--lang"]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_is_named_with_its_file(form: Format) -> None:
    assert f"plan.{form.ending}`" in row_of(form.name)


def test_every_exit_code_is_told() -> None:
    assert re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE) == ["0", "1", "2", "130"]
