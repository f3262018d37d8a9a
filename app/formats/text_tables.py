"""Text files as tables: with whatever delimiter they use, or as running text of one column, a line a row."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import BinaryIO, Self

from app.errors import Damaged
from app.formats.aligned_texts import Cut, aligned, is_headed
from app.formats.encodings import chunks, encoding_of
from app.formats.mixed_text import MixedBytes, is_mixed
from app.formats.tables import LONGEST_CELL, OpenSheet, SheetName
from app.formats.text_rows import STRAY, Dialect, TornRow, text_rows

DELIMITERS = (",", "\t", ";", "|", "，")
_SNIFFED_ROWS = 60
_SNIFFED_TEXT = 64 << 10
_WIDEST = 16_384
_CURLY, _NEARLY_ALL = re.compile("“[^“”]*”", re.DOTALL), 0.9
_MARKS = frozenset("'`=\\")
_NULL = r"\N"
# '11010119900307002X, and the ` that stands before every cell of a bill for merchants.
_KEPT_AS_TEXT = re.compile(r"'\d[\dA-Za-z.:/ +-]*|`.*", re.DOTALL)
# The first line by which Excel is told the delimiter: no row of the table, but it counts as one.
_SAID = re.compile(r"\ufeff?\"?sep=([,;\t|])\"?\r?\n", re.IGNORECASE)


class TextTable:
    """An open text file, one sheet named like the file."""

    def __init__(
        self, source: BinaryIO, name: str, title: str, *, may_run: bool = False, whole_lines: bool = False
    ) -> None:
        """`may_run`: running text if no table is plain to see, or with `whole_lines`. Raises Damaged "not-text"."""
        self._source, self._name, self._may_run, self._whole_lines = source, name, may_run, whole_lines
        self._encoding, self._mixed = _encoding(source, name)
        self.sheets: tuple[SheetName, ...] = (SheetName(title),)

    def open(self, index: int) -> OpenSheet:
        """The one sheet; a cell beyond all measure raises Damaged while reading, with the row's number."""
        page = self.sheets[index]
        sample = self._text().read(_SNIFFED_TEXT)
        delimiter, quote = sniff(sample)
        if self._may_run and (self._whole_lines or not _is_table(sample, delimiter)):
            cut = None if self._whole_lines else aligned(sample.splitlines()[:_SNIFFED_ROWS])
            lines = partial(self._line_rows, cut or _whole)
            return OpenSheet(page.name, lines, None, None if cut else 1, mixed=self._mixed, is_running=cut is None)
        if said := _SAID.match(sample):
            delimiter = said[1]
        how = Dialect(delimiter, quote, _are_apart(sample, delimiter), escaped=_is_escaped(sample, delimiter))
        how = replace(how, width=_usual(sample, how))
        torn: set[int] = set()
        bare = _uncurled if _is_curly(sample, how) else _bare
        rows = _reader(self._text, how, bare, self._name, torn, hint=bool(said))
        count = None if how.escaped else self._count(quote)
        return OpenSheet(page.name, rows, count, None, mixed=self._mixed, torn=torn)

    def _text(self) -> io.TextIOWrapper:
        self._source.seek(0)
        # A second wrapper over the same file: it must not close it when it is let go.
        raw = MixedBytes(self._source) if self._mixed else _Raw(self._source)
        return io.TextIOWrapper(io.BufferedReader(raw, 1 << 16), encoding=self._encoding, newline="")

    def _line_rows(self, cut: Cut) -> Iterator[list[str]]:
        for number, line in enumerate(self._text(), 1):
            if len(line) > LONGEST_CELL:
                raise Damaged("cell-too-long", file=self._name, row=number)
            yield cut(line.strip("\r\n").translate(STRAY))

    def _count(self, quote: str) -> int | None:
        """The number of rows: line ends outside quotes; None where one stays open, or a line end is no single byte."""
        if self._encoding.startswith(("utf-16", "utf-32")):
            return None
        count, inside, last = 0, False, b"\n"
        for chunk in chunks(self._source):
            parts = chunk.split(quote.encode())
            count += sum(part.count(b"\n") for part in parts[inside::2])
            inside ^= len(parts) % 2 == 0
            last = chunk[-1:]
        return None if inside else count + (last != b"\n")

    def release(self) -> None:
        """Nothing is held that reading does not need."""

    def close(self) -> None:
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _encoding(source: BinaryIO, name: str) -> tuple[str, bool]:
    """The codec to read with, and whether lines in two encodings are made one first. Raises Damaged."""
    try:
        found = encoding_of(source, name)
    except Damaged:
        return "utf-8", is_mixed(source, None, name)
    return ("utf-8", True) if is_mixed(source, found, name) else (found, False)


