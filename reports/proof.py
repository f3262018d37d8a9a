"""The last section of every document: identifiers and hashes to compare, how to compare them, and a QR code."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Protocol

from app.domain.evidence import Checkpoint, PageSigner, canonical
from app.domain.firm import Firm
from app.domain.marks import NN_
from app.i18n import N_
from reports.digests import sm3_hex
from reports.language import Language
from reports.page import Composed, Furniture
from reports.press import Press

SIGNED_EVIDENCE = N_(
    "The evidence behind this document is attached to the PDF as signed data, and the whole PDF is signed with "
    "the firm's own key. The command qingdang verify checks both on any computer, without a network; so does the "
    "page verify.html that comes with the program, in a web browser. PDF readers call the signer unknown, which"
    " is to be expected: compare the key's fingerprint with the one below."
)


class Certified(Protocol):
    """What every certificate's evidence has."""

    @property
    def id(self) -> str: ...

    @property
    def number(self) -> str: ...

    @property
    def vault_id(self) -> str: ...

    @property
    def firm(self) -> Firm: ...

    @property
    def firm_key(self) -> str: ...

    @property
    def page_signer(self) -> PageSigner | None: ...

    @property
    def checkpoint(self) -> Checkpoint: ...


class Keyed(Protocol):
    """What says which keys signed."""

    @property
    def firm_key(self) -> str: ...

    @property
    def page_signer(self) -> PageSigner | None: ...


def page_key(evidence: Keyed) -> str:
    """The fingerprint of the key that signs the pages."""
    return evidence.page_signer.key if evidence.page_signer else evidence.firm_key


def key_rows(evidence: Keyed, lang: Language) -> list[tuple[str, str]]:
    """The firm's key, and the certificate of its own that signs the pages where there is one."""
    t, signer = lang.t, evidence.page_signer
    rows = [(t("Fingerprint of the firm's key"), evidence.firm_key)]
    if signer is None:
        return rows
    made_out = t(
        "{name}, issued by {issuer}, valid until {day}",
        name=signer.name,
        issuer=signer.issuer,
        day=lang.iso(signer.valid_until),
    )
    rows.append((t("Certificate that signs the pages"), made_out))
    return [*rows, (t("Fingerprint of its key"), signer.key)]


def certified(
    press: Press, evidence: Certified, title: str, heading: int, rows: Sequence[tuple[str, str]] = ()
) -> Composed:
    """End a certificate: its proof under this heading's number, `rows` in it, and the pages with head and foot."""
    lang, t = press.language, press.language.t
    content = canonical(evidence)
    digest = sha256(content).hexdigest()
    proof_section(
        press,
        lang.heading(heading, t("Verifying this certificate")),
        number=evidence.number,
        digest=digest,
        checkpoint=evidence.checkpoint,
        rows=[
            (t("Certificate"), evidence.id),
            (t("Vault"), evidence.vault_id),
            *rows,
            *key_rows(evidence, lang),
        ],
        explanation=t(SIGNED_EVIDENCE),
        sm3=sm3_hex(content),
    )
    return press.compose(
        Furniture(title, evidence.firm.name, t("Certificate No."), evidence.number, evidence.checkpoint, digest)
    )


def proof_section(
    press: Press,
    title: str,
    *,
    number: str,
    digest: str,
    checkpoint: Checkpoint,
    rows: Sequence[tuple[str, str]],
    explanation: str,
    sm3: str = "",
) -> None:
    """`digest` is the hex SHA-256 of the evidence's canonical JSON, or "" where there is none to compare with.

    `sm3` is the SM3 digest of the same bytes.
    """
    lang, t = press.language, press.language.t
    root = (
        t(
            NN_("Root of the audit log, {size} event", "Root of the audit log, {size} events", "size"),
            size=lang.number(checkpoint.size),
        ),
        f"{checkpoint.root}\n{lang.instant(checkpoint.at)}",
    )
    evidence = [(t("SHA-256 of the evidence"), digest)] if digest else []
    if sm3:
        evidence.append((t("SM3 of the evidence"), sm3))
    with press.together():
        press.heading(title)
        press.paragraph(explanation)
        press.facts([*evidence, *rows, root], pairs_a_row=1, size=8)
        if digest:
            shown = t("The QR code holds the number and the SHA-256 of the evidence:")
            press.qr(f"QINGDANG {number} SHA256 {digest}", [shown, number, digest])
        else:
            shown = t("The QR code holds the number and the root of the audit log:")
            press.qr(f"QINGDANG {number} AUDIT {checkpoint.size} {checkpoint.root}", [shown, number, checkpoint.root])
