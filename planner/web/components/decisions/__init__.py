"""How long the open choices of the plan can wait."""
