"""The sheets of what has happened: typed into row by row, from a block of a spreadsheet, or from a file."""
