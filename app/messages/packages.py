"""Sentences for packages, backups, certificates and attachments."""

from app.i18n import N_

TEMPLATES: dict[str, str] = {
    "sealed-foreign": N_("This file is no archive package and no backup of this program."),
    "sealed-cut": N_(
        "The file's end is not where it belongs: something was cut off, added or changed. Use another copy."
    ),
    "sealed-statement": N_("The signed statement at the file's end does not hold: it was changed. Use another copy."),
    "sealed-header": N_("The file's header is not the one that was signed: it was changed. Use another copy."),
    "sealed-ledger": N_("The file's ledger of destructions is not the one that was signed. Use another copy."),
    "sealed-newer": N_("The file was made by a newer version of the program (form {version}). Install that version."),
    "sealed-damaged": N_(
        "The encrypted content was changed or cut (part {chunk}). Nothing was taken from it. Use another copy."
    ),
    "blob-missing": N_("The attachment file {blob} is missing from the vault's folder. Restore it from a backup."),
    "bundle-damaged": N_(
        "The content is not what its list says ({entry}). Nothing was taken from it. Use another copy."
    ),
    "backup-damaged": N_("The backup's content cannot be read. Nothing was restored. Use another copy."),
    "backup-newer": N_("The backup was made by a newer version of the program (form {version}). Install that version."),
    "jws-malformed": N_("The signed statement cannot be read: it was changed or is none."),
    "key-not-p256": N_("The firm's key is of a kind that this program does not use."),
    "ledger-malformed": N_("The ledger of destructions cannot be read: it was changed or is none."),
    "ledger-of-another-vault": N_("The certificate or backup belongs to another vault. Nothing was restored."),
    "certificate-foreign": N_("This PDF holds no evidence of this program."),
    "evidence-unreadable": N_("The certificate's evidence cannot be read: it was changed or is missing."),
}