class _Raw(io.RawIOBase):
    """A file's bytes; the file stays open when the reader goes."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = self._source.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _whole(line: str) -> list[str]:
    return [line]


def _is_table(text: str, delimiter: str) -> bool:
    """Whether a text that may be running is plainly a table: nobody writes sentences below a row of words so."""
    rows = _first_rows(text, Dialect(delimiter))
    tabbed = delimiter == "\t" and len({*map(len, rows)}) == 1 < min(len(rows), len(rows[0]))
    return (tabbed and all(rows[0])) or is_headed(rows)


def sniff(text: str) -> tuple[str, str]:
    """Delimiter and quote: of the delimiters that cut most rows alike, the one that cuts them into most cells."""
    best = (0, 0, ",")
    for delimiter in DELIMITERS:
        widths = _widths(text, Dialect(delimiter))
        # Title rows are narrower: they do not count against a delimiter, nor for it.
        cut = [width for width in widths if width > 1]
        if cut:
            width, often = Counter(cut).most_common(1)[0]
            alike = often / len(widths)
            best = max(best, ((alike > 0.3) + (alike > 0.7), width, delimiter))
    delimiter = best[2]
    # Shop exports put one ' before numbers to keep them text: only cells that ' also closes are quoted by it.
    closed = re.compile(
        rf"(?:^|{re.escape(delimiter)})'[^'\r\n{re.escape(delimiter)}]+'(?={re.escape(delimiter)}|\r?$)", re.MULTILINE
    )
    single = len(closed.findall(text)) > 2 and text.count(f'"{delimiter}"') == 0
    return delimiter, "'" if single else '"'


def _are_apart(text: str, delimiter: str) -> bool:
    """Whether quotes stand behind a delimiter and a space, as people write lists: 王伟, "北京, 海淀"."""
    mark = re.escape(delimiter)
    opened = len(re.findall(rf'{mark} +"', text))
    closed = len(re.findall(rf'{mark} +"[^"]*"(?= *(?:{mark}|\r?$))', text, re.MULTILINE))
    return opened == closed > 0


def _is_escaped(text: str, delimiter: str) -> bool:
    r"""Whether a backslash stands before quotes amid cells, as MySQL writes them: "说\"好\"了"; not as in "C:\","1"."""
    return re.search(rf'(?<!\\)(?:\\\\)*\\"(?![{re.escape(delimiter)}"\r\n]|\Z)', text) is not None


def _first_rows(text: str, how: Dialect) -> list[list[str]]:
    """The first rows that are not blank; none where the text can't be cut so."""
    rows = filter(None, text_rows(io.StringIO(text, newline=""), how))
    try:
        return [*islice(rows, _SNIFFED_ROWS)]
    except csv.Error:
        return []


def _widths(text: str, how: Dialect) -> list[int]:
    return [*map(len, _first_rows(text, how))]


def _usual(text: str, how: Dialect) -> int:
    """How many cells most of the first rows have."""
    widths = Counter(filter(None, _widths(text, how)))
    return widths.most_common(1)[0][0] if widths else 0


def _is_curly(text: str, how: Dialect) -> bool:
    """Whether nearly every cell stands between “ and ”, as word processors write quotes."""
    rows = islice(text_rows(io.StringIO(text, newline=""), how), _SNIFFED_ROWS)
    filled = [bare for row in rows for cell in row if (bare := cell.strip())]
    return sum(_CURLY.fullmatch(cell) is not None for cell in filled) > _NEARLY_ALL * len(filled)


def _reader(
    text: Callable[[], io.TextIOWrapper],
    how: Dialect,
    bare: Callable[[str], str],
    name: str,
    torn: set[int],
    *,
    hint: bool,
) -> Callable[[], Iterator[list[str]]]:
    def rows() -> Iterator[list[str]]:
        number = 0
        try:
            for number, cells in enumerate(text_rows(text(), how), 1):
                if len(cells) > _WIDEST:
                    raise Damaged("too-many-columns", file=name, row=number)
                if isinstance(cells, TornRow):
                    torn.add(number)
                yield [*map(bare, cells)] if number > hint else []
        except csv.Error as error:
            raise Damaged("csv-broken", file=name, row=number + 1) from error

    return rows


def _bare(cell: str) -> str:
    """Without the spaces, tabs, ', ` and ="…" that exports put around numbers to keep them text, and MySQL's NULL."""
    bare = cell.strip()
    if bare[:1] in _MARKS:
        if bare == _NULL:
            return ""
        if bare == "'" or _KEPT_AS_TEXT.fullmatch(bare):
            return bare[1:]
        if bare.startswith('="') and bare.endswith('"') and len(bare) > 2:
            return bare[2:-1]
    return bare


def _uncurled(cell: str) -> str:
    """As `_bare`, without the “ and ” around it."""
    bare = cell.strip()
    return _bare(bare[1:-1] if _CURLY.fullmatch(bare) else bare)
