"""Tables that are drawn from plain data, and made when they are opened."""
