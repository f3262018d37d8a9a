"""What people are told, by area: the templates behind error codes and the steps of long work."""
