"""The versions that are kept, to look into, bring back and undo, and who did what."""
