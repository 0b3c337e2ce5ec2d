"""The tables of the roadmap as a sheet to type in; the scripts beside it draw it and send what is typed."""
