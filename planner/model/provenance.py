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

    @property
    def sources(self) -> list[str]:
        """Give the sources, which stand with semicolons between where there are several.

        Examples
        --------
        >>> Provenance(source="https://example.org; Meld. St. 9").sources
        ['https://example.org', 'Meld. St. 9']
        """
        return [each for each in self.source.split("; ") if each]

    def basis_of(self, field: str) -> Basis:
        """Give what one field of the row rests on."""
        return dict(self.exceptions).get(field, self.basis)


ASSUMED = Provenance()
