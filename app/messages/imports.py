"""Sentences for what is done with imports that are in the vault."""

from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "unknown-import": N_("There is no import {batch} in this vault."),
    "reason-missing": N_("A change needs a reason. Nothing was changed."),
    "origin-unchanged": N_("This is what is said about the import already. Nothing was changed."),
    "import-in-use": N_(
        "The import can't be taken back, because something was done with its records since. Nothing was changed. What "
        "has to go can be destroyed by an order."
    ),
    "record-sealed": N_("The record {uid} can't be corrected now. Nothing was changed."),
    "bad-correction": N_("The correction is written as FIELD=TEXT, not “{text}”."),
    "unknown-field": N_("The record has no field “{field}”. Its fields are: {fields}."),
    "value-unchanged": N_("“{field}” says this already. Nothing was changed."),
    "unknown-customer": N_("There is no customer {customer} in this vault."),
    "same-customer": N_("This is one customer already. Nothing was changed."),
    "unknown-join": N_("There is no join {join} that could be undone."),
    "bad-cleaning": N_("“{text}” is no cleaning. The words are: {words}."),
    "bad-legal-basis": N_("“{text}” is no legal basis. The words are: {words}."),
}
