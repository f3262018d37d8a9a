"""The notice letter 告知书 to one customer: what its article demands, a reply to cut off, slips to keep."""

from reportlab.platypus.flowables import Flowable, KeepTogether, Spacer

from app.domain.notice_texts import (
    AGREE,
    GUARDIAN_OF,
    NO_NAME,
    OF_THE_CHILD,
    REFUSE,
    REPLY,
    SLIP_HEADING,
    SLIP_LEFT_OUT,
    SLIP_NOTE,
    TO_GUARDIAN,
    TO_ONE,
)
from app.domain.notice_wording import wording
from app.domain.notices import Addressee, NoticeFacts, letter_number
from app.domain.slips import MOST
from app.domain.words import NoticeKind
from app.i18n import N_
from reports import style
from reports.blocks import CutLine, TextBlock, Title, rich
from reports.language import Language
from reports.mail import Mail
from reports.masthead import Masthead
from reports.seals import QrBlock
from reports.style import TextStyle
from reports.typesetting import Doubtful, Run

_ADDRESS = TextStyle(10, 15)
_BODY = TextStyle(10.5, 18.5, justify=True, after=5)
_LATIN = TextStyle(9.5, 14.5, after=4)
_RIGHT = TextStyle(10.5, 18, align="right")
_REPLY = TextStyle(10, 17, after=3)
_NUMBER = TextStyle(8.5, 13, colour=style.INK_2, align="centre", after=10)


def notice_letter(facts: NoticeFacts, to: Addressee, language: Language) -> Mail:
    """The letter to this customer."""
    doubtful, t = Doubtful(), language.t
    said = wording(facts, t, language.day, types=to.types, kinds=to.kinds)
    number, name = letter_number(facts.number, to.number), to.name or t(NO_NAME)
    body = _flowing(language)
    story: list[Flowable] = [
        Masthead(facts.firm.name, facts.letterhead, doubtful),
        Spacer(0, 14),
        *_window(to, language, doubtful),
        Spacer(0, 12),
        Title(said.title, doubtful),
        TextBlock([Run(number)], _NUMBER, doubtful),
        TextBlock([Run(t(TO_GUARDIAN if to.is_child else TO_ONE, name=name))], body, doubtful),
        *([TextBlock([Run(t(OF_THE_CHILD, name=name))], body, doubtful)] if to.is_child else []),
        TextBlock([Run(said.opening)], body, doubtful),
    ]
    for at, (heading, text) in enumerate(said.points, start=1):
        template = rich(t(N_("**{heading}**: {text}")), {"heading": heading, "text": text})
        marker = f"{at}．" if language.is_chinese else f"{at}."
        story.append(TextBlock(template, body, doubtful, indent=20, marker=marker))
    story.append(KeepTogether(_signature(facts, language, doubtful)))
    if facts.kind is NoticeKind.PROVISION:
        story.append(KeepTogether(_reply(facts, to, number, language, doubtful)))
    if to.slips:
        story.append(KeepTogether(_slips(to, language, doubtful)))
    return Mail(number, story, doubtful)


def _flowing(language: Language) -> TextStyle:
    return _BODY if language.is_chinese else _LATIN


def _window(to: Addressee, language: Language, doubtful: Doubtful) -> list[Flowable]:
    """The address where an envelope's window is; a line that is not known is left out."""
    name = to.name or language.t(NO_NAME)
    lines = [to.address, language.t(GUARDIAN_OF, name=name) if to.is_child else name, to.code]
    return [TextBlock([Run(line)], _ADDRESS, doubtful) for line in lines if line]


def _signature(facts: NoticeFacts, language: Language, doubtful: Doubtful) -> list[Flowable]:
    day = language.day(language.local_day(facts.prepared_at))
    seal = language.t("{firm} (seal)", firm=facts.firm.name)
    return [Spacer(0, 10), TextBlock([Run(seal)], _RIGHT, doubtful), TextBlock([Run(day)], _RIGHT, doubtful)]


def _reply(facts: NoticeFacts, to: Addressee, number: str, language: Language, doubtful: Doubtful) -> list[Flowable]:
    """Yes or no to be ticked; for a child under 14 the guardian signs (PIPL 31)."""
    t = language.t
    signing = N_("Letter {number}. Signature: ______________________  Date: ________________")
    if to.is_child:
        signing = N_("Letter {number}. Signature of the guardian: ______________________  Date: ________________")
    lines = (
        f"□  {t(AGREE, recipient=facts.particulars.recipient)}",
        f"□  {t(REFUSE)}",
        t(signing, number=number),
    )
    heading = TextBlock([Run(t(REPLY), bold=True)], _REPLY, doubtful)
    return [CutLine(), heading, *(TextBlock([Run(line)], _REPLY, doubtful) for line in lines)]


def _slips(to: Addressee, language: Language, doubtful: Doubtful) -> list[Flowable]:
    """The code that shows later that the customer's records were in a certificate."""
    t = language.t
    notes = [t(SLIP_NOTE)]
    if len(to.slips) > 1:
        notes.append(t(SLIP_LEFT_OUT, records=language.number(to.records), most=str(MOST)))
    heading = TextBlock([Run(t(SLIP_HEADING), bold=True)], _REPLY, doubtful)
    first = QrBlock(to.slips[0].text, notes, doubtful, side=_side(len(to.slips[0].records)))
    others = [QrBlock(one.text, [], doubtful, side=_side(len(one.records))) for one in to.slips[1:]]
    return [CutLine(), heading, first, *others]


def _side(records: int) -> float:
    """How large a code must be for a phone to read it from paper: more records, more squares."""
    return 84.0 + 5.0 * min(records, MOST)
