"""Which engines work on a roadmap, chosen by its measured features, and why."""

from dataclasses import dataclass, replace

from planner.model import ObjectiveKind
from planner.problem import Features
from planner.solver.contract.method import Method

LARGEST_INTERVAL_MODEL = 2_000
"""Phases up to which CP-SAT gets the whole roadmap: beyond, compiled list schedules do better."""
SMALL_INTERVAL_MODEL = 40
"""Phases up to which list schedules soon find the best plan, and CP-SAT needs all workers to prove it."""
PROVABLE_INTERVAL_MODEL = 60
"""Phases up to which CP-SAT may prove the best value without waves; beyond, others use a core better."""
MOST_TO_ORDER = 120
"""Measures up to which placing all of them again in another order pays, where there are no waves."""
SMALL_STEP_MODEL = 4_000
"""Variables up to which HiGHS mostly needs no help."""
VARIABLES_PER_UNIT, ALWAYS_IN_UNITS = 300, 1_000
"""Variables for each unit that HiGHS takes until it can stop, and so few that it always takes part."""


FINDERS = (Method.HIGHS, Method.CP_SAT, Method.LISTS)
"""Engines that need no plan to start from, and find some."""
TURNS = {Method.PRICES: 0.15, Method.RUIN: 0.35}
"""Shares of the time after which engines that do most at the beginning give way to others that wait."""
TURNS_BEFORE_HIGHS = {Method.PRICES: 0.05, Method.RUIN: 0.08}
"""The same where HiGHS gets far with the whole roadmap.

It shares capacity out among waves as placing one by one cannot, and the others have done most by then.
"""
LONGEST_TURNS = {Method.PRICES: 0.5}
"""The same, for engines that go on until what is half done is of use: half a round of prices is no bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """The engines, the most useful first, and the reason for them."""

    methods: tuple[Method, ...]
    features: Features

    def threads(self, method: Method, workers: int) -> int:
        """Give how many threads an engine may use of those that run side by side.

        CP-SAT alone can use more than one, and gets them where no other engine needs them.
        """
        is_small = Method.LISTS in self.methods and self.features.phases <= SMALL_INTERVAL_MODEL
        return workers if method is Method.CP_SAT and (is_small or len(self.methods) == 1) else 1

    def turn(self, method: Method) -> float:
        """Give the share of the time after which an engine gives way while others wait for a core.

        Where nothing is to be proved, prices alone give way, and without waves even they end by themselves.
        What begins before HiGHS gives way soon where that gets far with the whole roadmap.
        """
        proves = Method.HIGHS in self.methods or Method.CP_SAT in self.methods
        stays = not proves and (method is Method.RUIN or not self.features.has_waves)
        turns = TURNS_BEFORE_HIGHS if self._comes_before_highs(method) else TURNS
        return 1.0 if stays else turns.get(method, 1.0)

    def _comes_before_highs(self, method: Method) -> bool:
        """Tell whether an engine begins before HiGHS, where that gets far with the whole roadmap."""
        if Method.HIGHS not in self.methods or not self.features.suits_step_model:
            return False
        return self.methods.index(method) < self.methods.index(Method.HIGHS)

    def longest_turn(self, method: Method) -> float:
        """Give the share of the time after which an engine gives way whatever it is at."""
        return max(self.turn(method), LONGEST_TURNS.get(method, 0.0))

    @property
    def one_by_one(self) -> "Crew":
        """Give the crew for one core: neighbourhoods never give way, and so come last."""
        last = [each for each in self.methods if each is Method.NEIGHBOURHOODS]
        return replace(self, methods=(*(each for each in self.methods if each not in last), *last))

    @property
    def near_the_best(self) -> "Crew":
        """Give the crew for going on from an earlier plan: neighbourhoods look around it at once."""
        if Method.NEIGHBOURHOODS not in self.methods:
            return self
        others = [each for each in self.methods if each is not Method.NEIGHBOURHOODS]
        return replace(self, methods=(others[0], Method.NEIGHBOURHOODS, *others[1:]))

    @property
    def without_a_plan(self) -> "Crew":
        """Give the crew for a roadmap of which no plan is known: what finds one by itself comes first."""
        finders = [each for each in self.methods if each in FINDERS] or self._finders()
        return replace(self, methods=(*finders, *(each for each in self.methods if each not in finders)))

    def _finders(self) -> list[Method]:
        """Give what finds plans by itself, where it can take the whole roadmap."""
        features = self.features
        is_plain = features.is_additive and not features.requirements
        if not features.has_waves and is_plain and features.phases <= LARGEST_INTERVAL_MODEL:
            return [Method.CP_SAT]
        return [Method.HIGHS] if features.fits_step_model else []

    def repeatable(self, units: int) -> "Crew":
        """Give the crew for an amount of repeatable work: HiGHS cannot stop before it has its first bound."""
        # its root takes longer the larger the model, and cannot be stopped by work
        is_long = self.features.step_variables > max(ALWAYS_IN_UNITS, units * VARIABLES_PER_UNIT)
        if not is_long or Method.PRICES not in self.methods:
            return self
        return replace(self, methods=tuple(each for each in self.methods if each is not Method.HIGHS))

    @property
    def choice(self) -> tuple[tuple[str, str], ...]:
        """Give the features and the methods as pairs, to be kept with the plan."""
        features = self.features
        return (
            ("measures", str(features.measures)),
            ("phases", str(features.phases)),
            ("rollouts", str(features.rollouts)),
            *([("adaptations", str(features.adaptations))] if features.has_adaptations else []),
            ("periods", str(features.periods)),
            ("step variables", str(features.step_variables)),
            ("objective", features.objective.value),
            ("additive", "yes" if features.is_additive else "no"),
            ("fullness", f"{features.fullness:.2f}"),
            ("methods", ", ".join(self.methods)),
        )


def choose_crew(features: Features) -> Crew:
    """Choose engines by features.

    What was measured stands in ``benchmarks/README.md``: HiGHS proves waves up to some hundred measures, and
    stalls where phases are lumpy; prices bound anything that adds up, at any size; CP-SAT is best at
    finishing early without waves.
    """
    return Crew(methods=_methods(features), features=features)


def _methods(features: Features) -> tuple[Method, ...]:
    """Give the methods; of two, the first finds plans or proves best where the features are such.

    Only those below that ask for no waves do not know of adaptations, which come before waves.
    """
    if features.requirements and not features.has_waves:
        return _methods_under_requirements(features)
    small = features.phases <= LARGEST_INTERVAL_MODEL
    if not features.has_waves and features.objective is ObjectiveKind.FINISH:
        if features.is_listable:
            return (Method.CP_SAT, Method.LISTS) if small else (Method.LISTS,)
        if small or not features.is_additive:
            return (Method.CP_SAT,)
    if not features.is_additive:
        return (Method.HIGHS, Method.NEIGHBOURHOODS)
    if not features.has_waves:
        return _methods_without_waves(features)
    if features.step_variables <= SMALL_STEP_MODEL:
        return (Method.HIGHS, Method.NEIGHBOURHOODS, Method.RUIN, Method.PRICES)
    if features.suits_step_model:
        return (Method.PRICES, Method.RUIN, Method.NEIGHBOURHOODS, Method.HIGHS)
    return (Method.PRICES, Method.RUIN, Method.NEIGHBOURHOODS)


def _methods_under_requirements(features: Features) -> tuple[Method, ...]:
    """Give the methods for phases alone without those that do not know of requirements: CP-SAT and orders."""
    exact = (Method.HIGHS, Method.NEIGHBOURHOODS) if features.fits_step_model else (Method.NEIGHBOURHOODS,)
    return (*exact, Method.RUIN, Method.PRICES) if features.is_additive else exact


def _methods_without_waves(features: Features) -> tuple[Method, ...]:
    """Give the methods for phases alone, where finding plans takes all the time; prices soon end."""
    if features.phases <= PROVABLE_INTERVAL_MODEL:
        return (Method.RUIN, Method.PRICES, Method.CP_SAT)
    if features.measures <= MOST_TO_ORDER:
        return (Method.ORDERS, Method.PRICES, Method.RUIN)
    return (Method.RUIN, Method.PRICES, Method.RUIN_TOO)
