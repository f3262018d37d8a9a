"""Pictures of every screen, wizard page, dialog and state, and what the layout test looks at."""
