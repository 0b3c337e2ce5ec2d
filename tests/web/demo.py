"""A made-up roadmap of sixty measures with a greedy plan: enough to fill the page, without the solver."""

import random
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from planner.decisions import DateRoom, DueDecision, OpenChoice, RoomSpan
from planner.language import ToldError, to_say
from planner.model import (
    VALUE,
    Adaptation,
    Aim,
    AssumedGroup,
    Basis,
    Calendar,
    Capacity,
    Certificate,
    Checked,
    Contribution,
    Deadline,
    Demand,
    Dependency,
    Endpoint,
    Estimate,
    Link,
    Loosening,
    LooseningKind,
    Measure,
    Mode,
    Objective,
    Phase,
    Plan,
    PlannedAdaptation,
    PlannedPhase,
    PlannedRollout,
    PlanStatus,
    PricedChange,
    PriceList,
    Provenance,
    Published,
    Request,
    Roadmap,
    Rollout,
    Schedule,
    Sector,
    SectorKind,
    Service,
    Status,
    Swing,
)
from planner.pipeline import as_if_lawful, diagnose, going_on, slips_against
from planner.results import instant_of
from planner.rolling import Rolled, Slip
from planner.sensitivity import Worths
from planner.tables import edited
from planner.why import Diagnosis, DiagnosisState, DiagnosisStep

OWNERS = (
    "Norsk helsenett",
    "Direktoratet for e-helse",
    "Helsedirektoratet",
    "KS",
    "Helse Nord",
    "Helse Vest",
)
RECEIVERS = (
    ("kommuner", "Kommuner", 356, 900),
    ("fastleger", "Fastleger", 1500, 700),
    ("helse_nord", "Helse Nord", 11, 60),
    ("helse_vest", "Helse Vest", 12, 80),
    ("apotek", "Apotek", 990, 300),
    ("avtalespesialister", "Avtalespesialister", 1800, 500),
)
DELIVERERS = (("nhn", "Norsk helsenett", 60), ("epj", "EPJ-leverandører", 70))
WHAT = (
    "Pasientens legemiddelliste",
    "Kjernejournal dokumentdeling",
    "Kritisk informasjon",
    "Digital hjemmeoppfølging",
    "Pasientens måledata",
    "Henvisning og epikrise",
    "Tillitsmodell",
    "Felles språk i journal",
    "Velferdsteknologisk knutepunkt",
    "Prøvesvar til innbygger",
    "Dialogmeldinger",
    "Sentral forskrivningsmodul",
)
STEPS = ("grunnlag", "første versjon", "utprøving", "nasjonal innføring", "videre utbygging")
GOALS = ("Legemidler", "Samhandling", "Innbygger", "Grunnmur")
DEMO_SWINGS = (
    Swing(group=AssumedGroup.BENEFIT, figures=80, low_nok=217e6, high_nok=7_505e6),
    Swing(group=AssumedGroup.DURATION, figures=110, low_nok=4_071e6, high_nok=2_684e6),
)
DEMO_PRICES = PriceList(
    rows=(
        PricedChange(
            change=Loosening(kind=LooseningKind.PERSON_MONTH, sector="kommuner", year=2027),
            sure=2.3e5,
            estimate=4.6e5,
            least=0.0,
            most=9e7,
        ),
    ),
    looked_at=180,
)
LAWFUL_SOURCE = Provenance(source="https://example.org/veikart", basis=Basis.DOCUMENTED)


def demo_roadmap(measures: int = 60) -> Roadmap:
    """Ten years of quarters, eight sectors, 26 services; the same every time."""
    dice = random.Random(7)
    rollouts = tuple(rollout for number in range(measures) for rollout in _rollouts(number, dice))
    return Roadmap(
        name="Eksempelveikart",
        calendar=Calendar(status_date=date(2023, 1, 1), periods=40),
        measures=tuple(_measure(number, dice) for number in range(measures)),
        sectors=_sectors(),
        rollouts=rollouts,
        dependencies=tuple(_dependencies(measures)),
        services=tuple(Service(id=f"IT{k:02}", name=f"Informasjonstjeneste {k}") for k in range(1, 27)),
        contributions=tuple(_contributions(measures)),
        published=tuple(
            Published(
                measure=_name(number),
                start=date(2023 + number % 5, 1, 1),
                end=date(2025 + number % 5, 6, 30),
                source_year=2022,
                provenance=LAWFUL_SOURCE,
            )
            for number in range(0, measures, 3)
        ),
    )


