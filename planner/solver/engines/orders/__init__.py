"""Annealed order: all measures placed again in another order, where there are no waves.

What parameters mean in its kernels, besides those of ``placing`` and ``ruin``: ``first`` and ``last`` are
places in the order; ``warmth`` holds the temperature at the first and at the last round, in the unit of
the worth; ``rounds`` is how often an order is tried, and ``own`` what each measure is worth as planned.
"""
