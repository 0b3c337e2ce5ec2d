"""What the tests of sheets share: a roadmap with something in every table."""

from tables.conftest import full

__all__ = ["full"]
