"""Wizards: the flows of app/flows, drawn."""
