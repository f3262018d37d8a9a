"""The certificate of a whole vault's end 整库销毁证书: what became of everything, what was destroyed, what survives."""

from app.domain.endings import EndingEvidence
from app.domain.labels import CLOSURES, COPY_KINDS, COPY_STATUSES, DOCUMENT_KINDS
from app.i18n import N_
from reports.columns import Column
from reports.language import byte_size, made_with
from reports.page import Composed
from reports.press import Press
from reports.proof import certified, page_key

LIMITS = (
    N_(
        "Storage may keep old ciphertext out of any program's reach: remapped blocks of solid-state disks, blocks of "
        "copy-on-write file systems."
    ),
    N_(
        "Snapshots, shadow copies and restore points of the operating system, and the version history of cloud "
        "synchronisation, may hold the old files; so may backups of the whole computer."
    ),
    N_("Whoever kept a copy of the vault's folder together with a passphrase can still open that copy."),
    N_(
        "The firm's signing key was destroyed with the vault: whatever is signed with it at a later time was signed "
        "with a copy of it."
    ),
)


def ending_certificate(evidence: EndingEvidence, press: Press) -> Composed:
    """The certificate's pages; the caller makes them an archive file and signs it."""
    lang, t = press.language, press.language.t
    title = t("Certificate of a Whole Vault's End")
    press.title(title, lang.day(lang.local_day(evidence.issued_at)))
    removed = t("{files} ({size})", files=lang.number(evidence.files), size=byte_size(evidence.bytes))
    press.facts(
        [
            (t("Personal information handler"), f"{evidence.firm.name}\n{evidence.firm.uscc}"),
            (t("Occasion"), lang.t(CLOSURES[evidence.firm.closure])),
            (t("Records destroyed before"), lang.number(evidence.records_destroyed)),
            (t("Records handed over before"), lang.number(evidence.records_transferred)),
            (t("Key slots destroyed"), lang.number(evidence.slots)),
            (t("Files overwritten and removed"), removed),
        ]
    )
    press.note(made_with(evidence.issued_at, evidence.program_version, t))
    press.heading(lang.heading(1, t("How the vault was destroyed")))
    press.paragraph(
        t(
            "First the key slots were put out of reach and overwritten, then the database and every attachment were "
            "overwritten and removed. This certificate was put in its place only after nothing was left in the folder."
        )
    )
    _documents(evidence, press)
    _limits(evidence, press)
    with press.together():
        press.heading(lang.heading(4, t("Signatures")))
        if evidence.one_person:
            press.paragraph(t("One person acted in several roles, because the firm had no one else."))
        seals = [press.seal(lang.label(one.role), one.operator, one.signed_at, one.key) for one in evidence.signatures]
        firm = t("Personal information handler (seal)")
        press.seals([*seals, press.seal(firm, evidence.firm.name, evidence.issued_at, page_key(evidence))])
    return certified(press, evidence, title, 5, [(t("Merkle root of the destroyed records"), evidence.ledger_root)])


def _documents(evidence: EndingEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    press.heading(lang.heading(2, t("Papers that were written out before")))
    if not evidence.documents:
        press.paragraph(t("The vault held no papers."))
        return
    columns = [Column(t("Number"), weight=1.3), Column(t("Kind"), weight=1.5), Column(t("SHA-256"), weight=4, size=7)]
    rows = [[one.number, lang.named(one.kind, DOCUMENT_KINDS), one.sha256] for one in evidence.documents]
    press.table(columns, rows, dense=True)


def _limits(evidence: EndingEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    press.heading(lang.heading(3, t("What this certificate cannot prove")))
    press.items([t(text) for text in LIMITS])
    press.subheading(t("Copies known to survive"))
    if not evidence.surviving_copies:
        press.paragraph(t("The program knew of no backup, package or export that is not proved gone."))
        return
    columns = [Column(t("Copy"), weight=0), Column(t("File")), Column(t("Made"), weight=0)]
    columns += [Column(t("Records"), align="right", weight=0), Column(t("State"), weight=0)]
    rows = [
        [
            lang.named(one.kind, COPY_KINDS),
            one.file,
            lang.minute(one.made_at),
            lang.number(one.records),
            lang.named(one.status, COPY_STATUSES),
        ]
        for one in evidence.surviving_copies
    ]
    press.table(columns, rows)
