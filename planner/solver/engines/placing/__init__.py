"""List schedules: measures placed one by one, by compiled kernels; the first plan of every search."""