def started_first(roadmap: Roadmap) -> Roadmap:
    """Let what has started come first, and something have started."""
    begun = replace(roadmap.measures[0], status=Status.STARTED)
    return replace(roadmap, measures=(begun, *roadmap.measures[1:]), started_first=True)


def demo_plan(roadmap: Roadmap, status: PlanStatus = PlanStatus.FEASIBLE, *, late: int = 0) -> Plan:
    """Place measures one by one, as early as phases, links and what is left of capacity allow."""
    schedule = _Greedy(roadmap, late).place()
    score = sum(sum(rollout.adoption) for rollout in schedule.rollouts)
    return Plan(
        roadmap=roadmap, objective=VALUE, status=status, schedule=schedule, score=score, bound=score * 1.004
    )


def adapted(plan: Plan, periods: int = 2) -> Plan:
    """Let every other rollout that begins late enough have an adaptation right before it."""
    assert plan.schedule is not None
    late = [each for each in plan.schedule.rollouts if each.begin is not None and each.begin >= periods][::2]
    rows = tuple(
        Adaptation(
            measure=each.measure,
            sector=each.sector,
            duration=Estimate.sure(periods),
            person_months=1.5,
            support=(Demand(sector="epj", person_months=0.5),),
            cost_nok_per_period=2e6,
        )
        for each in late
    )
    chosen = {each.key for each in late}
    rollouts = tuple(
        replace(each, adaptation=PlannedAdaptation(start=each.begin - periods, end=each.begin))
        if each.begin is not None and each.key in chosen
        else each
        for each in plan.schedule.rollouts
    )
    roadmap = replace(plan.roadmap, adaptations=rows)
    return replace(plan, roadmap=roadmap, schedule=replace(plan.schedule, rollouts=rollouts))


@dataclass
class DemoEngine:
    """Answers like the pipeline, at once or when told to go on.

    With ``patient`` set, work goes on until it is stopped or ``patient`` is set as an event.
    """

    patient: threading.Event | None = None
    asked: list[Roadmap] = field(default_factory=list)
    aims: list[tuple[Aim, Plan | None]] = field(default_factory=list)
    starts: list[Plan | None] = field(default_factory=list)
    worked_out: list[Roadmap] = field(default_factory=list)
    move_costs: list[float | None] = field(default_factory=list)

    def accepted(self, plan: Plan) -> Plan:
        """Accept everything: the made-up scores are none."""
        return plan

    def first_plan(self, roadmap: Roadmap) -> Plan:
        """Give a first plan, two quarters later than need be and without a bound."""
        return replace(demo_plan(roadmap, late=2), bound=None)

    def going_on(self, rolled: Rolled, aimed: Objective | None = None) -> Plan | None:
        """Give a plan from a later status date on, judged in earnest."""
        return going_on(rolled, aimed)

    def as_if_lawful(self, rolled: Rolled, aimed: Objective | None = None) -> Plan:
        """Give the same, lawful or not."""
        return as_if_lawful(rolled, aimed)

    def slips_against(self, rolled: Rolled, baseline: Plan) -> tuple[Slip, ...]:
        """Give what went otherwise than an earlier plan had it."""
        return slips_against(rolled, baseline)

    def solve(
        self,
        roadmap: Roadmap,
        *,
        request: Request,
        baseline: Plan | None = None,
        start: Plan | None = None,
        progress: Callable[[Plan], None] | None = None,
        stop: threading.Event | None = None,
    ) -> Plan:
        """Tell of one better plan, wait if asked to, then give the plan."""
        roadmap = edited(roadmap, request.changes) if request.changes else roadmap
        self.asked.append(roadmap)
        self.aims.append((request.aim or Aim(), baseline))
        self.starts.append(start)
        self.move_costs.append(request.move_cost)
        plan = demo_plan(roadmap)
        if progress is not None:
            progress(replace(plan, seconds=1.0))
        while self.patient is not None and not self.patient.wait(0.01):
            if stop is not None and stop.is_set():
                break
        return replace(plan, seconds=request.effort.seconds, request=request)

    def swings(
        self, roadmap: Roadmap, *, worths: Worths | None = None, stop: threading.Event | None = None
    ) -> tuple[Swing, ...]:
        """Say that benefit and durations matter most, at once."""
        self.worked_out.append(roadmap)
        return DEMO_SWINGS

    def diagnose(
        self,
        roadmap: Roadmap,
        *,
        progress: Callable[[DiagnosisStep], None] | None = None,
        stop: threading.Event | None = None,
    ) -> Diagnosis:
        """Find nothing, at once."""
        return Diagnosis(roadmap=roadmap, state=DiagnosisState.UNSETTLED)

    def certify_beside(self, plan: Plan, stop: threading.Event) -> tuple[Certificate, Checked] | None:
        """Prove at once that no plan is more than a twentieth better."""
        aimed = plan.objective.without_proof
        certificate = Certificate(digest=plan.digest, objective=aimed, bound="", rows=())
        found = self.check_beside(plan, certificate, stop)
        return None if found is None else (certificate, found)

    def check_beside(self, plan: Plan, certificate: Certificate, stop: threading.Event) -> Checked | None:
        """Find the same in any certificate of the plan's roadmap, at once."""
        if certificate.digest != plan.digest:
            raise ToldError(to_say("The certificate is of another roadmap."))
        return Checked(Fraction(plan.score or 0) * Fraction(21, 20), ("requirements",))

    def price_list(
        self, plan: Plan, *, rows: list[PricedChange] | None = None, stop: threading.Event | None = None
    ) -> PriceList:
        """Say that a person-month more of the municipalities is worth something, at once."""
        return DEMO_PRICES

    def due_decisions(
        self, plan: Plan, *, choices: Iterable[OpenChoice] | None = None, stop: threading.Event | None = None
    ) -> Iterator[DueDecision]:
        """Say at once that the first choice cannot wait, and each other a year, but not two."""
        for number, choice in enumerate(choices or ()):
            yield demo_decision(plan, choice, waits=4 if number else 0)


