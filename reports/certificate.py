"""The destruction certificate 客户信息销毁证书: what was measured, and exactly how far it goes."""

from app.domain.evidence import DestructionEvidence
from app.domain.labels import CLOSURES, COPY_KINDS, COPY_STATUSES, RESULTS
from app.domain.words import Role
from app.i18n import N_
from reports.certificate_parts import appraisal, copies_gone, paper_files
from reports.columns import Column
from reports.language import DASH, Language, byte_size, made_with, year_span
from reports.page import Composed
from reports.press import Press
from reports.proof import certified, page_key

# The words of DestructionEvidence.method.
METHODS = {
    "new-generation": N_(
        "What stays was written into a new database file under a new, randomly made key; after the check below the "
        "old database file was overwritten and removed, and its key was destroyed with it."
    ),
}
# What holds for every destruction; what was measured in this one is said with its figures.
LIMITS = (
    N_(
        "Storage may keep old ciphertext out of any program's reach: remapped blocks of solid-state disks, blocks of "
        "copy-on-write file systems."
    ),
    N_(
        "Snapshots, shadow copies and restore points of the operating system, and the version history of cloud "
        "synchronisation, may hold the old files; so may backups of the whole computer."
    ),
    N_(
        "Copies made outside this program are not covered: the original spreadsheets, printouts, screenshots, "
        "attachments of messages, data held by processors and other recipients."
    ),
    N_(
        "Older backups and packages that this program knows of are listed below; whoever holds one together with a "
        "passphrase of its time can still read the records in it."
    ),
    N_(
        "The certificate proves what was done with the records in this vault. It does not prove that the dates and "
        "kinds entered for them were right, nor that the vault held every record of the firm."
    ),
    N_(
        "Times are those of the computer's clock. Later changes to the audit log can be discovered with the "
        "checkpoint printed here; they are not made impossible."
    ),
)


def destruction_certificate(evidence: DestructionEvidence, press: Press) -> Composed:
    """The certificate's pages; the caller makes them an archive file and signs it."""
    lang, t = press.language, press.language.t
    title = t("Customer Information Destruction Certificate")
    press.title(title, lang.day(lang.local_day(evidence.issued_at)))
    _facts(evidence, press)
    _destroyed(evidence, press)
    _method(evidence, press)
    _limits(evidence, press)
    _held_back(evidence, press)
    _signatures(evidence, press)
    rows = [
        (t("SHA-256 of the order"), evidence.order_hash),
        (t("Merkle root of the destroyed records"), evidence.merkle_root),
    ]
    return certified(press, evidence, title, 6, rows)


