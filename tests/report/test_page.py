import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from planner.model import Plan, PlanStatus
from planner.report import html
from planner.say import headline

HOSTILE = '</script><script>alert("1")</script><img src=x onerror=y>'


class Reader(HTMLParser):
    """Keeps what a test asks of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)

    def count(self, tag: str) -> int:
        """Count the tags of a kind."""
        return sum(found == tag for found, _attributes in self.tags)


@pytest.fixture
def page(small_plan: Plan) -> str:
    return html(small_plan)


def test_the_page_says_what_the_plan_says(small_plan: Plan, page: str) -> None:
    texts = " ".join(Reader(page).texts)

    assert headline(small_plan) in texts
    assert small_plan.digest in texts
    assert "figures are assumed." in texts


def test_the_page_fetches_nothing(page: str) -> None:
    tags = Reader(page).tags

    assert not [attributes for _tag, attributes in tags if "src" in attributes or "href" in attributes]
    assert "default-src 'none'" in page


def test_every_script_is_allowed_by_its_digest_and_no_other(page: str) -> None:
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", page, flags=re.DOTALL)
    digests = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}

    assert digests == set(re.findall(r"'sha256-([^']+)'", page))
    assert "unsafe-eval" not in page.split("</head>")[0]


def test_a_hostile_name_stays_a_text(small_plan: Plan) -> None:
    usual = Reader(html(small_plan))
    roadmap = small_plan.roadmap
    measures = tuple(
        replace(measure, name=HOSTILE, owner=HOSTILE, goal=HOSTILE) for measure in roadmap.measures
    )
    services = tuple(replace(service, name=HOSTILE) for service in roadmap.services)

    hostile = Reader(
        html(replace(small_plan, roadmap=replace(roadmap, measures=measures, services=services)))
    )

    assert hostile.count("script") == usual.count("script")
    assert hostile.count("img") == 0
    assert HOSTILE in hostile.texts


def test_the_page_has_a_language_a_title_and_headings_in_order(page: str) -> None:
    read = Reader(page)

    assert ("html", {"lang": "en"}) in read.tags
    assert read.count("title") == read.count("h1") == read.count("main") == 1
    assert next(tag for tag, _attributes in read.tags if tag in ("h1", "h2", "h3")) == "h1"


def test_every_table_names_its_columns_and_rows(page: str) -> None:
    read = Reader(page)

    assert read.count("table") == 5
    assert all("scope" in attributes for tag, attributes in read.tags if tag == "th")


def test_the_tables_carry_the_numbers_of_the_figure(page: str) -> None:
    texts = Reader(page).texts

    assert "80%" in texts
    assert "Q3 2024" in texts


def test_the_same_plan_gives_the_same_page(small_plan: Plan, page: str) -> None:
    assert html(small_plan) == page


def test_a_plan_that_does_not_exist_gives_a_page_that_says_so(small_plan: Plan) -> None:
    none = replace(small_plan, schedule=None, status=PlanStatus.INFEASIBLE, score=None, bound=None)

    read = Reader(html(none))

    assert "No plan keeps all the rules at once. That is proved." in read.texts
    assert read.count("script") == read.count("table") == 0
