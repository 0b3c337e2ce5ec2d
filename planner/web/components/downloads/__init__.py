"""The plan on the screen as files."""
