"""Dependencies, made of ``avhengigheter`` and of the short form in ``veikart``; and groups of measures."""

from collections.abc import Iterator

from planner.language import to_say
from planner.model import ADAPTATION, Dependency, Endpoint, Group, Link, Provenance
from planner.tables.cells import ShortLink
from planner.tables.making import Making, keeps
from planner.tables.numbers import number_out
from planner.tables.rows import TableRow

_ENDS = ("predecessor", "successor")
Key = tuple[Endpoint, Endpoint, Link, str]


def make_dependencies(making: Making) -> tuple[Dependency, ...]:
    """Make all dependencies, those in full first; each may stand only once."""
    rows: dict[Key, TableRow] = {}
    made: list[Dependency] = []
    for row, name, dependency in (*_in_full(making), *_in_short(making)):
        key = dependency_key(dependency)
        if key in rows:
            _stands_twice(making, row, name, dependency, rows[key])
            continue
        rows[key] = row
        made.append(dependency)
    return tuple(made)


def dependency_key(dependency: Dependency) -> Key:
    """Give what makes two dependencies the same one."""
    return dependency.predecessor, dependency.successor, dependency.link, dependency.share_sector


def _stands_twice(making: Making, row: TableRow, name: str, dependency: Dependency, before: TableRow) -> None:
    message = to_say(
        "The dependency on {predecessor} stands in {table}, row {row}, too.",
        predecessor=dependency.predecessor.measure,
        table=before.file,
        row=before.place,
    )
    making.refuse(row, "duplicate", message, name)


def _in_full(making: Making) -> Iterator[tuple[TableRow, str, Dependency]]:
    for row in making.rows("avhengigheter"):
        if row.is_whole and keeps(making, row, _RULES):
            fields = row.plain() | {end: _endpoint(row, end) for end in _ENDS}
            made = making.make(Dependency, row, **fields)
            if made is not None:
                yield row, "predecessor", made


def _endpoint(row: TableRow, end: str) -> Endpoint:
    return Endpoint(measure=row[end], phase=row.get(f"{end}.phase", ""), sector=row.get(f"{end}.sector", ""))


def _in_short(making: Making) -> Iterator[tuple[TableRow, str, Dependency]]:
    for row in making.rows("veikart"):
        if "id" not in row:
            continue
        for link in row.get("depends_on", ()):
            if link.predecessor == row["id"]:
                making.refuse(
                    row, "depends_on_itself", to_say("A measure cannot depend on itself."), "depends_on"
                )
                continue
            yield row, "depends_on", short_dependency(row, link)


def short_dependency(row: TableRow, link: ShortLink) -> Dependency:
    """Give a dependency in short form in full; it rests on what its row rests on."""
    basis = row.provenance.basis_of("depends_on")
    return Dependency(
        predecessor=Endpoint(measure=link.predecessor),
        successor=Endpoint(measure=row["id"]),
        link=link.link,
        lag_periods=link.lag_periods,
        share=link.share,
        share_sector=link.share_sector,
        provenance=Provenance(source=row.provenance.source, basis=basis),
    )


def _ends_differ(making: Making, row: TableRow) -> bool:
    if row["predecessor"] != row["successor"]:
        return True
    making.refuse(row, "depends_on_itself", to_say("A measure cannot depend on itself."), "successor")
    return False


def _ends_are_named_once(making: Making, row: TableRow) -> bool:
    twice = [
        end for end in _ENDS if f"{end}.sector" in row and row.get(f"{end}.phase", ADAPTATION) != ADAPTATION
    ]
    for end in twice:
        message = to_say("A phase and a sector are both named; expected one of them.")
        making.refuse(row, "phase_and_sector", message, f"{end}.sector")
    return not twice


def _adaptations_are_of_sectors(making: Making, row: TableRow) -> bool:
    without = [end for end in _ENDS if row.get(f"{end}.phase") == ADAPTATION and f"{end}.sector" not in row]
    for end in without:
        message = to_say("{adaptation} is that of a sector, which has to be named.", adaptation=ADAPTATION)
        making.refuse(row, "adaptation_of_nobody", message, f"{end}.sector")
    return not without


def _share_and_sector_of_share_links(making: Making, row: TableRow) -> bool:
    is_share = row.get("link") is Link.SHARE
    wrong = [name for name in ("share", "share_sector") if (name in row) != is_share]
    for name in wrong:
        message = (
            to_say("A share link needs this cell.")
            if is_share
            else to_say("Only a share link has this cell.")
        )
        making.refuse(row, "share_link", message, name)
    return not wrong


def _lags_of_timed_links(making: Making, row: TableRow) -> bool:
    timed = row.or_default("link").is_timed
    wrong = [name for name in ("lag_periods", "largest_lag_periods") if not timed and name in row]
    for name in wrong:
        making.refuse(row, "lag_of_untimed", to_say("Only FS, SS, FF and SF have a lag."), name)
    return not wrong


def _lags_in_order(making: Making, row: TableRow) -> bool:
    least = row.or_default("lag_periods")
    if row.get("largest_lag_periods", least) >= least:
        return True
    message = to_say("The largest lag is below the least one, {least}.", least=number_out(least))
    making.refuse(row, "not_in_order", message, "largest_lag_periods")
    return False


_RULES = (
    _ends_differ,
    _ends_are_named_once,
    _adaptations_are_of_sectors,
    _share_and_sector_of_share_links,
    _lags_of_timed_links,
    _lags_in_order,
)


def make_groups(making: Making) -> tuple[Group, ...]:
    """Make the groups of measures."""
    return making.make_all(Group, "grupper", _names_two_or_more, _least_number_can_be_reached)


def _names_two_or_more(making: Making, row: TableRow) -> bool:
    measures = row["measures"]
    if len(set(measures)) == len(measures) >= 2:
        return True
    making.refuse(
        row, "too_few_measures", to_say("A group names two or more measures, each once."), "measures"
    )
    return False


def _least_number_can_be_reached(making: Making, row: TableRow) -> bool:
    if row.or_default("at_least") <= len(row["measures"]):
        return True
    message = to_say("The group has only {count} measures.", count=len(row["measures"]))
    making.refuse(row, "out_of_range", message, "at_least")
    return False
