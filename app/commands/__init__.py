"""The commands of the contract, one module a subject; app/cli.py puts them together."""
