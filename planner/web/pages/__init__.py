"""The pages: from top to bottom, what happens on them, and the names of their parts."""
