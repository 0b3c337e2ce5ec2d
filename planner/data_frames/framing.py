"""Rows as a data frame whose columns are of one kind each, whatever the rows hold."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

TEXT, NUMBER, WHOLE, TRUTH, DATE = "string", "Float64", "Int64", "boolean", "datetime64[s]"
"""What a column holds; all of them know ``NA``."""


def frame(
    columns: Mapping[str, str], index: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> pd.DataFrame:
    """Give rows as a frame.

    Parameters
    ----------
    columns
        What each column holds, by name, in order.
    index
        Columns that name a row.
    rows
        Values by column; one that is left out or ``None`` is missing.
    """
    listed = list(rows)
    data = {name: _series([row.get(name) for row in listed], kind) for name, kind in columns.items()}
    return pd.DataFrame(data).set_index(list(index))


def _series(values: list[Any], kind: str) -> "pd.Series[Any]":
    if kind == DATE:
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object")), dtype=DATE)
    return pd.Series(values, dtype=kind)
