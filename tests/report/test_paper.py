"""The page as it is printed: nothing is cut off, and everything that is on the screen is there."""

import re
from html import unescape

from planner.model import Plan
from planner.report import html
from planner.report.paper import MOST_LETTERS, MOST_ROWS, parts_of_columns


def test_a_table_too_wide_for_paper_is_cut_into_parts_that_lose_nothing() -> None:
    heads = ["Name", *map(str, range(40))]
    rows = [["a", *map(str, range(40))], ["b", *map(str, range(40, 80))]]

    parts = parts_of_columns(heads, rows, named=1, most=16)

    assert [len(head) for head, _body in parts] == [17, 17, 9]
    assert [cell for head, _body in parts for cell in head[1:]] == heads[1:]
    for place, row in enumerate(rows):
        assert all(body[place][0] == row[0] for _head, body in parts)
        assert [cell for _head, body in parts for cell in body[place][1:]] == row[1:]


def test_every_measure_is_drawn_on_paper_and_no_drawing_is_longer_than_a_page(large_plan: Plan) -> None:
    drawings = re.findall(r'<svg class="drawing".*?</svg>', html(large_plan), flags=re.DOTALL)
    assert large_plan.schedule is not None
    names = {
        measure.name
        for measure in large_plan.roadmap.measures
        if measure.id in large_plan.schedule.selected and len(measure.name) <= MOST_LETTERS
    }

    written = [unescape(text) for drawing in drawings for text in re.findall(r">([^<]+)</text>", drawing)]

    assert names <= set(written)
    assert len(drawings) > 1
    assert all(
        drawing.count('<text x="6"') + drawing.count('<text x="0"') <= MOST_ROWS for drawing in drawings
    )
    years = [str(year) for year in large_plan.roadmap.years]
    assert all(f">{year}</text>" in drawing for drawing in drawings for year in years)


def test_the_page_is_laid_out_for_a4_on_its_side(large_plan: Plan) -> None:
    page = html(large_plan)

    assert "size: A4 landscape" in page
    assert page.count('<div class="paper"') >= 3  # words, chart, load
