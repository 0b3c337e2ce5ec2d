"""What is there at a press."""
