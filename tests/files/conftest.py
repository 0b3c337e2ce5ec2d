"""English texts, as they stand in the code; the catalogue has tests of its own."""

from collections.abc import Iterator

import pytest

from planner.language import in_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with in_language("en"):
        yield
