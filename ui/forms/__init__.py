"""Forms that wizards and screens share."""
