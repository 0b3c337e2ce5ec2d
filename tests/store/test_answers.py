"""Answers that took long are found again by the roadmap and the question, and the newest of them stay."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from support.kept_plan import PLAN

from planner.model import FINISH, Loosening, LooseningKind, PricedChange, PriceList
from planner.store import KeptAnswers, Store
from planner.store.database import Database

ROW = PricedChange(change=Loosening(kind=LooseningKind.PERSON_MONTH, sector="gp", year=2027), sure=2.5)
FOUND = PriceList(rows=(ROW,), looked_at=7, left=0)


def test_a_price_list_comes_back_as_it_was_for_the_plan_it_is_of(store: Store) -> None:
    store.answers.keep_price_list(PLAN, PriceList(rows=(), looked_at=0, left=7))
    store.answers.keep_price_list(PLAN, FOUND)

    assert store.answers.price_list(PLAN) == FOUND
    assert store.answers.price_list(replace(PLAN, bound=PLAN.bound, seconds=7.0)) == FOUND
    assert store.answers.price_list(replace(PLAN, objective=FINISH)) is None
    assert store.answers.price_list(replace(PLAN, schedule=None)) is None
    assert store.answers.price_list(replace(PLAN, roadmap=replace(PLAN.roadmap, name="Another"))) is None


def test_the_newest_answers_stay(store: Store) -> None:
    days = count(1)
    answers = KeptAnswers(Database(store.database), lambda: datetime(2027, 1, next(days), tzinfo=UTC), most=2)
    plans = [replace(PLAN, roadmap=replace(PLAN.roadmap, name=name)) for name in ("A", "B", "C")]

    for plan in plans:
        answers.keep_price_list(plan, FOUND)

    assert [answers.price_list(plan) for plan in plans] == [None, FOUND, FOUND]
