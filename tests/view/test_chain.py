"""The chain behind a date: what is drawn of it, in which rows, from when to when."""

import threading
from dataclasses import replace

import pytest
from web.told import DemoExplainer

from planner.model import DateKind, Dependency, Endpoint, Link, PlanDate
from planner.results import Facts, instant_of
from planner.view import ChainStep, chain_data
from planner.why import Cell, CellKind, DateVerdict, Filler, Holds, Reason, Told

START = PlanDate(kind=DateKind.START, measure="tiltak_15", phase="utredning")


def end(found: Facts, measure: str) -> PlanDate:
    """Give the end of the first rollout of a measure."""
    return PlanDate(kind=DateKind.END, measure=measure, sector=found.roadmap.rollouts_of(measure)[0].sector)


def told_of(found: Facts, date: PlanDate) -> Told:
    """Give all that is known of a date."""
    never, explainer = threading.Event(), DemoExplainer(found.plan)
    verdict = explainer.verdict(date, never)
    assert verdict is not None
    whole = explainer.holds(verdict.reason, never)
    assert whole is not None
    return whole


def step(date: PlanDate, sector: str = "") -> ChainStep:
    """Give a step to a date in its own row."""
    return ChainStep(date=date, measure=date.measure, sector=sector)


def at(found: Facts, date: PlanDate) -> int:
    """Give the instant of a date."""
    return instant_of(found.roadmap, found.schedule, date)


def test_nothing_is_drawn_before_anything_is_asked(found: Facts) -> None:
    assert chain_data(found, [], []) is None


def test_a_link_is_drawn_from_where_what_it_waits_for_ends_to_the_date(found: Facts) -> None:
    told = told_of(found, START)
    (lead,) = told.leads.values()

    chain = chain_data(found, [step(START)], [told])

    assert chain is not None
    (arrow,) = chain["arrows"]
    last = found.schedule.phases_by_measure["tiltak_03"][-1]
    assert (arrow["from"], arrow["leaves"]) == ("tiltak_03", last.end)
    assert (arrow["to"], arrow["arrives"]) == ("tiltak_15", at(found, START))
    assert not arrow["waits"]
    assert lead.measure == "tiltak_03"
    assert "depends on" in arrow["text"]


def test_measures_stand_in_the_order_of_time_and_dates_are_numbered_as_they_were_followed(
    found: Facts,
) -> None:
    told = told_of(found, START)
    (lead,) = told.leads.values()

    chain = chain_data(found, [step(START), step(lead)], [told, told_of(found, lead)])

    assert chain is not None
    assert chain["measures"] == ["tiltak_03", "tiltak_15"]
    marks = [(each["measure"], each["at"], each["number"]) for each in chain["dates"]]
    assert marks == [("tiltak_15", at(found, START), 1), ("tiltak_03", at(found, lead), 2)]
    assert len(chain["arrows"]) == 1, "what was followed is drawn once"


def test_who_fills_a_sector_is_drawn_with_when_it_is_full_and_its_share(found: Facts) -> None:
    date = end(found, "tiltak_15")
    told = told_of(found, date)

    chain = chain_data(found, [step(date)], [told])

    assert chain is not None
    first, second = chain["arrows"]
    names = [filler.measure for filler in told.reason.fillings[0].fillers]
    assert [first["from"], second["from"]] == names
    assert first["waits"]
    assert first["full"] == [(8, 10), (11, 13)]
    assert first["leaves"] == 12.0, "the middle of the last time it is full"
    assert first["label"].endswith(": 40%")
    assert "waits for capacity in" in first["text"]
    assert chain["measures"] == [*names, "tiltak_15"]


def test_who_fills_a_sector_can_be_followed_and_stays_dashed(found: Facts) -> None:
    date = end(found, "tiltak_15")
    told = told_of(found, date)
    other = told.reason.fillings[0].fillers[0].measure
    steps = [step(date), step(PlanDate(kind=DateKind.END, measure=other, sector=date.sector), date.sector)]

    known = chain_data(found, steps, [told, None])
    forgotten = chain_data(found, steps, [None, None])

    assert known is not None
    assert forgotten is not None
    assert known["arrows"][0]["full"]
    for chain in (known, forgotten):
        (arrow,) = chain["arrows"]
        assert (arrow["from"], arrow["to"], arrow["waits"]) == (other, "tiltak_15", True)


