"""The wizards' logic without widgets."""
