"""Annealing of an order of measures, over flat arrays."""
