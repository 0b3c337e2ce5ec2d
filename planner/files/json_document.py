"""The form that all JSON for other programs has in common."""

import json
from collections.abc import Mapping


def json_document(kind: str, schema: int, parts: Mapping[str, object]) -> str:
    """Give a document as text: what kind it is, the number of its schema, and its parts."""
    return json.dumps({"kind": kind, "schema": schema, **parts}, indent=1, ensure_ascii=False) + "\n"
