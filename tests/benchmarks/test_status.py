"""The benchmark of a status date: what it times, and that what it times has been done."""

import pytest
from status import measured


@pytest.mark.slow
def test_a_small_roadmap_is_rolled_explained_asked_and_answered() -> None:
    figures = {figure.name.removesuffix(", 30 measures"): figure for figure in measured(30)}

    assert {"rolled as planned", "rolled with reports", "slips and reasons"} <= figures.keys()
    assert {"a sector's workbook written", "a sector's workbook read"} <= figures.keys()
    assert (figures["moved"].measured or 0) >= 1
    assert figures["moved without a reason"].holds
