"""What has to be reached, what is reached by the kept results, and what peers reach in the same run."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kept import JsonRow, Results, figure, mean, peer, rows, worst

Read = Callable[[Results], float | None]

WAVES = {200: (1, 5), 600: (2, 6), 2000: (4, 8)}
LUMPY = {60: 12, 200: 8, 600: 5, 2000: 4}
J120 = {5: 3, 30: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One figure that has to be reached.

    Parameters
    ----------
    at_most, at_least
        In the unit; at most one of them. Without either the figure is only reported.
    below
        Whether the limit itself is too much.
    then
        What comes after the target is reached.
    peers
        Name of a peer and its figure.
    """

    what: str
    unit: str
    read: Read
    at_most: float | None = None
    at_least: float | None = None
    then: str = ""
    peers: tuple[tuple[str, Read], ...] = ()

    @property
    def asked(self) -> str:
        """Write the target."""
        sign, limit = ("≤", self.at_most) if self.at_most is not None else ("≥", self.at_least)
        if limit is None:
            return "reported"
        return f"{sign} {limit:g} {self.unit}".strip() + (f", then {self.then}" if self.then else "")

    def holds(self, measured: float | None) -> bool | None:
        """Tell whether a figure is good enough; ``None`` where there is none, or no limit."""
        if measured is None or (self.at_most is None and self.at_least is None):
            return None
        not_above = self.at_most is None or measured <= self.at_most
        return not_above and (self.at_least is None or measured >= self.at_least)


def targets() -> list[Target]:
    """Give all targets, in the order of the page."""
    parts: Sequence[Callable[[], Iterator[Target]]] = (
        _default,
        _graph,
        _waves,
        _resolve,
        _lumpy,
        _published,
        _scale,
    )
    return [target for part in parts for target in part()]


def _default() -> Iterator[Target]:
    name = "default roadmap"
    yield Target(what=f"{name}: first plan", unit="s", read=_figure("default", "first plan"), at_most=0.1)
    gap = _figure("default", "value: gap")
    yield Target(what=f"{name}: gap in 60 s", unit="%", read=gap, at_most=5, then="≤ 1 %")
    memory = _figure("default", "memory of all solver processes")
    yield Target(what=f"{name}: memory", unit="MB", read=memory, at_most=1000)


def _graph() -> Iterator[Target]:
    again = _worst("waves", "graph.*", lambda row: row["more"]["first_plan_again_seconds"])
    yield Target(what="real graph: first plan", unit="s", read=again, at_most=0.1)
    for difficulty, limit, then in (("slack", 1, "≤ 0.2 %"), ("binding", 5, "≤ 2 %")):
        yield _gap(f"real graph, {difficulty}", "waves", f"graph, {difficulty}", limit, then=then)


def _waves() -> Iterator[Target]:
    for size, limits in WAVES.items():
        for difficulty, limit in zip(("slack", "binding"), limits, strict=True):
            yield _gap(f"waves {size}, {difficulty}", "waves", f"waves {size}, {difficulty}", limit)
    memory = _worst("waves", "waves 2000.*", lambda row: row["memory_mb"])
    yield Target(what="waves 2000: memory", unit="MB", read=memory, at_most=1000)


def _resolve() -> Iterator[Target]:
    name = "re-solve after a small change"
    first = _worst("resolve", ".*", lambda row: row["first_plan_seconds"])
    yield Target(what=f"{name}: lawful plan after", unit="s", read=first, at_most=1)
    over = _worst("resolve", ".*", lambda row: _negative(row["more"]["first_over_repaired"]))
    yield Target(
        what=f"{name}: first plan below the old one repaired", unit="%", read=_percent(over), at_most=0
    )
    behind = _worst("resolve", ".*", lambda row: row["more"]["early_behind"])
    yield Target(what=f"{name}: after 5 s below the 60 s plan", unit="%", read=_percent(behind), at_most=1)


def _lumpy() -> Iterator[Target]:
    for size, limit in LUMPY.items():
        yield _gap(f"lumpy {size}, 30 s", "lumpy", ".*", limit, name=f"pf{size}_.*")
    behind = _worst("lumpy", ".*", lambda row: row["gap_to_best_known"])
    yield Target(what="lumpy: worst below the prototype", unit="%", read=_percent(behind), at_most=0)
    over = _mean("lumpy-60-s", ".*", lambda row: _over(row, "plain"), name="pf200_.*")
    yield Target(
        what="lumpy 200, 60 s: over plain CP-SAT, 2 workers", unit="%", read=_percent(over), at_least=30
    )


