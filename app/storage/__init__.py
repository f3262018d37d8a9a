"""The only SQL: connection, migrations, unit of work, one store a subject."""
