"""Check a certificate: that no plan of a roadmap, whoever made it, has a better score than it says.

    python tools/verify_bound.py ROADMAP_OR_PLAN.json CERTIFICATE.json [--plan PLAN.json]

Standard library only: nothing of the planner is imported, no figure of its search is trusted. What rules mean
stands in docs/problem.md, and what is done with them here in its section 11. Rules that tie measures together
are *rows*: what a plan draws on each is at most its limit. The certificate has prices of 0 or more for rows.
As no lawful plan draws more than that,

    worth of a plan  <=  worth - sum of price x drawn + sum of price x limit,

and the right side falls apart: each measure does the best it can alone when it pays for what it draws. The
bound is what they reach so, plus price x limit, at any prices. What is left out lets measures do more, so the
bound can only rise. Numbers are exact fractions; what is rounded, is rounded so that the bound rises.
"""

import argparse
import hashlib
import json
import re
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, pairwise, product
from math import ceil, floor, prod
from pathlib import Path
from typing import Any

SCHEMA = 3  # the number of today's JSON of the planner
MONEY = {
    *("cost_nok_per_period", "cost_at_start_nok", "cost_per_unit_nok", "running_cost_per_unit_nok"),
    *("benefit_nok_per_year", "worth_by_end_nok", "price_nok_per_period", "price_nok"),
    *("limit_nok", "spent_nok"),
}
WIDER = Fraction(2, 10**6)  # limits are widened by twice the tolerance with which plans are judged
PARTS, GRAIN = 10**12, 10**9  # waves are counted in whole parts of a share, their worth in those of a NOK
NEVER, FAR = Fraction(-(1 << 200)), 1 << 40  # the worth of what no rule allows; an instant that never comes
LEFT_OUT = (  # rules that plans may break here, where a roadmap has them
    *("requirements", "largest pauses", "largest lags", "links that name rollouts or adaptations"),
    *("first waves", "rollouts counted whole", "pins of adaptations", "adaptations after an earlier phase"),
    *("deadlines of shares where benefit counts from a share", "work under way that may stop or vary"),
)
Data = dict[str, Any]
Key = tuple[Any, ...]
Paid = tuple[Fraction, str]  # the public share of what is paid, and by whom
Line = tuple[int, int]  # what it is at no share, and by how much it is more at all of it
Curve = tuple[list[Line], int]


def require(holds: object, wrong: str) -> None:
    """Refuse what does not hold, in plain words."""
    if not holds:
        raise SystemExit(f"Refused: {wrong}.")


