"""What the tests of merging share: a roadmap with something in every table."""

from tables.conftest import full

__all__ = ["full"]
