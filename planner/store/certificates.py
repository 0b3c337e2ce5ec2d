"""Certificates that are kept, each with the plan that it was made of; it is forgotten with that."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from planner.files import JsonError, certificate_from_json, certificate_to_json
from planner.language import to_say
from planner.model import Certificate
from planner.store.database import Database, row
from planner.store.form import CERTIFICATES, PLANS
from planner.store.log import AUTHOR, Clock, note, now, typed, written
from planner.store.pieces import packed, unpacked
from planner.store.plans import NO_PLAN, found_in
from planner.store.refusals import StoreError

_NO_CERTIFICATE = to_say("No certificate of plan {number} is kept.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateKept:
    """That a plan has a certificate, without what is in it: only a check tells whether it holds.

    Parameters
    ----------
    plan
        Number of the plan.
    digest
        SHA-256 of the roadmap that the plan was made from.
    """

    plan: int
    digest: str
    author: str
    moment: datetime


class KeptCertificates:
    """The certificates of a store."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database, self._clock = database, clock

    def keep(self, plan: int, certificate: Certificate, *, author: str) -> CertificateKept:
        """Keep the certificate of a plan, in place of an earlier one.

        Raises
        ------
        StoreError
            If there is no such plan.
        ValueError
            If it is of another roadmap than the plan.
        """
        who, content = typed(author, AUTHOR), packed(certificate_to_json(certificate))
        with self._database.writing() as connection:
            digest = found_in(connection, PLANS, plan, NO_PLAN)["digest"]
            if certificate.digest != digest:
                raise ValueError(f"a certificate of {certificate.digest}, expected one of {digest}")
            moment = written(self._clock())
            values = {"plan": plan, "author": who, "moment": moment}
            connection.execute(CERTIFICATES.delete().where(CERTIFICATES.c.plan == plan))
            connection.execute(CERTIFICATES.insert(), [values | {"content": content}])
            note(connection, moment, who, "certified", f"plan {plan}", digest=digest)
        return _certificate(values | {"digest": digest})

    def of_plan(self, plan: int) -> CertificateKept | None:
        """Give by whom and when the certificate of a plan was made; nothing where it has none."""
        columns = (CERTIFICATES.c.plan, PLANS.c.digest, CERTIFICATES.c.author, CERTIFICATES.c.moment)
        query = sa.select(*columns).join(PLANS).where(CERTIFICATES.c.plan == plan)
        with self._database.reading() as connection:
            found = connection.execute(query).first()
        return None if found is None else _certificate(row(found))

    def certificate(self, plan: int) -> Certificate:
        """Give the certificate of a plan.

        Raises
        ------
        StoreError
            If it has none, or what is kept of it is damaged.
        """
        query = sa.select(CERTIFICATES.c.content).where(CERTIFICATES.c.plan == plan)
        with self._database.reading() as connection:
            found = connection.execute(query).scalar()
        if found is None:
            raise StoreError("unknown", _NO_CERTIFICATE.filled(number=plan))
        try:
            return certificate_from_json(unpacked(found))
        except JsonError as error:
            message = to_say(
                "The certificate of plan {number} is damaged: {reason}", number=plan, reason=error
            )
            raise StoreError("damaged", message) from error


def _certificate(values: dict[str, Any]) -> CertificateKept:
    return CertificateKept(**values | {"moment": datetime.fromisoformat(values["moment"])})
