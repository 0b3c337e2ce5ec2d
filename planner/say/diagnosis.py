"""Why there is no plan, line by line: conflicts, what would mend them, and what is not settled."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from planner.language import _, integer, ngettext
from planner.model import Roadmap
from planner.say.cells import row_words
from planner.say.conflicts import kind_words, place_words
from planner.say.findings import finding_words
from planner.say.repairs import change_name, repair_words
from planner.why import Cell, Diagnosis, DiagnosisState, Explained, RemedyOutcome


def diagnosis_lines(found: Diagnosis) -> list[str]:
    """Say all that is known, one line each; what belongs to a line stands indented beneath it."""
    return [_state(found), *_faults(found), *_conflicts(found), *_rest(found)]


def _state(found: Diagnosis) -> str:
    match found.state:
        case DiagnosisState.POSSIBLE if found.wishes:
            return _("There is a plan that has all that is wished for.")
        case DiagnosisState.POSSIBLE:
            return _("There is a plan that keeps all the rules.")
        case DiagnosisState.REFUSED:
            return _("This cannot be planned: its rows contradict each other, or name what is not there.")
        case DiagnosisState.UNSETTLED:
            return _("Whether there is a plan was not settled in the time given.")
    count = len(found.conflicts)
    return ngettext(
        "There is no plan: {count} set of rows cannot hold together.",
        "There is no plan: {count} sets of rows cannot hold together.",
        count,
    )


def _faults(found: Diagnosis) -> Iterator[str]:
    return (f"  - {finding_words(each)}" for each in found.faults)


def _conflicts(found: Diagnosis) -> Iterator[str]:
    if found.roadmap is None:
        return
    for number, each in enumerate(found.conflicts, start=1):
        yield ""
        yield _heading(each, number)
        yield from (f"  - {_group_line(found, group)}" for group in each.conflict.groups)
        yield from repair_lines(found.roadmap, each)


def _heading(each: Explained, number: int) -> str:
    """Say what kind of set of rows a conflict is."""
    if not each.conflict.groups:
        return _("{number}. Impossible whatever is changed of dates, limits and dependencies:", number=number)
    if each.conflict.is_smallest and each.conflict.is_coarse:
        return _(
            "{number}. Cannot hold together, but without any one of these groups there is a plan; which rows "
            "of each have a part in it, time was too short to tell:",
            number=number,
        )
    if each.conflict.is_smallest:
        return _("{number}. Cannot hold together, but with any one less there is a plan:", number=number)
    return _("{number}. Cannot hold together; time was too short to show that each is needed:", number=number)


def _group_line(found: Diagnosis, group: tuple[Cell, ...]) -> str:
    """Say a row, or how many there are of a kind where they are told as one."""
    if len(group) == 1:
        return row_line(found, group[0])
    kinds = dict.fromkeys(kind_words(cell.kind) for cell in group)
    return _("{kinds} ({count} rows)", kinds=", ".join(kinds), count=integer(len(group)))


def row_line(found: Diagnosis, cell: Cell) -> str:
    """Say a row of a conflict, where it stands, and whether it was wished for."""
    assert found.roadmap is not None
    words, row = row_words(found.roadmap, cell), found.rows[cell]
    if cell in found.wishes:
        return _("{what} (wished for: {place})", what=words, place=place_words(row))
    return _("{what} ({place})", what=words, place=place_words(row))


def repair_lines(roadmap: Roadmap, each: Explained) -> list[str]:
    """Say what alone would mend a conflict, what would not, and what is not settled."""
    repairs = [tried.repair for tried in each.tried if tried.repair is not None]
    lines = [_("Each of these alone would mend it:")] if repairs else []
    lines += [f"  - {repair_words(roadmap, repair)}" for repair in repairs]
    if each.tried and not repairs and not _names(roadmap, each, RemedyOutcome.UNSETTLED):
        lines.append(_("No change of one row alone mends it."))
    for outcome, head in _HEADS.items():
        names = _names(roadmap, each, outcome)
        if names and (repairs or outcome is RemedyOutcome.UNSETTLED):
            lines.append(f"{head()} {'; '.join(names)}.")
    return lines


def _names(roadmap: Roadmap, each: Explained, outcome: RemedyOutcome) -> list[str]:
    return [change_name(roadmap, tried.change) for tried in each.tried if tried.outcome is outcome]


_HEADS: Final[Mapping[RemedyOutcome, Callable[[], str]]] = {
    RemedyOutcome.DOES_NOT_SUFFICE: lambda: _("Not enough alone, however much:"),
    RemedyOutcome.UNSETTLED: lambda: _("Not settled in the time given:"),
}


def _rest(found: Diagnosis) -> Iterator[str]:
    """Say whether the rest holds where wishes are set aside."""
    if found.state is not DiagnosisState.IMPOSSIBLE or not found.wishes:
        return
    yield ""
    if found.rest is not None:
        yield _("Without what is wished for in these, there is a plan that has all the rest.")
    else:
        yield _("Whether the rest can be had without these was not settled.")
