"""What comes by itself, at the foot of every page."""
