"""The press of one document: makes its blocks in one style and language, and remembers what must be told of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from reportlab.platypus.flowables import CondPageBreak, Flowable, KeepTogether

from reports import style
from reports.blocks import Heading, TextBlock, Title, rich
from reports.charts import BarChart
from reports.columns import COMFORTABLE, DENSE, Cell, Column
from reports.grids import Grid, grid
from reports.language import Language
from reports.page import Composed, Furniture, compose
from reports.seals import Place, QrBlock, Seal, SealRow
from reports.sums import PageSums
from reports.timeline import Timeline
from reports.typesetting import Doubtful, Run


class _Room(CondPageBreak):
    """Breaks the page where a heading and the beginning of what follows it do not fit on it any more."""

    def __init__(self) -> None:
        super().__init__(0)
        self._following: list[Flowable] = []
        self.is_complete = False

    def follow(self, block: Flowable) -> None:
        """What comes after: headings and two paragraphs are gone through, the first other block completes it."""
        self._following.append(block)
        paragraphs = sum(not isinstance(one, Heading) for one in self._following)
        self.is_complete = not isinstance(block, TextBlock) or paragraphs > 1

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        self.height = sum(_beginning(block, aW, aH) for block in self._following)
        width, height = super().wrap(aW, aH)
        return float(width), float(height)


def _beginning(block: Flowable, width: float, height: float) -> float:
    """How much of a block has to stand under its heading."""
    if isinstance(block, Grid | Timeline | BarChart):
        return block.beginning(width)
    needed = block.wrap(width, height)[1]
    if isinstance(block, TextBlock) and not isinstance(block, Heading):
        needed = min(needed, 3 * style.BODY.leading)
    return needed + block.getSpaceBefore() + block.getSpaceAfter()


class _Together(KeepTogether):
    """What stands on one page; reportlab's own forgets the distance over a heading that something empty precedes."""

    _H: float
    _content: list[Flowable]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        width, height = super().wrap(aW, aH)
        self._H += max((block.getSpaceBefore() for block in self._content[:2]), default=0.0)
        return float(width), float(height)


class Press:
    """Blocks are appended in reading order; `compose` sets them on pages. Templates are English message ids."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.doubtful = Doubtful()
        self.signature_place: Place | None = None
        self.titles: list[str] = []
        self._story: list[Flowable] = []
        self._rooms: list[_Room] = []

    def title(self, title: str, subtitle: str) -> None:
        """The document's title and a line under it, both already in its language."""
        self._put(Title(title, self.doubtful), TextBlock([Run(subtitle)], style.SUBTITLE, self.doubtful))

    def heading(self, title: str) -> None:
        """A section's heading, already in its language; it stands in the outline."""
        self.titles.append(title)
        self._head(Heading(title, style.HEADING, self.doubtful))

    def subheading(self, title: str) -> None:
        self._head(Heading(title, style.SUBHEADING, self.doubtful, outlined=False))

    def paragraph(self, text: str, **params: str) -> None:
        """A translated template with its {placeholders}; **bold** in the template only."""
        self._put(TextBlock(rich(text, params), self._flowing(style.BODY), self.doubtful))

    def note(self, text: str, **params: str) -> None:
        """Small print; right under a table it stays with the table's end."""
        block = TextBlock(rich(text, params), style.NOTE, self.doubtful)
        if self._story and isinstance(self._story[-1], Grid):
            self._story[-1].follower = block
        self._put(block)

    def items(self, texts: Sequence[str]) -> None:
        """Numbered sentences; a single one is a paragraph."""
        if len(texts) == 1:
            self._put(TextBlock([Run(texts[0])], self._flowing(style.BODY), self.doubtful))
            return
        for number, text in enumerate(texts, start=1):
            marker = f"{number}." if not self.language.is_chinese else f"{number}．"
            body = self._flowing(style.BODY)
            self._put(TextBlock([Run(text)], body, self.doubtful, indent=18, marker=marker))

    def facts(self, pairs: Sequence[tuple[str, Cell]], *, pairs_a_row: int = 2, size: float = 9) -> None:
        """Labels with their values in points `size`; an odd last pair has the row's rest left empty."""
        columns = [Column("", shade=True, weight=0.0), Column("", size=size)] * pairs_a_row
        cells: list[Cell] = [cell for pair in pairs for cell in pair]
        cells += [""] * (-len(cells) % len(columns))
        rows = [cells[i : i + len(columns)] for i in range(0, len(cells), len(columns))]
        self._put(grid(columns, rows, self.doubtful, head=False))

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        total: Sequence[Cell] | None = None,
        dense: bool = False,
        sums: PageSums | None = None,
    ) -> None:
        """A table with its head on every page; a `dense` one is for registers of many rows."""
        density = DENSE if dense else COMFORTABLE
        self._put(grid(columns, rows, self.doubtful, total=total, density=density, sums=sums))

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is appended meanwhile stands on one page."""
        before, self._story = self._story, []
        yield
        self._story = [*before, _Together(self._story)]

    def figure(self, drawing: Flowable) -> None:
        """A chart or a timeline."""
        self._put(drawing)

    def seal(self, role: str, name: str, at: datetime, key: str) -> Seal:
        """The box of who signed electronically with the key of this fingerprint."""
        t = self.language.t
        return Seal(
            role, name, (t("signed electronically {at}", at=self.language.minute(at)), t("Key {key}", key=key[:16]))
        )

    def seals(self, seals: Sequence[Seal]) -> None:
        """Signature boxes; the document's own electronic signature belongs to the last box."""
        columns = max(2, len(seals)) if len(seals) <= 4 else 3
        rows = [seals[i : i + columns] for i in range(0, len(seals), columns)]
        for row in rows:
            remember = self._remember if row is rows[-1] else None
            self._put(SealRow(row, self.doubtful, columns=columns, on_draw=remember))

    def qr(self, content: str, notes: Sequence[str]) -> None:
        self._put(QrBlock(content, notes, self.doubtful))

    def _put(self, *blocks: Flowable) -> None:
        for block in blocks:
            for room in self._rooms:
                room.follow(block)
            self._rooms = [room for room in self._rooms if not room.is_complete]
            self._story.append(block)

    def _head(self, heading: Heading) -> None:
        room = _Room()
        self._story.append(room)
        self._rooms.append(room)
        self._put(heading)

    def compose(self, furniture: Furniture) -> Composed:
        return compose(self._story, furniture, self.language, self.doubtful)

    def bold(self, text: str) -> list[Run]:
        """A cell's text in bold."""
        return [Run(text, bold=True)]

    def _flowing(self, text: style.TextStyle) -> style.TextStyle:
        """Latin text is set ragged: without hyphenation, stretching it would tear holes."""
        if self.language.is_chinese:
            return text
        return style.TextStyle(text.size, text.leading, before=text.before, after=text.after)

    def _remember(self, place: Place) -> None:
        self.signature_place = place
