"""The coverage of the target picture at the end of each year, as columns."""
