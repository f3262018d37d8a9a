"""Customers' slips 客户查验单: what a customer keeps to find out later whether the records were destroyed."""

from reportlab.platypus.flowables import Flowable, KeepTogether, Spacer

from app.domain.slips import Slip, SlipSheet, SlipSheets
from app.i18n import N_
from reports import style
from reports.blocks import TextBlock, Title
from reports.language import Language
from reports.mail import Mail
from reports.seals import QrBlock
from reports.style import TextStyle
from reports.typesetting import Doubtful, Run

TITLE = N_("Customer's Slip")
_FIRM = TextStyle(11, 16, bold=True, colour=style.PRIMARY)
_BODY = TextStyle(10, 16.5, after=4)
_CODE = TextStyle(8, 12, colour=style.INK_2, after=8)
_GROUP = 5
_RULES = (
    N_(
        "This slip stands for {records} of your records. It holds random numbers only, nothing about you; keep it as "
        "long as you may want to ask."
    ),
    N_(
        "After the destruction the firm shows a destruction certificate (PDF). Whoever has the certificate and this "
        "slip can see whether the records were in it."
    ),
    N_(
        "Open verify.html, the page that comes with the certificate, in a browser; drop the certificate on it; scan "
        "the code with a phone or type it in. It works without a network, and nothing is sent."
    ),
    N_("Whoever else has this slip and the certificate learns the same: that these records were destroyed, and when."),
)


def slip_page(sheet: SlipSheet, evidence: SlipSheets, lang: Language) -> Mail:
    """The page, or pages, of one customer."""
    doubtful, t = Doubtful(), lang.t
    day = lang.day(lang.local_day(evidence.made_at))
    whom = sheet.name or t("Records that belong to no customer")
    lines = [t("For: {name}", name=whom), t("Vault {id}, {day}", id=evidence.vault_id[:8], day=day)]
    story: list[Flowable] = [
        TextBlock([Run(evidence.firm)], _FIRM, doubtful),
        Spacer(0, 10),
        Title(t(TITLE), doubtful),
        *(TextBlock([Run(line)], _BODY, doubtful) for line in lines),
        Spacer(0, 6),
    ]
    for at, rule in enumerate(_RULES, start=1):
        marker = f"{at}．" if lang.is_chinese else f"{at}."
        text = t(rule, records=lang.number(sheet.records))
        story.append(TextBlock([Run(text)], _BODY, doubtful, indent=20, marker=marker))
    for at, slip in enumerate(sheet.slips, start=1):
        story.append(KeepTogether(_code(slip, at, len(sheet.slips), lang, doubtful)))
    return Mail(sheet.customer[:8] or t(TITLE), story, doubtful)


def _code(slip: Slip, at: int, of: int, lang: Language, doubtful: Doubtful) -> list[Flowable]:
    """The code as a picture, and under it as text to type, in groups."""
    records = lang.number(len(slip.records))
    said = lang.t("Slip {at} of {of}; records: {records}", at=lang.number(at), of=lang.number(of), records=records)
    text = slip.text
    typed = " ".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))
    return [
        Spacer(0, 8),
        QrBlock(text, [said], doubtful, side=90.0 + 5.0 * len(slip.records)),
        TextBlock([Run(typed)], _CODE, doubtful),
    ]
