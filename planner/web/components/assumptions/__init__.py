"""Which assumptions matter most."""
