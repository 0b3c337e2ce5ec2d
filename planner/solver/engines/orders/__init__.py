"""Annealed order: all measures placed again in another order, where there are no waves."""
