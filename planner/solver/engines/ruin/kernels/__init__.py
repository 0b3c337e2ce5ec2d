"""Choosing what to take out, and placing it anew, over flat arrays."""
