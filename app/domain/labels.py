"""The names of the contract's words, as English message ids: one table for window, command line, workbooks and PDFs.

Chinese stands in resources/locale/zh/domain.po.
"""

from enum import StrEnum

from app.domain.legal_bases import LEGAL_BASES
from app.domain.marks import N_
from app.domain.words import Closure, Disposition, Kind, OrderState, PiType, Role, Sensitivity, State

CLOSURES = {
    Closure.DEREGISTRATION: N_("Deregistration of the company"),
    Closure.GROUP_SUBSIDIARY: N_("Subsidiary after its group's deregistration"),
    Closure.TRANSFER: N_("Transfer of the company"),
    Closure.ADDRESS_CANCELLATION: N_("Cancellation of the registered address"),
    Closure.MERGER: N_("Merger or division"),
}
KINDS = {
    Kind.BASIC: N_("Basic customer data"),
    Kind.TRANSACTION: N_("Transactions"),
    Kind.SERVICE: N_("Service records"),
    Kind.CONTRACT: N_("Contracts"),
    Kind.ACCOUNTING: N_("Accounting files"),
    Kind.CORRESPONDENCE: N_("Correspondence"),
    Kind.OTHER: N_("Other records"),
}
SENSITIVITIES = {
    Sensitivity.GENERAL: N_("General"),
    Sensitivity.SENSITIVE: N_("Sensitive"),
    Sensitivity.CORE: N_("Core"),
}
DISPOSITIONS = {
    Disposition.KEEP: N_("Keep"),
    Disposition.ARCHIVE: N_("Archive"),
    Disposition.RESTRICT: N_("Store only"),
    Disposition.TRANSFER: N_("Hand over"),
    Disposition.DESTROY: N_("Destroy"),
}
STATES = {
    State.IMPORTED: N_("Imported"),
    State.CLASSIFIED: N_("Classified"),
    State.ARCHIVED: N_("Archived"),
    State.RESTRICTED: N_("Stored only"),
    State.TRANSFERRED: N_("Handed over"),
    State.DESTROYED: N_("Destroyed"),
}
ROLES = {
    Role.HANDLER: N_("Handler"),
    Role.APPROVER: N_("Approver"),
    Role.WITNESS: N_("Witness"),
    Role.VIEWER: N_("Viewer"),
}
ORDER_STATES = {
    OrderState.DRAFT: N_("Prepared"),
    OrderState.APPRAISED: N_("Appraised"),
    OrderState.APPROVED: N_("Approved"),
    OrderState.WAITING: N_("Approved, waiting"),
    OrderState.EXECUTING: N_("Under way"),
    OrderState.VERIFIED: N_("Executed, waiting for the witness"),
    OrderState.WITNESSED: N_("Witnessed"),
    OrderState.CERTIFIED: N_("Certified"),
    OrderState.WITHDRAWN: N_("Withdrawn"),
}
PI_TYPES = {
    PiType.PERSON_NAME: N_("Name of a person"),
    PiType.ORG_NAME: N_("Name of an organisation"),
    PiType.CN_RESIDENT_ID: N_("Resident identity number"),
    PiType.CN_PASSPORT: N_("Passport number"),
    PiType.HK_MACAU_PERMIT: N_("Hong Kong and Macau permit"),
    PiType.TAIWAN_PERMIT: N_("Taiwan permit"),
    PiType.MOBILE_PHONE: N_("Mobile number"),
    PiType.LANDLINE_PHONE: N_("Landline number"),
    PiType.EMAIL: N_("E-mail address"),
    PiType.ADDRESS: N_("Address"),
    PiType.POSTCODE: N_("Postcode"),
    PiType.BANK_CARD: N_("Bank card number"),
    PiType.USCC: N_("Unified social credit code"),
    PiType.WECHAT_ID: N_("WeChat ID"),
    PiType.QQ_NUMBER: N_("QQ number"),
    PiType.LICENCE_PLATE: N_("Licence plate"),
    PiType.BIRTH_DATE: N_("Date of birth"),
    PiType.GENDER: N_("Gender"),
    PiType.AGE: N_("Age"),
    PiType.ETHNICITY: N_("Ethnicity"),
    PiType.RELIGION: N_("Religion"),
    PiType.HEALTH: N_("Health"),
    PiType.BIOMETRIC: N_("Biometric data"),
    PiType.LOCATION_TRACK: N_("Location track"),
    PiType.FINANCIAL_ACCOUNT: N_("Financial account"),
    PiType.MINOR: N_("Person under 14"),
    PiType.AMOUNT: N_("Amount"),
    PiType.EVENT_DATE: N_("Date of an event"),
    PiType.ORDER_NUMBER: N_("Order number"),
    PiType.FREE_TEXT: N_("Free text"),
    PiType.OTHER: N_("Other content"),
}
# Where the contract's word is a plain string, not an enum.
RESULTS = {
    "complete": N_("All done, verified by reading back"),
    "with-exceptions": N_("Done with exceptions, which the certificate lists"),
}
COPY_KINDS = {
    "backup": N_("Backup"),
    "package": N_("Archive package"),
    "export": N_("Exported workbook"),
    "attachment": N_("Exported attachment"),
    "transfer": N_("Handed-over package"),
    "processor": N_("Held by a processor"),
    "letters": N_("Letters to customers"),
}
KNOWN_UNTIL = N_(
    "The backup knows nothing after {moment}: what was destroyed since then stays destroyed only as far as the "
    "certificates and newer backups that were given prove it."
)
COPY_STATUSES = {
    "exists": N_("still exists"),
    "missing": N_("not found where it was made"),
    "renewed": N_("made again without the records"),
    "destroyed": N_("destroyed"),
    "asked": N_("its holder was asked to delete it"),
    "deleted": N_("deleted, with proof"),
    "returned": N_("given back, with proof"),
}
DOCUMENT_KINDS = {
    "destruction-certificate": N_("Destruction certificate"),
    "archive-certificate": N_("Archive certificate"),
    "closure": N_("Closure report"),
    "inventory": N_("Data inventory"),
    "destruction-register": N_("Destruction register"),
    "audit": N_("Audit log extract"),
    "public-notice": N_("Public notice"),
    "deliveries": N_("Delivery table"),
    "assessments": N_("Assessments"),
    "incidents": N_("Register of incidents"),
    "transfer-certificate": N_("Hand-over certificate"),
    "appraisal-opinion": N_("Appraisal opinion"),
    "destruction-list": N_("Destruction list"),
    "general-destruction-list": N_("Destruction list of any files"),
    "vault-end-certificate": N_("Certificate of a whole vault's end"),
    "classification": N_("Classification summary"),
    "retention-plan": N_("Retention plan"),
    "volume-catalogue": N_("Catalogue of volumes"),
    "file-catalogue": N_("Catalogue of the files in each volume"),
    "handover-list": N_("Hand-over list of archived files"),
    "backups": N_("Backup and restore record"),
    "recovery-sheet": N_("Recovery sheet"),
    "closing-plan": N_("Closing plan"),
}


def label(word: StrEnum) -> str:
    """The message id of one of the contract's enum words; KeyError for an enum that has no table."""
    return _TABLE[type(word).__name__, word.value]


_TABLE = {
    (type(word).__name__, word.value): text
    for table in (CLOSURES, KINDS, SENSITIVITIES, DISPOSITIONS, STATES, ROLES, ORDER_STATES, PI_TYPES, LEGAL_BASES)
    for word, text in table.items()
}
