"""The tables of a web page under the name of a workbook, as many Chinese web systems export them."""

import email
import io
import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import chain
from typing import BinaryIO, NamedTuple

from app.errors import Damaged
from app.formats.encodings import declared_text
from app.formats.held_tables import Budget, HeldSheet, HeldTables, whole

_WIDEST = 16_384
_DEEPEST = 50
_LONGEST_TAG = 8 << 10
_MOST_STRAY = 10_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)((?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>")
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?\s*(\d{1,6})", re.IGNORECASE)
# What Excel and LibreOffice write beside a number that is shown as 1.38E+10.
_VALUE = re.compile(r"\b(?:x:num|sdval)\s*=\s*[\"']?\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
# The names of the sheets below a workbook saved as a page.
_TABS = "tabstrip.htm"
_LARGEST_ARCHIVE = 64 << 20
_BREAKS = frozenset({"br", "p", "div", "li"})
_UNSEEN = frozenset({"script", "style", "title", "comment"})
_SPACES = re.compile(r"[ \t\r\n\f]+")


def web_tables(source: BinaryIO, name: str, title: str) -> HeldTables:
    """A sheet for each table that holds more than a heading. Raises Damaged "file-web-page" where there is none."""
    return _sheets(source, name, title, [_Page(whole(source, name))])


def archived_tables(source: BinaryIO, name: str, title: str) -> HeldTables:
    """As web_tables, of the pages in a web archive (MIME HTML, RFC 2557), as Excel and report programs save them."""
    content = whole(source, name)
    if len(content) > _LARGEST_ARCHIVE:
        raise Damaged("file-too-large", file=name)
    try:
        message = email.message_from_bytes(content)
        pages = [
            _Page(body, part.get_content_charset() or "")
            for part in message.walk()
            if part.get_content_type() == "text/html" and _TABS not in str(part.get("Content-Location", "")).lower()
            if isinstance(body := part.get_payload(decode=True), bytes)
        ]
    except (ValueError, LookupError, AssertionError, RecursionError) as error:
        raise Damaged("file-damaged", file=name) from error
    return _sheets(source, name, title, pages)


class _Page(NamedTuple):
    """A page's bytes, and the encoding that is said beside it."""

    content: bytes
    charset: str = ""


def _sheets(source: BinaryIO, name: str, title: str, pages: Sequence[_Page]) -> HeldTables:
    reader = _Reader(name)
    for content, charset in pages:
        found = _CHARSET.search(content[:4096])
        reader.read(declared_text(io.BytesIO(content), content, found[1].decode() if found else charset, name))
    tables = [table.finished() for table in reader.tables]
    filled = [rows for rows in tables if any(map(any, rows))]
    # A table of one cell beside others only puts a heading or a button in its place.
    filled = [rows for rows in filled if sum(map(bool, chain.from_iterable(rows))) > 1] or filled
    if not filled:
        raise Damaged("file-web-page", file=name)
    names = [title] if len(filled) == 1 else [f"{title} ({number})" for number in range(1, len(filled) + 1)]
    return HeldTables(source, name, [HeldSheet(one, rows) for one, rows in zip(names, filled, strict=True)])


class _Table:
    """A table under way; `_hanging` are cells that reach down into the next rows: column, rows left, text."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._hanging: dict[int, tuple[int, str]] = {}
        self._cell: list[str] | None = None
        self._span, self._value = (1, 1), ""

    def begin_row(self) -> None:
        self.end_row()
        self._row = []
        self._hang()

    def begin_cell(self, columns: int, rows: int, value: str) -> None:
        if self._row is None:
            self.begin_row()
        self.end_cell()
        self._cell, self._span, self._value = [], (columns, rows), value

    def write(self, text: str) -> None:
        if self._cell is not None:
            self._cell.append(text)

    def end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        lines = "".join(self._cell).split("\v")
        text = "\n".join(filter(None, (_SPACES.sub(" ", line).replace("\xa0", " ").strip() for line in lines)))
        text = self._value if self._value and _SHORTENED.fullmatch(text) else text
        columns, rows = self._span
        self._budget.take(columns * rows)
        for place in range(columns):
            if rows > 1:
                self._hanging[len(self._row)] = (rows - 1, "" if place else text)
            self._row.append("" if place else text)
        self._cell = None
        self._hang()

    def end_row(self) -> None:
        self.end_cell()
        if self._row is None:
            return
        # What hangs over at the right comes even where the row has ended.
        for column in sorted(self._hanging):
            if column >= len(self._row):
                self._budget.take(column + 1 - len(self._row))
                self._row += [""] * (column - len(self._row))
                self._hang()
        self._rows.append(self._row)
        self._row = None

    def _hang(self) -> None:
        """Put in what hangs down from the rows above at the next places: shown there, as cells merged downwards are."""
        row = self._row
        while row is not None and (hanging := self._hanging.pop(len(row), None)):
            left, text = hanging
            if left > 1:
                self._hanging[len(row)] = (left - 1, text)
            row.append(text)

    def finished(self) -> list[list[str]]:
        self.end_row()
        return self._rows


class _Reader:
    """Goes through a page once; the standard library's parser takes endless time for some broken ones."""

    def __init__(self, name: str) -> None:
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._name = name
        self._budget = Budget(name)

    def read(self, text: str) -> None:
        """Fill the tables. Raises Damaged for a page that is none."""
        skipped = ""
        self._open.clear()
        for closing, tag, said, data in _pieces(text, self._name):
            if data and self._open and not skipped:
                self._open[-1].write(unescape(data))
            if skipped:
                skipped = "" if closing and tag == skipped else skipped
            elif tag in _UNSEEN:
                skipped = "" if closing else tag
            elif closing:
                self._end(tag)
            elif tag:
                self._begin(tag, said)

    def _begin(self, tag: str, said: str) -> None:
        if tag == "table":
            self._begin_table()
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].begin_row()
        elif tag in ("td", "th"):
            spans = {name.lower(): min(max(int(number), 1), _WIDEST) for name, number in _SPAN.findall(said)}
            value = _VALUE.search(said)
            self._open[-1].begin_cell(spans.get("colspan", 1), spans.get("rowspan", 1), value[1] if value else "")
        elif tag in _BREAKS:
            self._open[-1].write("\v")

    def _begin_table(self) -> None:
        if len(self._open) == _DEEPEST:
            raise Damaged("file-unreadable", file=self._name)
        table = _Table(self._budget)
        self.tables.append(table)
        self._open.append(table)

    def _end(self, tag: str) -> None:
        if not self._open:
            return
        if tag == "table":
            self._open.pop().end_row()
        elif tag == "tr":
            self._open[-1].end_row()
        elif tag in ("td", "th"):
            self._open[-1].end_cell()


def _pieces(text: str, name: str) -> Iterator[tuple[bool, str, str, str]]:
    """Each tag (whether it closes, its name, its attributes) with the text in front of it; comments are left out."""
    at = stray = 0
    while (start := text.find("<", at)) >= 0:
        if text.startswith("<!", start) or text.startswith("<?", start):
            ends = "-->" if text.startswith("<!--", start) else ">"
            end = text.find(ends, start)
            yield False, "", "", text[at:start]
            if end < 0:
                return
            at = end + len(ends)
        elif tag := _TAG.match(text, start, start + _LONGEST_TAG):
            yield bool(tag[1]), tag[2].lower(), tag[3], text[at:start]
            at = tag.end()
        else:
            stray += 1
            if stray > _MOST_STRAY:
                raise Damaged("file-unreadable", file=name)
            yield False, "", "", text[at : start + 1]
            at = start + 1
    yield False, "", "", text[at:]
