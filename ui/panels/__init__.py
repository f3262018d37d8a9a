"""Panels beside lists: the chosen thing, whole."""