def _facts(evidence: DestructionEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    counted = t(
        "Records: {records}; customers: {customers}; attachments: {attachments}",
        records=lang.number(evidence.records),
        customers=lang.number(evidence.customers),
        attachments=lang.number(evidence.attachments),
    )
    press.facts(
        [
            (t("Personal information handler"), f"{evidence.firm.name}\n{evidence.firm.uscc}"),
            (t("Occasion"), lang.t(CLOSURES[evidence.firm.closure])),
            (t("Destruction order"), f"{evidence.order}\n" + _approved(evidence, lang)),
            (t("Rule pack"), evidence.pack_version),
            (t("Extent"), counted),
            (t("Result"), press.bold(lang.named(evidence.result, RESULTS))),
            (t("Prepared by"), f"{evidence.prepared_by}  {lang.minute(evidence.prepared_at)}"),
            (t("Executed at"), lang.minute(evidence.executed_at)),
        ]
    )
    press.note(made_with(evidence.issued_at, evidence.program_version, t))


def _approved(evidence: DestructionEvidence, lang: Language) -> str:
    approved = [signed.signed_at for signed in evidence.signatures if signed.role is Role.APPROVER]
    if not approved:
        return lang.t("not approved by a separate person")
    return lang.t("approved {at}", at=lang.minute(max(approved)))


def _destroyed(evidence: DestructionEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    press.heading(lang.heading(1, t("What was destroyed, and on which basis")))
    columns = [
        Column(t("Kind"), weight=0),
        Column(t("Internal grade"), weight=0),
        Column(t("Records"), align="right", weight=0),
        Column(t("Years"), weight=0),
        Column(t("Rule"), weight=0, size=8),
        Column(t("Legal basis"), size=8),
    ]
    rows = [
        [
            lang.label(group.kind),
            lang.label(group.sensitivity),
            lang.number(group.records),
            year_span(group.first_year, group.last_year),
            group.rule or DASH,
            lang.cite(group.basis),
        ]
        for group in evidence.groups
    ]
    total = [t("Total"), "", lang.number(sum(group.records for group in evidence.groups)), "", "", ""]
    press.table(columns, rows, total=total)
    press.note(
        t(
            "The grades (general, sensitive, core) are the handler's own internal grading. They are not the grading "
            "of data by the State under the Data Security Law."
        )
    )


def _method(evidence: DestructionEvidence, press: Press) -> None:
    lang, t, residue = press.language, press.language.t, evidence.residue
    press.heading(lang.heading(2, t("How it was destroyed, and how that was verified")))
    press.paragraph(lang.named(evidence.method, METHODS))
    press.paragraph(
        t(
            "In the terms of NIST SP 800-88 Rev. 2 this is a cryptographic erase of the old generation, as far as no "
            "other copy of its key slots exists."
        )
    )
    press.paragraph(
        t(
            "An independent reader, which does not use the database engine, decrypted every page of the new file "
            "({pages}) with the current key and searched them for every destroyed value ({values}): **hits: {hits}**. "
            "As a control, the same search in the old file, before it was destroyed, found {control} of them."
        ),
        pages=lang.number(residue.pages),
        values=lang.number(residue.values),
        hits=lang.number(residue.hits),
        control=lang.number(residue.control_hits),
    )
    press.table([Column(t("Measured"), weight=3), Column(t("Value"), align="right")], _figures(evidence, lang))


def _figures(evidence: DestructionEvidence, lang: Language) -> list[tuple[str, str]]:
    t, number, residue = lang.t, lang.number, evidence.residue
    refused = t("yes: it opens nothing") if evidence.old_key_refused else t("not confirmed")
    return [
        (t("Files read back"), number(residue.files)),
        (t("Pages decrypted and searched"), number(residue.pages)),
        (t("Bytes searched"), t("{bytes} ({size})", bytes=number(residue.bytes), size=byte_size(residue.bytes))),
        (t("Distinct destroyed values searched for"), number(residue.values)),
        (t("Values found by the control search in the old generation"), number(residue.control_hits)),
        (t("Values found in the new generation"), number(residue.hits)),
        (t("Values not searched for, because records that stay rightly hold them too"), number(residue.shared_values)),
        (
            t("Values not searched for, because they are too short or name nobody (plain dates, small numbers)"),
            number(residue.weak_values),
        ),
        (t("Index words of destroyed values looked up in the rebuilt search index"), number(residue.terms)),
        (t("Index words found there"), number(residue.term_hits)),
        (t("Old key tried on the files that exist and refused"), refused),
        (t("Duration of the reading back, in seconds"), f"{residue.seconds:,.1f}"),
    ]


def _limits(evidence: DestructionEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    press.heading(lang.heading(3, t("What this certificate cannot prove")))
    press.items([t(text) for text in LIMITS])
    press.subheading(t("Copies known to survive"))
    if not evidence.surviving_copies:
        press.paragraph(t("The program knows of no earlier backup, package or export that holds destroyed records."))
    else:
        _surviving(evidence, press)
    copies_gone(evidence, press)
    paper_files(evidence, press)


def _surviving(evidence: DestructionEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    columns = [
        Column(t("Copy"), weight=0),
        Column(t("File")),
        Column(t("Made"), weight=0),
        Column(t("Of these records"), align="right", weight=0),
        Column(t("Expires"), weight=0),
        Column(t("State"), weight=0),
    ]
    rows = [
        [
            lang.named(copy.kind, COPY_KINDS),
            copy.file,
            lang.minute(copy.made_at),
            lang.number(copy.records),
            lang.iso(copy.expires_on),
            lang.named(copy.status, COPY_STATUSES),
        ]
        for copy in evidence.surviving_copies
    ]
    press.table(columns, rows)


def _held_back(evidence: DestructionEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    press.heading(lang.heading(4, t("What was not destroyed, and why")))
    if not evidence.held_back:
        press.paragraph(t("The order left out none of the records that were chosen for it."))
        return
    columns = [
        Column(t("Reason"), weight=4),
        Column(t("Records"), align="right"),
        Column(t("Until"), weight=1.0),
    ]
    rows = [[lang.reason(held.reason), lang.number(held.records), lang.iso(held.until)] for held in evidence.held_back]
    press.table(columns, rows)
    press.note(t("A record with several reasons is counted under each of them."))


def _signatures(evidence: DestructionEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    seals = [
        press.seal(lang.label(signed.role), signed.operator, signed.signed_at, signed.key)
        for signed in evidence.signatures
    ]
    firm = press.seal(
        t("Personal information handler (seal)"), evidence.firm.name, evidence.issued_at, page_key(evidence)
    )
    with press.together():
        press.heading(lang.heading(5, t("Signatures")))
        if evidence.one_person:
            press.paragraph(t("One person acted in several roles, because the firm had no one else."))
        appraisal(evidence, press)
        press.seals([*seals, firm])
