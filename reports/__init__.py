"""Documents: evidence in, bytes out."""
