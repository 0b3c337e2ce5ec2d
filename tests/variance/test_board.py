"""What has changed between two status dates, as a board reads it: what slipped, what moves and why."""

from dataclasses import replace

import pytest
from support.builders import a_deliverer, a_link, a_measure, a_phase, a_roadmap
from support.planned import planned
from support.rolling import a_plan, a_report, rolled_to, scheduled
from variance.test_what_changed import LATE, a_line, as_planned, limited, moved_to, only, without_c

from planner.language import in_language
from planner.model import Budget, Report, ReportedState
from planner.say import board_sentences, measure_variance_words
from planner.variance import Because, HindranceKind, Variance, what_changed

STOPPED = a_report("c", state=ReportedState.STOPPED)


def said(found: Variance, lang: str = "en") -> tuple[str, ...]:
    """Give the first two sentences."""
    with in_language(lang):
        return board_sentences(found)[:2]


def less_capacity() -> Variance:
    """Compare plans between which nothing slips, but a sector has come to have less to give."""
    before = scheduled(
        replace(a_line(), dependencies=()), (planned("a", 0, 2), planned("b", 2, 4), planned("c", 2, 3))
    )
    rolled = rolled_to(before, 1)
    sectors = (rolled.roadmap.sectors[0], a_deliverer(capacity=2.0))
    less = replace(rolled, roadmap=replace(rolled.roadmap, sectors=sectors))
    return what_changed(before, moved_to(less, planned("c", 4, 5)))


def reported(*reports: Report) -> Variance:
    """Compare with a plan rolled forward by some reports, the second measure right after the first."""
    before = as_planned(a_line())
    rolled = rolled_to(before, 1, *reports)
    return what_changed(before, moved_to(rolled, planned("b", 2, 4)))


def test_what_moves_as_the_data_has_changed_gives_way_to_no_slip() -> None:
    assert said(less_capacity()) == (
        "As of 1 April 2023 all that is known has gone as planned.",
        "1 measure moves: 1 moves as the data has changed.",
    )


def test_what_moves_for_its_worth_is_counted_as_such() -> None:
    before = as_planned(a_line())
    found = what_changed(before, moved_to(rolled_to(before, 1), planned("c", 5, 6)))

    assert said(found)[1] == "1 measure moves: 1 moves as that is worth more."


SAID = {
    "en": (
        (
            "As of 1 April 2023: 1 piece of work is late (most of all build in “A”, by 1 quarter) and "
            "1 piece of work is stopped."
        ),
        (
            "2 measures move: 1 has slipped itself and 1 has to give way to what slipped, by order or "
            "capacity; 1 is stopped."
        ),
    ),
    "nb": (
        "Per 1. april 2023: én oppgave er forsinket (mest build i «A», 1 kvartal) og én oppgave er stoppet.",
        (
            "2 tiltak flyttes: 1 har avvik selv og 1 må vike for avvikene, på grunn av rekkefølge eller "
            "kapasitet; 1 er stoppet."
        ),
    ),
    "nn": (
        "Per 1. april 2023: éi oppgåve er forseinka (mest build i «A», 1 kvartal) og éi oppgåve er stoppa.",
        (
            "2 tiltak blir flytta: 1 har avvik sjølv og 1 må vike for avvika, på grunn av rekkjefølgje eller "
            "kapasitet; 1 er stoppa."
        ),
    ),
}


@pytest.mark.parametrize("lang", SAID)
def test_what_is_late_or_stopped_is_told_and_nothing_of_which_there_is_none(lang: str) -> None:
    assert said(reported(LATE, STOPPED), lang) == SAID[lang]


def test_where_nothing_moves_what_is_finished_is_told_all_the_same() -> None:
    before = as_planned(a_line())
    rolled = rolled_to(before, 3)
    found = what_changed(before, a_plan(rolled.roadmap, rolled.schedule))

    assert said(found)[1] == "No measure moves; 1 is finished."


