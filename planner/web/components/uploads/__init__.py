"""The roadmap as a workbook or as tables, down and up, with what would change before anything does."""
