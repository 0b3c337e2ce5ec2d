"""Which form a database has, and how an earlier one is raised: in one transaction, whole or not at all."""

from pathlib import Path

import sqlalchemy as sa

from planner.language import to_say
from planner.store.form import REVISION
from planner.store.refusals import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"


def is_up_to_date(connection: sa.Connection, file: Path) -> bool:
    """Tell whether a database has the form that this planner reads.

    Raises
    ------
    StoreError
        If a newer planner made it, or it is no store at all.
    """
    found = revision_of(connection)
    if found == REVISION:
        return True
    if found is None:
        message = to_say("{file} is a database, but not one of the planner.", file=file)
        raise StoreError("foreign", message)
    if found not in known_revisions():
        message = to_say(
            "{file} was made by a newer planner (form {found}, this one knows {known}). Update the planner.",
            file=file,
            found=found,
            known=REVISION,
        )
        raise StoreError("newer", message)
    return False


def revision_of(connection: sa.Connection) -> str | None:
    """Give the form of a database, ``None`` where it has none."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def known_revisions() -> list[str]:
    """Give all forms there have been, the newest first."""
    from alembic.script import ScriptDirectory  # late: only who raises a form needs it

    return [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]


def raise_form(connection: sa.Connection) -> None:
    """Raise a database, or an empty file, to the newest form, within the transaction that has begun."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext, MigrationStep
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(MIGRATIONS))

    def steps(found: object, _context: object) -> list[MigrationStep]:
        lower = found[0] if isinstance(found, tuple) and found else found or "base"
        missing = list(script.iterate_revisions("head", str(lower)))
        return [MigrationStep.upgrade_from_script(script.revision_map, each) for each in reversed(missing)]

    context = MigrationContext.configure(connection, opts={"fn": steps, "transactional_ddl": True})
    with Operations.context(context):
        context.run_migrations()
