"""Prices of what is scarce: a bound on any plan, and a guide for those who look for plans."""
