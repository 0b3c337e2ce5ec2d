"""What is reached of requirements on the plan as a whole, what is missing, and its price (section 5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from planner.model import TOLERANCE, Requirement, RequirementKind, Roadmap, Schedule
from planner.results.ends import measure_end
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
    return all(each.is_met for each in _standings(roadmap, schedule, roadmap.hard_requirements))


def shortfall(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give what is missing of hard requirements: percentage points, services and periods together."""
    return sum(each.missing for each in _standings(roadmap, schedule, roadmap.hard_requirements))


def shortfall_cost_nok(roadmap: Roadmap, schedule: Schedule) -> float:
    """Give the price of what is missing of requirements that have one, undiscounted."""
    priced = (each for each in roadmap.requirements if not each.is_hard)
    return sum(each.cost_nok for each in _standings(roadmap, schedule, priced))


def _standings(roadmap: Roadmap, schedule: Schedule, requirements: Iterable[Requirement]) -> list[Standing]:
    reached = _Reached(roadmap, schedule)
    return [
        Standing(each, _asked(roadmap, each), reached.of(each, roadmap.instant_of(each)))
        for each in requirements
    ]


def _asked(roadmap: Roadmap, requirement: Requirement) -> float:
    if requirement.kind is RequirementKind.END:
        return roadmap.instant_of(requirement)
    return requirement.share or float(requirement.count or 0)


@dataclass(frozen=True)
class _Reached:
    """What one schedule reaches; adoption is worked out for those instants alone that are asked about."""

    roadmap: Roadmap
    schedule: Schedule

    def of(self, requirement: Requirement, instant: int) -> float:
        """Give the share, number or instant that is reached."""
        match requirement.kind:
            case RequirementKind.COVERAGE:
                return self._target_picture(instant)
            case RequirementKind.SERVICE:
                return self._services(instant)[requirement.service]
            case RequirementKind.REALISED:
                covered = self._services(instant)
                return sum(reaches(covered[each.id], each.threshold) for each in self.roadmap.services)
            case RequirementKind.SHARE:
                return self._share(requirement, instant)
            case RequirementKind.END:
                return self._end(requirement)

    def _target_picture(self, instant: int) -> float:
        covered = self._services(instant)
        whole = sum(service.weight for service in self.roadmap.services)
        weighed = sum(service.weight * covered[service.id] for service in self.roadmap.services)
        return weighed / whole if whole else 0.0

    def _services(self, instant: int) -> dict[str, float]:
        covered = {service.id: 0.0 for service in self.roadmap.services}
        for part in self.roadmap.contributions:
            covered[part.service] += part.share * self._adoption(instant)[part.measure]
        return covered

    def _adoption(self, instant: int) -> dict[str, float]:
        if instant not in self._known:
            measures = dict.fromkeys(part.measure for part in self.roadmap.contributions)
            self._known[instant] = {
                each: adoption_at(self.roadmap, self.schedule, each, instant) for each in measures
            }
        return self._known[instant]

    @cached_property
    def _known(self) -> dict[int, dict[str, float]]:
        return {}

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
