"""The scenarios that are kept, what can be done with each, and several side by side."""
