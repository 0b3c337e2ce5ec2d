"""What is shown to hold of the plan that stands: why its dates are what they are, and its certificate."""

from planner.results import with_certified_bound
from planner.store import Store
from planner.web.certifying import Certified, Certifying
from planner.web.drafted import Drafted
from planner.web.engine import PlanMaker
from planner.web.ground import Ground
from planner.web.reading import Data
from planner.web.reasons import Reasons
from planner.web.record import PlanOfRecord


class Proved(Drafted):
    """The reasons of the plan that stands, and its certificate, which is kept with it.

    Parameters
    ----------
    engine
        Makes and checks certificates.
    reasons
        Works out why dates are what they are.
    store, ground, record, author
        See ``Drafted``.
    """

    def __init__(
        self,
        data: Data,
        *,
        engine: PlanMaker,
        reasons: Reasons,
        store: Store | None,
        ground: Ground | None,
        record: PlanOfRecord,
        author: str,
    ) -> None:
        super().__init__(data, store=store, ground=ground, record=record, author=author)
        self.reasons = reasons
        self.certifying = Certifying(engine, self.held_still)

    def certify(self) -> None:
        """Make a certificate of the plan that is shown; once it is made, it is kept with the plan.

        Raises
        ------
        StoreError
            If nothing can be kept.
        """
        with self._lock:
            self.drafting.needs_store()
            self.certifying.make(self.shown.plan, self.drafting.keep_certificate, self._say_certified)

    def _follow_plan(self) -> None:
        """Let reasons, and the certificate, be of the plan that is shown now."""
        self.reasons.follow(self.shown.plan)
        self._follow_certificate()

    def _follow_certificate(self) -> None:
        store, standing = self.drafting.store, self.decided.standing
        number = None if standing is None else standing.number
        self.certifying.follow(self.shown.plan, store, number, self._say_certified)
        self._say_certified()

    def _say_certified(self) -> None:
        """Say of the plan that is shown what its certificate proves, where that has been checked."""
        with self._lock:
            found = self.certifying.verdict(self.shown.plan)
            if isinstance(found, Certified) and self.shown.plan.certified_bound is None:
                certified = with_certified_bound(self.shown.plan, found.checked.as_number)
                self.decided.show(self.shown.of_same_dates(certified))
                self.journal.redraw()
