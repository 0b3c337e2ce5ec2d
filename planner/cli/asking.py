"""What the options of the command line ask of a search, or the file that holds all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.cli.refusals import WrongUseError, see_help, wrong_value
from planner.language import _, worded
from planner.model import Aim, AimError, Before, Effort, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, and where the plans that it names lie, seen from here."""

    request: Request
    start: Path | None = None
    baseline: Path | None = None


def by_options(
    *,
    objective: str | None,
    long_term: float | None,
    before: Sequence[Before],
    baseline: Path | None,
    start: Path | None,
    move_cost: float,
    **effort: Any,
) -> Asked:
    """Give what options ask; those that are not named here are the fields of ``Effort``.

    Raises
    ------
    WrongUseError
        If they do not fit each other.
    """
    aim = _aim(objective, long_term, tuple(before), baseline)
    named = "" if start is None else str(start)
    request = Request(aim=aim, effort=Effort(**effort), start=named, move_cost=move_cost)
    return Asked(request=request, start=start, baseline=baseline)


def in_file(file: Path, *, beside: Asked | None = None) -> Asked:
    """Give what a file asks; the plans that it names are seen from its folder.

    Parameters
    ----------
    beside
        What options ask, where the command has any that do; it must be nothing.

    Raises
    ------
    WrongUseError
        If options ask for something too, or the file cannot be read.
    """
    from planner.files import FileError, read_request

    if beside is not None and beside.request != Request():
        message = _("{option}: the file says all that is asked, found other options too", option="--request")
        raise _wrong(message)
    try:
        request = read_request(file)
    except FileError as error:
        raise WrongUseError(worded(error.findings[0].message)) from error
    named = (request.start, request.aim.baseline if request.aim else "")
    start, baseline = (file.parent / name if name else None for name in named)
    return Asked(request=request, start=start, baseline=baseline)


def _aim(
    objective: str | None, long_term: float | None, before: tuple[Before, ...], baseline: Path | None
) -> Aim:
    """Give what the options ask for; the slider alone asks for balance."""
    slides = objective is None and long_term is not None and all(each.name != "balance" for each in before)
    try:
        return Aim(
            name="balance" if slides else objective or "value",
            long_term=long_term,
            baseline="" if baseline is None else str(baseline),
            before=before,
        )
    except AimError as error:
        found = _("nothing") if error.found is None else error.found
        raise _wrong(
            wrong_value(f"--{error.key.replace('_', '-')}", found, worded(error.expected))
        ) from error


def _wrong(message: str) -> WrongUseError:
    """Refuse what was typed, with the way to what can be."""
    return WrongUseError(see_help(message, "planner plan"))
