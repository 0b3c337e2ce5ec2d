"""Why the dates of the chosen measure are what they are: told beside the Gantt, and drawn in it."""