class Priced:
    """A roadmap at prices: what limits cost, what decisions pay, and the best that a measure does alone.

    Tolls are what is paid for rows, below 0 what they give: for being ``in`` or ``out``, for the ``start``
    and ``end`` of a phase at an instant, for what is in use at the end of a period beyond what is today.
    """

    def __init__(self, roadmap: Data, certificate: Data) -> None:
        self.data, calendar, self.tax = roadmap, roadmap["calendar"], roadmap["economics"]["tax_cost_rate"]
        self.end, status = int(calendar["periods"]), date.fromisoformat(calendar["status_date"])
        self.months = {"month": 1, "quarter": 3, "year": 12}[calendar["period"]]
        self.first_month = (status.year * 12 + status.month - 1) // self.months * self.months
        self.money(roadmap["economics"], status.year)
        self.open = {each["id"]: each for each in roadmap["measures"] if each["status"] != "done"}
        self.started = {name for name, each in self.open.items() if each["status"] == "started"}
        self.running = {name for name in self.started if not self.open[name].get("between_phases")}
        self.ready = self.started | {row["measure"] for row in roadmap.get("passed", ()) if row["prepared"]}
        self.sectors = {each["id"]: each for each in roadmap["sectors"]}
        self.adaptations = {(row["measure"], row["sector"]): row for row in roadmap.get("adaptations", ())}
        self.rollouts = {(row["measure"], row["sector"]): self.completed(row) for row in roadmap["rollouts"]}
        rows = [(row["rule"], row["of"], row["prices"]) for row in certificate["rows"]]
        priced = [((rule, of, n), Fraction(p)) for rule, of, prices in rows for n, p in enumerate(prices)]
        self.price, self.toll = (defaultdict[Key, Fraction](Fraction, each) for each in (priced, ()))
        self.limits, self.unknown = Fraction(0), {row for row, price in priced if price}
        require(len(self.price) == len(priced), "the certificate prices a row twice")
        require(all(price >= 0 for _, price in priced), "the certificate has a price below 0")
        self.shared()
        for number, link in enumerate(roadmap["dependencies"]):
            self.link(str(number), link)
        for group in roadmap["groups"]:
            self.group(group)
        for number, kept in enumerate(certificate["objective"]["kept"]):
            if kept["objective"]["kind"] == "open work":
                self.open_work(self.limit(("kept", str(number), 0), kept["level"]))
        unknown = sorted(self.unknown)[:1]
        require(not unknown, f"the certificate prices what the roadmap has not, {unknown}")

    def first_day(self, period: int) -> date:
        """Give the first day of a period."""
        month = self.first_month + period * self.months
        return date(month // 12, month % 12 + 1, 1)

    def period_of(self, day: str | None, later: int = 0) -> int:
        """Give the period of a day, or of one some days later; -1 where there is none, or it has passed."""
        moved = date.fromisoformat(day) + timedelta(days=later) if day else date.min
        return max(-1, (moved.year * 12 + moved.month - 1 - self.first_month) // self.months)

    def due(self, deadline: Data | None) -> tuple[int, Fraction]:
        """Give the instant of a deadline, and the price of a period after it: too high where it is hard."""
        if deadline is None:
            return FAR, Fraction(0)
        instant, price = max(0, self.period_of(deadline["day"], 1)), deadline["price_nok_per_period"]
        return (instant or FAR, -NEVER) if price is None else (instant, price)

    def money(self, terms: Data, this_year: int) -> None:
        """Work out what 1 NOK in a period is worth, and 1 NOK a year from a share in use at its end."""
        first, priced = (int(terms[key] or this_year) for key in ("analysis_year", "price_year"))
        until, ends, rate = (terms[f"real_growth_{key}"] for key in ("until", "ends", "rate"))
        last = first + int(terms["analysis_years"])
        steps = [*terms["discount_steps"], (FAR, terms["last_discount_rate"])]
        rates = [1 + next(each for most, each in steps if n <= most) for n in range(1, last - first + 2)]
        growth = [1 + rate * min(1, max(0, (ends - y) / (ends - until))) for y in range(priced + 1, last + 1)]
        periods = range(max(self.end, ((last + 1) * 12 - self.first_month) // self.months))
        years = [self.first_day(period).year for period in periods]
        past = [prod(rates[: max(0, year - first)]) / rates[0] ** max(0, first - year) for year in years]
        self.discount = [(year <= last) / Fraction(each) for year, each in zip(years, past, strict=True)]
        plain = [each * self.months / 12 for each in self.discount]
        grown = [each * prod(growth[: max(0, y - priced)]) for y, each in zip(years, plain, strict=True)]
        self.earned = [[*each[1 : self.end], sum(each[self.end :], Fraction(0))] for each in (plain, grown)]

    def limit(self, row: Key, limit: Any, least: Any = 1) -> Fraction:
        """Add what a limit costs, its tolerance that of ``least`` where that is more; give the price."""
        self.unknown.discard(row)
        self.limits += self.price[row] * (limit + WIDER * max(abs(limit), least))
        return self.price[row]

    def shared(self) -> None:
        """Limit what measures share: person-months and rollouts at a time of sectors, NOK of budgets.

        What runs at the status date and must go on is never refused: all else fits into what it leaves.
        """
        sure = (self.open[name] for name in self.running if not self.open[name]["stoppable"])
        held = defaultdict[Key, Fraction](Fraction)
        for modes in (phase["modes"] for measure in sure for phase in measure["phases"][:1]):
            for each, t in product(modes[0]["demands"] if len(modes) == 1 else (), range(length(modes[0]))):
                held[each["sector"], t] += each["person_months"]
        for (name, sector), t in product(self.sectors.items(), range(self.end)):
            if sector["capacities"]:
                most = self.capacity(sector, t)
                self.limit(("capacity", name, t), max(0, most - held[name, t]), max(1, most))
            if sector["simultaneous_limit"] is not None:
                self.limit(("rollouts", name, t), sector["simultaneous_limit"])
        for n, budget in enumerate(self.data["budgets"]):
            self.limit(("budget", str(n), 0), budget["limit_nok"] - budget.get("spent_nok", 0), 10**6)

    def completed(self, rollout: Data) -> Data:
        """Give a rollout with its units, the public share of its cost and who pays, points of its pace."""
        sector, pace, units = self.sectors[rollout["sector"]], rollout["pace"], rollout["units"]
        points = [(each["pace"], each["share"]) for each in pace] if isinstance(pace, list) else [(pace, 0)]
        payer = rollout.get("payer") or sector.get("payer") or sector["id"]
        units = sector["units"] if units is None else units
        paid, first = (rollout["cost_public_share"], payer), rollout.get("null_in_use", rollout["in_use"])
        return rollout | {"units": units, "paid": paid, "pace": points, "first": first}

    def capacity(self, sector: Data, period: int) -> Fraction:
        """Give the mean of a period's days: the row that holds, less other load, times what freezes leave."""
        first, total, rows = self.first_day(period), Fraction(0), sector["capacities"]
        days = [first + timedelta(days=n) for n in range((self.first_day(period + 1) - first).days)]
        for day in map(date.isoformat, days):
            row = [rows[0], *(each for each in rows if each["starts"] <= day)][-1]
            begun = (each for each in sector.get("other_loads", ()) if each["starts"] <= day)
            others = {each["what"]: each["person_months"] for each in begun}  # the last of each
            shut = [each["share"] for each in sector["freezes"] if each["starts"] <= day < each["ends"]]
            total += max(0, row["person_months"]["likely"] - sum(others.values())) * min([1, *shut])
        return Fraction(total * sector["programme_share"]) / len(days)

    def link(self, number: str, link: Data) -> None:
        """Let a successor be in only if its predecessor is, and come only when that has come."""
        kind, first, then = link["link"], link["predecessor"], link["successor"]
        if any(end["sector"] or end["measure"] not in self.open for end in (first, then)):
            return  # it names a rollout, or has passed
        goes, comes = self.point(first, kind[0] == "F"), self.point(then, kind[1] == "F")
        known = [self.running if end["phase"] else self.started for end in (first, then)]
        begun = [end[0] in known[n] and end[1:] == (0, "start") for n, end in enumerate((goes, comes))]
        if kind != "adoption" and (begun[1] or (begun[0] and kind != "share")):
            return
        price = self.limit(("needs", number, 0), 0)
        self.toll[comes[0], "in"] += price
        self.toll[goes[0], "in"] -= price
        both = [sector for name, sector in self.rollouts if name == comes[0]]
        both = [sector for sector in both if (goes[0], sector) in self.rollouts]
        for sector, t in product(both if kind == "adoption" else (), range(self.end)):
            ahead, behind = self.rollouts[goes[0], sector], self.rollouts[comes[0], sector]
            extra = max(0, ahead["in_use"] - behind["in_use"] + max(0, behind["first"] - ahead["first"]))
            price = self.limit(("adoption", f"{number}/{sector}", t), extra)
            self.toll[comes[0], sector, t] += price
            self.toll[goes[0], sector, t - 1] -= price
        reached = (goes[0], link["share_sector"])
        part = link["share"] - self.rollouts[reached]["in_use"] if kind == "share" else 0
        for t in range(self.end + 1 if part > 0 or kind not in ("share", "adoption") else 0):
            price = self.limit(("link", number, t), WIDER / part if part else 0)
            for instant in range(t + 1):
                self.toll[*comes, instant] += price
            for instant in range(0 if part else t + 1 - int(link["lag_periods"])):
                self.toll[*goes, instant] -= price
            if part:  # counts as the part of what is asked for that it is: too much until that is reached
                self.toll[*reached, t - 1] -= price / part

    def point(self, end: Data, at_end: bool) -> Key:
        """Name the start or end of a phase by its number: of the first or last where none is named."""
        phases = [each["id"] for each in self.open[end["measure"]]["phases"]]
        number = phases.index(end["phase"]) if end["phase"] in phases else max(0, len(phases) - 1) * at_end
        return end["measure"], number, "end" if at_end else "start"

    def group(self, group: Data) -> None:
        """Let at most one of a group be in, or at least so many; or each only if the next is."""
        members, rule = [each for each in group["measures"] if each in self.open], group["rule"]
        signs = {"at_most_one": [1], "exactly_one": [1, -1], "at_least": [-1], "all_or_none": []}[rule]
        left = (group["at_least"] if rule == "at_least" else 1) - len(group["measures"]) + len(members)
        rows = [(sign * left, dict.fromkeys(members, sign)) for sign in signs]
        if rule == "all_or_none":
            rows = [(0, {a: 1, b: -1}) for a, b in zip(members, members[1:] + members[:1], strict=True)]
        for n, (most, factors) in enumerate(rows):
            price = self.limit(("group", group["id"], n), most)
            for member, factor in factors.items():
                self.toll[member, "in"] += factor * price

    def open_work(self, price: Fraction) -> None:
        """Let started measures pay for what they leave open: ends of phases, and what lacks of shares."""
        for name in self.started:
            phases = range(len(self.open[name]["phases"]))
            self.toll[name, "out"] += price * self.end * len(phases)
            for i, instant in product(phases, range(self.end + 1)):
                self.toll[name, i, "end", instant] += price * instant
        for key in (key for key in self.rollouts if key[0] in self.started):
            self.limits -= price * self.end * (self.rollouts[key]["target"] - self.rollouts[key]["in_use"])
            for t in range(self.end):
                self.toll[*key, t] -= price

    def spent(self, nok: Fraction, public_share: Fraction, payer: str, period: int) -> Fraction:
        """Give what NOK invested in a period cost: discounted, with tax cost, and with prices of budgets."""
        year, counts = self.first_day(period).year, (1 + self.tax * public_share) * self.discount[period]
        for n, budget in enumerate(self.data["budgets"]):
            within = budget["year"] <= year <= (budget.get("last_year") or budget["year"])
            if within and budget.get("payer", payer) == payer:
                counts += self.price["budget", str(n), 0]
        return Fraction(nok * counts)

    def worked(self, work: Data, start: int, paid: Paid, asked: list[Data]) -> Fraction:
        """Give what a phase or an adaptation costs that starts at an instant, and pays for what it asks."""
        total = Fraction(0)
        for t in range(start, start + length(work)):
            at_start = work.get("cost_at_start_nok", 0) if t == start else 0
            total += self.spent(work["cost_nok_per_period"] + at_start, *paid, t)
            total += sum(self.price["capacity", each["sector"], t] * each["person_months"] for each in asked)
        return total

    def best_alone(self, measure: Data) -> Fraction:
        """Give the most a measure is worth: out, or in with phases one after the other, and then waves."""
        name, started, instants = measure["id"], measure["id"] in self.started, range(self.end + 1)
        earliest = self.period_of(measure["earliest_start"], -1) + 1
        at_once = -self.toll[name, 0, "start", earliest] - self.toll[name, 0, "end", earliest]
        ready, ends = [Fraction(0)] * len(instants), [at_once if e == earliest else NEVER for e in instants]
        for i, phase in enumerate(measure["phases"]):
            runs, pin = name in self.running and i == 0, self.period_of(phase["pinned_start"])
            ends = [NEVER] * len(instants)
            for mode, start in ((mode, start) for mode in phase["modes"] for start in instants):
                end, may = start + length(mode), start >= earliest and pin in (-1, start)
                if end <= self.end and (start == 0 if runs else may):
                    paid = mode["cost_public_share"], phase.get("payer") or "staten"
                    cost = self.worked(mode, start, paid, [] if runs else mode["demands"])
                    cost += self.toll[name, i, "start", start] + self.toll[name, i, "end", end]
                    ends[end] = max(ends[end], ready[start] - cost)
            ready = list(accumulate(ends, max))
        must = not measure["stoppable" if started else "optional"]
        table, (due, price) = measure["worth_by_end_nok"] or [0], self.due(measure["deadline"])
        worth = [ends[e] + table[min(e, len(table) - 1)] - price * max(0, e - due) for e in instants]
        for key in (key for key in self.rollouts if key[0] == name):
            worth = [a + b for a, b in zip(worth, self.best_waves(key, must), strict=True)]
        inside, outside = max(worth) - self.toll[name, "in"], -self.toll[name, "out"]
        return Fraction(inside if must else max(inside, outside))

    def best_waves(self, key: Key, must: bool) -> list[Fraction]:
        """Give, by the instant from which waves may come, the most they can be worth.

        Backwards in time: what shares are worth from a period on is concave, the lowest of some lines. Each
        period is tried at whose end the share is reached that benefit counts from, or a deadline asks for;
        gates count from the instant at which waves may come.
        """
        rollout, end, found = self.rollouts[key], self.end, [NEVER] * (self.end + 1)
        (use, benefit, wave), (most, gates) = self.flows(key), limits_of(rollout)
        counted, asked = parts_of(rollout["counts_from"] - rollout["in_use"]), rollout["deadline"]
        share = parts_of(asked["share"] - rollout["in_use"]) if asked else 0
        due, price = self.due(asked["deadline"] if share and not counted else None)
        pin = self.period_of(rollout["pinned_begin"])
        need, target = counted or share, parts_of(rollout["target"] - rollout["in_use"]) if must else 0
        for since in range(end + 1) if need else [end]:
            counts = [each * (t >= since or not counted) for t, each in enumerate(benefit)]
            flow = [a + b for a, b in zip(use, counts, strict=True)]
            asks = [max(target * (t == end - 1), need * (t == since)) for t in range(end)]
            late = price * max(0, min(end, since + 1) - due)
            curves: list[Curve] = [([(0, 0)], 0)] * (end + 1)
            for begin in reversed(range(end)):
                curves[begin] = earlier(curves[begin + 1], flow[begin], wave[begin], most, asks[begin])
                curve = curves[min(end, begin + len(gates))]
                for t, gate in reversed([*zip(range(begin, end), gates, strict=False)]):
                    curve = earlier(curve, flow[t], wave[t], [*most, (gate, 0)], asks[t])
                if curve[1] == 0 and begin <= since and pin in (-1, begin):
                    worth = Fraction(min(level for level, _ in curve[0]), GRAIN) - late
                    found[begin] = max(found[begin], worth)
        found[end] = NEVER if target else -price * max(0, end - due)
        return self.adapted(key, list(accumulate(reversed(found), max))[::-1])

    def flows(self, key: Key) -> list[list[int]]:
        """Give by period what a share in use at its end is worth, its benefit apart, and a wave in it."""
        rollout, flows = self.rollouts[key], []
        asked = [(key[1], rollout["effort_per_unit"], rollout.get("effort_profile"))]
        rows = [each for each in self.data.get("supports", ()) if (each["measure"], each["receiving"]) == key]
        asked += [(each["delivering"], each["effort_per_unit"], each["profile"]) for each in rows]
        spread = [(who, int(n), each * part) for who, each, by in asked for n, part in by or [(0, 1)]]
        efforts = [(who, n, rollout["units"] * each) for who, n, each in spread if each]
        run = rollout["running_cost_per_unit_nok"] * rollout["units"]
        run *= 1 + self.tax * rollout["running_public_share"]
        gain = rollout["benefit_nok_per_year"] * (1 + self.tax * rollout["benefit_public_share"])
        public, payer = rollout["paid"]
        for t in range(self.end):
            use = -run * self.earned[rollout["running_cost_grows"]][t] - self.toll[*key, t]
            cost = self.spent(rollout["units"] * rollout["cost_per_unit_nok"], public, payer, t)
            cost += self.price["rollouts", key[1], t] / rollout["pace"][0][0]
            cost += sum(self.price["capacity", who, t + n] * months for who, n, months in efforts)
            is_ready = key[0] in self.ready or all(t + n >= 0 for _, n, _ in efforts)
            cost = cost if is_ready else -NEVER  # nobody prepares in the past
            flows.append((use, gain * self.earned[rollout["benefit_grows"]][t], -cost))
        return [[ceil(each * GRAIN) for each in row] for row in zip(*flows, strict=True)]

    def adapted(self, key: Key, found: list[Fraction]) -> list[Fraction]:
        """Let waves come only after the adaptation before them, where there is one still to be made."""
        row = self.adaptations.get(key)
        if row is None or (self.rollouts[key]["in_use"] and not row["is_running"]):
            return found
        runs, asked, paid = row["is_running"], [row, *row["support"]], self.rollouts[key]["paid"]
        starts = range(self.end - length(row))[: 1 if runs else None]
        last = [each["id"] for each in self.open[key[0]]["phases"][-1:]]
        waits = not runs and row["after_phase"] in ("", *last)
        costs, later = [self.worked(row, s, paid, [] if runs else asked) for s in starts], []
        for end in range(self.end + 1):
            mine = (s for s in starts if s >= end or not waits)
            later.append(max([found[-1], *(found[max(end, s + length(row))] - costs[s] for s in mine)]))
        return later


def length(work: Data) -> int:
    """Give the periods that a mode or an adaptation takes."""
    return int(work["duration"]["likely"])


def parts_of(share: Fraction) -> int:
    """Count what is to be reached in parts, less the tolerance; 0 where nothing is."""
    return max(0, floor((share - WIDER) * PARTS))


def limits_of(rollout: Data) -> tuple[list[Line], list[int]]:
    """Give the lines whose lowest is the most in use after a period, by what is before it; and the gates."""
    in_use, pace, gates = rollout["in_use"], rollout["pace"], rollout["gates"]
    lines = [(rollout["target"] - in_use, Fraction(0)), (pace[0][0], Fraction(1))]
    for (before, share), (after, other) in pairwise(pace):
        slope = (after - before) / (other - share)
        lines.append((before + slope * (in_use - share), 1 + slope))
    passed = in_use > 0 if rollout["gates_passed"] is None else rollout["gates_passed"]
    whole = {"share": 1, "units": rollout["units"]}
    shut = [each["limit"] / whole[each["unit"]] for each in gates for _ in range(int(each["periods"]))]
    most = [(ceil((level + WIDER) * PARTS), ceil(slope * PARTS)) for level, slope in lines]
    return most, [] if passed else [ceil((share - in_use + WIDER) * PARTS) for share in shut]


def over(part: int, whole: int) -> int:
    """Divide, rounded up."""
    return -(-part // whole)


def earlier(curve: Curve, use: int, wave: int, most: list[Line], least: int) -> Curve:
    """Turn what shares at the end of a period are worth into what those at its beginning are.

    From a share ``a`` each ``x`` is open that is at least ``a`` and ``least``, and at most the lowest of the
    lines ``most``. It is worth ``use x + wave (x - a)`` and what comes after, a concave function. So a line
    that rises counts at the most that can be reached, one that falls at ``a`` or ``least``, and none above
    the top, where they meet. A curve is such lines, and the least share from which all is lawful.
    """
    least, lines = max(least, curve[1]), [(level, rise + use + wave) for level, rise in curve[0]]
    rising, falling = [each for each in lines if each[1] >= 0], [each for each in lines if each[1] < 0]
    made = [(a + over(b * level, PARTS), over(b * slope, PARTS)) for a, b in rising for level, slope in most]
    made += falling + [(a + over(b * least, PARTS), 0) for a, b in falling]
    if rising and falling:
        made.append((min(over(b * c - a * d, b - d) for a, b in rising for c, d in falling), 0))
    short = [(least - level, slope) for level, slope in most if level < least]
    lowest = max([0, *(lack * PARTS // slope if slope > 0 else 2 * PARTS for lack, slope in short)])
    return lowest_of([(level, rise - wave) for level, rise in made]), lowest


def lowest_of(lines: list[Line]) -> list[Line]:
    """Leave out lines that are nowhere the lowest at shares of 0 or more: fewer only raise the bound."""
    kept: list[tuple[int, int, float]] = []  # with the share from which each is the lowest
    lowest = {rise: level for level, rise in sorted(lines, reverse=True)}
    for rise, level in sorted(lowest.items(), reverse=True):
        while kept and level + rise * kept[-1][2] <= kept[-1][0] + kept[-1][1] * kept[-1][2]:
            kept.pop()
        kept.append((level, rise, (level - kept[-1][0]) / (kept[-1][1] - rise) if kept else 0.0))
    return [(level, rise) for level, rise, _ in kept]


def read(path: Path, *kinds: str) -> Data:
    """Give what a JSON file holds, all its numbers as exact fractions."""
    text = path.read_text(encoding="utf-8")
    found = json.loads(text, parse_float=Fraction, parse_int=Fraction, parse_constant=Fraction)
    is_known = found["kind"] in kinds and found["schema"] == SCHEMA
    require(is_known, f"{path} is no {' or '.join(kinds)} known here")
    return dict(found[found["kind"]])


def digest_of(roadmap: Data) -> str:
    """Give the checksum by which certificates name a roadmap; refuse amounts of NOK that are unknown here."""
    text = json.dumps(roadmap, sort_keys=True, ensure_ascii=False, default=float)
    unknown = sorted(set(re.findall(r'"(\w*nok\w*)": ', text)) - MONEY)
    require(not unknown, f"the roadmap has money unknown here, {unknown}")
    return hashlib.sha256(text.encode()).hexdigest()


def proved(roadmap: Data, certificate: Data) -> Fraction:
    """Give the bound that the prices of a certificate prove; refuse a lower claim."""
    require(digest_of(roadmap) == certificate["digest"], "the certificate is of another roadmap")
    require(certificate["objective"]["kind"] == "value", "only net benefit can be checked")
    priced, claimed = Priced(roadmap, certificate), certificate["bound"]
    bound = sum((priced.best_alone(each) for each in priced.open.values()), priced.limits)
    wrong = f"{claimed} is claimed, and {float(bound)} is what it adds up to"
    require(not claimed or Fraction(claimed) >= bound, wrong)
    return bound


def gap_of(plan: Data, certificate: Data, bound: Fraction) -> float:
    """Give how much better than a plan another may be, as a share; refuse a plan of another aim."""
    require(digest_of(plan["roadmap"]) == certificate["digest"], "the plan is of another roadmap")
    aims, score = [each["objective"] for each in (plan, certificate)], plan["score"]
    kept = [[(each["objective"]["kind"], each["level"]) for each in aim["kept"]] for aim in aims]
    is_same = aims[0]["kind"] == aims[1]["kind"] and kept[0] == kept[1]
    require(is_same, "the plan has another aim, or keeps another level")
    require(score is not None, "the file holds no plan")
    require(score <= bound + abs(bound) / 10**9, "the plan's score is above the bound: one of both is false")
    return float((bound - score) / max(abs(score), 1))


def main() -> None:
    """Read, check, and say what is proved; anything else ends with a message and an exit code of 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("roadmap", type=Path, help="JSON of a roadmap, or of a plan with its roadmap")
    parser.add_argument("certificate", type=Path, help="JSON that planner certify wrote")
    parser.add_argument("--plan", type=Path, help="also tell how far this plan is from the bound")
    parser.add_argument("--json", action="store_true", help="print bound, rules left out and gap as JSON")
    given = parser.parse_args()
    try:
        content, certificate = read(given.roadmap, "roadmap", "plan"), read(given.certificate, "certificate")
        bound = proved(content.get("roadmap", content), certificate)
        gap = gap_of(read(given.plan, "plan"), certificate, bound) if given.plan else None
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        raise SystemExit(f"Refused: a file is not as it should be: {type(error).__name__} {error}.") from None
    kept = " and keeps the levels of its aim" * bool(certificate["objective"]["kept"])
    said = [f"Proved: no plan that is lawful{kept} is worth more than {float(bound):,.2f} NOK."]
    said += [f"Left out where the roadmap has it, which only raises the bound: {', '.join(LEFT_OUT)}."]
    if gap is not None:
        said += [f"A plan up to {ceil(gap * 10**4) / 100:.2f} % better than this one may be possible."]
    figures = {"bound": str(bound), "left_out": LEFT_OUT, "gap": gap}
    print(json.dumps(figures) if given.json else "\n".join(said))


if __name__ == "__main__":
    main()
