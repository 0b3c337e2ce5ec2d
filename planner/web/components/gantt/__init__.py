"""The Gantt: groups, measures and rollouts over time."""
