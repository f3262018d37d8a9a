"""Sentences for the steps of long work."""

from app.i18n import N_, Catalogue

TEMPLATES: dict[str, str] = {
    "import.read": N_("Reading the file"),
    "import.clean": N_("Looking for cells to clean"),
    "import.rows": N_("Importing rows"),
    "import.commit": N_("Saving the import"),
    "import.rejects": N_("Writing the workbook of rejected rows"),
    "scan.rows": N_("Looking for personal information"),
    "completeness.read": N_("Looking for what is missing or contradictory"),
    "customers.compare": N_("Comparing the customers"),
    "classify.read": N_("Reading the records"),
    "classify.enter": N_("Classifying the records"),
    "decision.read": N_("Looking at what would change"),
    "decision.enter": N_("Changing the decisions"),
    "plan.count": N_("Counting the records"),
    "plan.decide": N_("Deciding by the rules"),
    "check": N_("Checking the vault"),
    "rotate.copy": N_("Writing the new database"),
    "rotate.index": N_("Building the search index again"),
    "rotate.check": N_("Checking the new database"),
    "destroy.decide": N_("Deciding over every record"),
    "destroy.copy": N_("Writing what stays into a new database"),
    "destroy.index": N_("Building the search index of what stays"),
    "destroy.values": N_("Collecting the values that have to be gone"),
    "destroy.shared": N_("Looking for values that other records rightly hold"),
    "destroy.control": N_("Control: finding the values in the old database"),
    "destroy.read": N_("Reading back every page of the new database"),
    "destroy.words": N_("Looking up words in the new search index"),
    "export.rows": N_("Writing the workbook"),
    "attach.store": N_("Encrypting the attachment"),
    "attach.read": N_("Reading the text of the scan"),
    "notice.letters": N_("Writing the letters"),
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
    "demo.samples": N_("Writing the sample files"),
    "demo.vault": N_("Making the demo vault"),
    "report.collect": N_("Counting for the report"),
    "report.draw": N_("Drawing the report"),
    "documents.export": N_("Saving the documents"),
    "document.print": N_("Printing the document"),
}


def step(name: str, catalogue: Catalogue) -> str:
    """A progress step's sentence."""
    return catalogue.gettext(TEMPLATES.get(name, name))
