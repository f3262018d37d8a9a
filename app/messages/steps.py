"""Sentences for the steps of long work."""

from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "import.read": N_("Reading the file"),
    "import.rows": N_("Importing rows"),
    "import.commit": N_("Saving the import"),
    "import.rejects": N_("Writing the workbook of rejected rows"),
    "scan.rows": N_("Looking for personal information"),
    "export.rows": N_("Writing the workbook"),
}
