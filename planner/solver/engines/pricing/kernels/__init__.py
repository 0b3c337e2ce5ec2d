"""The best that each measure can do at given prices, and what all ask together."""
