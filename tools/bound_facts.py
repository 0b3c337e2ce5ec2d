"""What calendar, money, sectors, rollouts and links of a roadmap mean, exactly; for ``verify_bound``.

By docs/problem.md, sections 1 to 6.1. Standard library only; nothing of the planner is imported. Shares are
those above what is in use at the status date, in whole parts of ``SHARE``, rounded so that more is allowed.
"""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Any

WIDER = Fraction(2, 10**6)  # limits are widened by twice the tolerance with which plans are judged
SHARE = 10**12
FAR = 1 << 40  # an instant that never comes
Data = dict[str, Any]
Line = tuple[int, int]  # what it is at no share, and by how much it is more at all of it


class Case:
    """A roadmap, and what its calendar, its money and its links mean (sections 1, 2, 6.1, 5 and 4)."""

    def __init__(self, data: Data) -> None:
        self.data, self.terms, self.end = data, data["economics"], data["calendar"]["periods"]
        self.months = {"month": 1, "quarter": 3, "year": 12}[data["calendar"]["period"]]
        status = date.fromisoformat(data["calendar"]["status_date"])
        month = status.year * 12 + status.month - 1
        self.first_month = month - month % self.months
        self.year0, self.price_year = (
            self.terms[key] or status.year for key in ("analysis_year", "price_year")
        )
        self.years = [self.year_of(period) for period in range(self.end)]
        self.weight = [self.discount(year) for year in self.years]
        self.earning = {grows: self.earning_weights(grows) for grows in (False, True)}
        self.open = {each["id"]: each for each in data["measures"] if each["status"] != "done"}
        self.sectors = {each["id"]: each for each in data["sectors"]}
        self.rollouts = {(each["measure"], each["sector"]): each for each in data["rollouts"]}
        self.adaptations = {(each["measure"], each["sector"]): each for each in data.get("adaptations", ())}

    def year_of(self, period: int) -> int:
        """Give the calendar year of a period."""
        return int((self.first_month + period * self.months) // 12)

    def period_of(self, day: date) -> int:
        """Give the period that holds a date."""
        return int((day.year * 12 + day.month - 1 - self.first_month) // self.months)

    def earliest(self, measure: Data) -> int:
        """Give the first instant that is not before a measure's earliest start."""
        day = measure["earliest_start"]
        return max(0, self.period_of(date.fromisoformat(day) - timedelta(days=1)) + 1) if day else 0

    def due(self, deadline: Data | None, *, hard: bool) -> tuple[int, Fraction]:
        """Give the instant of a deadline of one kind, and the price of a period after it."""
        price = deadline and deadline["price_nok_per_period"]
        if deadline is None or (price is None) != hard:
            return FAR, Fraction(0)
        return max(
            0, self.period_of(date.fromisoformat(deadline["day"]) + timedelta(days=1))
        ), price or Fraction(0)

    def pin(self, day: str | None, *, has_begun: bool) -> int | None:
        """Give the period of a pin; of what has begun, one before period 0 says when, and binds nothing."""
        period = self.period_of(date.fromisoformat(day)) if day else None
        return None if period is not None and period < 0 and has_begun else period

    def discount(self, year: int) -> Fraction:
        """Give the discount factor of a year, 0 after the analysis period."""
        rates = [*self.terms["discount_steps"], (FAR, self.terms["last_discount_rate"])]
        factor = Fraction(year <= self.year0 + self.terms["analysis_years"])
        for passed in range(1, abs(year - self.year0) + 1):
            rate = 1 + next(rate for last, rate in rates if (passed if year > self.year0 else 1) <= last)
            factor = factor / rate if year > self.year0 else factor * rate
        return factor

    def growth(self, year: int) -> Fraction:
        """Give the real growth of time values since the price year: even, then along a line to none."""
        factor, until, ends = Fraction(1), self.terms["real_growth_until"], self.terms["real_growth_ends"]
        for grown in range(self.price_year + 1, year + 1):
            factor *= 1 + self.terms["real_growth_rate"] * min(
                1, max(0, Fraction(ends - grown, ends - until))
            )
        return factor

    def earning_weights(self, grows: bool) -> list[Fraction]:
        """Give what 1 NOK a year is worth, by the period at whose end a share is in use."""
        years = range(self.years[0], max(self.years[-1], self.year0 + self.terms["analysis_years"]) + 1)
        rate = {y: self.discount(y) * (self.growth(y) if grows else 1) * self.months / 12 for y in years}
        earned = [rate[self.year_of(t)] for t in range(1, 12 * len(years)) if self.year_of(t) in rate]
        return [*earned[: self.end - 1], sum(earned[self.end - 1 :], Fraction(0))]

    def burden(self, public_share: Fraction) -> Fraction:
        """Give how many times an amount counts, with the tax cost of its public part."""
        return Fraction(1 + self.terms["tax_cost_rate"] * public_share)

    def capacity(self, sector: Data, period: int) -> Fraction:
        """Give the mean of a period's days: the row that holds, less other load, times what freezes leave."""
        month = self.first_month + period * self.months
        days = [date(month // 12, month % 12 + 1, 1)]
        while self.period_of(days[-1]) == period:
            days.append(days[-1] + timedelta(days=1))
        total, rows = Fraction(0), sector["capacities"]
        for day in map(date.isoformat, days[:-1]):
            held = [each for each in rows if each["starts"] <= day] or rows[:1]
            loads = [each for each in sector.get("other_loads", ()) if each["starts"] <= day]
            others = {
                each["what"]: each["person_months"] for each in loads
            }  # the last of each that has begun
            shut = [each["share"] for each in sector["freezes"] if each["starts"] <= day < each["ends"]]
            total += max(0, held[-1]["person_months"]["likely"] - sum(others.values())) * min([1, *shut])
        return Fraction(total * sector["programme_share"]) / (len(days) - 1)

    def under_way(self, sector: str, period: int) -> Fraction:
        """Give the most that what runs at the status date, phases and adaptations, can ask of a sector."""
        started = (each for each in self.open.values() if each["status"] == "started")
        running = [
            [(mode, mode["demands"]) for mode in each["phases"][0]["modes"]]
            for each in started
            if each["phases"]
        ]
        at_it = (
            each for each in self.adaptations.values() if each["is_running"] and each["measure"] in self.open
        )
        running += [[(each, demands_of(each))] for each in at_it]
        asked = [
            [asked_of(sector, demands) * (period < length(work)) for work, demands in ways]
            for ways in running
        ]
        return sum((max(each) for each in asked), Fraction(0))

    def ahead(self, key: tuple[str, str]) -> Data | None:
        """Give the adaptation ahead of a rollout; where something is in use, only one that runs."""
        found = self.adaptations.get(key)
        return None if found and self.rollouts[key]["in_use"] > 0 and not found["is_running"] else found

    def binds(self, link: Data) -> bool:
        """Tell whether a link binds: no endpoint has passed, and none names a rollout or an adaptation."""
        before, after, kind = link["predecessor"], link["successor"], link["link"]
        if any(end["sector"] or end["measure"] not in self.open for end in (before, after)):
            return False
        arrives = kind in ("FS", "SS", "share") and self.has_begun(after)
        leaves = kind in ("SS", "SF") and self.has_begun(before)
        return not arrives and not leaves

    def has_begun(self, end: Data) -> bool:
        """Tell whether the start of a measure, or of a phase of it, lies behind at the status date."""
        measure = self.open[end["measure"]]
        return measure["status"] == "started" and end["phase"] in (
            "",
            *(each["id"] for each in measure["phases"][:1]),
        )

    def rollouts_of(self, measure: str) -> list[Data]:
        """Give the rollouts of one measure."""
        return [each for key, each in self.rollouts.items() if key[0] == measure]

    def units(self, rollout: Data) -> Fraction:
        """Give the number of units a rollout is meant for."""
        return Fraction(
            self.sectors[rollout["sector"]]["units"] if rollout["units"] is None else rollout["units"]
        )

    def efforts(self, rollout: Data) -> list[tuple[str, int, Fraction]]:
        """Give what a wave of all units asks: of whom, how long after it, and how many person-months."""
        mine = (each for each in self.data.get("supports", ()) if each["measure"] == rollout["measure"])
        asked = [
            (e["delivering"], e["effort_per_unit"], e["profile"])
            for e in mine
            if e["receiving"] == rollout["sector"]
        ]
        asked.append((rollout["sector"], rollout["effort_per_unit"], rollout.get("effort_profile")))
        spread = (
            (who, o, self.units(rollout) * each * part)
            for who, each, by in asked
            for o, part in by or [(0, 1)]
        )
        return [each for each in spread if each[2]]

    def largest(self, rollout: Data) -> list[Line]:
        """Give the lines whose lowest is the most in use after a period, by what is in use before it."""
        pace, in_use = rollout["pace"], rollout["in_use"]
        points = [(each["pace"], each["share"]) for each in pace] if isinstance(pace, list) else [(pace, 0)]
        lines = [(rollout["target"] - in_use, Fraction(0)), (points[0][0], Fraction(1))]
        for (before, share), (after, other) in pairwise(points):
            slope = Fraction(after - before) / (other - share)
            lines.append((before + slope * (in_use - share), 1 + slope))
        return [(ceil((level + WIDER) * SHARE), ceil(slope * SHARE)) for level, slope in lines]

    def first_wave(self, rollout: Data) -> Fraction:
        """Give the least that a begin takes in: a unit or the stated share, or what there is room for."""
        asked = 1 / self.units(rollout) if rollout["first_share"] is None else rollout["first_share"]
        room = [*(level for level, _ in self.largest(rollout)), *self.gates(rollout)[:1]]
        return min([asked, *(Fraction(each, SHARE) for each in room)]) - WIDER  # as room was widened

    def gates(self, rollout: Data) -> list[int]:
        """Give the most that may be in use after the first, second ... period, as long as gates last."""
        passed = rollout["in_use"] > 0 if rollout["gates_passed"] is None else rollout["gates_passed"]
        shares = (
            g["limit"] / (1 if g["unit"] == "share" else self.units(rollout))
            for g in rollout["gates"]
            for _ in range(g["periods"])
        )
        return [] if passed else [ceil((share - rollout["in_use"] + WIDER) * SHARE) for share in shares]


def length(work: Data) -> int:
    """Give the periods that a mode or an adaptation takes."""
    return int(work["duration"]["likely"])


def demands_of(row: Data) -> list[Data]:
    """Give what an adaptation asks of its own sector and of those that support it."""
    return [{"sector": row["sector"], "person_months": row["person_months"]}, *row["support"]]


def asked_of(sector: str, demands: list[Data]) -> Fraction:
    """Give what demands ask of one sector."""
    return sum((each["person_months"] for each in demands if each["sector"] == sector), Fraction(0))


def left_out(case: Case) -> list[str]:
    """Name the rules of this roadmap that plans may break here, so that the bound is at most too high."""
    data, mine = case.data, [each for each in case.rollouts.values() if each["measure"] in case.open]
    phases, links = [each for one in case.open.values() for each in one["phases"]], data["dependencies"]
    ends = [end for link in links for end in (link["predecessor"], link["successor"])]
    last = {name: [phase["id"] for phase in each["phases"]][-1:] for name, each in case.open.items()}
    rows = case.adaptations.values()
    early = [each for each in rows if each["after_phase"] not in ("", *last.get(each["measure"], ()))]
    priced = [each for each in mine if each["deadline"] and each["counts_from"] > each["in_use"]]
    both = [each for each in priced if each["deadline"]["deadline"]["price_nok_per_period"]]
    named = (
        ("requirements", data["requirements"]),
        ("pins of adaptations", [each for each in rows if each["pinned_start"]]),
        ("adaptations that wait for an earlier phase", early),
        ("prices of delay where benefit counts from a share", both),
        ("largest pauses", [each for each in phases if each["largest_pause_periods"] is not None]),
        ("largest lags", [each for each in links if each["largest_lag_periods"] is not None]),
        ("links that name rollouts or adaptations", [each for each in ends if each["sector"]]),
        ("rollouts counted whole", [each for each in data["sectors"] if each["strict_counting"]]),
    )
    return [words for words, found in named if found]
