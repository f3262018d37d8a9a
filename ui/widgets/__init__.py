"""Small parts that screens and wizards are built of."""
