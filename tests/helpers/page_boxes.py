"""Where the words of a PDF stand on its pages, as poppler finds them: to see what is cut, lost or left alone."""

import html
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in points, from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size in points, and its words in the order in which they were drawn."""

    width: float
    height: float
    words: tuple[Word, ...]

    def outside(self, margin: float) -> list[str]:
        """The words that stand nearer to the page's edge than that."""
        right, low = self.width - margin, self.height - margin
        return [
            one.text
            for one in self.words
            if one.left < margin or one.top < margin or one.right > right or one.bottom > low
        ]

    def lines(self, head: float, foot: float) -> list[str]:
        """The text between head and foot of the page, line by line from the top."""
        body = [one for one in self.words if one.top >= head and one.bottom <= self.height - foot]
        rows: dict[int, list[Word]] = {}
        for one in sorted(body, key=lambda word: (word.top, word.left)):
            near = next((at for at in rows if abs(at - one.top) < 3), round(one.top))
            rows.setdefault(near, []).append(one)
        return ["".join(word.text for word in sorted(row, key=lambda word: word.left)) for row in rows.values()]


def pages_with_words(file: Path) -> list[Page]:
    """Every page of the PDF."""
    command = ["pdftotext", "-bbox", "-enc", "UTF-8", str(file), "-"]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    return [
        Page(float(width), float(height), tuple(_word(found) for found in _WORD.findall(inner)))
        for width, height, inner in _PAGE.findall(told)
    ]


def _word(found: tuple[str, ...]) -> Word:
    left, top, right, bottom = map(float, found[:4])
    return Word(left, top, right, bottom, html.unescape(found[4]))