SHORT = {
    "en": ("there is not enough capacity in NHN", "there is not enough money in the budget 2023"),
    "nb": ("det er ikke nok kapasitet hos NHN", "det er ikke nok penger i budsjettet 2023"),
    "nn": ("det er ikkje nok kapasitet hos NHN", "det er ikkje nok pengar i budsjettet 2023"),
}


@pytest.mark.parametrize("lang", SHORT)
def test_where_nobody_takes_more_there_is_too_little_and_no_slip_of_its_own(lang: str) -> None:
    for found, short in zip((less_capacity(), limited(cost=0.0)), SHORT[lang], strict=True):
        with in_language(lang):
            words = measure_variance_words(found, only(found, "c"))

        assert f": {short}. " in words


UNPLANNED = {
    "en": (
        "As of 1 April 2023: 1 measure that the plan left out has begun or is done.",
        "Reported: it is done, though the plan left it out.",
        "Reported: it has begun, though the plan left it out.",
    ),
    "nb": (
        "Per 1. april 2023: 1 tiltak som ikke var med i planen, er begynt eller ferdig.",
        "Meldt: det er ferdig, selv om planen ikke hadde det med.",
        "Meldt: det har begynt, selv om planen ikke hadde det med.",
    ),
    "nn": (
        "Per 1. april 2023: 1 tiltak som ikkje var med i planen, er byrja eller ferdig.",
        "Meldt: det er ferdig, sjølv om planen ikkje hadde det med.",
        "Meldt: det har byrja, sjølv om planen ikkje hadde det med.",
    ),
}


@pytest.mark.parametrize("lang", UNPLANNED)
def test_what_was_done_or_begun_without_the_plan_is_no_part_of_what_went_as_planned(lang: str) -> None:
    whole = as_planned(a_line())
    before = a_plan(whole.roadmap, without_c(whole))
    done = a_report("c/build", state=ReportedState.DONE)
    begun = a_report("c/build", left_periods=1)

    for report, words in zip((done, begun), UNPLANNED[lang][1:], strict=True):
        rolled = rolled_to(before, 1, report)
        found = what_changed(before, a_plan(rolled.roadmap, rolled.schedule))
        change = only(found, "c")

        assert (change.reasons, change.is_unplanned) == ((Because.REPORTED,), True)
        assert said(found, lang)[0] == UNPLANNED[lang][0]
        with in_language(lang):
            assert measure_variance_words(found, change).endswith(words)


BOTH = {
    "en": "2 measures move: 1 has slipped itself and 1 has slipped itself and has to give way to others too.",
    "nb": "2 tiltak flyttes: 1 har avvik selv og 1 har avvik selv og må også vike for andre.",
    "nn": "2 tiltak blir flytta: 1 har avvik sjølv og 1 har avvik sjølv og må også vike for andre.",
}


@pytest.mark.parametrize("lang", BOTH)
def test_what_slipped_and_has_to_give_way_is_counted_once(lang: str) -> None:
    roadmap = replace(a_line(capacity=2.0), dependencies=(), measures=a_line().measures[:2])
    before = scheduled(roadmap, (planned("a", 0, 2), planned("b", 2, 4)))
    late = a_report("a/build", left_periods=3)
    not_begun = a_report("b/build", state=ReportedState.NOT_BEGUN)
    rolled = rolled_to(before, 3, late, not_begun)
    found = what_changed(before, moved_to(rolled, planned("b", 3, 5)))

    assert said(found, lang)[1] == BOTH[lang]


SPENT = {
    "en": (
        "there is not enough money in the budget 2023, most of which goes to “A”. By 1 April 2023, "
        "NOK 1.0 million more had been spent of the budget 2023 than planned."
    ),
    "nb": (
        "det er ikke nok penger i budsjettet 2023, der det meste går til «A». Fram til 1. april 2023 er det "
        "brukt 1,0 mill. kr mer av budsjettet 2023 enn planlagt."
    ),
    "nn": (
        "det er ikkje nok pengar i budsjettet 2023, der det meste går til «A». Fram til 1. april 2023 er det "
        "brukt 1,0 mill. kr meir av budsjettet 2023 enn planlagt."
    ),
}
MOVES = {
    "en": "1 measure moves: 1 moves as more was spent than planned.",
    "nb": "1 tiltak flyttes: 1 flyttes fordi det er brukt mer enn planlagt.",
    "nn": "1 tiltak blir flytta: 1 blir flytta fordi det er brukt meir enn planlagt.",
}


