"""What the sector has said: a list to look through, and the walk of the one that is chosen."""
