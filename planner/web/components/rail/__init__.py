"""The way between the pages."""
