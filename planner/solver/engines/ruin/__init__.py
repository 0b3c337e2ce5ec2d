"""Ruin and recreate: takes measures out of a plan and places them anew."""
