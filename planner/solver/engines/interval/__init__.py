"""The interval model in CP-SAT: for finishing early, and for plans without waves."""
