"""Sentences for the register of incidents."""

from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "incident-not-found": N_("There is no incident {number}. Nothing was entered. `incident VAULT list` shows them."),
    "incident-ahead": N_("{at} is still to come: an incident is entered once it was found out. Nothing was entered."),
    "incident-duty": N_(
        "“{duty}” is none of the duties of {number}. Nothing was entered. `incident VAULT show` lists them."
    ),
    "incident-names-somebody": N_(
        "The text holds a number or an address of one person. The register names nobody: it outlives the records. "
        "Nothing was entered. Say it without."
    ),
    "incident-open": N_(
        "The handling of {number} is not over: what is named below is still to be done. Nothing was changed."
    ),
    "incident-not-closed": N_(
        "The handling of {number} is not over, so its period does not run yet. Nothing was deleted."
    ),
    "still-kept": N_("{number} has to be kept until {until}, that day included. Nothing was deleted."),
    "assessment-not-found": N_("There is no form {number}. Nothing was changed. `assessment VAULT list` shows them."),
    "bad-instant": N_("“{text}” is no time of the form “YYYY-MM-DD HH:MM”. Nothing was done."),
}
