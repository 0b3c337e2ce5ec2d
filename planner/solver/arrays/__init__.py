"""A problem as flat arrays, built once, and how kernels over them are compiled and kept."""
