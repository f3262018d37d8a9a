"""The hand-over certificate 移交证书, with the sheet that both sides sign: what went to whom, on which ground."""

from app.domain.labels import CLOSURES
from app.domain.transfer_evidence import TransferEvidence
from app.domain.transfers import BASES, Basis
from app.domain.words import Role
from reports.language import made_with
from reports.package_parts import extent, groups_table, package_size
from reports.page import Composed
from reports.press import Press
from reports.proof import certified, page_key
from reports.seals import Seal


def transfer_certificate(evidence: TransferEvidence, press: Press) -> Composed:
    """The certificate's pages; the caller makes them an archive file and signs it."""
    lang, t = press.language, press.language.t
    title = t("Customer Information Hand-Over Certificate and Receipt")
    press.title(title, lang.day(lang.local_day(evidence.issued_at)))
    _facts(evidence, press)
    _ground(evidence, press)
    _contents(evidence, press)
    _duties(press)
    with press.together():
        press.heading(lang.heading(4, t("Signatures of both sides")))
        blank = t("Date: ____________________")
        press.seals(
            [
                Seal(
                    t("Handed over by"), evidence.made_by, (lang.label(Role.HANDLER), lang.minute(evidence.issued_at))
                ),
                Seal(t("Received by (signature, seal)"), evidence.recipient, (blank,)),
                press.seal(
                    t("Personal information handler (seal)"), evidence.firm.name, evidence.issued_at, page_key(evidence)
                ),
            ]
        )
    return certified(press, evidence, title, 5, [(t("SHA-256 of the handed-over package"), evidence.package_sha256)])


def _facts(evidence: TransferEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    press.facts(
        [
            (t("Handed over by"), f"{evidence.firm.name}\n{evidence.firm.uscc}"),
            (t("Recipient"), f"{evidence.recipient}\n{evidence.contact}"),
            (t("Occasion"), t(CLOSURES[evidence.firm.closure])),
            (t("Hand-over order"), evidence.order),
            (t("Handed-over package"), evidence.package),
            (t("Size"), package_size(evidence, lang)),
            (t("Extent"), press.bold(extent(evidence, lang))),
            (t("Form"), t("with masked values") if evidence.masked else t("as kept")),
            (t("Rule pack"), evidence.pack_version),
            (t("Made at"), lang.minute(evidence.issued_at)),
        ]
    )
    press.note(made_with(evidence.issued_at, evidence.program_version, t))


def _ground(evidence: TransferEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    press.heading(lang.heading(1, t("Legal basis of the hand-over")))
    press.paragraph(t(BASES[evidence.basis]))
    if evidence.basis is Basis.SUCCESSION:
        press.paragraph(
            t(
                "The customers were told of the recipient by notice {notice}, on display from {first} to {last}. The "
                "hand-over took place after that time was over."
            ),
            notice=evidence.notice,
            first=lang.day(evidence.published_on),
            last=lang.day(evidence.published_until),
        )
        if evidence.opinion:
            press.paragraph(t("A succession was seen in it for this reason: {opinion}"), opinion=evidence.opinion)
        return
    press.paragraph(
        t(
            "An impact assessment was completed on {day}. Only records of customers whose separate consent is entered "
            "were handed over."
        ),
        day=lang.day(evidence.assessed_on),
    )


def _contents(evidence: TransferEvidence, press: Press) -> None:
    lang, t = press.language, press.language.t
    press.heading(lang.heading(2, t("What was handed over")))
    groups_table(evidence.groups, press)


def _duties(press: Press) -> None:
    lang, t = press.language, press.language.t
    press.heading(lang.heading(3, t("Duties of each side")))
    items = [
        t(
            "The recipient takes over the duties of a handler of personal information, and asks for consent again "
            "before it changes the purpose or the way of handling."
        ),
        t(
            "Retention periods that are still running continue with the recipient; the table above gives their last "
            "days."
        ),
        t(
            "The package is encrypted. It opens with the code that the firm gives the recipient by another channel. "
            "Receipt is confirmed by signing this sheet, after the package was opened and its records were counted."
        ),
        t(
            "The firm keeps its copy frozen until the receipt is entered, and destroys it afterwards by an order of "
            "its own. This package is listed there as a surviving copy."
        ),
    ]
    press.items(items)
