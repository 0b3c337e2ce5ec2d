"""Check a certificate: that no plan of a roadmap, whoever made it, has a better score than it says.

    python tools/verify_bound.py ROADMAP_OR_PLAN.json CERTIFICATE.json [--plan PLAN.json]

Standard library only: nothing of the planner is imported, no figure of its search is trusted. What rules
mean stands in docs/problem.md. Those that tie measures together are *rows*: what a plan draws on each is at
most its limit. The certificate has prices of 0 or more for rows. As no lawful plan draws more than that,

    worth of a plan  <=  worth - sum of price x drawn + sum of price x limit,

and the right side falls apart: each measure does the best it can alone when it pays for what it draws
(``bound_alone``). The bound is what they reach so, plus price x limit. It holds at any prices; good ones make
it small. Each simplification lets measures do more, so that the bound can only rise; ``left_out`` names them.
Numbers are fractions and whole numbers, and what is rounded is rounded so that the bound rises.
"""

import argparse
import hashlib
import json
from collections import defaultdict
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

from bound_alone import GRAIN, best_alone
from bound_facts import WIDER, Case, Data, demands_of, left_out, length

SCHEMA = 2  # the number of today's JSON of the planner
MONEY = {
    *("cost_nok_per_period", "cost_at_start_nok", "cost_per_unit_nok", "running_cost_per_unit_nok"),
    *(
        "benefit_nok_per_year",
        "worth_by_end_nok",
        "price_nok_per_period",
        "price_nok",
        "limit_nok",
        "spent_nok",
    ),
}
Decision = tuple[Any, ...]


def require(holds: object, wrong: str) -> None:
    """Refuse what does not hold, in plain words."""
    if not holds:
        raise SystemExit(f"Refused: {wrong}.")


def read(path: Path, *kinds: str) -> tuple[str, Data]:
    """Give what a JSON file is and what it holds, its decimals as exact fractions."""
    found = json.loads(path.read_text(encoding="utf-8"), parse_float=Fraction)
    kind = found.get("kind")
    require(kind in kinds and found["schema"] == SCHEMA, f"{path} is no {' or '.join(kinds)} known here")
    return kind, found[kind]


