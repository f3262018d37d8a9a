"""Tables: models on rows and on a million ids, and how cells are painted."""
