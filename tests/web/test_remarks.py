"""How a plan came about, as the page tells it: what is kept, what went wrong, what is scarce."""

from dataclasses import replace
from datetime import date

import pytest
from support.builders import a_link, a_measure, a_phase, a_roadmap, day_of
from web.demo import demo_roadmap
from web.reading import text_of

from planner.model import (
    VALUE,
    Deadline,
    Fault,
    FaultKind,
    Freeze,
    Group,
    GroupRule,
    Kept,
    Loosening,
    LooseningKind,
    Mode,
    Objective,
    ObjectiveKind,
    OtherLoad,
    Plan,
    PlannedPhase,
    PlanStatus,
    PricedChange,
    PriceList,
    Roadmap,
    Schedule,
)
from planner.results import Facts
from planner.say import plan_facts, spoken_load
from planner.view import gantt_data, gantt_table
from planner.web.components.panel.panel import guide, panel
from planner.web.pages.layout import page
from planner.web.remarks import faults, kept
from planner.web.top import answer
from planner.web.workspace import Workspace

FAULT = Fault(kind=FaultKind.OUT_OF_MEMORY, method="HiGHS", detail="4")
TOLD = "HiGHS ran out of memory, at 4 GB."


def with_plan(workspace: Workspace, **changes: object) -> Workspace:
    """Give the workspace another plan to show."""
    workspace.decided.show(Facts(replace(workspace.shown.plan, **changes)))  # type: ignore[arg-type]
    return workspace


def priced(found: Facts) -> Facts:
    change = Loosening(kind=LooseningKind.PERSON_MONTH, sector="kommuner", year=2027)
    row = PricedChange(change=change, sure=2.3e5, estimate=4.6e5, least=0.0, most=9e5)
    return Facts(replace(found.plan, price_list=PriceList(rows=(row,), looked_at=9)))


def test_a_fault_stands_on_the_page_and_in_the_answer(workspace: Workspace) -> None:
    shown = text_of(page(with_plan(workspace, faults=(FAULT, FAULT))))

    assert shown.count(TOLD) == 1
    assert "there may be a better one" in shown
    workspace.ask({"kommuner": 120})
    assert workspace.jobs.wait(10)
    assert workspace.proposal
    told = Facts(replace(workspace.proposal.facts.plan, faults=(FAULT,)))
    workspace.proposal = replace(workspace.proposal, facts=told)
    assert TOLD in text_of(answer(workspace))


def test_without_faults_there_is_no_alert(workspace: Workspace) -> None:
    assert faults(workspace.shown.plan) == []


def test_what_comes_first_is_told_under_the_sentence(workspace: Workspace) -> None:
    open_work = Kept(objective=Objective(kind=ObjectiveKind.OPEN_WORK), level=42.0, reached=40.0, loss=0.05)
    objective = replace(VALUE, kept=(open_work,))

    made = with_plan(workspace, objective=objective)

    assert len(kept(made.shown.plan)) == 1
    assert "Started measures come first" in text_of(page(made))


def test_what_one_more_person_month_is_worth_is_told_beside_the_load(found: Facts) -> None:
    words = "sure NOK 230,000, estimate about NOK 460,000"

    assert f"One more person-month in 2027: {words}." in spoken_load(priced(found), "kommuner", 17)
    assert "One more" not in spoken_load(priced(found), "kommuner", 12)


def test_a_freeze_is_marked_in_the_load_and_spoken() -> None:
    roadmap = demo_roadmap()
    freeze = Freeze(starts=date(2023, 7, 1), ends=date(2023, 8, 15), share=0.5)
    first, *others = roadmap.sectors
    roadmap = replace(roadmap, sectors=(replace(first, freezes=(freeze,)), *others))
    found = Facts(Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.UNKNOWN))

    strip = next(row for row in gantt_data(found)["sectors"] if row["name"] == first.name)

    assert [period for period, cell in enumerate(strip["cells"]) if cell["frozen"]] == [2]
    assert "A freeze lowers the capacity." in strip["cells"][2]["spoken"]
    assert "Rollout freeze" in text_of(guide(roadmap))
    assert "Rollout freeze" not in text_of(guide(demo_roadmap()))


