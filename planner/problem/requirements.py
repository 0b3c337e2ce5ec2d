"""Requirements as sums of shares in use and of measures built, at their instants (section 5)."""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from planner.model import Measure, Requirement, RequirementKind, Roadmap, Rollout, Schedule

Key = tuple[str, str]
Terms = list[tuple[float, Rollout | Measure]]


class Reach(NamedTuple):
    """A share at one instant as a sum, and the level it is to reach.

    Parameters
    ----------
    constant
        What is there whatever is planned.
    shares
        Rollouts of open measures, and what each share in use at the instant adds.
    built
        Open measures without rollouts, and what each adds when it is built by the instant.
    """

    level: float
    constant: float
    shares: tuple[tuple[Key, float], ...]
    built: tuple[tuple[str, float], ...]

    @property
    def most(self) -> float:
        """Give what is reached when everything is in use and built."""
        return self.constant + sum(weight for _name, weight in (*self.shares, *self.built))


class RequirementTask(NamedTuple):
    """A requirement as the engines see it.

    Parameters
    ----------
    instant
        When what is reached counts, from 0 to the horizon.
    reaches
        One of a share; one for each service of a number of services; none of an end.
    """

    requirement: Requirement
    instant: int
    reaches: tuple[Reach, ...]

    @property
    def is_hard(self) -> bool:
        """Tell whether nothing may be missing."""
        return self.requirement.is_hard

    @property
    def is_end(self) -> bool:
        """Tell whether the end of a measure is asked for."""
        return self.requirement.kind is RequirementKind.END

    @property
    def is_count(self) -> bool:
        """Tell whether a number of services is asked for."""
        return self.requirement.kind is RequirementKind.REALISED

    def held_outside(self, measures: Collection[str], schedule: Schedule) -> "RequirementTask":
        """Give the task with what is not of some measures as a schedule has it, and asking for as much."""
        return self._replace(
            reaches=tuple(_held(each, measures, schedule, self.instant) for each in self.reaches)
        )

    def kept_outside(self, measures: Collection[str], schedule: Schedule) -> "RequirementTask":
        """Give the task of a part that decides on some measures, all others as a schedule has them.

        A hard share asks no more than the schedule reaches: rounding must not make that unlawful.
        """
        reaches = self.held_outside(measures, schedule).reaches
        if self.is_hard and not self.is_count:
            found = [_held(each, (), schedule, self.instant).constant for each in self.reaches]
            pairs = zip(reaches, found, strict=True)
            reaches = tuple(each._replace(level=min(each.level, reached)) for each, reached in pairs)
        return self._replace(reaches=reaches)


def requirement_tasks(roadmap: Roadmap) -> tuple[RequirementTask, ...]:
    """Work out what each requirement measures; one on the end of a done measure asks nothing."""
    return tuple(
        RequirementTask(each, roadmap.instant_of(each), _REACHES[each.kind](roadmap, each))
        for each in roadmap.requirements
        if each.kind is not RequirementKind.END or not roadmap.measure(each.measure).is_done
    )


def _picture(roadmap: Roadmap, requirement: Requirement) -> tuple[Reach, ...]:
    weights = {service.id: service.weight for service in roadmap.services}
    whole = sum(weights.values())
    shares = {each: weight / whole if whole else 0.0 for each, weight in weights.items()}
    return (_covered(roadmap, requirement, requirement.share or 0.0, shares),)


def _service(roadmap: Roadmap, requirement: Requirement) -> tuple[Reach, ...]:
    return (_covered(roadmap, requirement, requirement.share or 0.0, {requirement.service: 1.0}),)


def _services(roadmap: Roadmap, requirement: Requirement) -> tuple[Reach, ...]:
    return tuple(_covered(roadmap, requirement, each.threshold, {each.id: 1.0}) for each in roadmap.services)


def _share(roadmap: Roadmap, requirement: Requirement) -> tuple[Reach, ...]:
    rollout = roadmap.rollout_by_key((requirement.measure, requirement.sector))
    return (_summed(roadmap, requirement, requirement.share or 0.0, [(1.0, rollout)]),)


def _end(roadmap: Roadmap, requirement: Requirement) -> tuple[Reach, ...]:
    return ()


_REACHES: dict[RequirementKind, Callable[[Roadmap, Requirement], tuple[Reach, ...]]] = {
    RequirementKind.COVERAGE: _picture,
    RequirementKind.SERVICE: _service,
    RequirementKind.REALISED: _services,
    RequirementKind.SHARE: _share,
    RequirementKind.END: _end,
}


def _covered(roadmap: Roadmap, requirement: Requirement, level: float, weights: dict[str, float]) -> Reach:
    """Give the coverage of services, by the weights of some of them."""
    terms: Terms = []
    for part in roadmap.contributions:
        weight = weights.get(part.service, 0.0) * part.share
        terms += _adoption(roadmap, roadmap.measure(part.measure), weight)
    return _summed(roadmap, requirement, level, terms)


def _adoption(roadmap: Roadmap, measure: Measure, weight: float) -> Iterable[tuple[float, Rollout | Measure]]:
    """Give what a measure's adoption is made of, times a weight."""
    rollouts = roadmap.rollouts_of(measure.id)
    if not rollouts:
        return [(weight, measure)]
    parts = [roadmap.units(each) if each.weight is None else each.weight for each in rollouts]
    whole = sum(parts)
    return [
        (weight * part / whole if whole else 0.0, each) for part, each in zip(parts, rollouts, strict=True)
    ]


def _summed(roadmap: Roadmap, requirement: Requirement, level: float, terms: Terms) -> Reach:
    """Add terms up by what they are of; what no plan changes becomes a constant."""
    constant, at_start = 0.0, roadmap.instant_of(requirement) == 0
    shares: dict[Key, float] = {}
    built: dict[str, float] = {}
    for weight, each in terms:
        if isinstance(each, Measure):
            if each.is_done:
                constant += weight
            else:
                built[each.id] = built.get(each.id, 0.0) + weight
        elif at_start or roadmap.measure(each.measure).is_done:
            constant += weight * each.in_use
        else:
            shares[each.key] = shares.get(each.key, 0.0) + weight
    return Reach(level, constant, tuple(shares.items()), tuple(built.items()))


def _held(reach: Reach, measures: Collection[str], schedule: Schedule, instant: int) -> Reach:
    """Move what is not of some measures into the constant, as a schedule has it."""
    curves, ends = schedule.rollouts_by_key, schedule.phases_by_measure
    held = sum(
        weight * curves[key].adoption[instant - 1] for key, weight in reach.shares if key[0] not in measures
    )
    held += sum(
        weight
        for each, weight in reach.built
        if each not in measures
        and each in schedule.selected
        and all(phase.end <= instant for phase in ends.get(each, ()))
    )
    return reach._replace(
        constant=reach.constant + held,
        shares=tuple(pair for pair in reach.shares if pair[0][0] in measures),
        built=tuple(pair for pair in reach.built if pair[0] in measures),
    )
