"""Compiled list schedules for the shortest plans without waves, and lower bounds on them."""
