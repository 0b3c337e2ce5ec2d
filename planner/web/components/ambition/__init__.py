"""The ambition levels."""
