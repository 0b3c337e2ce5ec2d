"""What a sector answers changes what it touched, in the periods that it touched, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from support.builders import a_measure, a_receiver, a_roadmap

from planner.answers import PeriodFigures, Remark, SectorAnswer, answered, figures_of, placed, touched_periods
from planner.check import check
from planner.model import Basis, Capacity, Estimate, InputKind, OtherLoad, Roadmap, Sector, errors

DAY = date(2023, 5, 2)


def with_sector(sector: Sector) -> Roadmap:
    return a_roadmap(a_measure(), sectors=(sector,))


def sure(amount: float) -> Estimate:
    return Estimate.sure(amount)


def an_answer(roadmap: Roadmap, filled: PeriodFigures, *remarks: Remark) -> SectorAnswer:
    return SectorAnswer(
        sector="gp",
        who="Kari; Ola",
        day=DAY,
        made_from=roadmap.digest,
        handed=figures_of(roadmap, roadmap.sector("gp")),
        filled=filled,
        remarks=remarks,
    )


def a_random_sector(random: Random) -> Sector:
    """Throw a sector whose rows begin on any day, before the horizon, within it and after it."""
    days = sorted(
        {date(2022, 6, 1) + timedelta(days=random.randrange(1200)) for _ in range(random.randrange(5))}
    )
    loads = [
        OtherLoad(
            what=what,
            starts=date(2022, 6, 1) + timedelta(days=start),
            person_months=random.choice((0.0, 2.0)),
        )
        for what in ("building", "records")
        for start in sorted({random.randrange(1200) for _ in range(random.randrange(4))})
    ]
    rows = tuple(Capacity(starts=day, person_months=sure(random.choice((5.0, 8.0)))) for day in days)
    return replace(a_receiver(), capacities=rows, other_loads=tuple(loads))


def days_of(roadmap: Roadmap) -> list[date]:
    first, last = roadmap.calendar.date_of(0), roadmap.calendar.date_of(roadmap.calendar.periods)
    return [first + timedelta(days=number) for number in range((last - first).days)]


def load_of(sector: Sector, what: str, day: date) -> float:
    held = [each.person_months for each in sector.other_loads if each.what == what and each.starts <= day]
    return held[-1] if held else 0.0


@pytest.mark.parametrize("seed", range(60))
def test_each_day_of_a_touched_period_has_what_was_filled_in_and_every_other_day_its_own(seed: int) -> None:
    random = Random(seed)
    sector = a_random_sector(random)
    roadmap = with_sector(sector)
    handed = figures_of(roadmap, sector)
    touched = set(random.sample(roadmap.periods, random.randrange(len(roadmap.periods) + 1)))
    if not sector.capacities:
        touched = set(roadmap.periods)
    new = {period: random.choice((3.0, 5.0, 9.0)) for period in touched}
    filled = PeriodFigures(
        capacity=tuple(sure(new[p]) if p in new else handed.capacity[p] for p in roadmap.periods),
        loads={
            **handed.loads,
            "new": tuple(new.get(period, 0.0) for period in roadmap.periods),
        },
    )

    after = answered(roadmap, an_answer(roadmap, filled), sector).sector("gp")

    for day in days_of(roadmap):
        period = roadmap.calendar.period_of(day)
        differs = filled.capacity[period] != handed.capacity[period]
        wanted = filled.capacity[period] if differs else sector.capacity_on(day)
        assert after.capacity_on(day) == wanted, day
        assert load_of(after, "new", day) == new.get(period, 0.0)
        for what in ("records", "building"):
            assert load_of(after, what, day) == load_of(sector, what, day)


@pytest.mark.parametrize("seed", range(30))
def test_what_was_not_touched_changes_nothing(seed: int) -> None:
    roadmap = with_sector(a_random_sector(Random(seed)))

    same = figures_of(roadmap, roadmap.sector("gp"))

    assert answered(roadmap, an_answer(roadmap, same)) == roadmap


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("seed", range(40))
def test_what_others_have_changed_since_stays_on_every_day_that_was_not_answered(
    seed: int, is_known: bool
) -> None:
    random = Random(seed)
    then, now = (with_sector(a_random_sector(random)) for _ in range(2))
    handed, stands = (figures_of(each, each.sector("gp")) for each in (then, now))
    touched = set(random.sample(then.periods, 3))
    if handed.capacity[0] is None or stands.capacity[0] is None:
        touched = set(then.periods)
    new = {period: sure(random.choice((5.0, 8.0, 9.0))) for period in touched}
    filled = replace(handed, capacity=tuple(new.get(p, handed.capacity[p]) for p in then.periods))
    answer = replace(an_answer(then, filled), handed=handed)
    made_from = then.sector("gp") if is_known else None

    after = answered(now, answer, made_from).sector("gp")

    def before(day: date) -> Estimate | None:
        first = handed.capacity[now.calendar.period_of(day)]
        return first if made_from is None else made_from.capacity_on(day)

    answered_periods = {p for p in touched if new[p] != handed.capacity[p]}
    others = {
        now.calendar.period_of(day)
        for day in days_of(now)
        if now.sector("gp").capacity_on(day)
        not in (before(day), filled.capacity[now.calendar.period_of(day)])
    }
    clashes = {each.period for each in touched_periods(now, answer, made_from) if each.is_in_conflict}
    assert clashes == answered_periods & others
    for day in days_of(now):
        period = now.calendar.period_of(day)
        is_written = period in answered_periods - others
        wanted = new[period] if is_written else now.sector("gp").capacity_on(day)
        assert after.capacity_on(day) == wanted, day
    assert after.other_loads == now.sector("gp").other_loads


def test_an_answer_goes_by_the_first_days_of_its_periods_where_the_horizon_has_moved_on() -> None:
    then = with_sector(a_receiver(capacity=10))
    handed = figures_of(then, then.sector("gp"))
    capacity = tuple(sure(4) if period in (0, 3) else each for period, each in enumerate(handed.capacity))
    loads = {"records": tuple(float(period) for period in then.periods)}
    filled = PeriodFigures(capacity=capacity, loads=loads)
    days = [then.calendar.date_of(period) for period in then.periods]
    remarks = (Remark(content="Gone.", period=1), Remark(content="Here.", period=3))
    later = replace(then.calendar, status_date=date(2023, 7, 1))

    same, nothing = placed(an_answer(then, filled, *remarks), days, then.calendar)
    moved, gone = placed(an_answer(then, filled, *remarks), days, later)

    assert (same, nothing) == (an_answer(then, filled, *remarks), ())
    assert gone == (date(2023, 1, 1), date(2023, 4, 1))
    assert moved.filled.capacity == (*capacity[2:], None, None)
    assert moved.handed.capacity == (*handed.capacity[2:], None, None)
    assert moved.filled.loads == {"records": (*loads["records"][2:], 0.0, 0.0)}
    assert [each.period for each in moved.remarks] == [None, 1]


def test_what_is_written_says_who_gave_it_and_on_what_day() -> None:
    roadmap = with_sector(a_receiver(capacity=10))
    handed = figures_of(roadmap, roadmap.sector("gp"))
    filled = replace(handed, capacity=(*handed.capacity[:2], sure(4), *handed.capacity[3:]))

    after = answered(roadmap, an_answer(roadmap, filled)).sector("gp")

    assert [(each.starts, each.person_months.likely) for each in after.capacities] == [
        (date(2023, 1, 1), 10),
        (date(2023, 7, 1), 4),
        (date(2023, 10, 1), 10),
    ]
    own, answer, again = (each.provenance for each in after.capacities)
    assert (answer.source, answer.basis) == ("GP: Kari, Ola, 2023-05-02", Basis.DOCUMENTED)
    assert own == again == roadmap.sector("gp").capacities[0].provenance


def test_words_become_input_under_ids_that_are_the_same_for_the_same_words() -> None:
    roadmap = with_sector(a_receiver(capacity=10))
    same = figures_of(roadmap, roadmap.sector("gp"))
    remarks = (Remark(content="Holidays.", period=2), Remark(content="Video.", kind=InputKind.NEED, rank=1))

    after = answered(roadmap, an_answer(roadmap, same, *remarks))

    comment, need = after.inputs
    assert (comment.kind, comment.figure_table, comment.figure_row) == (
        InputKind.COMMENT,
        "kapasitet",
        "gp/2023-01-01",
    )
    assert (need.kind, need.rank, need.sector, need.day, need.figure_table) == (
        InputKind.NEED,
        1,
        "gp",
        DAY,
        "",
    )
    assert comment.id != need.id
    assert errors(check(after)) == []
    assert answered(after, an_answer(after, same, *remarks)) == after


def test_rows_with_the_same_words_are_input_each() -> None:
    roadmap = with_sector(a_receiver(capacity=10))
    same = figures_of(roadmap, roadmap.sector("gp"))
    ranked = [Remark(content="Video.", kind=InputKind.NEED, rank=rank) for rank in (1, 2, 3)]
    alike = [Remark(content="Slower."), Remark(content="Slower.")]

    answer = an_answer(roadmap, same, *ranked, *alike)
    after = answered(roadmap, answer)
    of_others = answered(after, replace(answer, who="Per"))

    assert [each.rank for each in after.inputs] == [1, 2, 3, None, None]
    assert len({each.id for each in after.inputs}) == 5
    assert answered(after, answer) == after
    assert len({each.id for each in of_others.inputs}) == 10


def test_a_sector_without_limit_that_answers_for_all_periods_has_one() -> None:
    roadmap = with_sector(a_receiver())
    filled = PeriodFigures(capacity=(sure(7),) * roadmap.calendar.periods)

    after = answered(roadmap, an_answer(roadmap, filled)).sector("gp")

    assert [(each.starts, each.person_months.likely) for each in after.capacities] == [(date(2023, 1, 1), 7)]
