"""What personal information a value, a column, a sheet or a text holds."""
