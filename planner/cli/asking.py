"""What the options of the command line ask of a search, or the file that holds all of it."""

from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from planner.cli.terminal import WrongUseError
from planner.language import _, worded
from planner.model import Aim, AimError, Effort, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, and where the plans that it names lie, seen from here."""

    request: Request
    start: Path | None = None
    baseline: Path | None = None


def request_of(options: Namespace) -> Asked:
    """Give what is asked, by options or in a file.

    Raises
    ------
    WrongUseError
        If the options do not fit each other, or the file cannot be read.
    """
    aim, effort = _aim(options), effort_of(options)
    by_options = Request(aim=aim, effort=effort, start="" if options.start is None else str(options.start))
    if options.request is None:
        return Asked(request=by_options, start=options.start, baseline=options.baseline)
    if by_options != Request():
        message = _("{option}: the file says all that is asked, found other options too", option="--request")
        raise _wrong(message)
    return _in_file(options.request)


def effort_of(options: Namespace) -> Effort:
    """Give how much work the options allow."""
    return Effort(
        seconds=options.seconds,
        gap=options.gap,
        seed=options.seed,
        deterministic=options.deterministic,
        workers=options.workers,
    )


def _in_file(file: Path) -> Asked:
    """Give what a file asks; the plans that it names are seen from its folder."""
    from planner.files import FileError, read_request

    try:
        request = read_request(file)
    except FileError as error:
        raise WrongUseError(worded(error.findings[0].message)) from error
    named = (request.start, request.aim.baseline if request.aim else "")
    start, baseline = (file.parent / name if name else None for name in named)
    return Asked(request=request, start=start, baseline=baseline)


def _aim(options: Namespace) -> Aim:
    """Give what the options ask for; the slider alone asks for balance."""
    slides = options.objective is None and options.long_term is not None
    slides = slides and all(before.name != "balance" for before in options.before)
    try:
        return Aim(
            name="balance" if slides else options.objective or "value",
            long_term=options.long_term,
            baseline="" if options.baseline is None else str(options.baseline),
            before=tuple(options.before),
        )
    except AimError as error:
        message = _(
            "{option}: found {found}, expected {expected}",
            option=f"--{error.key.replace('_', '-')}",
            found=_("nothing") if error.found is None else error.found,
            expected=worded(error.expected),
        )
        raise _wrong(message) from error


def _wrong(message: str) -> WrongUseError:
    """Refuse what was typed, with the way to what can be."""
    hint = _("See {command} --help", command="planner plan")
    return WrongUseError(f"{message}\n{hint}")