def test_other_load_is_a_layer_of_its_own_in_the_load_and_spoken() -> None:
    roadmap = demo_roadmap()
    first, *others = roadmap.sectors
    likely = first.capacities[0].person_months.likely
    rows = (OtherLoad(what="records", starts=date(2023, 7, 1), person_months=likely / 4),)
    roadmap = replace(roadmap, sectors=(replace(first, other_loads=rows), *others))
    found = Facts(Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.UNKNOWN))

    strips = {row["name"]: row["cells"] for row in gantt_data(found)["sectors"]}

    assert [cell.get("others") for cell in strips[first.name][:4]] == [None, None, 0.25, 0.25]
    assert not any("others" in cell for name, cells in strips.items() if name != first.name for cell in cells)
    assert "Other load takes" in strips[first.name][2]["spoken"]
    assert "25% of the capacity" in strips[first.name][2]["spoken"]
    assert "Other load" in text_of(guide(roadmap))
    assert "Other load" not in text_of(guide(demo_roadmap()))


def test_the_foot_of_the_page_says_how_the_methods_were_chosen(workspace: Workspace) -> None:
    assert "Methods" not in plan_facts(workspace.shown.plan)

    made = with_plan(workspace, choice=(("measures", "60"), ("methods", "HiGHS, neighbourhoods")))

    told = plan_facts(made.shown.plan)
    assert told.endswith("Methods: HiGHS, neighbourhood search; chosen for 60 measures")


def with_two_ways(**fields: object) -> Facts:
    """Give a plan of one measure that is built the second of two ways."""
    phase = a_phase("build", 2)
    modes = (replace(phase.modes[0], name="slow"), Mode(name="fast", duration=phase.modes[0].duration))
    modes = (modes[0], replace(modes[1], cost_at_start_nok=3e6))
    measure = a_measure("a", replace(phase, name="Build", modes=modes), **fields)
    planned = PlannedPhase(measure="a", phase="build", mode="fast", start=0, end=2)
    schedule = Schedule(selected=("a",), phases=(planned,), rollouts=())
    return planned_as(a_roadmap(measure), schedule)


def planned_as(roadmap: Roadmap, schedule: Schedule | None = None) -> Facts:
    status = PlanStatus.UNKNOWN if schedule is None else PlanStatus.FEASIBLE
    return Facts(Plan(roadmap=roadmap, objective=VALUE, status=status, schedule=schedule))


def test_the_chosen_mode_is_told_with_its_phase_and_its_own_figures() -> None:
    found = with_two_ways()

    told = text_of(panel(found, "a"))

    assert "Build (fast): quarter 1 of 2023" in told
    assert "Build, cost at start NOK 3.0 million" in told
    assert gantt_data(found)["measures"][0]["phases"][0]["name"] == "Build (fast)"
    assert gantt_table(found)["rows"][0][1] == "Build (fast)"


def test_a_soft_deadline_is_told_with_its_price_and_by_how_much_it_is_missed() -> None:
    deadline = Deadline(day=day_of(1), price_nok_per_period=2e6)

    told = text_of(panel(with_two_ways(deadline=deadline), "a"))

    assert "each quarter late costs NOK 2.0 million" in told
    assert "Deadline missed 1 quarter late, price NOK 2.0 million" in told
    kept = replace(deadline, day=day_of(2))
    assert "Deadline missed" not in text_of(panel(with_two_ways(deadline=kept), "a"))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (GroupRule.EXACTLY_ONE, "Exactly one of these is in the plan: “A”; “B”"),
        (GroupRule.AT_MOST_ONE, "At most one of these is in the plan: “A”; “B”"),
        (GroupRule.AT_LEAST, "At least 1 of these are in the plan: “A”; “B”"),
        (GroupRule.ALL_OR_NONE, "All of these are in the plan, or none: “A”; “B”"),
    ],
)
def test_the_group_of_a_measure_is_told_in_plain_words(rule: GroupRule, words: str) -> None:
    group = Group(id="g", rule=rule, measures=("a", "b"))
    roadmap = a_roadmap(a_measure("a"), a_measure("b"), a_measure("c"), groups=(group,))

    assert words in text_of(panel(planned_as(roadmap), "a"))
    assert "Goes together" not in text_of(panel(planned_as(roadmap), "c"))


@pytest.mark.parametrize(
    ("least", "largest", "words"),
    [
        (0, 3, "has ended, at most 3 quarters later"),
        (1, 3, "has ended, at least 1 quarter later, at most 3 quarters later"),
        (0, 0, "has ended, and not later than that"),
        (-3, -1, "has ended, or up to 3 quarters before, at least 1 quarter before"),
    ],
)
def test_a_largest_lag_is_told(least: int, largest: int, words: str) -> None:
    link = a_link("a", "b", lag_periods=least, largest_lag_periods=largest)
    roadmap = a_roadmap(a_measure("a", a_phase()), a_measure("b", a_phase()), dependencies=(link,))

    assert words in text_of(panel(planned_as(roadmap), "b"))
