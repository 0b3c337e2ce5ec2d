"""What is reached of requirements on the plan as a whole, what is missing, and its price (section 5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.model import TOLERANCE, Requirement, RequirementKind, Roadmap, Schedule
from planner.results.ends import measure_end
from planner.results.putting_back import SomeMeasures
from planner.results.shares import adoption_at, reaches

POINTS = 100
"""Percentage points in a share of 1."""


@dataclass(frozen=True)
class Standing:
    """How a schedule stands to one requirement.

    Parameters
    ----------
    asked, reached
        A share, a number of services, or the instant of an end.
    """

    requirement: Requirement
    asked: float
    reached: float

    @property
    def short(self) -> float:
        """Give the share, services or periods that are missing."""
        short = self.asked - self.reached
        return max(0.0, -short if self.requirement.kind is RequirementKind.END else short)

    @property
    def missing(self) -> float:
        """Give the percentage points, services or periods that are missing."""
        return self.short * (POINTS if self.requirement.kind.is_share else 1)

    @property
    def is_met(self) -> bool:
        """Tell whether nothing is missing but rounding."""
        return self.short <= TOLERANCE

    @property
    def cost_nok(self) -> float:
        """Give the price of what is missing; nothing of a hard one."""
        return (self.requirement.price_nok or 0.0) * self.missing


def standings(roadmap: Roadmap, schedule: Schedule) -> list[Standing]:
    """Say how a schedule stands to each requirement, in the order of the data."""
    return _standings(roadmap, schedule, roadmap.requirements)


def meets_requirements(roadmap: Roadmap, schedule: Schedule) -> bool:
    """Tell whether nothing is missing of hard requirements."""
    return all_met(_standings(roadmap, schedule, roadmap.hard_requirements))


def shortfall(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give what is missing of hard requirements: percentage points, services and periods together."""
    return total_missing(_standings(roadmap, schedule, roadmap.hard_requirements))


def shortfall_cost_nok(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give the price of what is missing of requirements that have one, undiscounted."""
    priced = (each for each in roadmap.requirements if not each.is_hard)
    return total_price_nok(_standings(roadmap, schedule, priced))


def all_met(standings: Iterable[Standing]) -> bool:
    """Tell whether nothing is missing of what some requirements ask."""
    return all(each.is_met for each in standings)


def total_missing(standings: Iterable[Standing]) -> float:
    """Give what is missing of some requirements, each in its unit."""
    return sum(each.missing for each in standings)


def total_price_nok(standings: Iterable[Standing]) -> float:
    """Give the price of what is missing of some requirements."""
    return sum(each.cost_nok for each in standings)


def _standings(roadmap: Roadmap, schedule: Schedule, requirements: Iterable[Requirement]) -> list[Standing]:
    reached = ReachedBy(roadmap, schedule)
    return [reached.standing(each) for each in requirements]


def _asked(roadmap: Roadmap, requirement: Requirement) -> float:
    if requirement.kind is RequirementKind.END:
        return roadmap.instant_of(requirement)
    return requirement.share or float(requirement.count or 0)


@dataclass(frozen=True)
class ReachedBy:
    """What one schedule reaches; coverage is worked out for those instants alone that are asked about.

    Parameters
    ----------
    in_use, known
        By instant: how far each measure that contributes is in use, and the coverage of each service.
    """

    roadmap: Roadmap
    schedule: Schedule
    in_use: dict[int, Mapping[str, float]] = field(default_factory=dict)
    known: dict[int, Mapping[str, float]] = field(default_factory=dict)

    def standing(self, requirement: Requirement) -> Standing:
        """Say how the schedule stands to a requirement."""
        instant = self.roadmap.instant_of(requirement)
        return Standing(requirement, _asked(self.roadmap, requirement), self.of(requirement, instant))

    def of(self, requirement: Requirement, instant: int) -> float:
        """Give the share, number or instant that is reached."""
        match requirement.kind:
            case RequirementKind.COVERAGE:
                return self._target_picture(instant)
            case RequirementKind.SERVICE:
                return self.covered(instant)[requirement.service]
            case RequirementKind.REALISED:
                covered = self.covered(instant)
                return sum(reaches(covered[each.id], each.threshold) for each in self.roadmap.services)
            case RequirementKind.SHARE:
                return self._share(requirement, instant)
            case RequirementKind.END:
                return self._end(requirement)

    def _target_picture(self, instant: int) -> float:
        covered = self.covered(instant)
        whole = sum(service.weight for service in self.roadmap.services)
        weighed = sum(service.weight * covered[service.id] for service in self.roadmap.services)
        return weighed / whole if whole else 0.0

    def otherwise(self, some: SomeMeasures) -> "ReachedBy":
        """Give what is reached where some measures lie otherwise, at the instants that were asked about.

        Of a single measure it tells only what it reaches itself, if it is one of these.
        """
        services = {part.service for each in some.measures for part in self.roadmap.contributions_of(each)}
        found = ReachedBy(self.roadmap, some.schedule, {**self.in_use}, {**self.known})
        for instant in self.known if services else ():
            own = {
                each: adoption_at(self.roadmap, some.schedule, each, instant)
                for each in some.measures
                if self.roadmap.contributions_of(each)
            }
            found.in_use[instant] = {**self.in_use[instant], **own}
            others = {service: found.covered_of(service, instant) for service in services}
            found.known[instant] = {**self.known[instant], **others}
        return found

    def covered(self, instant: int) -> Mapping[str, float]:
        """Give the coverage of each service at an instant."""
        if instant not in self.known:
            measures = dict.fromkeys(part.measure for part in self.roadmap.contributions)
            self.in_use[instant] = {
                each: adoption_at(self.roadmap, self.schedule, each, instant) for each in measures
            }
            self.known[instant] = {
                each.id: self.covered_of(each.id, instant) for each in self.roadmap.services
            }
        return self.known[instant]

    def covered_of(self, service_id: str, instant: int) -> float:
        """Give the coverage of one service, from how far measures are in use at an instant."""
        in_use, parts = self.in_use[instant], self.roadmap.contributions_to(service_id)
        return sum((part.share * in_use[part.measure] for part in parts), start=0.0)

    def _share(self, requirement: Requirement, instant: int) -> float:
        key = requirement.measure, requirement.sector
        planned = self.schedule.rollouts_by_key.get(key)
        if planned is None or instant == 0:
            return self.roadmap.rollout_by_key(key).in_use
        return planned.adoption[instant - 1]

    def _end(self, requirement: Requirement) -> float:
        if self.roadmap.measure(requirement.measure).is_done:
            return 0.0
        end = measure_end(self.roadmap, self.schedule, requirement.measure)
        return self.roadmap.calendar.periods if end is None else end
