"""Why measures lie elsewhere in the proposed plan."""