def _published() -> Iterator[Target]:
    for seconds, limit in J120.items():
        yield _behind(
            f"j120, {seconds} s: mean above the best known", f"published-{seconds}-s", "j120", limit
        )
    yield Target(
        what="j30, 10 s: not proved optimal",
        unit="of 60",
        read=_worst_sum("published-10-s", ".*j30", lambda row: float(row["status"] != "optimal")),
        at_most=0,
    )
    for family in ("mmrcpsp/.*", "rcpsp_max/.*", "rcpsp/RG300"):
        named = family.removesuffix("/.*")
        yield _behind(f"{named}: mean above the best known", "published-5-s", family, None)


def _scale() -> Iterator[Target]:
    name = "10 000 activities"
    first = _worst("scale", ".*", lambda row: row["first_plan_seconds"])
    yield Target(what=f"{name}: first schedule", unit="s", read=first, at_most=0.1)
    gap = _percent(_worst("scale", ".*", lambda row: row["gap"]))
    yield Target(what=f"{name}, 2 s: gap", unit="%", read=gap, at_most=0.5)
    memory = _worst("scale", ".*", lambda row: row["memory_mb"])
    yield Target(what=f"{name}: memory", unit="MB", read=memory, at_most=300)


def _gap(what: str, benchmark: str, family: str, limit: float, *, name: str = "", then: str = "") -> Target:
    """Ask for a mean gap to the bound."""
    read = _percent(_mean(benchmark, family, lambda row: row["gap"], name=name))
    plain = _percent(_mean(benchmark, family, lambda row: peer(row, "plain").get("gap"), name=name))
    return Target(
        what=f"{what}: mean gap", unit="%", read=read, at_most=limit, then=then, peers=(("plain", plain),)
    )


def _behind(what: str, benchmark: str, family: str, limit: float | None) -> Target:
    """Ask for a mean distance to the best known, beside the peers'; instances without a plan have none."""
    pattern = f"(.*/)?{family}"
    read = _percent(_mean(benchmark, pattern, lambda row: row["gap_to_best_known"]))
    peers = tuple((name, _peer_behind(benchmark, pattern, name)) for name in ("pyjobshop", "plain"))
    return Target(what=what, unit="%", read=read, at_most=limit, peers=peers)


def _peer_behind(benchmark: str, family: str, name: str) -> Read:
    return _percent(_mean(benchmark, family, lambda row: peer(row, name).get("gap_to_best_known")))


def _figure(benchmark: str, name: str) -> Read:
    return lambda results: figure(results, benchmark, name)


def _mean(benchmark: str, family: str, get: Callable[[JsonRow], float | None], *, name: str = "") -> Read:
    def read(results: Results) -> float | None:
        found = rows(results, benchmark, family, name)
        return mean([row for row in found if not _is_rightly_infeasible(row)], get)

    return read


def _is_rightly_infeasible(row: JsonRow) -> bool:
    """Tell whether the literature knows that there is no plan, and none was found."""
    return bool(row.get("known_infeasible")) and row["status"] == "infeasible"


def _worst(benchmark: str, family: str, get: Callable[[JsonRow], float | None]) -> Read:
    return lambda results: worst(rows(results, benchmark, family), get)


def _worst_sum(benchmark: str, family: str, get: Callable[[JsonRow], float]) -> Read:
    """Sum over the rows; nothing where there are none."""

    def read(results: Results) -> float | None:
        found = rows(results, benchmark, family)
        return sum(map(get, found)) if found else None

    return read


def _percent(read: Read) -> Read:
    """Turn a share into per cent."""

    def in_percent(results: Results) -> float | None:
        share = read(results)
        return None if share is None else 100 * share

    return in_percent


def _negative(figure: float | None) -> float | None:
    return None if figure is None else -figure


def _over(row: JsonRow, name: str) -> float | None:
    """Give how much more a value is than a peer's, as a share of the peer's."""
    theirs = peer(row, name).get("value")
    return None if row["value"] is None or not theirs else (row["value"] - theirs) / abs(theirs)
