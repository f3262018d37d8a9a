"""The sentences of file checks: what `verify` says about certificates, packages and backups, by code.

Chinese stands in resources/locale/zh/packages.po.
"""

from app.domain.checks import Check
from app.domain.marks import N_, NN_
from app.domain.retention import Reason

TEMPLATES: dict[str, str] = {
    "file-form-good": N_("The file has the form it should have; nothing was cut off or added."),
    "file-foreign": N_("This is no certificate, package or backup of this program, or its first bytes were changed."),
    "sealed-cut": N_("The end of the file is not where it belongs: something was cut off, added or changed there."),
    "sealed-newer": N_("The file was made by a newer version of the program, which has to check it."),
    "sealed-statement": N_("The signed statement at the end of the file does not hold: it was changed."),
    "sealed-header": N_("The file's header is not the one that was signed."),
    "sealed-ledger": N_("The ledger of destructions is not the one that was signed."),
    "header-good": NN_(
        "The header is the one that was signed: {records} record, made on {made_at}.",
        "The header is the one that was signed: {records} records, made on {made_at}.",
        "records",
    ),
    "ledger-good": NN_(
        "The ledger is the one that was signed; it names {records} destroyed record.",
        "The ledger is the one that was signed; it names {records} destroyed records.",
        "records",
    ),
    "ledger-wrong": N_("The ledger of destructions is not the one that was signed, or it cannot be read."),
    "payload-good": N_("The encrypted content is the one that was signed: {bytes} bytes."),
    "payload-wrong": N_("The encrypted content is not the one that was signed: something in it was changed."),
    "signature-good": N_("The signature holds."),
    "signature-wrong": N_("The signature does not hold: what was signed, or the signature, was changed."),
    "signed-by": N_(
        "Signed with the key whose fingerprint is {key}. Whose key that is, this check cannot know: compare the "
        "fingerprint with the one that the firm published."
    ),
    "pages-signed-by": N_(
        "The pages are signed with the firm's own certificate, made out to {owner} by {issuer}, key {key}; the signed "
        "evidence names it."
    ),
    "key-mixed": N_(
        "Parts of the file are signed with different keys, or it names another key than it is signed with."
    ),
    "certificate-foreign": N_("This PDF holds no evidence of this program."),
    "certificate-unreadable": N_("The PDF cannot be read: it was changed or cut."),
    "evidence-good": N_("The evidence belongs to certificate {number} and can be read."),
    "evidence-older": N_(
        "The evidence belongs to certificate {number} and can be read. It has the older form {version}, which is "
        "checked by its own rules."
    ),
    "evidence-newer": N_("The certificate was made by a newer version of the program, which has to check it."),
    "evidence-unreadable": N_("The attached evidence cannot be read: it was changed or is missing."),
    "commitments-good": N_("The attached commitments are the ones that were signed: {records}, one a record."),
    "commitments-wrong": N_("The attached commitments are not the ones that were signed, or they are missing."),
    "merkle-root-good": N_("The Merkle root computed from the commitments is the one on the certificate."),
    "merkle-root-wrong": N_("The Merkle root computed from the commitments is not the one on the certificate."),
    "order-good": N_("The order that handler and approver signed is about these very records."),
    "order-wrong": N_("The order that handler and approver signed is not about these records."),
    "order-signatures-good": NN_(
        "The {signatures} signature of the firm's people under the order holds. Compare the key's fingerprint.",
        "All {signatures} signatures of the firm's people under the order hold. Compare the keys' fingerprints.",
        "signatures",
    ),
    "order-signatures-wrong": N_("A signature of the firm's people under the order is missing or does not hold."),
    "consistency-good": NN_(
        "The audit log goes on from where the checkpoint before had it, at {size} event.",
        "The audit log goes on from where the checkpoint before had it, at {size} events.",
        "size",
    ),
    "consistency-wrong": N_("The audit log does not go on from the checkpoint before: its past was changed."),
    "document-good": N_("The document's own signature holds and covers every byte of it."),
    "document-unsigned": N_("The document itself is not signed, so a change of its pages could not be noticed."),
    "document-changed": N_("The document was changed after it was signed."),
    "slip-proved": NN_(
        "The {records} record of the slip was in this destruction.",
        "All {records} records of the slip were in this destruction.",
        "records",
    ),
    "slip-partly": N_(
        "Records of the slip that were in this destruction: {proved} of {records}. The others are not covered by this "
        "certificate."
    ),
    "slip-not-in-it": NN_(
        "The slip's {records} record was not in this destruction.",
        "None of the slip's {records} records was in this destruction.",
        "records",
    ),
    "slip-of-another-vault": N_("The slip is of another vault and has nothing to do with this certificate."),
    "slip-wrong": N_(
        "A record id of the slip is in the ledger, but not under the slip's commitment: slip or ledger is wrong."
    ),
    "slip-unproved": N_("The certificate does not verify, so the slip cannot be held against it."),
    "slip-alone": N_("This is a slip. Name the destruction certificate that it is to be held against as well."),
    "slip-unreadable": N_("This is no slip of this program, or it was misread."),
    "report-evidence": N_("This is a report: it is signed as a whole and carries no evidence of a destruction."),
    "file-not-found": N_("There is no such file."),
    "already-archived": N_("Archived already."),
    "check-attachments": NN_(
        "{attachments} attachment file read, {problems} missing or changed.",
        "{attachments} attachment files read, {problems} of them missing or changed.",
        "attachments",
    ),
}


def found(name: str, ok: bool, code: str, **params: object) -> Check:
    """One line of a file's check."""
    return Check(name, ok, Reason(code, tuple((key, str(value)) for key, value in params.items())))
