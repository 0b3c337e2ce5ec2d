"""The bar over every page: which plan this is, what is proposed in it, and who works on it."""
