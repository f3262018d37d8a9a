"""Files in and out, row by row."""