def digest_of(roadmap: Data) -> str:
    """Give the checksum by which certificates name a roadmap: that of its content, in a fixed order."""
    return hashlib.sha256(json.dumps(plain(roadmap), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def plain(content: Any) -> Any:
    """Write all numbers as decimals, since 3 and 3.0 are equal; refuse NOK that are unknown here."""
    if isinstance(content, dict):
        for key in content:
            require("nok" not in key.split("_") or key in MONEY, f"the roadmap has money unknown here, {key}")
        return {key: plain(value) for key, value in content.items()}
    if isinstance(content, list):
        return [plain(value) for value in content]
    return (
        float(content) if isinstance(content, int | Fraction) and not isinstance(content, bool) else content
    )


class Priced:
    """What each decision is worth when it pays for what it draws on rows, and what all limits cost.

    Decisions: a measure is ``in`` or ``out``; ``start`` of a phase in a mode, ``end`` of the last, ``adapt``,
    by instant; by period ``use`` and ``benefit`` of a share above what is in use at the status date, and
    ``wave`` of one that is taken in.
    """

    def __init__(self, case: Case, written: list[Data], kept: list[Data]) -> None:
        self.case, self.cost, self.worth = case, Fraction(0), defaultdict[Decision, Fraction](Fraction)
        rows = [
            (row["rule"], row["of"], n, Fraction(p)) for row in written for n, p in enumerate(row["prices"])
        ]
        self.price = {row[:3]: row[3] for row in rows if row[3]}
        require(len({row[:3] for row in rows}) == len(rows), "the certificate prices a row twice")
        require(all(price >= 0 for price in self.price.values()), "the certificate has a price below 0")
        self.unknown = set(self.price)
        self.limits()
        for measure in case.open.values():
            self.phases(measure)
        for (name, _), rollout in case.rollouts.items():
            if name in case.open:
                self.rollout(rollout)
        for number, link in enumerate(case.data["dependencies"]):
            if case.binds(link):
                self.link(str(number), link)
        for group in case.data["groups"]:
            self.group(group["id"], group["rule"], group)
        for number, level in enumerate(kept):
            if level["objective"]["kind"] == "open work":
                self.open_work(("kept", str(number), 0), level["level"])
        require(
            not self.unknown, f"the certificate prices what the roadmap has not, {sorted(self.unknown)[:1]}"
        )

    def limit(self, row: Decision, limit: Fraction, least: int = 1) -> None:
        """Add what the limit of a row costs; its tolerance is of that, or of ``least`` if it is less."""
        self.unknown.discard(row)
        self.cost += self.price.get(row, 0) * (limit + WIDER * max(abs(limit), Fraction(least)))

    def draw(self, decision: Decision, row: Decision, amount: Fraction | int) -> None:
        """Charge a decision for what it draws on a row; below 0, what it gives."""
        if row in self.price:
            self.worth[decision] -= self.price[row] * amount

    def limits(self) -> None:
        """Limit person-months and rollouts at a time of sectors, and NOK of budgets.

        What runs at the status date is never refused, and all else fits into what it leaves: all else, and
        the least of what runs and the capacity, are at most the capacity. That least is at least what runs
        times capacity over the most that could run, where that is more than there is.
        """
        self.counted: dict[tuple[str, int], Fraction] = {}
        for name, sector in self.case.sectors.items():
            for t in range(self.case.end):
                if sector["capacities"]:
                    capacity = self.case.capacity(sector, t)
                    self.limit(("capacity", name, t), capacity)
                    most = self.case.under_way(name, t)
                    self.counted[name, t] = min(Fraction(1), capacity / most) if most else Fraction(1)
                if sector["simultaneous_limit"] is not None:
                    self.limit(("rollouts", name, t), sector["simultaneous_limit"])
        self.budgets = list(enumerate(self.case.data["budgets"]))
        for number, budget in self.budgets:
            self.limit(("budget", str(number), 0), budget["limit_nok"] - budget.get("spent_nok", 0), 10**6)

    def invest(
        self, decision: Decision, payer: str, period: int, nok: Fraction, public_share: Fraction
    ) -> None:
        """Charge a decision for NOK invested in a period: discounted, with tax cost, and from budgets."""
        self.worth[decision] -= nok * self.case.burden(public_share) * self.case.weight[period]
        for number, budget in self.budgets:
            within = budget["year"] <= self.case.years[period] <= (budget.get("last_year") or budget["year"])
            if within and budget.get("payer", "") in ("", payer):
                self.draw(decision, ("budget", str(number), 0), nok)

    def work(
        self, decision: Decision, work: Data, demands: list[Data], payer: str, public: Fraction, running: bool
    ) -> None:
        """Charge each start of a phase or an adaptation for what it costs and asks in each period."""
        for start in range(self.case.end + 1 - length(work)):
            for t in range(start, start + length(work)):
                at_start = work.get("cost_at_start_nok", 0) if t == start else 0
                self.invest((*decision, start), payer, t, work["cost_nok_per_period"] + at_start, public)
                for each in demands:
                    part = self.counted.get((each["sector"], t), 1) if running else 1
                    row = ("capacity", each["sector"], t)
                    self.draw((*decision, start), row, part * each["person_months"])

    def phases(self, measure: Data) -> None:
        """Count what phases cost and ask, and the last end by its table and the price of delay."""
        name, table = measure["id"], measure["worth_by_end_nok"] or [0]
        due, price = self.case.due(measure["deadline"], hard=False)
        for end in range(self.case.end + 1):
            self.worth[name, "end", end] = table[min(end, len(table) - 1)] - price * max(0, end - due)
        for i, phase in enumerate(measure["phases"]):
            for k, mode in enumerate(phase["modes"]):
                running = i == 0 and measure["status"] == "started"
                payer = phase.get("payer") or "staten"
                self.work(
                    (name, "start", i, k), mode, mode["demands"], payer, mode["cost_public_share"], running
                )

    def rollout(self, rollout: Data) -> None:
        """Count what waves cost and ask, what shares in use give and cost, and the adaptation before them."""
        case, key = self.case, (rollout["measure"], rollout["sector"])
        payer = rollout.get("payer") or case.sectors[key[1]].get("payer") or key[1]
        units, public = case.units(rollout), rollout["cost_public_share"]
        gain = rollout["benefit_nok_per_year"] * case.burden(rollout["benefit_public_share"])
        paid = rollout["running_cost_per_unit_nok"] * case.burden(rollout["running_public_share"]) * units
        full = rollout["pace"][0]["pace"] if isinstance(rollout["pace"], list) else rollout["pace"]
        for t in range(case.end):
            self.worth[*key, "benefit", t] = gain * case.earning[rollout["benefit_grows"]][t]
            self.worth[*key, "use", t] = -paid * case.earning[rollout["running_cost_grows"]][t]
            self.invest((*key, "wave", t), payer, t, units * rollout["cost_per_unit_nok"], public)
            self.draw((*key, "wave", t), ("rollouts", key[1], t), 1 / Fraction(full))
            for sector, offset, months in case.efforts(rollout):
                self.draw((*key, "wave", t), ("capacity", sector, t + offset), months)
        if ahead := case.ahead(key):
            self.work((*key, "adapt"), ahead, demands_of(ahead), payer, public, ahead["is_running"])

    def link(self, number: str, link: Data) -> None:
        """Let a successor be in only if its predecessor is, and come only when that has come."""
        (before, leaves), (after, comes) = (
            (link[e]["measure"], link[e]["phase"]) for e in ("predecessor", "successor")
        )
        kind, rows = link["link"], range(self.case.end + 1)
        self.limit(("needs", number, 0), Fraction(0))
        self.draw((after, "in"), ("needs", number, 0), 1)
        self.draw((before, "in"), ("needs", number, 0), -1)
        if kind == "adoption":
            self.adoption(number, before, after)
            return
        reaching = self.case.rollouts.get((before, link["share_sector"]))
        part = Fraction(link["share"] - reaching["in_use"] if reaching else 0)
        if kind == "share" and part <= 0:
            return
        for t in rows:
            self.limit(("link", number, t), WIDER / part if part else Fraction(0))
        for decision, instant in self.instants(after, comes, kind in ("FF", "SF")):
            for t in rows[instant:]:
                self.draw(decision, ("link", number, t), 1)
        if part:  # a share counts as the part of what is asked for that it is: too much until that is reached
            for t in rows[1:]:
                self.draw((before, link["share_sector"], "use", t - 1), ("link", number, t), -1 / part)
            return
        for decision, instant in self.instants(before, leaves, kind in ("FS", "FF")):
            for t in rows[max(0, instant + link["lag_periods"]) :]:
                self.draw(decision, ("link", number, t), -1)

    def instants(self, name: str, named: str, at_end: bool) -> list[tuple[Decision, int]]:
        """Give each decision on the start or end of a phase: the first or last where none is named."""
        phases = self.case.open[name]["phases"]
        if not phases:
            return [((name, "in"), self.case.earliest(self.case.open[name]))]
        i = next(
            (i for i, each in enumerate(phases) if each["id"] == named), len(phases) - 1 if at_end else 0
        )
        modes, starts = enumerate(phases[i]["modes"]), range(self.case.end + 1)
        return [((name, "start", i, k, s), s + at_end * length(mode)) for k, mode in modes for s in starts]

    def adoption(self, number: str, before: str, after: str) -> None:
        """Let a successor's share be at most its predecessor's of the period before."""
        for (name, sector), rollout in self.case.rollouts.items():
            if name == after and (first := self.case.rollouts.get((before, sector))):
                for t in range(self.case.end):
                    row = ("adoption", f"{number}/{sector}", t)
                    self.limit(row, max(Fraction(0), first["in_use"] - rollout["in_use"]))
                    self.draw((after, sector, "use", t), row, 1)
                    self.draw((before, sector, "use", t - 1), row, -1)

    def group(self, name: str, rule: str, group: Data) -> None:
        """Let at most one of a group be in, or at least so many; or each only if the next is."""
        members = [each for each in group["measures"] if each in self.case.open]
        done, least = len(group["measures"]) - len(members), group["at_least"] if rule == "at_least" else 1
        rows: list[
            tuple[list[tuple[int, str]], int]
        ] = []  # sums of factors times who is in, and the most they are
        if rule in ("exactly_one", "at_most_one"):
            rows.append(([(1, each) for each in members], 1 - done))
        if rule in ("exactly_one", "at_least"):
            rows.append(([(-1, each) for each in members], done - least))
        if rule == "all_or_none":
            rows = [([(1, a), (-1, b)], 0) for a, b in zip(members, members[1:] + members[:1], strict=True)]
        for number, (factors, most) in enumerate(rows):
            self.limit(("group", name, number), Fraction(most))
            for factor, member in factors:
                self.draw((member, "in"), ("group", name, number), factor)

    def open_work(self, row: Decision, level: Fraction) -> None:
        """Keep the open work of started measures at a level: ends of phases, what lacks of shares."""
        self.limit(row, level)
        for name, measure in self.case.open.items():
            if measure["status"] == "started":
                self.draw((name, "out"), row, self.case.end * len(measure["phases"]))
                for phase in measure["phases"]:
                    for decision, end in self.instants(name, phase["id"], at_end=True):
                        self.draw(decision, row, end)
                for rollout in self.case.rollouts_of(name):
                    for choice in ("in", "out"):
                        self.draw(
                            (name, choice), row, self.case.end * (rollout["target"] - rollout["in_use"])
                        )
                    for t in range(self.case.end):
                        self.draw((name, rollout["sector"], "use", t), row, -1)


def compare(plan: Data, certificate: Data, bound: Fraction) -> Fraction:
    """Give how much better than a plan another may be, as a share; refuse a plan of another aim."""
    require(digest_of(plan["roadmap"]) == certificate["digest"], "the plan is of another roadmap")
    aims = [(aim["kind"], kept_of(aim)) for aim in (plan["objective"], certificate["objective"])]
    require(aims[0] == aims[1], "the plan has another aim, or keeps another level")
    require(plan["score"] is not None, "the file holds no plan")
    require(
        plan["score"] <= bound + abs(bound) / 10**9,
        "the score of the plan is above the bound: one of both is false",
    )
    return Fraction((bound - plan["score"]) / max(abs(plan["score"]), 1))


def kept_of(aim: Data) -> list[tuple[str, Fraction]]:
    """Give what an aim keeps of others: their kinds and levels."""
    return [(kept["objective"]["kind"], kept["level"]) for kept in aim["kept"]]


def proved(roadmap: Data, certificate: Data) -> tuple[Fraction, list[str]]:
    """Give the bound that the prices of a certificate prove, and the rules left out; refuse a lower claim."""
    require(digest_of(roadmap) == certificate["digest"], "the certificate is of another roadmap")
    require(certificate["objective"]["kind"] == "value", "only net benefit can be checked")
    case = Case(roadmap)
    priced = Priced(case, certificate["rows"], certificate["objective"]["kept"])
    bound = (
        Fraction(sum(best_alone(case, priced.worth, measure) for measure in case.open.values()), GRAIN)
        + priced.cost
    )
    claimed = certificate["bound"]
    require(
        not claimed or Fraction(claimed) >= bound,
        f"{claimed} is claimed, and {float(bound)} is what it adds up to",
    )
    return bound, left_out(case)


def main() -> None:
    """Read, check, and say what is proved; anything else ends with a message and an exit code of 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("roadmap", type=Path, help="JSON of a roadmap, or of a plan with its roadmap")
    parser.add_argument("certificate", type=Path, help="JSON that planner certify wrote")
    parser.add_argument("--plan", type=Path, help="also tell how far this plan is from the bound")
    parser.add_argument("--json", action="store_true", help="print bound, rules left out and gap as JSON")
    arguments = parser.parse_args()
    try:
        kind, content = read(arguments.roadmap, "roadmap", "plan")
        _, certificate = read(arguments.certificate, "certificate")
        bound, rules = proved(content["roadmap"] if kind == "plan" else content, certificate)
        gap = compare(read(arguments.plan, "plan")[1], certificate, bound) if arguments.plan else None
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        raise SystemExit(f"Refused: a file is not as it should be: {type(error).__name__} {error}.") from None
    if arguments.json:
        print(
            json.dumps({"bound": str(bound), "left_out": rules, "gap": None if gap is None else float(gap)})
        )
        return
    kept = " and keeps the levels of its aim" * bool(certificate["objective"]["kept"])
    print(f"Proved: no plan that is lawful{kept} is worth more than {float(bound):,.2f} NOK.")
    print(f"Left out, which only raises the bound: {', '.join(rules) or 'nothing'}.")
    if gap is not None:
        print(f"A plan up to {ceil(gap * 10**4) / 100:.2f} % better than this one may be possible.")


if __name__ == "__main__":
    main()
