"""A certificate is kept with its plan, and goes with it."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from support.kept_plan import PLAN

from planner.model import VALUE, Certificate, PricedRow, Rule
from planner.store import Store, StoreError
from planner.store.database import Database
from planner.store.forgetting import forget_unnamed
from planner.store.form import CERTIFICATES
from planner.store.pieces import packed

ROW = PricedRow(rule=Rule.CAPACITY, of="gp", prices=("1/3", "0"))
CERTIFICATE = Certificate(digest=PLAN.digest, objective=VALUE, bound="7/2", rows=(ROW,))


@pytest.fixture
def number(store: Store) -> int:
    """Give the number of a plan that nothing names."""
    return store.plans.keep(PLAN, author="Kari", is_passing=True).number


def test_it_comes_back_as_it_was_with_who_made_it(store: Store, number: int) -> None:
    made = store.certificates.keep(number, CERTIFICATE, author="Ola")

    assert store.certificates.of_plan(number) == made
    assert (made.plan, made.author) == (number, "Ola")
    assert store.certificates.certificate(number) == CERTIFICATE
    assert store.log.lines()[0].action == "certified"


def test_a_new_one_takes_the_place_of_an_earlier_one(store: Store, number: int) -> None:
    store.certificates.keep(number, replace(CERTIFICATE, bound="", rows=()), author="Ola")
    store.certificates.keep(number, CERTIFICATE, author="Kari")

    kept = store.certificates.of_plan(number)
    assert kept is not None
    assert kept.author == "Kari"
    assert store.certificates.certificate(number) == CERTIFICATE


def test_one_of_another_roadmap_is_not_kept(store: Store, number: int) -> None:
    with pytest.raises(ValueError, match="expected one of"):
        store.certificates.keep(number, replace(CERTIFICATE, digest="a" * 64), author="Ola")

    assert store.certificates.of_plan(number) is None


def test_a_plan_without_one_and_no_plan_at_all_are_told_of(store: Store, number: int) -> None:
    assert store.certificates.of_plan(number) is None
    with pytest.raises(StoreError, match=f"No certificate of plan {number} is kept"):
        store.certificates.certificate(number)
    with pytest.raises(StoreError, match="There is no plan 99"):
        store.certificates.keep(99, CERTIFICATE, author="Kari")


@pytest.mark.parametrize("in_passing", [True, False])
def test_it_keeps_no_plan_and_goes_with_it(store: Store, number: int, in_passing: bool) -> None:
    store.certificates.keep(number, CERTIFICATE, author="Kari")

    if in_passing:
        store.plans.forget(number)
    else:
        assert forget_unnamed(Database(store.database), most=0, at_once=1) == 1

    assert store.plans.kept() == ()
    assert store.certificates.of_plan(number) is None


def test_what_is_no_certificate_any_more_is_damaged(store: Store, number: int) -> None:
    store.certificates.keep(number, CERTIFICATE, author="Kari")
    is_it = CERTIFICATES.c.plan == number
    with Database(store.database).writing() as connection:
        connection.execute(sa.update(CERTIFICATES).where(is_it).values(content=packed("{}")))

    with pytest.raises(StoreError, match=f"The certificate of plan {number} is damaged"):
        store.certificates.certificate(number)
