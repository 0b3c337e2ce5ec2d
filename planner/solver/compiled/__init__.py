"""The parts of the engine that are compiled by numba and work on flat arrays: fast at any size."""
