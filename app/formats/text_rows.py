"""Texts cut into rows and cells; a quotation mark that is never closed spoils its own line, not those below."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

STRAY = {0: None, 0x1A: None}
"""Zeros and the mark of the end of a file, which old programs leave in texts, for str.translate."""

_ESCAPE = re.compile(r"\\([\\\"]|\r?\n)")
# Where files that begin with it were joined, it stands amid them too.
_MARK = "\ufeff"


class TornRow(list[str]):
    """The cells of a line whose quotation marks are broken."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text is cut into cells; `apart`: a quote may stand behind spaces; `width`: of most rows.

    `escaped`: a backslash stands before quotes, backslashes and line ends within cells.
    """

    delimiter: str
    quote: str = '"'
    apart: bool = False
    width: int = 0
    escaped: bool = False

    def reader(self, lines: Iterable[str], *, strict: bool = False) -> Any:
        """The standard library's reader, which has no type to name."""
        return csv.reader(
            lines, delimiter=self.delimiter, quotechar=self.quote, skipinitialspace=self.apart, strict=strict
        )

    def is_torn(self, lines: list[str]) -> bool:
        """Whether a quote in a row's lines is never closed, or closed amid a word; of one line, to the row's harm."""
        if len(lines) == 1 and (self.quote not in lines[0] or self._as_they_stand(lines[0]) != self.width):
            return False
        try:
            return len([*self.reader(lines, strict=True)]) != 1
        except csv.Error:
            return True

    def alone(self, line: str) -> TornRow:
        """The cells of a line whose quotes are broken, as most rows have them if that can be."""
        if self._as_they_stand(line) == self.width:
            return TornRow(cell.strip().strip(self.quote) for cell in line.split(self.delimiter))
        return TornRow(cell.rstrip("\r\n") for cell in next(self.reader([line])))

    def _as_they_stand(self, line: str) -> int:
        return line.count(self.delimiter) + 1


def text_rows(text: Iterator[str], how: Dialect) -> Iterator[list[str]]:
    """Each row's cells. Raises csv.Error for a cell that is too long for a text."""
    held: list[str] = []
    back: deque[str] = deque()
    if how.escaped:
        text = map(_doubled, text)
    while True:
        try:
            for cells in how.reader(_lines(text, held, back)):
                if (len(held) > 1 or len(cells) < how.width) and how.is_torn(held):
                    break
                held.clear()
                yield cells
            else:
                return
        except csv.Error:
            # A cell without end: mostly it is a quote that swallows line after line.
            if len(held) < 2:
                raise
        first, *others = held
        back.extendleft(reversed(others))
        held.clear()
        yield how.alone(first)


def _doubled(line: str) -> str:
    """The line with its quotes doubled where backslashes stand before them."""
    return _ESCAPE.sub(lambda found: '""' if found[1] == '"' else found[1], line) if "\\" in line else line


def _lines(text: Iterator[str], held: list[str], back: deque[str]) -> Iterator[str]:
    """The lines given back, then the text's, without what is no text; each is added to those held."""
    again = iter(lambda: back.popleft() if back else "", "")
    for line in chain(again, text):
        if "\0" in line or "\x1a" in line:
            line = line.translate(STRAY)  # noqa: PLW2901 - the line as it is to be read
        if line[:1] == _MARK:
            line = line.lstrip(_MARK)  # noqa: PLW2901 - as above
        held.append(line)
        yield line
