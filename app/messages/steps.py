"""Sentences for the steps of long work."""

from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "import.read": N_("Reading the file"),
    "import.rows": N_("Importing rows"),
    "import.commit": N_("Saving the import"),
    "import.rejects": N_("Writing the workbook of rejected rows"),
    "scan.rows": N_("Looking for personal information"),
    "classify.read": N_("Reading the records"),
    "classify.enter": N_("Classifying the records"),
    "plan.count": N_("Counting the records"),
    "plan.decide": N_("Deciding by the rules"),
    "check": N_("Checking the vault"),
    "rotate.copy": N_("Writing the new database"),
    "rotate.index": N_("Building the search index again"),
    "rotate.check": N_("Checking the new database"),
    "export.rows": N_("Writing the workbook"),
    "attach.store": N_("Encrypting the attachment"),
    "archive.write": N_("Writing the archive package"),
    "archive.verify": N_("Reading the package back"),
    "backup.write": N_("Writing the backup"),
    "backup.verify": N_("Reading the backup back"),
    "restore.attachments": N_("Restoring attachments"),
    "restore.rows": N_("Restoring records"),
    "restore.forget": N_("Leaving out what was destroyed since"),
    "restore.index": N_("Building the search index"),
    "restore.check": N_("Checking what is restored"),
    "verify.read": N_("Reading the file"),
}
