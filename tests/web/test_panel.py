"""The side panel tells everything known about a measure."""

from dataclasses import replace

import pytest
from support.builders import a_link, a_measure, a_phase, a_receiver, a_roadmap, a_rollout
from web.reading import every, text_of

from planner.model import VALUE, Basis, Dependency, Link, Plan, PlanStatus, Provenance, Roadmap
from planner.results import Facts
from planner.web.components.panel.panel import panel
from planner.web.parts import link_to


def test_without_a_choice_the_panel_says_how_to_read_the_chart(found: Facts) -> None:
    said = text_of(panel(found, None))

    assert "About the measure" in said
    assert "Open a row and choose a measure" in said
    assert "Keys: arrows move and open" in said
    assert "About the measure" in text_of(panel(found, "no such measure"))


def test_the_panel_tells_everything_known_of_a_measure(found: Facts) -> None:
    words = text_of(panel(found, "tiltak_15"))

    for told in (
        "Phases",
        "Rollouts",
        "Depends on",
        "Others depend on it",
        "Dates",
        "Contributes to",
        "Figures",
        "Published",
    ):
        assert told in words
    assert "Deadline 1 January 2028" in words


def test_waves_are_told_period_by_period(found: Facts) -> None:
    waves = every(panel(found, "tiltak_15"), "Details")

    assert waves
    assert "quarter" in text_of(waves[0])


def test_every_figure_says_what_it_rests_on(found: Facts) -> None:
    rows = every(panel(found, "tiltak_15"), "Tr")[1:]

    assert rows
    assert all(any(word in text_of(row) for word in ("assumed", "documented", "derived")) for row in rows)


def test_a_sourced_figure_links_to_its_source_and_an_assumed_one_does_not() -> None:
    sourced = Provenance(
        source="https://example.org/x", basis=Basis.DOCUMENTED, exceptions=(("pace", Basis.ASSUMED),)
    )
    roadmap = a_roadmap(a_measure("a"), rollouts=(a_rollout("a", provenance=sourced),))

    rows = every(panel(_unplanned(roadmap), "a"), "Tr")

    links = {text_of(row): [link.href for link in every(row, "A")] for row in rows}
    assert next(found for words, found in links.items() if "units" in words) == ["https://example.org/x"]
    assert next(found for words, found in links.items() if "pace" in words) == []


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "Bilag G2", "http://[", ""]
)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert every(link_to(address, "source"), "A") == []


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (a_link("a", "b"), "“B” begins after the building of this measure has ended"),
        (a_link("a", "b", lag_periods=2), "has ended, at least 2 quarters later"),
        (a_link("a", "b", lag_periods=-1), "has ended, or up to 1 quarter before"),
        (a_link("a", "b", Link.START_START), "“B” begins after this measure has begun"),
        (
            a_link("a", "b", Link.FINISH_FINISH),
            "The building of “B” ends after the building of this measure has ended",
        ),
        (a_link("a", "b", Link.START_FINISH), "The building of “B” ends after this measure has begun"),
        (a_link("a", "b", Link.ADOPTION), "Each unit takes “B” into use only after this measure"),
        (
            a_link("a", "b@gp", Link.SHARE, share=0.5, share_sector="gp"),
            "may begin when 50% in GP have this measure in use",
        ),
        (a_link("a/build", "b@gp"), "The rollout of “B” in GP begins after build in this measure has ended"),
    ],
)
def test_a_dependency_is_told_in_plain_words(link: Dependency, words: str) -> None:
    roadmap = a_roadmap(a_measure("a", a_phase()), a_measure("b", a_phase()), rollouts=(a_rollout("b"),))

    told = text_of(panel(_unplanned(replace(roadmap, dependencies=(link,))), "a"))

    assert words in told


def test_names_from_the_data_stay_text() -> None:
    name = "<img src=x onerror=alert(1)>"
    roadmap = a_roadmap(a_measure("a", name=name), sectors=(a_receiver(),))

    title = every(panel(_unplanned(roadmap), "a"), "H2")[0]

    assert title.children == name


def _unplanned(roadmap: Roadmap) -> Facts:
    return Facts(Plan(roadmap=roadmap, objective=VALUE, status=PlanStatus.UNKNOWN))
