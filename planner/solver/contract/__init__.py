"""What a search and its engines say to each other: tasks, what is heard meanwhile, and how work ends."""
