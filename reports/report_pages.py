"""A report of chapters as PDF pages: title, facts, numbered chapters, the firm's signature, how to verify."""

from app.i18n import N_
from reports.chapters import Report, set_chapter
from reports.contents import Contents
from reports.digests import sm3_hex
from reports.language import made_with
from reports.page import Composed, Furniture
from reports.press import Press
from reports.proof import key_rows, page_key, proof_section
from reports.seals import Seal

_WITH_FIGURES = N_(
    "The figures behind this document are attached to the PDF as evidence.json, and the whole PDF is signed "
    "with the firm's own key. PDF readers call the signer unknown, which is to be expected: compare the key's "
    "fingerprint with the one below."
)
_SIGNED = N_(
    "The whole PDF is signed with the firm's own key. PDF readers call the signer unknown, which is to be "
    "expected: compare the key's fingerprint with the one below."
)


def report_pages(report: Report, press: Press) -> Composed:
    """The report's pages; the caller makes them an archive file and signs it."""
    lang, t, head = press.language, press.language.t, report.head
    press.title(report.title, lang.day(lang.local_day(head.issued_at)))
    facts = [
        (t("Personal information handler"), f"{head.firm.name}\n{head.firm.uscc}"),
        *report.facts,
        (t("Rule pack"), head.pack_version),
        (t("Figures as of"), lang.minute(head.issued_at)),
    ]
    if len(facts) % 2:
        facts.append((report.number_label or t("Report No."), head.number))
    press.facts(facts)
    press.note(made_with(head.issued_at, head.program_version, t))
    press.figure(Contents(press.titles, t("Table of contents"), press.doubtful))
    for number, chapter in enumerate(report.chapters, start=1):
        set_chapter(chapter, number, press)
    after = len(report.chapters) + 1
    _signatures(report, lang.heading(after, t("Signature")), press)
    proof_section(
        press,
        lang.heading(after + 1, t("Verifying this document")),
        number=head.number,
        digest=report.digest,
        checkpoint=head.checkpoint,
        rows=[(t("Vault"), head.vault_id), *key_rows(head, lang)],
        explanation=t(_WITH_FIGURES if report.attachment else _SIGNED),
        sm3=sm3_hex(report.attachment) if report.attachment else "",
    )
    return press.compose(
        Furniture(
            report.title,
            head.firm.name,
            report.number_label or t("Report No."),
            head.number,
            head.checkpoint,
            report.digest,
            landscape=report.landscape,
            watermark=report.watermark,
        )
    )


def _signatures(report: Report, title: str, press: Press) -> None:
    """Boxes to sign in by hand, where the form asks for them, and the firm's own."""
    t, head = press.language.t, report.head
    to_sign = [Seal(one.role, one.name, (*one.notes, t("Signature, seal, date:"))) for one in report.signers]
    firm = press.seal(t("Personal information handler (seal)"), head.firm.name, head.issued_at, page_key(head))
    with press.together():
        press.heading(title)
        press.seals([*to_sign, firm])
