"""Keys, the header file, attachments, generations and the lock of a vault folder."""
