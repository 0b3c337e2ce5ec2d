"""The plans that are laid out, and English texts, as the tests of documents and page have them."""

from report.conftest import english, large_plan, small_plan
from web.conftest import found

__all__ = ["english", "found", "large_plan", "small_plan"]
