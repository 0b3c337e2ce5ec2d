"""How objects that never change travel to another process: by their fields, without what they worked out."""

from dataclasses import fields
from typing import Any


class FieldsOnly:
    """Lets a frozen dataclass be pickled by its fields, and leaves behind what ``cached_property`` has kept.

    One thread may pickle an object while another asks it something for the first time: a dictionary of fields
    and answers would grow under the one that goes through it. Without the answers the task is smaller too.
    """

    def __getstate__(self) -> dict[str, Any]:
        """Give the fields."""
        return {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]
