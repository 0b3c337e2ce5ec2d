"""Which kept roadmaps ask the same: the digest of what plans depend on, kept beside each of them.

Figures are compared as numbers there, and roadmaps need not be read. A digest that was counted under another
schema is counted anew. Beside one that is damaged stands none: it asks the same as no other, and is not read
again.
"""

import logging
from collections.abc import Iterable, Iterator
from typing import Final

import sqlalchemy as sa

from planner.files import SCHEMA
from planner.model import Roadmap
from planner.store.database import Database
from planner.store.form import CONTENTS, JOBS, PLANNED, PLANS, ROLLS, VERSIONS
from planner.store.pieces import digests_in_runs, roadmap_kept
from planner.store.refusals import StoreError
from planner.store.search_states import ENDED

log = logging.getLogger(__name__)

AT_ONCE: Final = 50
"""Roadmaps that are counted before what has been found is kept."""
DAMAGED: Final = ""
"""Stands where there is no digest, for the roadmap cannot be read."""


def asking_the_same(database: Database, roadmap: Roadmap, kept: Iterable[str]) -> Iterator[str]:
    """Give the digests of those of some kept roadmaps that ask the same as a roadmap, in their order.

    One whose digest is not known yet is read when its turn comes, outside of any transaction that writes; one
    that is damaged is taken for another.
    """
    wanted = list(dict.fromkeys(kept))
    known = _known(database, wanted)
    for digest in wanted:
        if digest not in known:
            known |= fill_in(database, [digest])
        if digest == roadmap.digest or known.get(digest) == roadmap.planned_digest:
            yield digest


def known_to_ask_the_same(roadmap: Roadmap) -> sa.Select[tuple[str]]:
    """Give the digests of the kept roadmaps that are known to ask the same, as a part of a question."""
    is_same = sa.and_(PLANNED.c.planned_digest == roadmap.planned_digest, PLANNED.c.schema == SCHEMA)
    return sa.select(PLANNED.c.digest).where(is_same)


def fill_planned(database: Database) -> None:
    """Fill in what is not known of what plans, rolls and open searches are of, as after an earlier form."""
    made, parents = VERSIONS.alias(), VERSIONS.alias()
    of_rolls = sa.select(made.c.digest).join(ROLLS, made.c.number == ROLLS.c.version)
    before_rolls = (
        sa.select(parents.c.digest)
        .join(made, parents.c.number == made.c.parent)
        .join(ROLLS, made.c.number == ROLLS.c.version)
    )
    of_searches = sa.select(JOBS.c.digest).join(CONTENTS, CONTENTS.c.digest == JOBS.c.digest)
    of_searches = of_searches.where(JOBS.c.state.not_in(ENDED))
    named = sa.union(sa.select(PLANS.c.digest), of_rolls, before_rolls, of_searches).subquery()
    is_known = sa.and_(PLANNED.c.digest == named.c.digest, PLANNED.c.schema == SCHEMA)
    query = sa.select(named.c.digest).outerjoin(PLANNED, is_known).where(PLANNED.c.digest.is_(None))
    with database.reading() as connection:
        missing = list(connection.execute(query).scalars())
    fill_in(database, missing)


def fill_in(database: Database, missing: list[str]) -> dict[str, str]:
    """Count the digests of kept roadmaps, and keep some at a time: who breaks off has those before."""
    found: dict[str, str] = {}
    for at in range(0, len(missing), AT_ONCE):
        counted = dict(_counted(database, missing[at : at + AT_ONCE]))
        rows = [{"digest": each, "schema": SCHEMA, "planned_digest": of} for each, of in counted.items()]
        if rows:
            with database.writing() as connection:
                connection.execute(PLANNED.delete().where(PLANNED.c.digest.in_(list(counted))))
                connection.execute(PLANNED.insert(), rows)
        found |= counted
    return found


def _counted(database: Database, digests: list[str]) -> Iterator[tuple[str, str]]:
    """Give the digests of what plans of some kept roadmaps depend on, of those that can be read now."""
    for digest in digests:
        try:
            with database.reading() as connection:
                yield digest, _planned_digest(connection, digest)
        except StoreError:  # the next who asks tries again
            log.warning("roadmap %s cannot be read now: whether it asks the same is not known", digest)


def _planned_digest(connection: sa.Connection, digest: str) -> str:
    """Give the digest of what plans of a kept roadmap depend on; ``DAMAGED`` where that is damaged."""
    try:
        return roadmap_kept(connection, digest).planned_digest
    except StoreError:
        log.warning("roadmap %s is damaged: it is taken for one that asks the same as no other", digest)
        return DAMAGED


def _known(database: Database, digests: list[str]) -> dict[str, str]:
    """Give what is known of some kept roadmaps, as it is counted today."""
    found: dict[str, str] = {}
    with database.reading() as connection:
        for some in digests_in_runs(digests):
            is_asked = sa.and_(PLANNED.c.digest.in_(some), PLANNED.c.schema == SCHEMA)
            rows = connection.execute(sa.select(PLANNED.c.digest, PLANNED.c.planned_digest).where(is_asked))
            found |= {each.digest: each.planned_digest for each in rows}
    return found
