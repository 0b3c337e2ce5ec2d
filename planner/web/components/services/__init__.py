"""Information services: coverage by year, what holds each back, and what a proposal changes."""
