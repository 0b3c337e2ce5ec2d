"""English texts, and workbooks read in this process."""

from collections.abc import Iterator

import pytest
from files.books import reading_here

from planner.language import in_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with in_language("en"), reading_here():
        yield
