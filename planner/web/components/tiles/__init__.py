"""The figures over the plan."""
