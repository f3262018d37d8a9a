"""The screens of the main window; none knows another."""
