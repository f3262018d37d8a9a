"""The page frame of every document: margins, header, footer, page n of m, and the list of characters no font has."""

import gc
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from app.domain.evidence import Checkpoint
from reports import fonts, style
from reports.blocks import TextBlock, draw_lines, ink
from reports.contents import ROW as CONTENTS_ROW
from reports.contents import Place as ContentsPlace
from reports.language import Language
from reports.objects import write_objects
from reports.structure import Element, Link, Role, Structure, artifact, structure_of, tagged
from reports.style import TextStyle
from reports.typesetting import Doubtful, Run, lay_out, natural_width
from reports.watermark import draw_watermark

_RIGHT = TextStyle(style.FURNITURE.size, style.FURNITURE.leading, colour=style.INK_2, align="right")
_LEFT = style.FURNITURE
_DEFLATED = PDFDictionary({"Filter": PDFName("FlateDecode")})
_SETTLED_PAGES = 200


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page and in the file's metadata; `digest` is the evidence's SHA-256 (hex) or "".

    A document made without a vault has no `checkpoint`.
    """

    title: str
    firm: str
    number_label: str
    number: str
    checkpoint: Checkpoint | None
    digest: str
    landscape: bool = False
    watermark: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page."""
        upright = (style.PAGE_WIDTH, style.PAGE_HEIGHT)
        return upright[::-1] if self.landscape else upright


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished document before it becomes an archive file; that closes `file`, so that no two lie in memory."""

    file: BytesIO
    pages: int
    structure: Structure


class DoubtfulList(TextBlock):
    """The characters that stand as boxes in this document or letter, or could not be shown; nothing without such.

    Filled in when its turn comes: by then everything before it has been laid out.
    """

    def __init__(self, language: Language, doubtful: Doubtful, text: TextStyle = style.BODY) -> None:
        super().__init__([], text, Doubtful())
        self._language = language
        self._found = doubtful

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        if not self._runs:
            self._runs = self._written()
        if not self._runs:
            self.width, self.height = aW, 0
            return aW, 0
        return super().wrap(aW, aH)

    def draw(self) -> None:
        if self._runs:
            super().draw()

    def _written(self) -> list[Run]:
        t, runs = self._language.t, []
        if self._found.missing:
            runs.append(Run(t("Characters that the document's font does not have, drawn as boxes:") + "\n", bold=True))
            for character, times in sorted(self._found.missing.items()):
                runs.append(Run(f"{character} U+{ord(character):04X} × {times}    "))
        if self._found.invisible:
            start = "\n" if runs else ""
            runs.append(Run(start + t("Invisible characters in the data, not shown:") + "\n", bold=True))
            runs += [Run(f"U+{ord(sign):04X} × {times}    ") for sign, times in sorted(self._found.invisible.items())]
        return runs


class _FolioCanvas(Canvas):
    """A canvas whose pages get their "page n of m" once m is known: as a content stream after the page's own.

    The contents get their page numbers in the same way: `pages_of` the headings is complete by then.
    """

    folio: Callable[[int, int], str]
    width: float
    file: BytesIO
    pages_of: dict[str, tuple[int, float]]
    contents: list[ContentsPlace]

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """End the page and compress it at once: a register of many pages is not kept as text until it is saved."""
        super().showPage()
        pages = self._doc.Pages.pages  # type: ignore[attr-defined]  # the stub leaves it out
        pages[-1].Contents = self._compressed(pages[-1].stream)
        pages[-1].stream = ""
        if not len(pages) % _SETTLED_PAGES:
            # What finished pages hold stays to the end: the collector need not go through it again and again, which
            # makes the time of a register of a million rows grow faster than the register. `compose` thaws it.
            gc.freeze()

    def save(self) -> None:
        document = self._doc  # type: ignore[attr-defined]  # the stub leaves it out
        for number, page in enumerate(document.Pages.pages, start=1):
            self._code: list[str] = []
            with artifact(self, "Footer"):
                folio = self.folio(number, len(document.Pages.pages))
                _furniture_line(self, folio, _RIGHT, style.BOTTOM - 24, self.width)
            self._number_contents(number)
            added = self._compressed("\n".join(self._code))
            page.Contents = PDFArray([document.Reference(page.Contents), document.Reference(added)])
        write_objects(document, self, self.file)

    def _number_contents(self, page: int) -> None:
        for place in self.contents:
            if place.page == page and place.title in self.pages_of:
                target, top = self.pages_of[place.title]
                text = lay_out([Run(str(target))], CONTENTS_ROW.size, 100, Doubtful())
                with tagged(self, Element(Role.SPAN, place.entry), page - 1):
                    draw_lines(self, text, place.right - text[0].width, place.top, text[0].width, CONTENTS_ROW)
                box = (place.left, place.top - CONTENTS_ROW.leading, place.right, place.top)
                structure_of(self).links.append(Link(page - 1, box, target - 1, top, place.entry))

    def _compressed(self, operators: str) -> PDFStream:
        return PDFStream(_DEFLATED, zlib.compress(operators.encode("ascii")))


def _furniture_line(canvas: Canvas, text: str, text_style: TextStyle, top: float, width: float) -> None:
    lines = lay_out([Run(text)], text_style.size, width, Doubtful())
    draw_lines(canvas, lines[:1], style.MARGIN, top, width, text_style)


def compose(story: Sequence[Flowable], furniture: Furniture, language: Language, doubtful: Doubtful) -> Composed:
    """Set the story on pages; every character that no font has is listed after it."""
    fonts.register()
    rl_config.useA85 = 0  # streams are compressed once more below; text armour would only cost time

    def draw_furniture(canvas: Canvas, document: BaseDocTemplate) -> None:  # noqa: ARG001 - reportlab's callback
        if furniture.watermark:
            draw_watermark(canvas, furniture.watermark, furniture.size)
        with artifact(canvas, "Header"):
            _draw_header(canvas, furniture)
        with artifact(canvas, "Footer"):
            _draw_footer(canvas, furniture, language)

    target = BytesIO()
    width, height = furniture.size
    text_width = width - 2 * style.MARGIN
    frame = Frame(style.MARGIN, style.BOTTOM, text_width, height - style.TOP - style.BOTTOM, 0, 0, 0, 0)
    document = BaseDocTemplate(
        target,
        pagesize=(width, height),
        pageTemplates=[PageTemplate("page", [frame], onPage=draw_furniture)],
        title=furniture.title,
        author=furniture.firm,
        lang="zh-CN" if language.is_chinese else "en",
        initialFontName=fonts.REGULAR,
        invariant=1,
        pageCompression=1,
    )
    made: list[Canvas] = []

    def make_canvas(*args: object, **settings: object) -> Canvas:
        canvas = _FolioCanvas(*args, **settings)  # type: ignore[arg-type]  # reportlab hands its own settings through
        canvas.folio = lambda page, pages: language.t("Page {page} of {pages}", page=str(page), pages=str(pages))
        canvas.width = text_width
        canvas.file = target
        canvas.pages_of, canvas.contents = {}, []
        made.append(canvas)
        return canvas

    try:
        document.build([*story, DoubtfulList(language, doubtful)], canvasmaker=make_canvas)
    finally:
        gc.unfreeze()
    pages, structure = made[0].getPageNumber() - 1, structure_of(made[0])
    # Canvas and document hold each other: emptied, they need not wait for the collector with all their pages.
    made[0].__dict__.clear()
    fonts.rest()
    return Composed(target, pages, structure)


def _draw_header(canvas: Canvas, furniture: Furniture) -> None:
    width, height = furniture.size
    text_width = width - 2 * style.MARGIN
    top = height - style.HEADER
    number = f"{furniture.number_label} {furniture.number}"
    _furniture_line(canvas, number, _RIGHT, top, text_width)
    room = text_width - natural_width([Run(number)], _RIGHT.size) - 24
    firm = lay_out([Run(furniture.firm)], _LEFT.size, room, Doubtful())
    # A name that needs two lines grows upwards, so that the rule stays where it is.
    draw_lines(canvas, firm, style.MARGIN, top + _LEFT.leading * (len(firm) - 1), room, _LEFT)
    canvas.setStrokeColor(ink(style.RULE))
    canvas.setLineWidth(1.2)
    canvas.line(style.MARGIN, top - 17, width - style.MARGIN, top - 17)


def _draw_footer(canvas: Canvas, furniture: Furniture, language: Language) -> None:
    rule, width = style.BOTTOM - 18, furniture.size[0]
    canvas.setStrokeColor(ink(style.LINE))
    canvas.setLineWidth(style.HAIR)
    canvas.line(style.MARGIN, rule, width - style.MARGIN, rule)
    shown = []
    if furniture.checkpoint:
        size, root = language.number(furniture.checkpoint.size), furniture.checkpoint.root[:12]
        shown.append(language.t("Audit checkpoint {size} · {root}", size=size, root=root))
    if furniture.digest:
        shown.append(language.t("SHA-256 of the evidence {digest}", digest=furniture.digest[:12]))
    _furniture_line(canvas, " · ".join(shown), _LEFT, rule - 6, width - 2 * style.MARGIN)
