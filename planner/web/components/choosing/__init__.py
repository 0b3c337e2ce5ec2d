"""The choice of what a plan is to be best at."""
