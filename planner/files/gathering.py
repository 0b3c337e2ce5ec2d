"""Rows that name the same thing which is not there, told as one: somebody renamed it in one table only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from planner.language import Listed, Message, Value, sentences, to_say
from planner.model import Finding

_MOST_ROWS = 8
_NAMES = ("name", "near")
_OF_WHAT_IS_THERE = {"unknown_rollout", "unknown_adaptation", "unknown_mode", "unknown_figure_row"}
"""Findings about a name that is there, but not for what the row is about."""

Named = tuple[str, Value, Value]


def gathered(findings: Iterable[Finding]) -> list[Finding]:
    """Give findings, those about the same unknown name as one, where the first of them stands."""
    groups: dict[Named, list[Finding]] = defaultdict(list)
    listed = list(findings)
    for finding in listed:
        if named := _unknown(finding):
            groups[named].append(finding)
    told: list[Finding] = []
    for finding in listed:
        same = groups.get(_unknown(finding) or ("", "", ""), [finding])
        if len(same) == 1:
            told.append(finding)
        elif finding is same[0]:
            told.append(replace(finding, message=_of_all(same)))
    return told


def _unknown(finding: Finding) -> Named | None:
    """Give what is unknown, and which may be meant, of a finding about a name in a row."""
    values = dict(finding.message.values)
    is_unknown = finding.code.startswith("unknown_") and finding.code not in _OF_WHAT_IS_THERE
    if not is_unknown or finding.row is None or not all(key in values for key in _NAMES):
        return None  # where no other is like it, each row tells what there is
    return finding.code, values["name"], values["near"]


def _of_all(same: Sequence[Finding]) -> Message:
    """Say in which rows a name stands that is not there, and which may be meant."""
    values = dict(same[0].message.values)
    places = [_rows(table, list(found)) for table, found in groupby(same, lambda each: each.table)]
    said = to_say(
        "{name} is named in {count} rows, but is not there: {places}.",
        name=values["name"],
        count=len({(each.table, each.row) for each in same}),
        places=Listed(tuple(places), most=None, between="; "),
    )
    return sentences(said, to_say("Did you mean {near}?", near=values["near"]))


def _rows(table: str, found: Sequence[Finding]) -> Message:
    rows = list(dict.fromkeys(each.row for each in found))
    return to_say("{table}, row {rows}", table=table, rows=Listed(tuple(rows), most=_MOST_ROWS))
