"""What a board reads of the plan: one screen, read only, to send and to print."""
