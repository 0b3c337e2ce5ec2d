"""What it would be worth to loosen a limit."""
