"""Saving what is drafted: one dialog and one answer, the same from every page."""
