"""What is named but not there, or there twice."""

import pytest
from support.builders import (
    a_link,
    a_measure,
    a_phase,
    a_roadmap,
    a_rollout,
)
from support.findings import codes, the_error

from planner.check import check
from planner.model import (
    Budget,
    Contribution,
    Demand,
    Estimate,
    Group,
    GroupRule,
    Link,
    Measure,
    Mode,
    Phase,
    Published,
    Risk,
    Roadmap,
    Status,
    errors,
)

A, B, C = (a_measure(name, a_phase("build", 2)) for name in "abc")


def test_ids_given_twice_are_named() -> None:
    roadmap = a_roadmap(A, A, budgets=(Budget(year=2023, limit_nok=1e9),) * 2)

    assert [(f.code, f.table, f.subject) for f in errors(check(roadmap))] == [
        ("duplicate_id", "veikart", "a"),
        ("duplicate_id", "budsjett", "2023"),
    ]


def asking(sector: str) -> Measure:
    """Give a measure whose phase asks something of a sector."""
    mode = Mode(duration=Estimate.sure(1), demands=(Demand(sector=sector, person_months=1),))
    return a_measure("sfm", Phase(id="build", modes=(mode,)))


SFM = a_measure("sfm", a_phase("build", 2))


@pytest.mark.parametrize(
    ("roadmap", "code", "table", "subject", "column", "near"),
    [
        (
            a_roadmap(SFM, rollouts=(a_rollout("smf"),)),
            "unknown_measure",
            "innforing",
            "smf/gp",
            "measure",
            "sfm",
        ),
        (
            a_roadmap(SFM, rollouts=(a_rollout("sfm", "gpp"),)),
            "unknown_sector",
            "innforing",
            "sfm/gpp",
            "sector",
            "gp",
        ),
        (a_roadmap(asking("nhm")), "unknown_sector", "behov", "sfm/build/nhm", "sector", "nhn"),
        (
            a_roadmap(SFM, dependencies=(a_link("sfn", "sfm"),)),
            "unknown_measure",
            "avhengigheter",
            "sfn/sfm/FS",
            "predecessor",
            "sfm",
        ),
        (
            a_roadmap(SFM, A, dependencies=(a_link("sfm/bild", "a"),)),
            "unknown_phase",
            "avhengigheter",
            "sfm/bild/a/FS",
            "predecessor.phase",
            "build",
        ),
        (
            a_roadmap(SFM, A, dependencies=(a_link("a", "sfm@gpp"),), rollouts=(a_rollout("sfm"),)),
            "unknown_rollout",
            "avhengigheter",
            "a/sfm/gpp/FS",
            "successor.sector",
            "gp",
        ),
        (
            a_roadmap(
                SFM,
                A,
                dependencies=(a_link("sfm", "a", Link.SHARE, share=0.5, share_sector="ggp"),),
                rollouts=(a_rollout("sfm"),),
            ),
            "unknown_rollout",
            "avhengigheter",
            "sfm/a/share/ggp",
            "share_sector",
            "gp",
        ),
        (
            a_roadmap(SFM, contributions=(Contribution(measure="sfm", service="S1", share=1.0),)),
            "unknown_service",
            "bidrag",
            "sfm/S1",
            "service",
            "",
        ),
        (
            a_roadmap(SFM, A, groups=(Group(id="g", rule=GroupRule.ALL_OR_NONE, measures=("a", "sfm2")),)),
            "unknown_measure",
            "grupper",
            "g",
            "measures",
            "sfm",
        ),
        (
            a_roadmap(SFM, risks=(Risk(id="r", name="R", probability=0.1, sector="nhnn"),)),
            "unknown_sector",
            "risiko",
            "r",
            "sector",
            "nhn",
        ),
        (
            a_roadmap(SFM, published=(Published(measure="sf", source_year=2021),)),
            "unknown_measure",
            "publisert",
            "sf/2021",
            "measure",
            "sfm",
        ),
    ],
)
def test_unknown_names_are_found_with_the_nearest_match(
    roadmap: Roadmap, code: str, table: str, subject: str, column: str, near: str
) -> None:
    found = the_error(roadmap)

    assert (found.code, found.table, found.subject, found.column) == (code, table, subject, column)
    assert near in str(found.message)


@pytest.mark.parametrize(
    ("others", "said"),
    [
        (2, "zzzz is not known here, expected one of sfm, a0, a1."),
        (12, "zzzz is not known here."),
    ],
)
def test_a_name_like_no_other_is_told_with_those_there_are_while_they_are_few(others: int, said: str) -> None:
    measures = [a_measure(f"a{number}", a_phase("build", 2)) for number in range(others)]

    found = the_error(a_roadmap(SFM, *measures, published=(Published(measure="zzzz"),)))

    assert str(found.message) == said


def test_what_a_done_measure_went_through_need_not_be_known() -> None:
    done = a_measure("a", status=Status.DONE)
    links = (a_link("a/design", "b"), a_link("a", "b", Link.SHARE, share=0.5, share_sector="gp"))

    assert codes(a_roadmap(done, B, dependencies=links)) == []


def test_an_unknown_name_does_not_hide_other_errors() -> None:
    roadmap = a_roadmap(A, B, dependencies=(a_link("x", "a"), a_link("a", "b"), a_link("b", "a")))

    assert codes(roadmap) == ["circle", "unknown_measure"]