def overspent(*after_c: str) -> Variance:
    """Compare plans of two measures of which the second waits as more was spent, and some come after it."""
    measures = (
        a_measure("a", a_phase("build", 3, cost=1e6)),
        a_measure("c", a_phase("build", 1, cost=1e6)),
        *(a_measure(each, a_phase("build", 1)) for each in after_c),
    )
    links = tuple(a_link("c", each) for each in after_c)
    roadmap = a_roadmap(*measures, dependencies=links, budgets=(Budget(year=2023, limit_nok=4.5e6),))
    later = [planned(each, 4, 5) for each in after_c]
    before = scheduled(roadmap, (planned("a", 0, 3), planned("c", 3, 4), *later))
    rolled = rolled_to(before, 1, a_report("", payer="staten", year=2023, spent_nok=2e6))
    return what_changed(before, moved_to(rolled, planned("c", 3, 4), *later))


@pytest.mark.parametrize("lang", SPENT)
def test_where_more_was_spent_than_planned_the_budget_is_named_and_who_draws_on_it(lang: str) -> None:
    found = overspent()

    change = only(found, "c")
    assert change.reasons == (Because.FORCED, Because.SPENDING)
    assert said(found, lang)[1] == MOVES[lang]
    with in_language(lang):
        assert measure_variance_words(found, change).endswith(SPENT[lang])


AFTER_OTHERS = {
    "en": (
        "Forced: it depends on “C”. It moved together with “C”. By 1 April 2023, "
        "NOK 1.0 million more had been spent of the budget 2023 than planned."
    ),
    "nb": (
        "Tvunget: det avhenger av «C». Det er flyttet sammen med «C». Fram til 1. april 2023 er det "
        "brukt 1,0 mill. kr mer av budsjettet 2023 enn planlagt."
    ),
    "nn": (
        "Tvinga: det er avhengig av «C». Det er flytta saman med «C». Fram til 1. april 2023 er det "
        "brukt 1,0 mill. kr meir av budsjettet 2023 enn planlagt."
    ),
}


@pytest.mark.parametrize("lang", AFTER_OTHERS)
def test_where_more_was_spent_it_is_told_of_what_waits_for_others_that_move_for_it_too(lang: str) -> None:
    found = overspent("x")

    change = only(found, "x")
    assert found.edits == ()
    assert change.reasons == (Because.FORCED, Because.SPENDING)
    assert [each.kind for each in change.hindrances] == [HindranceKind.DEPENDS]
    assert [each.kind for each in change.together] == [HindranceKind.BUDGET]
    with in_language(lang):
        assert measure_variance_words(found, change).endswith(AFTER_OTHERS[lang])


def test_less_than_a_krone_is_not_told_as_more_that_was_spent() -> None:
    roadmap = a_roadmap(
        a_measure("c", a_phase("build", 1, cost=1e6)), budgets=(Budget(year=2023, limit_nok=1e6),)
    )
    before = scheduled(roadmap, (planned("c", 3, 4),))
    rolled = rolled_to(before, 1)
    cut = Budget(year=2023, limit_nok=0.0, spent_nok=0.4)
    after = moved_to(replace(rolled, roadmap=replace(rolled.roadmap, budgets=(cut,))), planned("c", 3, 4))

    change = only(what_changed(before, after), "c")

    assert [(each.budget, each.spent_more_nok) for each in change.hindrances] == [(cut.key, 0.0)]
    assert change.reasons == (Because.FORCED, Because.DATA)
