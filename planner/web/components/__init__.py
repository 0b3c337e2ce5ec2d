"""What pages are put together from: each has its Python, script and style in one folder."""