class ExplainingEngine(DemoEngine):
    """Answers like the demo, but looks in earnest for what stands against what."""

    def diagnose(
        self,
        roadmap: Roadmap,
        *,
        progress: Callable[[DiagnosisStep], None] | None = None,
        stop: threading.Event | None = None,
    ) -> Diagnosis:
        """Tell why there is no plan, as the pipeline does."""
        return diagnose(roadmap, progress=progress, stop=stop)


def demo_decision(plan: Plan, choice: OpenChoice, *, waits: int) -> DueDecision:
    """Give a decision that can wait some periods longer than the plan has it, and in no plan twice that."""
    assert plan.schedule is not None
    is_in = choice.date.measure in plan.schedule.selected
    instant = instant_of(plan.roadmap, plan.schedule, choice.date) if is_in else None
    beyond = plan.roadmap.calendar.periods + 1
    found, proved = (RoomSpan(latest=min(beyond, (instant or 0) + each)) for each in (waits, 2 * waits))
    room = DateRoom(date=choice.date, instant=instant, loss=1e6, found=found, proved=proved)
    return DueDecision(choice=choice, room=room)


def _name(number: int) -> str:
    return f"tiltak_{number:02}"


def _measure(number: int, dice: random.Random) -> Measure:
    title = f"{WHAT[number % len(WHAT)]}, {STEPS[number // len(WHAT) % len(STEPS)]}"
    running = number < 4
    return Measure(
        id=_name(number),
        name=title,
        owner=OWNERS[number % len(OWNERS)],
        goal=GOALS[number % len(GOALS)],
        status=Status.STARTED if running else Status.PLANNED,
        phases=tuple(_phases(dice)[1 if running else 0 :]),
        optional=number % 7 == 6,
        deadline=Deadline(day=date(2028, 1, 1), price_nok_per_period=1e6) if number % 10 == 5 else None,
        provenance=LAWFUL_SOURCE if number % 2 else Provenance(),
    )


def _phases(dice: random.Random) -> list[Phase]:
    return [
        Phase(
            id=name,
            name=title,
            modes=(
                Mode(
                    duration=Estimate(low=periods, likely=periods, high=periods + 1),
                    demands=(Demand(sector=sector, person_months=dice.randint(2, 6)),),
                    cost_nok_per_period=2e6,
                ),
            ),
        )
        for name, title, periods, sector in (
            ("utredning", "Utredning", dice.randint(1, 2), "nhn"),
            ("utvikling", "Utvikling", dice.randint(2, 4), "nhn"),
            ("utproving", "Utprøving", dice.randint(1, 2), "epj"),
        )
    ]


def _sectors() -> tuple[Sector, ...]:
    start = date(2023, 1, 1)
    receiving = [
        Sector(
            id=key,
            name=name,
            kind=SectorKind.RECEIVING,
            units=units,
            capacities=(Capacity(starts=start, person_months=Estimate.sure(months)),),
        )
        for key, name, units, months in RECEIVERS
    ]
    delivering = [
        Sector(
            id=key,
            name=name,
            kind=SectorKind.DELIVERING,
            capacities=(Capacity(starts=start, person_months=Estimate.sure(months)),),
        )
        for key, name, months in DELIVERERS
    ]
    return (*receiving, *delivering)


