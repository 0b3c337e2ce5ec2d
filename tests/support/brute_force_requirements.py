"""Requirements on a small plan as a whole: rows over shares, and what is decided of ends and of services."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product

from support.brute_force_choices import Choice, Key

from planner.model import Measure, Requirement, RequirementKind, Roadmap, Rollout

LINEAR = (RequirementKind.COVERAGE, RequirementKind.SERVICE, RequirementKind.SHARE)
Coefficients = dict[tuple[Key, int], float]


@dataclass(frozen=True)
class Amount:
    """A share as a sum of shares of rollouts, by rollout and period, and a constant."""

    coefficients: Mapping[tuple[Key, int], float]
    constant: float


def least_amounts(choice: Choice) -> Iterator[tuple[Amount, float]]:
    """Give what must be reached by rows over shares: of hard requirements, and of services decided on."""
    for each in choice.roadmap.requirements:
        if each.is_hard and each.kind in LINEAR:
            yield amount_of(choice, each), each.share or 0.0
        for service in choice.realised.get(each.id, ()):
            found = next(one for one in choice.roadmap.services if one.id == service)
            yield _service(choice, service, _instant(choice.roadmap, each)), found.threshold


def amount_of(choice: Choice, requirement: Requirement) -> Amount:
    """Give the share that a requirement measures."""
    instant = _instant(choice.roadmap, requirement)
    if requirement.kind is RequirementKind.SERVICE:
        return _service(choice, requirement.service, instant)
    if requirement.kind is RequirementKind.SHARE:
        rollout = choice.roadmap.rollout(requirement.measure, requirement.sector)
        assert rollout is not None
        return _total([(1.0, _share(choice, rollout, instant))])
    whole = sum(service.weight for service in choice.roadmap.services)
    services = choice.roadmap.services
    return _total([(one.weight / whole, _service(choice, one.id, instant)) for one in services])


def measures_end_in_time(choice: Choice) -> bool:
    """Tell whether phases end by what hard requirements ask of measures' ends, and these are in."""
    return all(
        _can_end(choice, choice.roadmap.measure(each.measure), _instant(choice.roadmap, each))
        for each in choice.roadmap.requirements
        if each.is_hard and each.kind is RequirementKind.END
    )


def ends_asked_of(choice: Choice, rollout: Rollout) -> Iterator[int]:
    """Give the instants by which a rollout must have ended for its measure's end."""
    for each in choice.roadmap.requirements:
        if each.kind is RequirementKind.END and each.measure == rollout.measure:
            instant = _instant(choice.roadmap, each) if each.is_hard else choice.late_ends.get(each.id)
            if instant is not None:
                yield instant


def every_realised(choice: Choice) -> Iterator[Choice]:
    """Add which services are realised for hard requirements: no more than they ask for."""
    hard = [each for each in choice.roadmap.requirements if each.is_hard]
    yield from _realising(
        choice, [each for each in hard if each.kind is RequirementKind.REALISED], fewer=False
    )


def every_shortfall(choice: Choice) -> Iterator[Choice]:
    """Add what is reached of requirements with a price: services realised, and the ends of measures."""
    priced = [each for each in choice.roadmap.requirements if not each.is_hard]
    ends = [each for each in priced if each.kind is RequirementKind.END]
    instants = [list(_late_ends(choice, each)) for each in ends]
    for realised in _realising(
        choice, [each for each in priced if each.kind is RequirementKind.REALISED], fewer=True
    ):
        for chosen in product(*instants):
            found = zip([each.id for each in ends], chosen, strict=True)
            yield replace(realised, late_ends={**choice.late_ends, **dict(found)})


def decided_prices_nok(choice: Choice) -> float:
    """Give the price of services and periods that are missing, as decided."""
    total = 0.0
    for each in choice.roadmap.requirements:
        price = each.price_nok or 0.0
        if each.kind is RequirementKind.REALISED:
            total += price * max(0, (each.count or 0) - len(choice.realised.get(each.id, ())))
        if each.kind is RequirementKind.END and not choice.roadmap.measure(each.measure).is_done:
            horizon = choice.roadmap.calendar.periods
            total += price * (choice.late_ends.get(each.id, horizon) - _instant(choice.roadmap, each))
    return total


def _realising(choice: Choice, requirements: list[Requirement], *, fewer: bool) -> Iterator[Choice]:
    """Add sets of services, as many as asked for or also fewer."""
    ids = [service.id for service in choice.roadmap.services]
    sizes = [range(0 if fewer else each.count or 0, (each.count or 0) + 1) for each in requirements]
    sets = [[frozenset(s) for size in each for s in combinations(ids, size)] for each in sizes]
    for chosen in product(*sets):
        found = zip([each.id for each in requirements], chosen, strict=True)
        yield replace(choice, realised={**choice.realised, **dict(found)})


def _late_ends(choice: Choice, requirement: Requirement) -> Iterator[int]:
    """Give the instants by which a measure may end, from the date on; the horizon's end where it is out."""
    measure, horizon = choice.roadmap.measure(requirement.measure), choice.roadmap.calendar.periods
    due = _instant(choice.roadmap, requirement)
    if measure.is_done:
        yield due
    elif measure.id not in choice.selected:
        yield horizon
    else:
        yield from range(max(due, choice.phases_end(measure.id)), horizon + 1)


def _can_end(choice: Choice, measure: Measure, instant: int) -> bool:
    if measure.is_done or instant >= choice.roadmap.calendar.periods:
        return True
    return measure.id in choice.selected and choice.phases_end(measure.id) <= instant


def _service(choice: Choice, service: str, instant: int) -> Amount:
    parts = [part for part in choice.roadmap.contributions if part.service == service]
    return _total([(part.share, _adoption(choice, part.measure, instant)) for part in parts])


def _adoption(choice: Choice, measure_id: str, instant: int) -> Amount:
    measure, rollouts = choice.roadmap.measure(measure_id), choice.roadmap.rollouts_of(measure_id)
    if not rollouts:
        built = measure_id in choice.selected and (
            not measure.phases or choice.phases_end(measure_id) <= instant
        )
        return Amount({}, float(measure.is_done or built))
    weights = [choice.roadmap.units(each) if each.weight is None else each.weight for each in rollouts]
    pairs = zip(weights, rollouts, strict=True)
    return _total([(weight / sum(weights), _share(choice, each, instant)) for weight, each in pairs])


def _share(choice: Choice, rollout: Rollout, instant: int) -> Amount:
    if instant == 0 or rollout.measure not in choice.selected:
        return Amount({}, rollout.in_use)
    return Amount({(rollout.key, instant - 1): 1.0}, 0.0)


def _total(parts: list[tuple[float, Amount]]) -> Amount:
    coefficients: Coefficients = {}
    for weight, amount in parts:
        for name, factor in amount.coefficients.items():
            coefficients[name] = coefficients.get(name, 0.0) + weight * factor
    return Amount(coefficients, sum(weight * amount.constant for weight, amount in parts))


def _instant(roadmap: Roadmap, requirement: Requirement) -> int:
    """Give the last instant that has come when the day ends, within the horizon."""
    return min(max(0, roadmap.calendar.instant_not_after(requirement.day)), roadmap.calendar.periods)
