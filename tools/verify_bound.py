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
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, chain, count, pairwise, product
from math import ceil, floor, inf, prod
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
NEVER = Fraction(-(1 << 200))  # the worth of what no rule allows
LEFT_OUT = (  # rules that plans may break here, where a roadmap has them
    *("requirements", "largest pauses", "largest lags", "links that name rollouts or adaptations"),
    *("first waves", "rollouts counted whole", "pins of adaptations", "adaptations after an earlier phase"),
    *("deadlines of shares where benefit counts from a share", "work under way that may stop or vary"),
)
Data = dict[str, Any]
Key = tuple[Any, ...]
Row = tuple[Key, Any, Any, Iterable[tuple[Key, Any]]]  # limit, what it counts for at least, what is drawn
Worth = list[Fraction]  # by instant
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
        passed = roadmap.get("passed", ())
        self.ready = self.started | {row["measure"] for row in passed if row["prepared"]}
        self.behind = {(row["measure"], row["phase"]): row["ended"] for row in passed if not row["sector"]}
        self.sectors = {each["id"]: each for each in roadmap["sectors"]}
        self.adaptations = {(row["measure"], row["sector"]): row for row in roadmap.get("adaptations", ())}
        self.rollouts = {(row["measure"], row["sector"]): self.completed(row) for row in roadmap["rollouts"]}
        rows = [(row["rule"], row["of"], row["prices"]) for row in certificate["rows"]]
        priced = [((rule, of, n), Fraction(p)) for rule, of, prices in rows for n, p in enumerate(prices)]
        self.price, self.toll = (defaultdict[Key, Fraction](Fraction, each) for each in (priced, ()))
        self.limits, self.unknown = Fraction(0), {row for row, price in priced if price}
        require(len(self.price) == len(priced), "the certificate prices a row twice")
        require(all(price >= 0 for _, price in priced), "the certificate has a price below 0")
        links = map(self.link, count(), roadmap["dependencies"])
        kept, groups = self.kept(certificate["objective"]["kept"]), map(self.group, roadmap["groups"])
        for row, limit, least, drawn in chain(self.shared(), *links, *groups, kept):
            price = self.limit(row, limit, least)
            for toll, factor in drawn:
                self.toll[toll] += price * factor
        require(not self.unknown, f"it prices what the roadmap has not, {sorted(self.unknown)[:1]}")

    def first_day(self, period: int) -> date:
        """Give the first day of a period."""
        month = self.first_month + period * self.months
        return date(month // 12, month % 12 + 1, 1)

    def period_of(self, day: str | None, later: int = 0) -> int:
        """Give the period of a day, or of one some days later; -1 where there is none, or it has passed."""
        moved = date.fromisoformat(day) + timedelta(days=later) if day else date.min
        return max(-1, (moved.year * 12 + moved.month - 1 - self.first_month) // self.months)

    def late(self, deadline: Data | None) -> Worth:
        """Give by instant what a deadline takes from what comes then: too much where it is hard."""
        day, price = (deadline[key] if deadline else None for key in ("day", "price_nok_per_period"))
        due = max(0, self.period_of(day, 1))
        price = (due > 0) * -NEVER if price is None else price
        return [price * max(0, t - due) for t in range(self.end + 1)]

    def money(self, terms: Data, this_year: int) -> None:
        """Work out what 1 NOK in a period is worth, and 1 NOK a year from a share in use at its end."""
        first, priced = (int(terms[key] or this_year) for key in ("analysis_year", "price_year"))
        until, ends, rate = (terms[f"real_growth_{key}"] for key in ("until", "ends", "rate"))
        last = first + int(terms["analysis_years"])
        steps = [*terms["discount_steps"], (inf, terms["last_discount_rate"])]
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

    def shared(self) -> Iterator[Row]:
        """Limit what measures share: person-months and rollouts at a time of sectors, NOK of budgets.

        What runs at the status date and must go on is never refused: all else fits into what it leaves.
        """
        sure = (self.open[name] for name in self.running if not self.open[name]["stoppable"])
        held = defaultdict[Key, Fraction](Fraction)
        for mode, *others in (phase["modes"] for measure in sure for phase in measure["phases"][:1]):
            for each, t in product([] if others else mode["demands"], range(int(mode["duration"]["likely"]))):
                held[each["sector"], t] += each["person_months"]
        for (name, sector), t in product(self.sectors.items(), range(self.end)):
            if sector["capacities"]:
                most = self.capacity(sector, t)
                yield ("capacity", name, t), max(0, most - held[name, t]), max(1, most), []
            if sector["simultaneous_limit"] is not None:
                yield ("rollouts", name, t), sector["simultaneous_limit"], 1, []
        for n, budget in enumerate(self.data["budgets"]):
            yield ("budget", str(n), 0), max(0, budget["limit_nok"] - budget.get("spent_nok", 0)), 10**6, []

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

    def link(self, number: int, link: Data) -> Iterator[Row]:
        """Let a successor be in only if its predecessor is, and come only when that has come."""
        kind, first, then = link["link"], link["predecessor"], link["successor"]
        if any(end["sector"] or end["measure"] not in self.open for end in (first, then)):
            return  # it names a rollout, or has passed
        goes, is_gone = self.point(first, kind[0] == "F")
        comes, is_here = self.point(then, kind[1] == "F")
        if kind != "adoption" and (is_here or (is_gone and kind != "share")):
            return
        yield ("needs", str(number), 0), 0, 1, [((comes[0], "in"), 1), ((goes[0], "in"), -1)]
        if kind == "adoption":
            both = [name for of, name in self.rollouts if of == comes[0] and (goes[0], name) in self.rollouts]
            for sector, t in product(both, range(self.end)):
                ahead, behind = self.rollouts[goes[0], sector], self.rollouts[comes[0], sector]
                extra = max(0, ahead["in_use"] - behind["in_use"] + max(0, behind["first"] - ahead["first"]))
                drawn = [((comes[0], sector, t), 1), ((goes[0], sector, t - 1), -1)]
                yield ("adoption", f"{number}/{sector}", t), extra, 1, drawn
            return
        reached = (goes[0], link["share_sector"])
        part = link["share"] - self.rollouts[reached]["in_use"] if kind == "share" else None
        for t in range(self.end + 1 if part is None or part > 0 else 0):
            come = [((*comes, instant), 1) for instant in range(t + 1)]
            gone = [((*goes, instant), -1) for instant in range(t + 1 - int(link["lag_periods"]))]
            if part:  # counts as the part of what is asked for that it is: too much until that is reached
                gone = [((*reached, t - 1), -1 / part)]
            yield ("link", str(number), t), WIDER / part if part else 0, 1, come + gone

    def point(self, end: Data, at_end: bool) -> tuple[Key, bool]:
        """Name the start or end of a phase, the first or last where none is named; tell if it has passed."""
        name, phases = end["measure"], [each["id"] for each in self.open[end["measure"]]["phases"]]
        number = phases.index(end["phase"]) if end["phase"] in phases else max(0, len(phases) - 1) * at_end
        begun = name in (self.running if end["phase"] else self.started) and number == 0 and not at_end
        dated = self.behind.get((name, end["phase"])) if at_end else (name, end["phase"]) in self.behind
        over = not (phases or end["phase"]) and name in {of for of, _ in self.behind}
        return (name, number, "end" if at_end else "start"), bool(begun or dated or over)

    def group(self, group: Data) -> Iterator[Row]:
        """Let at most one of a group be in, or at least so many; or each only if the next is."""
        members, rule = [each for each in group["measures"] if each in self.open], group["rule"]
        signs = {"at_most_one": [1], "exactly_one": [1, -1], "at_least": [-1], "all_or_none": []}[rule]
        left = (group["at_least"] if rule == "at_least" else 1) - len(group["measures"]) + len(members)
        rows = [(sign * left, dict.fromkeys(members, sign)) for sign in signs]
        if rule == "all_or_none":
            rows = [(0, {a: 1, b: -1}) for a, b in zip(members, members[1:] + members[:1], strict=True)]
        for n, (most, factors) in enumerate(rows):
            yield ("group", group["id"], n), most, 1, [((each, "in"), by) for each, by in factors.items()]

    def kept(self, levels: list[Data]) -> Iterator[Row]:
        """Limit what started measures leave open: ends of phases, and what lacks of shares."""
        phases = [(name, i) for name in self.started for i in range(len(self.open[name]["phases"]))]
        rollouts = [(key, each) for key, each in self.rollouts.items() if key[0] in self.started]
        lacks = [(key[0], self.end * (each["target"] - each["in_use"])) for key, each in rollouts]
        drawn = [((name, where), lack) for name, lack in lacks for where in ("in", "out")]  # always
        drawn += [((name, "out"), self.end) for name, _ in phases]
        drawn += [((*phase, "end", t), t) for phase, t in product(phases, range(self.end + 1))]
        drawn += [((*key, t), -1) for (key, _), t in product(rollouts, range(self.end))]
        for n, kept in enumerate(levels):
            if kept["objective"]["kind"] == "open work":
                yield ("kept", str(n), 0), kept["level"], 1, drawn

    def paid(self, nok: Fraction, share: Fraction, payer: str, t: int, asked: list[Key]) -> Fraction:
        """Give what a period's investment costs, with tax on its public share, and the months it asks for."""
        year, counts = self.first_day(t).year, (1 + self.tax * share) * self.discount[t]
        for n, budget in enumerate(self.data["budgets"]):
            within = budget["year"] <= year <= (budget.get("last_year") or budget["year"])
            if within and budget.get("payer", payer) == payer:
                counts += self.price["budget", str(n), 0]
        months = sum(self.price["capacity", who, t + n] * months for who, n, months in asked)
        return Fraction(nok * counts + months)

    def after(self, key: Key, modes: list[Data], starts: Iterable[int], worth: Worth, waits: bool) -> Worth:
        """Give by instant the most there is if a phase or an adaptation is done, and then what is worth so.

        Work that ``waits`` starts at that instant or later; other work may have been done before it.
        """
        found = [NEVER] * (self.end + 1)
        for mode, start in product(modes, starts):
            end = start + int(mode["duration"]["likely"])
            asked = [(each["sector"], 0, each["person_months"]) for each in mode["demands"]]
            cost = self.toll[*key, "start", start] + self.toll[*key, "end", end]
            for t in range(start, min(end, self.end)):
                nok = mode["cost_nok_per_period"] + (t == start) * mode.get("cost_at_start_nok", 0)
                cost += self.paid(nok, mode["cost_public_share"], mode["payer"], t, asked)
            for t in range((start if waits else self.end) + 1 if end <= self.end else 0):
                found[t] = max(found[t], worth[max(t, end)] - cost)
        return found

    def best_alone(self, measure: Data) -> Fraction:
        """Give the most a measure is worth: out, or in with phases one after the other, and then waves."""
        name, started, late = measure["id"], measure["id"] in self.started, self.late(measure["deadline"])
        must, table = not measure["stoppable" if started else "optional"], measure["worth_by_end_nok"] or [0]
        worth = [table[min(t, len(table) - 1)] - late[t] for t in range(self.end + 1)]
        for key in (key for key in self.rollouts if key[0] == name):
            worth = [a + b for a, b in zip(worth, self.best_waves(key, must), strict=True)]
        earliest = self.period_of(measure["earliest_start"], -1) + 1
        for i, phase in reversed([*enumerate(measure["phases"])]):
            pin, payer = self.period_of(phase["pinned_start"]), phase.get("payer") or "staten"
            starts = [t for t in range(earliest, self.end + 1) if pin in (-1, t)]
            modes = [mode | {"payer": payer} for mode in phase["modes"]]
            if i == 0 and name in self.running:  # what runs has its people
                starts, modes = [0], [mode | {"demands": []} for mode in modes]
            worth = self.after((name, i), modes, starts, worth, waits=True)
        if not measure["phases"]:  # it starts and ends at once
            tolls = self.toll[name, 0, "start", earliest] + self.toll[name, 0, "end", earliest]
            worth = [each - tolls for each in worth[earliest:][:1]] or [NEVER]
        inside, outside = worth[0] - self.toll[name, "in"], -self.toll[name, "out"]
        return Fraction(inside if must else max(inside, outside))

    def best_waves(self, key: Key, must: bool) -> Worth:
        """Give, by the instant from which waves may come, the most they can be worth.

        Backwards in time: what shares are worth from a period on is concave, the lowest of some lines. Each
        period is tried at whose end the share is reached that benefit counts from, or a deadline asks for;
        gates count from the instant at which waves may come.
        """
        rollout, end, found = self.rollouts[key], self.end, [NEVER] * (self.end + 1)
        (use, benefit, wave), most, gates = self.flows(key), rollout["most"], rollout["shut"]
        pin, asked = self.period_of(rollout["pinned_begin"]), rollout["deadline"] or {"share": 0}
        reached = rollout["counts_from"], asked["share"], rollout["target"] if must else 0
        parts = ((each - rollout["in_use"] - WIDER) * PARTS for each in reached)
        counted, share, target = (max(0, floor(each)) for each in parts)
        need, late = counted or share, self.late(asked["deadline"] if share and not counted else None)
        for since in range(end + 1) if need else [end]:
            counts = [each * (t >= since or not counted) for t, each in enumerate(benefit)]
            flow = [a + b for a, b in zip(use, counts, strict=True)]
            asks = [max(target * (t == end - 1), need * (t == since)) for t in range(end)]
            curves: list[Curve] = [([(0, 0)], 0)] * (end + 1)
            for begin in reversed(range(end)):
                curves[begin] = earlier(curves[begin + 1], flow[begin], wave[begin], most, asks[begin])
                curve = curves[min(end, begin + len(gates))]
                for t, gate in reversed([*zip(range(begin, end), gates, strict=False)]):
                    curve = earlier(curve, flow[t], wave[t], [*most, (gate, 0)], asks[t])
                if curve[1] == 0 and begin <= since and pin in (-1, begin):
                    worth = Fraction(min(level for level, _ in curve[0]), GRAIN) - late[min(end, since + 1)]
                    found[begin] = max(found[begin], worth)
        found[end] = NEVER if target else -late[end]
        return self.adapted(key, list(accumulate(reversed(found), max))[::-1])

    def flows(self, key: Key) -> list[list[int]]:
        """Give by period what a share in use at its end is worth, its benefit apart, and a wave in it."""
        rollout, flows = self.rollouts[key], []
        asked = [(key[1], rollout["effort_per_unit"], rollout.get("effort_profile"))]
        rows = [each for each in self.data.get("supports", ()) if (each["measure"], each["receiving"]) == key]
        asked += [(each["delivering"], each["effort_per_unit"], each["profile"]) for each in rows]
        spread = [(who, int(n), each * part) for who, each, by in asked for n, part in by or [(0, 1)]]
        efforts = [(who, n, rollout["units"] * each) for who, n, each in spread if each]
        run = rollout["running_cost_per_unit_nok"] * (1 + self.tax * rollout["running_public_share"])
        gain = rollout["benefit_nok_per_year"] * (1 + self.tax * rollout["benefit_public_share"])
        nok = rollout["units"] * rollout["cost_per_unit_nok"]
        for t in range(self.end):
            use = -run * rollout["units"] * self.earned[rollout["running_cost_grows"]][t] - self.toll[*key, t]
            cost = self.paid(nok, rollout["cost_public_share"], rollout["payer"], t, efforts)
            cost += self.price["rollouts", key[1], t] / rollout["pace"]
            is_ready = key[0] in self.ready or all(t + n >= 0 for _, n, _ in efforts)
            cost = cost if is_ready else -NEVER  # nobody prepares in the past
            flows.append((use, gain * self.earned[rollout["benefit_grows"]][t], -cost))
        return [[ceil(each * GRAIN) for each in row] for row in zip(*flows, strict=True)]

    def adapted(self, key: Key, worth: Worth) -> Worth:
        """Let waves come only after the adaptation before them, where there is one still to be made."""
        row, rollout, last = self.adaptations.get(key), self.rollouts[key], self.open[key[0]]["phases"][-1:]
        if row is None or (rollout["in_use"] and not row["is_running"]):
            return worth
        mode = row | {each: rollout[each] for each in ("cost_public_share", "payer")}
        mode["demands"] = [] if row["is_running"] else [row, *row["support"]]
        waits = not row["is_running"] and row["after_phase"] in ("", *(each["id"] for each in last))
        found = self.after(key, [mode], range(1 if row["is_running"] else self.end), worth, waits)
        return [max(each, worth[-1]) for each in found]  # or there are no waves

    def completed(self, rollout: Data) -> Data:
        """Give a rollout with its units, who pays, its pace, and what is the most in use after a period.

        That is the lowest of some lines, by what is in use before it, and of what gates let through.
        """
        sector, in_use, passed = self.sectors[rollout["sector"]], rollout["in_use"], rollout["gates_passed"]
        units = sector["units"] if rollout["units"] is None else rollout["units"]
        payer, pace = rollout.get("payer") or sector.get("payer") or sector["id"], rollout["pace"]
        points = [(each["pace"], each["share"]) for each in pace] if isinstance(pace, list) else [(pace, 0)]
        lines = [(rollout["target"] - in_use, Fraction(0)), (points[0][0], Fraction(1))]
        for (before, share), (after, other) in pairwise(points):
            slope = (after - before) / (other - share)
            lines.append((before + slope * (in_use - share), 1 + slope))
        most = [(ceil((level + WIDER) * PARTS), ceil(slope * PARTS)) for level, slope in lines]
        gates = [] if (in_use > 0 if passed is None else passed) else rollout["gates"]
        whole = {"share": 1, "units": units}
        shut = [each["limit"] / whole[each["unit"]] for each in gates for _ in range(int(each["periods"]))]
        shut = [ceil((share - in_use + WIDER) * PARTS) for share in shut]
        made = {"units": units, "payer": payer, "pace": points[0][0], "most": most, "shut": shut}
        return rollout | made | {"first": rollout.get("null_in_use", in_use)}


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
    known = found["kind"] in kinds and found["schema"] == SCHEMA
    require(known, f"{path} is no {' or '.join(kinds)} known here")
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
    require(aims[0]["kind"] == aims[1]["kind"], "the plan has another aim")
    require(kept[0] == kept[1], "the plan keeps another level")
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
