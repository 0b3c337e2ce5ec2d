"""What is shown of the plan: search, filters, grouping, zoom."""
