"""The buttons that give commands."""
