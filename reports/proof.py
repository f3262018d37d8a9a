"""The last section of every certificate: identifiers and hashes to compare, how to compare them, and a QR code."""

from collections.abc import Sequence

from reports.press import Press


def proof_section(press: Press, title: str, *, number: str, digest: str, rows: Sequence[tuple[str, str]]) -> None:
    """`digest` is the hex SHA-256 of the evidence's canonical JSON; `rows` are labels with values, each on one line."""
    t = press.language.t
    press.heading(title)
    press.paragraph(
        t(
            "The evidence behind this document is attached to the PDF as signed data, and the PDF as a whole is signed "
            "with the firm's own key. The command qingdang verify checks both on any computer, without a network. "
            "A PDF reader that calls the signer unknown is right: compare the key's fingerprint with the one below."
        )
    )
    press.facts(rows, pairs_a_row=1, size=8)
    press.qr(
        f"QINGDANG {number} SHA256 {digest}",
        [
            t("The QR code holds the number and the SHA-256 of the evidence:"),
            number,
            digest,
        ],
    )