def test_what_comes_after_the_horizon_is_drawn_at_its_end(found: Facts) -> None:
    date = end(found, "tiltak_15")
    never = tuple(
        replace(each, begin=None, adoption=(0.0,) * 40) if each.key == ("tiltak_15", date.sector) else each
        for each in found.schedule.rollouts
    )
    late = Facts(replace(found.plan, schedule=replace(found.schedule, rollouts=never)))

    chain = chain_data(late, [step(date)], [None])

    assert chain is not None
    assert chain["dates"][0]["at"] == 40
    assert "not within the horizon" in chain["dates"][0]["text"]


def test_a_link_that_holds_a_service_reaches_the_contributor_that_it_is_of(found: Facts) -> None:
    roadmap = found.roadmap
    number, link = next(
        (number, link)
        for number, link in enumerate(roadmap.dependencies)
        if link.successor.measure == "tiltak_41"
    )
    service = PlanDate(kind=DateKind.REALISED, service="IT16")
    assert {"tiltak_15", "tiltak_41"} == {
        each.measure for each in roadmap.contributions if each.service == "IT16"
    }
    lead = PlanDate(kind=DateKind.START, measure=link.predecessor.measure, phase="utredning")
    cell = Cell(kind=CellKind.LINK, number=number)
    reason = Reason(
        date=service,
        instant=at(found, service),
        verdict=DateVerdict.HELD,
        holds=Holds(holds=((cell,),), way_out=None, is_all=True),
    )

    chain = chain_data(
        found,
        [ChainStep(date=service, measure="tiltak_15")],
        [Told(reason=reason, leads={cell: lead})],
    )

    assert chain is not None
    assert chain["arrows"][0]["to"] == "tiltak_41"
    assert chain["dates"][0]["measure"] == "tiltak_15"


def test_a_phase_before_its_own_is_drawn_in_the_row_of_the_measure(found: Facts) -> None:
    later = PlanDate(kind=DateKind.START, measure="tiltak_15", phase="utvikling")
    cell = Cell(kind=CellKind.DURATION, measure="tiltak_15", phase="utredning")
    reason = Reason(date=later, instant=at(found, later), verdict=DateVerdict.HELD)

    chain = chain_data(found, [step(later)], [Told(reason=reason, leads={cell: START})])

    assert chain is not None
    (arrow,) = chain["arrows"]
    assert (arrow["from"], arrow["to"]) == ("tiltak_15", "tiltak_15")
    assert (arrow["leaves"], arrow["arrives"]) == (at(found, START), at(found, later))


@pytest.mark.parametrize("link", [Link.ADOPTION, Link.SHARE])
def test_an_untimed_link_is_drawn_from_when_the_share_was_reached(found: Facts, link: Link) -> None:
    ahead, behind = found.roadmap.rollouts[0], found.roadmap.rollouts[-1]
    added = Dependency(
        predecessor=Endpoint(measure=ahead.measure),
        successor=Endpoint(measure=behind.measure),
        link=link,
        share=0.5 if link is Link.SHARE else None,
        share_sector=ahead.sector if link is Link.SHARE else "",
    )
    roadmap = replace(found.roadmap, dependencies=(added,))
    here = Facts(replace(found.plan, roadmap=roadmap))
    cell = Cell(kind=CellKind.LINK, number=0)
    lead = PlanDate(kind=DateKind.END, measure=ahead.measure, sector=ahead.sector, share=0.5)
    date = PlanDate(kind=DateKind.END, measure=behind.measure, sector=behind.sector)
    reason = Reason(date=date, instant=at(here, date), verdict=DateVerdict.HELD)

    chain = chain_data(here, [step(date)], [Told(reason=reason, leads={cell: lead})])

    assert chain is not None
    assert chain["arrows"][0]["leaves"] == at(here, lead)


def test_at_most_as_many_are_drawn_as_fill_a_sector_in_words(found: Facts) -> None:
    date = end(found, "tiltak_15")
    told = told_of(found, date)
    fillers = tuple(Filler(measure=each.id, share=0.1) for each in found.roadmap.measures[20:29])
    many = replace(told.reason.fillings[0], fillers=fillers)

    chain = chain_data(found, [step(date)], [replace(told, reason=replace(told.reason, fillings=(many,)))])

    assert chain is not None
    assert len(chain["arrows"]) == 4


def test_all_that_is_drawn_is_said_too(found: Facts) -> None:
    told = told_of(found, START)

    chain = chain_data(found, [step(START)], [told])

    assert chain is not None
    assert all(arrow["text"] in chain["spoken"] for arrow in chain["arrows"])
