"""Schedules of projects and proofs that none is shorter, over flat arrays."""
