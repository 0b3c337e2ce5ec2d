"""The form of the database: migrations lead to the tables that the code reads."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.kept_plan import PLAN
from support.saving import pace, saved

from planner.model import SectorInput
from planner.store import ReportsKept, ReportsStep, Store, TypedReport, open_store
from planner.store.database import Database
from planner.store.form import METADATA, PLANNED, REPORTS, REVISION
from planner.store.forming import known_revisions, revision_of


def test_the_newest_migration_is_the_one_the_code_reads(store: Store) -> None:
    assert known_revisions()[0] == REVISION
    with Database(store.database).reading() as connection:
        assert revision_of(connection) == REVISION


def test_migrations_make_the_tables_as_the_code_has_them(store: Store, tmp_path: Path) -> None:
    plain = tmp_path / "plain.sqlite"
    plain.touch()
    with Database(plain).writing() as connection:
        METADATA.create_all(connection)

    assert form_of(store.database) == form_of(plain)


def test_what_an_earlier_form_holds_is_there_when_it_has_been_raised(store: Store) -> None:
    said = TypedReport(
        name="work|a", cells={"began": "1"}, author="Kari", moment=datetime(2026, 11, 30, tzinfo=UTC)
    )
    kept = ReportsKept(version=1, steps=(ReportsStep(rows=(said,), status_date=date(2027, 4, 1)),))
    store.reports.keep(kept)
    plan = store.plans.keep(PLAN, author="Kari").number
    slower = store.versions.roadmap(saved(store, pace(0.25)))
    search = store.searches.queue(slower, "{}", author="Kari")
    store.searches.interrupt()
    newest = form_of(store.database)
    cells = {"name": said.name, "cells": dict(said.cells), "author": said.author}
    rows = json.dumps([cells | {"moment": said.moment.isoformat()}])
    with Database(store.database).writing() as connection:
        connection.execute(sa.update(REPORTS).values(rows=rows, status_date="2027-04-01"))  # as it was kept
        for table in ("certificates", "planned"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        for column in ("steps", "holding"):
            connection.exec_driver_sql(f"ALTER TABLE reports DROP COLUMN {column}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
    assert form_of(store.database) != newest

    raised = open_store(store.path, store.folder, author="Kari")

    assert form_of(raised.database) == newest
    with Database(raised.database).reading() as connection:
        counted = connection.execute(sa.select(PLANNED.c.digest, PLANNED.c.planned_digest)).all()
    known = {each.digest: each.planned_digest for each in counted}
    assert known == {each.digest: each.planned_digest for each in (PLAN.roadmap, slower)}
    assert raised.plans.newest_of(replace(PLAN.roadmap, inputs=())) == plan
    told = SectorInput(id="n9", day=date(2024, 1, 1), who="Kari", content="Video.")
    asking_the_same = replace(slower, inputs=(*slower.inputs, told))
    assert raised.searches.queue(asking_the_same, "{}", author="Kari").number == search.number
    assert raised.reports.reports() == kept
    raised.reports.keep(replace(kept, steps=(ReportsStep(), *kept.steps), at=1))
    assert open_store(store.path, store.folder, author="Kari").reports.reports() == raised.reports.reports()


def form_of(file: Path) -> dict[str, object]:
    """Give the columns, keys and indices of all tables but the one that counts migrations."""
    with Database(file).reading() as connection:
        found = sa.inspect(connection)
        return {
            name: (
                [(each["name"], str(each["type"]), each["nullable"]) for each in found.get_columns(name)],
                sorted(
                    (each["referred_table"], each["constrained_columns"])
                    for each in found.get_foreign_keys(name)
                ),
                sorted(each["column_names"] for each in found.get_indexes(name)),
                sorted(each["column_names"] for each in found.get_unique_constraints(name)),
            )
            for name in found.get_table_names()
            if name != "alembic_version"
        }


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_tables_are_none_of_one_database_alone(database: str) -> None:
    dialect = import_module(f"sqlalchemy.dialects.{database}").dialect()

    made = [str(sa.schema.CreateTable(table).compile(dialect=dialect)) for table in METADATA.sorted_tables]

    assert len(made) == len(METADATA.tables)
