"""Sentences for reports and documents."""

from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "unknown-report": N_("There is no report {kind}. Nothing was written. Choose one of: {kinds}."),
    "unknown-report-format": N_("{file} ends neither in .pdf nor in .xlsx. Nothing was written. Choose one of these."),
    "unknown-document": N_("No issued document has the id or number {document}. Nothing was written."),
    "not-a-pdf-document": N_(
        "{document} is a workbook: only PDFs carry signatures. Nothing was written. Sign the PDF instead."
    ),
    "signer-file-unreadable": N_(
        "{file} is no PKCS#12 file (.p12, .pfx), or the password is another one. Nothing was signed."
    ),
    "signers-full": N_(
        "The document carries {most} further signatures already: there is no room for the block of another one. "
        "Nothing was signed."
    ),
    "not-a-pdf": N_("The file is no PDF that can be read: it was changed or cut. Use another copy."),
}
