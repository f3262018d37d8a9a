"""The last section of every document: identifiers and hashes to compare, how to compare them, and a QR code."""

from collections.abc import Sequence

from app.domain.evidence import Checkpoint
from app.i18n import N_
from reports.press import Press

SIGNED_EVIDENCE = N_(
    "The evidence behind this document is attached to the PDF as signed data, and the PDF as a whole is signed with "
    "the firm's own key. The command qingdang verify checks both on any computer, without a network; so does the page "
    "verify.html that comes with the program, in a web browser. A PDF reader that calls the signer unknown is right: "
    "compare the key's fingerprint with the one below."
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
        t("Root of the audit log, {size} events", size=lang.number(checkpoint.size)),
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
