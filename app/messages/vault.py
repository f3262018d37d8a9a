"""Sentences for vault, header, operator, lock and environment errors."""

from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "wrong-passphrase": N_(
        "The passphrase does not open this vault for {operator}. Nothing was changed. "
        "Check the operator and the keyboard, then try again."
    ),
}
