"""Where a figure comes from, and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """How well a figure is founded."""

    DOCUMENTED = "documented"
    DERIVED = "derived"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The source of one row of input, and what each of its figures rests on.

    Parameters
    ----------
    source
        Address or title of the source, empty where there is none.
    basis
        What the row's figures rest on unless an exception says otherwise.
    exceptions
        Pairs of field name and basis, for rows that mix sourced and assumed figures.
    """

    source: str = ""
    basis: Basis = Basis.ASSUMED
    exceptions: tuple[tuple[str, Basis], ...] = ()

    def basis_of(self, field: str) -> Basis:
        """Give what one field of the row rests on."""
        return dict(self.exceptions).get(field, self.basis)


ASSUMED = Provenance()
