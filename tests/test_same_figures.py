"""A plan of the default data in every form it is told in: shared figures have the same digits."""

import csv
import io
import json
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from planner import pipeline
from planner.files import plan_to_csv
from planner.language import decimal
from planner.model import Plan, Roadmap
from planner.report import html, pdf, result, summary
from planner.report.sheet import sheet
from planner.results import Facts
from planner.say import period_words, short_period, whole_percent
from planner.view import gantt_data, gantt_table, load_table, target_picture

DATA = Path(__file__).parent.parent / "data"


class Tables(HTMLParser):
    """The cells of every table of a page, row by row, by the table's name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self._name = ""
        self._cell: list[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        told = dict(attrs)
        if told.get("role") == "region":
            self._name = told.get("aria-label") or ""
            self.found.setdefault(self._name, [])
        elif tag == "tr":
            self.found[self._name].append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in ("td", "th") and self._cell is not None:
            self.found[self._name][-1].append("".join(self._cell))
            self._cell = None

    def handle_data(self, data: str) -> None:
        """Keep what a cell says."""
        if self._cell is not None:
            self._cell.append(data)


class Told:
    """The same plan as every form tells it."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        plan_to_csv(plan, folder)
        self.plan, self.found = plan, Facts(plan)
        self.text = flat(summary(plan))
        self.json: dict[str, Any] = json.loads(json.dumps(result(plan)))
        self.html = Tables(html(plan)).found
        self.a3 = sheet(plan)
        self.paper = paper_text(pdf(plan))
        self._folder = folder

    @property
    def roadmap(self) -> Roadmap:
        """Give what the plan was made from."""
        return self.plan.roadmap

    def csv(self, name: str) -> list[list[str]]:
        """Give the rows of a table, its head first."""
        text = (self._folder / f"{name}.csv").read_text(encoding="utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))

    def table(self, name: str) -> list[list[str]]:
        """Give the rows of a table of the page to send, its head first."""
        return next(rows for caption, rows in self.html.items() if caption.startswith(name))


def flat(text: str) -> str:
    """Put a text on one line, with plain spaces."""
    return " ".join(text.replace("\u00a0", " ").split())


def paper_text(document: bytes) -> str:
    """Give all text of a PDF on one line."""
    held = pypdfium2.PdfDocument(io.BytesIO(document))  # type: ignore[no-untyped-call]
    try:
        return flat(" ".join(page.get_textpage().get_text_range() for page in held))
    finally:
        held.close()  # type: ignore[no-untyped-call]


def number(cell: str) -> float:
    """Read a number with a decimal comma."""
    return float(cell.replace(",", "."))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    roadmap = pipeline.read_roadmap(DATA / "veikart.csv")
    return Told(pipeline.first_plan(roadmap), tmp_path_factory.mktemp("plan"))


def test_coverage_of_each_year_has_the_same_digits_everywhere(told: Told) -> None:
    by_year = {each["year"]: each["target_picture"] for each in told.json["coverage_by_year"]}
    in_csv = dict(zip(told.csv("plan_dekning")[0], told.csv("plan_dekning")[-1], strict=True))
    on_page = target_picture(told.found)
    whole_on_page = dict(zip(on_page["head"], on_page["rows"][-1], strict=True))
    head, *rows = told.table("Dekningsgrad ved utgangen av hvert år")
    in_html = dict(zip(head, rows[-1], strict=True))
    on_a3 = told.a3["services"]["rows"][0]["cells"]

    assert list(by_year) == list(told.roadmap.years)
    for place, (year, share) in enumerate(by_year.items()):
        words = whole_percent(share)
        assert f"{year}: {flat(words)}" in told.text
        assert in_html[str(year)] == words
        assert flat(whole_on_page[str(year)]["text"]) == flat(words)
        assert on_a3[place]["text"] == flat(words).removesuffix(" %")
        assert whole_percent(number(in_csv[f"{year}-12-31"])) == words


def test_load_of_each_sector_has_the_same_digits_everywhere(told: Told) -> None:
    in_json = {each["sector"]: each for each in told.json["load"]}
    in_csv = {(row[0], row[1]): [number(cell) for cell in row[2:]] for row in told.csv("plan_belastning")[1:]}
    in_html = {row[0]: row[1:] for row in told.table("Belastning som andel")[1:]}
    on_page = {row[0]: row[1:] for row in load_table(told.found)["rows"]}
    on_a3 = {row["name"]: [cell["text"] for cell in row["cells"]] for row in told.a3["load"]}
    limited = [sector for sector in told.roadmap.sectors if in_json[sector.id]["share"] is not None]

    assert limited
    for sector in limited:
        words = [whole_percent(share) for share in in_json[sector.id]["share"]]
        asked, given = in_csv[sector.id, "månedsverk"], in_csv[sector.id, "kapasitet"]
        assert in_html[sector.name] == words
        shares = [part / whole if whole else 0.0 for part, whole in zip(asked, given, strict=True)]
        assert [whole_percent(share) for share in shares] == words
        for cell, share, amount in zip(on_page[sector.name], words, asked, strict=True):
            assert share in cell
            assert cell.startswith(decimal(amount, 1))
        for text, share in zip(on_a3.get(sector.name, []), words, strict=False):
            assert text == ("" if share == "0\u00a0%" else share.replace("\u00a0%", ""))


def test_a_sector_is_full_as_often_everywhere(told: Told) -> None:
    names = {sector.id: sector.name for sector in told.roadmap.sectors}
    on_a3 = {row["name"]: row["note"] for row in told.a3["load"]}
    on_page = {each["name"]: each for each in gantt_data(told.found)["sectors"]}
    shares = {each["sector"]: each["share"] for each in told.json["load"]}

    assert told.json["bottlenecks"]
    for each in told.json["bottlenecks"]:
        name, count = names[each["sector"]], each["full_periods"]
        assert sum(share >= each["full_from"] for share in shares[each["sector"]]) == count
        assert f"{name} (fullt utnyttet i {count} kvartal" in told.text
        assert on_a3[name] == f"{count} av {each['periods']}"
        assert on_page[name]["note"].startswith(f"fullt i {count} kvartal")
        assert sum(cell["full"] for cell in on_page[name]["cells"]) == count


def test_net_benefit_has_the_same_digits_everywhere(told: Told) -> None:
    millions = f"{flat(decimal(told.json['appraisal']['net_present_value_nok'] / 1e6, 0))} mill. kr"
    billions = decimal(told.json["appraisal"]["net_present_value_nok"] / 1e9)

    assert millions in told.text
    assert millions in flat(html(told.plan))
    assert millions in told.paper
    assert any(each["figure"] == billions for each in told.a3["key_figures"])


def test_measures_and_rollouts_end_on_the_same_day_everywhere(told: Told) -> None:
    calendar = told.roadmap.calendar
    in_csv = {row[0]: row[3:6] for row in told.csv("plan_tiltak")[1:]}
    rollouts_in_csv = {(row[0], row[1]): row[2:5] for row in told.csv("plan_innforing")[1:]}
    in_html = {row[0]: row for row in told.table("Tiltak i planen")[1:]}
    on_page = {(row[0], row[1]): row for row in gantt_table(told.found)["rows"]}
    names = {sector.id: sector.name for sector in told.roadmap.sectors}
    measures = [each for each in told.json["measures"] if each["in"]]

    assert measures
    for each in measures:
        state = "ja" if each["unfinished"] else "nei"
        assert in_csv[each["id"]] == [each["start_date"], each["end_date"] or "", state]
        if each["end_date"]:
            last = calendar.period_of(date.fromisoformat(each["end_date"]))
            assert in_html[each["name"]][5] == short_period(calendar, last)
            assert f"til {period_words(calendar, last)}" in told.a3["alt"]
            is_milestone = each["start"] == each["end"]
            day_after = date.fromisoformat(each["end_date"]) + timedelta(days=0 if is_milestone else 1)
            assert calendar.date_of(each["end"]) == day_after
    for each in told.json["rollouts"]:
        row = on_page[told.roadmap.measure(each["measure"]).name, names[each["sector"]]]
        begin, end, _state = rollouts_in_csv[each["measure"], each["sector"]]
        assert (begin, end) == (each["begin_date"] or "", each["end_date"] or "")
        if each["end_date"]:
            assert row[3] == period_words(calendar, calendar.period_of(date.fromisoformat(each["end_date"])))


def test_services_are_realised_in_the_same_period_everywhere(told: Told) -> None:
    calendar = told.roadmap.calendar
    in_csv = {row[0]: row[2] for row in told.csv("plan_dekning")[1:]}
    in_html = {row[0]: row[-1] for row in told.table("Dekningsgrad ved utgangen av hvert år")[1:]}
    on_page = {row[0]: row[-1] for row in target_picture(told.found)["rows"]}
    realised = [each for each in told.json["services"] if each["realised_period"] is not None]

    counted = f"{len(realised)} av {len(told.json['services'])}"
    assert counted in told.text
    assert any(each["figure"] == counted for each in told.a3["key_figures"])
    for each in realised:
        assert in_csv[each["id"]] == each["realised_date"]
        assert in_html[each["name"]] == short_period(calendar, each["realised_period"])
        assert on_page[each["name"]] == period_words(calendar, each["realised_period"])


def test_deadlines_are_missed_by_as_much_everywhere(told: Told) -> None:
    rows = told.csv("plan_frister")[1:]
    held = told.json["deadlines"]
    missed = sum(each["missed"] for each in held)

    assert [(row[0], row[1], row[3], row[6]) for row in rows] == [
        (each["measure"], each["sector"] or "", each["day"], str(each["periods_late"])) for each in held
    ]
    assert f"{len(held) - missed} av {len(held)} nådd" in told.paper
    price = sum(each["cost_nok"] for each in held)
    assert price == told.json["appraisal"]["delay_cost_nok"]
