"""A report in, text out. Pure."""
