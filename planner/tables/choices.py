"""The words that cells may hold, in both languages."""

from enum import StrEnum

from planner.model import Basis, GroupRule, Link, PeriodLength, RequirementKind, SectorKind, Status
from planner.tables.kinds import Choice, Column, Kind, marked


def _choices(*words: tuple[str, str, StrEnum | str]) -> tuple[Choice, ...]:
    """Pair the words of both languages with what they stand for."""
    return tuple(Choice(norwegian=nb, english=en, value=value) for nb, en, value in words)


STATUSES = _choices(
    ("planlagt", "planned", Status.PLANNED),
    ("påbegynt", "started", Status.STARTED),
    ("ferdig", "done", Status.DONE),
)
SECTOR_KINDS = _choices(
    ("mottaker", "receiving", SectorKind.RECEIVING), ("leverandør", "delivering", SectorKind.DELIVERING)
)
LINKS = _choices(
    ("FS", "FS", Link.FINISH_START),
    ("SS", "SS", Link.START_START),
    ("FF", "FF", Link.FINISH_FINISH),
    ("SF", "SF", Link.START_FINISH),
    ("innføring", "adoption", Link.ADOPTION),
    ("andel", "share", Link.SHARE),
)
LINK_KINDS = _choices(
    ("teknisk", "technical", "technical"),
    ("data", "data", "data"),
    ("standard", "standard", "standard"),
    ("rettslig", "legal", "legal"),
    ("anskaffelse", "procurement", "procurement"),
    ("finansiering", "funding", "funding"),
    ("nytte", "benefit", "benefit"),
)
GROUP_RULES = _choices(
    ("nøyaktig én", "exactly one", GroupRule.EXACTLY_ONE),
    ("høyst én", "at most one", GroupRule.AT_MOST_ONE),
    ("minst", "at least", GroupRule.AT_LEAST),
    ("alle eller ingen", "all or none", GroupRule.ALL_OR_NONE),
)
REQUIREMENTS = _choices(
    ("dekning", "coverage", RequirementKind.COVERAGE),
    ("tjeneste", "service", RequirementKind.SERVICE),
    ("realisert", "realised", RequirementKind.REALISED),
    ("andel", "share", RequirementKind.SHARE),
    ("slutt", "end", RequirementKind.END),
)
BASES = _choices(
    ("dokumentert", "documented", Basis.DOCUMENTED),
    ("utledet", "derived", Basis.DERIVED),
    ("antatt", "assumed", Basis.ASSUMED),
)
PERIOD_LENGTHS = _choices(
    ("måned", "month", PeriodLength.MONTH),
    ("kvartal", "quarter", PeriodLength.QUARTER),
    ("år", "year", PeriodLength.YEAR),
)


YES_NO = _choices(("ja", "yes", "yes"), ("nei", "no", "no"))

PROVENANCE = (
    Column(
        "kilde", "source", "source", marked("Where the row comes from: an address or a title."), Kind.TEXT
    ),
    Column(
        "grunnlag",
        "basis",
        "basis",
        marked(
            "What the row's figures rest on, then exceptions by header, as in `dokumentert; enheter=antatt`."
        ),
        Kind.BASIS,
        default=marked("antatt (assumed)"),
        choices=BASES,
    ),
)
