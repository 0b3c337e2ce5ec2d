"""The side panel: everything known about the measure that is chosen."""
