"""The certificate of a plan on the board's page, and the files by which a stranger checks it."""
