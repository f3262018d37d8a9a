"""Sentences for the steps of long work."""

from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "import.read": N_("Reading the file"),
    "import.rows": N_("Importing rows"),
    "import.commit": N_("Saving the import"),
    "import.rejects": N_("Writing the workbook of rejected rows"),
    "scan.rows": N_("Looking for personal information"),
    "check": N_("Checking the vault"),
    "rotate.copy": N_("Writing the new database"),
    "rotate.index": N_("Building the search index again"),
    "rotate.check": N_("Checking the new database"),
    "export.rows": N_("Writing the workbook"),
}
