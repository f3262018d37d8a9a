"""What the program knows: frozen facts and pure functions, standard library only."""
