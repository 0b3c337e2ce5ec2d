"""The neighbourhood of one measure or service: what it waits for, and what waits for it."""
