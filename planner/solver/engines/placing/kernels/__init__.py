"""Placing measures, phases and waves, and what a placed plan is worth, over flat arrays."""
