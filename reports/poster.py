"""The public notice 公告 to post at the premises: one page, A4 or A3, set as large as it fits."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A3, A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from app.domain.notice_texts import DAYS, POSTED, POSTED_DAYS, TO_EVERYBODY
from app.domain.notice_wording import Wording, wording
from app.domain.notices import NoticeFacts
from app.domain.words import NoticeKind
from app.i18n import N_
from reports import fonts, style
from reports.blocks import TextBlock, Title, ink, rich
from reports.language import Language
from reports.masthead import Masthead
from reports.page import Composed, DoubtfulList
from reports.structure import artifact, structure_of
from reports.style import TextStyle
from reports.typesetting import Doubtful, Run

SIZES = {"A4": A4, "A3": A3}
_LARGEST, _SMALLEST, _STEP = 17.0, 8.0, 0.5  # points of the text on A4; A3 is √2 times that


def poster(facts: NoticeFacts, paper: str, language: Language) -> Composed:
    """The notice on one page of "A4" or "A3"; the caller makes it an archive file and signs it."""
    fonts.register()
    width, height = SIZES[paper]
    scale = width / A4[0]
    margin = 20 * 2.8346 * scale
    room, high = width - 2 * margin, height - 2 * margin
    said = wording(facts, language.t, language.day)
    blocks, total = _fitting(facts, said, language, scale, room, high)
    target = BytesIO()
    canvas = Canvas(
        target,
        pagesize=(width, height),
        initialFontName=fonts.REGULAR,  # type: ignore[arg-type]  # the stub takes it for a size
        invariant=1,
        pageCompression=1,
    )
    canvas.setTitle(said.title)
    canvas.setAuthor(facts.firm.name)
    _border(canvas, width, height, margin * 0.55, scale)
    spare = min(max(0.0, high - total) / 2, 40 * scale)
    top = height - margin - spare
    for block in blocks:
        used = block.wrap(room, high)[1]
        block.drawOn(canvas, margin, top - block.getSpaceBefore() - used)
        top -= used + block.getSpaceBefore() + block.getSpaceAfter()
    _foot(canvas, facts, language, width, margin * 0.75, scale)
    canvas.showPage()
    canvas.save()
    return Composed(target, 1, structure_of(canvas))


def _fitting(
    facts: NoticeFacts, said: Wording, language: Language, scale: float, room: float, high: float
) -> tuple[Sequence[Flowable], float]:
    """The blocks in the largest size that fits on the page; in the smallest where none does."""
    size = _LARGEST
    while True:
        blocks = _blocks(facts, said, language, size * scale)
        total = sum(one.wrap(room, high)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in blocks)
        if total <= high or size <= _SMALLEST:
            return blocks, total
        size -= _STEP


def _blocks(facts: NoticeFacts, said: Wording, language: Language, size: float) -> list[Flowable]:
    t, doubtful = language.t, Doubtful()
    title = TextStyle(size * 1.9, size * 2.7, bold=True, align="centre", after=size * 0.6)
    body = TextStyle(size, size * 1.75, after=size * 0.35, justify=language.is_chinese)
    right = TextStyle(size, size * 1.7, align="right")
    kind = TextStyle(size * 1.2, size * 2.0, colour=style.INK_2, align="centre")
    blocks: list[Flowable] = []
    if not facts.letterhead.is_plain:
        blocks.append(Masthead(facts.firm.name, facts.letterhead, doubtful, scale=size / 10.5))
    blocks += [
        TextBlock([Run(t("Public notice"))], kind, doubtful),
        Title(said.title, doubtful, title),
        TextBlock([Run(t(TO_EVERYBODY, firm=facts.firm.name))], body, doubtful),
        TextBlock([Run(said.opening)], body, doubtful),
    ]
    for at, (heading, text) in enumerate(said.points, start=1):
        runs = rich(t(N_("**{heading}**: {text}")), {"heading": heading, "text": text})
        marker = f"{at}．" if language.is_chinese else f"{at}."
        blocks.append(TextBlock(runs, body, doubtful, indent=size * 1.9, marker=marker))
    day = language.day(language.local_day(facts.prepared_at))
    seal = t("{firm} (seal)", firm=facts.firm.name)
    above = TextStyle(size, size * 1.7, align="right", before=size * 0.8)
    small = TextStyle(size * 0.6, size, colour=style.INK_2, before=size * 0.5)
    blocks += [TextBlock([Run(seal)], above, doubtful), TextBlock([Run(day)], right, doubtful)]
    return [*blocks, DoubtfulList(language, doubtful, small)]


def _border(canvas: Canvas, width: float, height: float, inset: float, scale: float) -> None:
    with artifact(canvas):
        canvas.setStrokeColor(ink(style.RULE))
        canvas.setLineWidth(1.6 * scale)
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)


def _foot(canvas: Canvas, facts: NoticeFacts, language: Language, width: float, margin: float, scale: float) -> None:
    """When it went up, to be written in by hand, and its number."""
    t = language.t
    is_succession = facts.kind is NoticeKind.SUCCESSION
    posted = t(POSTED, days=DAYS) if is_succession else t(POSTED_DAYS)
    small = TextStyle(8.5 * scale, 13 * scale, colour=style.INK_2)
    block = TextBlock([Run(f"{facts.number}    {posted}")], small, Doubtful())
    room = width - 2 * margin
    high = block.wrap(room, 100 * scale)[1]
    block.drawOn(canvas, margin, margin + high * 0.1)
