"""The Secret that callers of the services wrap passphrases in."""

from app.vault.secret import Secret

__all__ = ["Secret"]
