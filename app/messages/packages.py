"""Sentences for packages, backups, certificates and attachments."""

from app.domain.marks import NN_
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
    "sealed-payload": N_("The encrypted content is not the one that was signed: it was changed. Use another copy."),
    "blob-missing": N_("The attachment file {blob} is missing from the vault's folder. Restore it from a backup."),
    "bundle-damaged": N_(
        "The content is not what its list says ({entry}). Nothing was taken from it. Use another copy."
    ),
    "backup-damaged": N_("The backup's content cannot be read. Nothing was restored. Use another copy."),
    "backup-newer": N_("The backup was made by a newer version of the program (form {version}). Install that version."),
    "not-a-backup": N_("{file} is an archive package, no backup of a vault. Nothing was restored. Choose the backup."),
    "backup-of-another-key": N_(
        "The backup was signed with another key than the firm's own inside it. Nothing was restored. Use another copy."
    ),
    "package-damaged": N_("The package's content cannot be read. Nothing was taken from it. Use another copy."),
    "package-newer": N_(
        "The package was made by a newer version of the program (form {version}). Install that version."
    ),
    "jws-malformed": N_("The signed statement cannot be read: it was changed or is none."),
    "key-not-p256": N_("The firm's key is of a kind that this program does not use."),
    "ledger-malformed": N_("The ledger of destructions cannot be read: it was changed or is none."),
    "ledger-of-another-vault": N_("The certificate or backup belongs to another vault. Nothing was restored."),
    "certificate-foreign": N_("This PDF holds no evidence of this program."),
    "certificate-not-valid": N_(
        "{file} was changed or is no certificate of this program, so it proves nothing. Nothing was restored."
    ),
    "certificate-of-another-key": N_(
        "{file} is not signed with the key of the backup's firm, so it proves nothing here. Nothing was restored."
    ),
    "vault-ended-since": NN_(
        "The certificate {certificate} proves that this vault has ended: all that it held was destroyed or handed "
        "over. {records} record of the backup would come back. Nothing was restored.",
        "The certificate {certificate} proves that this vault has ended: all that it held was destroyed or handed "
        "over. {records} records of the backup would come back. Nothing was restored.",
        "records",
    ),
    "evidence-newer": N_(
        "The certificate was made by a newer version of the program (form {version}). Install that version."
    ),
    "evidence-unreadable": N_("The certificate's evidence cannot be read: it was changed or is missing."),
    "nothing-to-archive": NN_(
        "The {records} record asked for is not to be archived today: it is archived already, frozen, undecided or to "
        "be destroyed. Nothing was written.",
        "None of the {records} records asked for is to be archived today: they are archived already, frozen, undecided "
        "or to be destroyed. Nothing was written.",
        "records",
    ),
    "no-slips": N_("None of these records is there any more, so there are no slips. Nothing was written."),
    "slip-unreadable": N_("This is no slip of this program, or it was misread. Scan it again, or type it once more."),
    "record-not-found": N_("There is no record {uid}. Nothing was changed."),
    "customer-not-found": N_("There is no customer {customer}. Nothing was changed."),
    "ocr-missing": N_(
        "Reading scans needs the extra “ocr”, which is not installed. Nothing was changed. Install it with:"
        " pip install rapidocr onnxruntime"
    ),
    "scan-unreadable": N_(
        "The text of {file} can't be read: it is no PDF or picture, or it is damaged. It stays attached without text."
    ),
    "scan-not-shown": N_("Page {page} can't be drawn: it is damaged. The attachment itself is unchanged."),
    "paper-not-found": N_("There is no paper file {paper} in the register. Nothing was changed."),
    "paper-none": N_("There is no paper file in the register. Nothing was written."),
    "paper-place-missing": N_("Say where the paper file stands. Nothing was entered."),
    "paper-text-too-long": N_("An entry has at most {longest} characters a field. Nothing was entered."),
    "paper-pages-wrong": N_("A paper file has at least one page. Nothing was entered."),
    "paper-period-reversed": N_("The period ends before it begins. Nothing was entered."),
    "one-owner-only": N_("A file belongs to a record or to a customer, not to both. Nothing was attached."),
    "attachment-not-found": N_("There is no attachment {attachment}. Nothing was written."),
    "attachment-is-paper": N_("This attachment is a paper file and lies here: {place}. There is nothing to write."),
    "folder-not-found": N_("There is no folder {folder}. Nothing was written. Make it or choose another one."),
}
