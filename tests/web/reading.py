"""Read what a part of the page says, without a browser."""

import json
from typing import Any

from planner.web.parts import PARTS


def text_of(part: Any) -> str:
    """Give the words of a component and all within it."""
    if part is None or isinstance(part, bool):
        return ""
    if isinstance(part, list | tuple):
        return " ".join(text_of(one) for one in part)
    if isinstance(part, str | int | float):
        return str(part)
    if isinstance(part, dict):
        return text_of(part["props"].get("children"))
    return text_of(json.loads(getattr(part, PARTS, "null")) or getattr(part, "children", None))


def every(part: Any, name: str) -> list[Any]:
    """Give all components of a kind, such as ``A`` or ``Td``, in order."""
    if isinstance(part, list | tuple):
        return [found for one in part for found in every(one, name)]
    own = [part] if type(part).__name__ == name else []
    return own + (every(part.children, name) if hasattr(part, "children") else [])
