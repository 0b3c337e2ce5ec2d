"""Plans on disk: read where an option names them, written whole, and told where that cannot be."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner import pipeline
from planner.cli.asking import Asked
from planner.cli.refusals import WrongUseError
from planner.cli.terminal import complain, show_findings
from planner.language import ToldError, _, reason_of, worded
from planner.model import Answer, Plan
from planner.why import Diagnosis


def save(found: Plan, folder: Path) -> None:
    """Write a plan and its tables into a folder."""
    from planner.files import plan_to_csv, write_plan

    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_plan(found, folder / "plan.json")
        plan_to_csv(found, folder)


def save_answer(answer: Answer, file: Path, diagnosis: Diagnosis | None) -> None:
    """Write what came of a request into a file; where there is no plan, why."""
    from planner.files import write_answer
    from planner.report import diagnosis_data

    with writing(file):
        write_answer(answer, file, None if diagnosis is None else diagnosis_data(diagnosis))


def told_plan(path: Path) -> Plan | None:
    """Read a plan that was saved; where there is none, say what is wrong with the file."""
    try:
        return pipeline.read_plan(path)
    except pipeline.DataError as error:
        show_findings(error.findings)
        return None


def with_certificate(saved: Plan, path: Path) -> Plan:
    """Check the certificate beside a saved plan; where it is refused, say why, and claim no more."""
    file = (path if path.is_dir() else path.parent) / pipeline.CERTIFICATE
    if not file.is_file():
        return saved
    from planner.files import certificate_from_json

    try:
        return pipeline.with_proof(saved, certificate_from_json(file.read_text(encoding="utf-8")))
    except ToldError as error:
        complain(worded(error.message))
    except OSError as error:
        complain(_("Cannot read {path}: {reason}", path=file, reason=worded(reason_of(error))))
    except UnicodeDecodeError:
        complain(_("{file} is not UTF-8.", file=file))
    return saved


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say where and why when something cannot be written."""
    try:
        yield
    except OSError as error:
        reason = worded(reason_of(error))
        raise WrongUseError(_("Cannot write to {path}: {reason}", path=path, reason=reason)) from error


def plans_named_by(asked: Asked) -> tuple[Plan | None, Plan | None]:
    """Read the plan to start from and the one that changes are counted from, where a request names them.

    Raises
    ------
    WrongUseError
        If one cannot be read, breaks a rule, or holds no schedule.
    """
    return _plan_of("--start", asked.start), _plan_of("--baseline", asked.baseline)


def _plan_of(option: str, path: Path | None) -> Plan | None:
    """Read the saved plan that an option names.

    Raises
    ------
    WrongUseError
        If it cannot be read, breaks a rule, or holds no schedule.
    """
    if path is None:
        return None
    try:
        saved = pipeline.read_plan(path)
        reason = "" if saved.schedule is not None else _("The file holds no schedule.")
    except pipeline.DataError as error:
        reason = worded(error.findings[0].message)
    if reason:
        raise WrongUseError(
            _(
                "{option}: found {path}, expected a saved plan. {reason}",
                option=option,
                path=path,
                reason=reason,
            )
        )
    return saved
