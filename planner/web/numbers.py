"""Everything the page says of one plan, computed once: load, coverage, starts and ends."""

from dataclasses import dataclass
from functools import cached_property

from planner import results
from planner.model import TOLERANCE, Measure, Plan, Roadmap, Schedule, Sector

NO_SCHEDULE = Schedule(selected=(), phases=(), rollouts=())


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """A plan and the figures that follow from it.

    Parameters
    ----------
    load, capacity
        Person-months per sector and period; a capacity of ``None`` is no limit.
    coverage
        Coverage of the target picture at the end of each period.
    services
        Coverage of each service at the end of each period.
    realised
        The first period at whose end a service reaches its threshold, or ``None``.
    adoption
        How far each measure is in use at the end of each period.
    starts, ends
        Instants of each measure; ``None`` for one that is out.
    """

    plan: Plan
    load: dict[str, list[float]]
    capacity: dict[str, list[float] | None]
    coverage: list[float]
    services: dict[str, list[float]]
    realised: dict[str, int | None]
    adoption: dict[str, list[float]]
    starts: dict[str, int | None]
    ends: dict[str, int | None]

    @property
    def roadmap(self) -> Roadmap:
        """Give the roadmap the plan was made from."""
        return self.plan.roadmap

    @property
    def schedule(self) -> Schedule:
        """Give the schedule; an empty one where no plan was found."""
        return self.plan.schedule or NO_SCHEDULE

    @property
    def open_measures(self) -> list[Measure]:
        """Give the measures that the plan is about and has in."""
        return [measure for measure in self.roadmap.open_measures if self.ends[measure.id] is not None]

    def share(self, sector_id: str, period: int) -> float | None:
        """Give load as a share of capacity; ``None`` where there is no limit."""
        limit, asked = self.capacity[sector_id], self.load[sector_id][period]
        if limit is None:
            return None
        return asked / limit[period] if limit[period] > 0 else float(asked > 0)

    def full_periods(self, sector_id: str) -> list[int]:
        """Give the periods in which a sector has practically nothing left."""
        shares = [self.share(sector_id, period) for period in self.roadmap.periods]
        return [period for period, share in enumerate(shares) if share is not None and is_full(share)]

    def unfinished(self, measure_id: str) -> bool:
        """Tell whether some of a measure's rollouts do not reach their target within the horizon."""
        return any(
            not results.rollout_is_finished(self.roadmap, planned)
            for rollout in self.roadmap.rollouts_of(measure_id)
            if (planned := self.schedule.rollouts_by_key.get(rollout.key)) is not None
        )

    @cached_property
    def phase_steps(self) -> dict[str, int]:
        """Give each kind of phase its shade, 0 to 2, by its place where the phases are most."""
        most = max((len(measure.phases) for measure in self.roadmap.measures), default=0)
        steps = {phase.id: 1 for measure in self.roadmap.measures for phase in measure.phases}
        for measure in self.roadmap.measures:
            if len(measure.phases) == most > 1:
                places = enumerate(measure.phases)
                steps |= {phase.id: round(2 * place / (most - 1)) for place, phase in places}
        return steps

    @property
    def bottleneck(self) -> Sector | None:
        """Give the sector with the most full periods, or ``None`` when no sector is ever full."""
        return max(
            (sector for sector in self.roadmap.sectors if self.full_periods(sector.id)),
            key=lambda sector: len(self.full_periods(sector.id)),
            default=None,
        )

    @property
    def last_end(self) -> int:
        """Give the instant at which the last measure of the plan ends."""
        return max((end for end in self.ends.values() if end is not None), default=0)


def is_full(share: float) -> bool:
    """Tell whether a sector is as good as full: nothing worth speaking of can be added."""
    return share >= 0.995


def numbers_of(plan: Plan) -> Numbers:
    """Compute what the page says of a plan; of an empty schedule where the plan has none."""
    roadmap, schedule = plan.roadmap, plan.schedule or NO_SCHEDULE
    services = results.service_coverage(roadmap, schedule)
    ids = [measure.id for measure in roadmap.measures]
    return Numbers(
        plan=plan,
        load=results.load(roadmap, schedule),
        capacity=results.capacity(roadmap),
        coverage=results.coverage(roadmap, schedule),
        services=services,
        realised=_realised(roadmap, services),
        adoption={name: results.adoption(roadmap, schedule, name) for name in ids},
        starts={name: results.measure_start(roadmap, schedule, name) for name in ids},
        ends={name: results.measure_end(roadmap, schedule, name) for name in ids},
    )


def _realised(roadmap: Roadmap, services: dict[str, list[float]]) -> dict[str, int | None]:
    """Find where each service reaches its threshold; ``results.realised_period`` computes all for each."""
    least = {service.id: service.threshold * (1 - TOLERANCE) for service in roadmap.services}
    return {
        name: next((period for period, share in enumerate(shares) if share >= least[name]), None)
        for name, shares in services.items()
    }
