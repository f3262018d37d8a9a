"""The frame of letters: many in one file or one alone, each with its own number and pages counted from 1."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable, PageBreak
from reportlab.platypus.frames import Frame

from reports import fonts, style
from reports.blocks import draw_lines, ink
from reports.language import Language
from reports.page import Composed, DoubtfulList
from reports.structure import artifact, structure_of
from reports.typesetting import Doubtful, Run, lay_out

_TOP = 20 * 2.8346
_FOOT = style.FURNITURE


@dataclass(frozen=True, slots=True)
class Mail:
    """One letter: its printed number, its blocks, and what of their characters could not be drawn."""

    number: str
    story: Sequence[Flowable]
    doubtful: Doubtful = field(default_factory=Doubtful)


class _Begin(Flowable):
    """Invisible: from here on the pages belong to this letter."""

    def __init__(self, document: "_MailDocument", number: str) -> None:
        super().__init__()
        self._document = document
        self._number = number

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        return 0, 0

    def draw(self) -> None:
        self._document.begin(self._number)
        structure_of(self.canv).begin_part()


class _MailDocument(BaseDocTemplate):
    """Counts each letter's pages; the number is known when the page's first block is drawn."""

    def begin(self, number: str) -> None:
        self.letter, self.first = number, self.page

    @property
    def place(self) -> tuple[str, int]:
        return self.letter, self.page - self.first + 1


def letter_file(mails: Iterable[Mail], title: str, firm: str, language: Language) -> Composed:
    """The letters in one file, each beginning on a page of its own."""
    fonts.register()

    def draw_foot(canvas: Canvas, document: BaseDocTemplate) -> None:
        assert isinstance(document, _MailDocument)
        number, page = document.place
        folio = language.t("Page {page}", page=str(page))
        with artifact(canvas, "Footer"):
            _draw_foot(canvas, f"{number} · {folio}")

    target = BytesIO()
    width = style.PAGE_WIDTH - 2 * style.MARGIN
    frame = Frame(style.MARGIN, style.BOTTOM, width, style.PAGE_HEIGHT - _TOP - style.BOTTOM, 0, 0, 0, 0)
    document = _MailDocument(
        target,
        pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
        pageTemplates=[PageTemplate("letter", [frame], onPageEnd=draw_foot)],
        title=title,
        author=firm,
        lang="zh-CN" if language.is_chinese else "en",
        initialFontName=fonts.REGULAR,
        invariant=1,
        pageCompression=1,
    )
    story: list[Flowable] = []
    for mail in mails:
        if story:
            story.append(PageBreak())
        missing = DoubtfulList(language, mail.doubtful, style.NOTE)
        story += [_Begin(document, mail.number), *mail.story, missing]
    made: list[Canvas] = []

    def make_canvas(*args: object, **settings: object) -> Canvas:
        made.append(Canvas(*args, **settings))  # type: ignore[arg-type]  # reportlab hands its own settings through
        return made[0]

    document.build(story, canvasmaker=make_canvas)
    return Composed(target, made[0].getPageNumber() - 1, structure_of(made[0]))


def _draw_foot(canvas: Canvas, text: str) -> None:
    width = style.PAGE_WIDTH - 2 * style.MARGIN
    rule = style.BOTTOM - 18
    canvas.setStrokeColor(ink(style.LINE))
    canvas.setLineWidth(style.HAIR)
    canvas.line(style.MARGIN, rule, style.PAGE_WIDTH - style.MARGIN, rule)
    lines = lay_out([Run(text)], _FOOT.size, width, Doubtful())
    draw_lines(canvas, lines[:1], style.MARGIN, rule - 6, width, _FOOT)