def _rollouts(number: int, dice: random.Random) -> list[Rollout]:
    chosen = dice.sample(RECEIVERS, 1 + number % 3)
    return [
        Rollout(
            measure=_name(number),
            sector=key,
            effort_per_unit=months * dice.uniform(1.5, 3.5) / units,
            benefit_nok_per_year=1e7,
            pace=0.25,
            in_use=0.1 if number < 4 else 0.0,
        )
        for key, _, units, months in chosen
    ]


def _dependencies(measures: int) -> list[Dependency]:
    early = [
        Dependency(
            predecessor=Endpoint(measure=_name(number - 12)),
            successor=Endpoint(measure=_name(number)),
            link=Link.FINISH_START,
            kind="technical",
            provenance=LAWFUL_SOURCE,
        )
        for number in range(12, measures)
    ]
    shared = Dependency(
        predecessor=Endpoint(measure=_name(2)), successor=Endpoint(measure=_name(9)), link=Link.ADOPTION
    )
    return [*early, shared]


def _contributions(measures: int) -> list[Contribution]:
    made = []
    for service in range(26):
        givers = [number for number in range(measures) if number % 26 == service] or [service % measures]
        made += [
            Contribution(measure=_name(number), service=f"IT{service + 1:02}", share=1 / len(givers))
            for number in givers
        ]
    return made


def _late_by_name(measure: Measure) -> int:
    """Give how late a measure may start that nothing comes before, by the number in its name."""
    return int(measure.id[-2:]) // 4 if measure.id[-2:].isdecimal() else 0


class _Greedy:
    """Keeps what is left of each sector's capacity while measures are placed in order."""

    def __init__(self, roadmap: Roadmap, late: int) -> None:
        self.roadmap = roadmap
        self.late = late
        self.horizon = roadmap.calendar.periods
        self.left = {sector.id: self._capacity(sector) for sector in roadmap.sectors}
        self.built: dict[str, int] = {}

    def _capacity(self, sector: Sector) -> list[float]:
        days = [self.roadmap.calendar.date_of(period) for period in self.roadmap.periods]
        held = [sector.capacity_on(day) for day in days]
        return [float("inf") if row is None else row.likely * sector.programme_share for row in held]

    def place(self) -> Schedule:
        """Place every measure, leaving out the optional ones that do not get ready in time."""
        phases: list[PlannedPhase] = []
        rollouts: list[PlannedRollout] = []
        selected: list[str] = []
        for measure in self.roadmap.open_measures:
            placed = self._phases(measure)
            is_in = not measure.optional or placed[-1].end < self.horizon - 8
            self.built[measure.id] = placed[-1].end if placed else 0
            rollouts += [self._rollout(row, is_in) for row in self.roadmap.rollouts_of(measure.id)]
            if is_in:
                selected.append(measure.id)
                phases += placed
        return Schedule(selected=tuple(selected), phases=tuple(phases), rollouts=tuple(rollouts))

    def _phases(self, measure: Measure) -> list[PlannedPhase]:
        before = [
            self.built.get(link.predecessor.measure, 0)
            for link in self.roadmap.dependencies
            if link.successor.measure == measure.id and link.link is Link.FINISH_START
        ]
        instant = 0 if measure.is_started else max(before, default=_late_by_name(measure)) + self.late
        placed = []
        for phase in measure.phases:
            end = min(instant + phase.modes[0].periods, self.horizon)
            placed.append(
                PlannedPhase(measure=measure.id, phase=phase.id, start=end - phase.modes[0].periods, end=end)
            )
            instant = end
        return placed

    def _rollout(self, rollout: Rollout, is_in: bool) -> PlannedRollout:
        have, begin, adoption = rollout.in_use, None, []
        effort = self.roadmap.units(rollout) * rollout.effort_per_unit
        for period in self.roadmap.periods:
            if is_in and period >= self.built[rollout.measure] and have < rollout.target:
                room = max(0.0, self.left[rollout.sector][period] / effort)
                wave = min(rollout.first_pace, rollout.target - have, room)
                self.left[rollout.sector][period] -= wave * effort
                have += wave
                begin = period if begin is None and wave > 0 else begin
            adoption.append(have)
        return PlannedRollout(
            measure=rollout.measure, sector=rollout.sector, begin=begin, adoption=tuple(adoption)
        )
