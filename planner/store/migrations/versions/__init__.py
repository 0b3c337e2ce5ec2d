"""The forms, each with what makes it of the one before; released ones never change."""
