"""One search: which engines work, how they run side by side, and what is made of what they find."""
