"""Numbers that a cell shows with noughts in front or signs between the digits (00123, HT-0007), told by its format.

Readers give 123 and 7. What offices number so are customers, members and contracts: they look for what they see.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

_LEAST_PLACES = 2
_PLACE = ""
# Quoted, behind a backslash, as wide as a character, the language of the format, and what may stand there as it is.
_PIECE = re.compile(r'"([^"]*)"|\\(.)|_.()|\[\$-[^\]]*\]()|\[(?:Black|Red|Blue)\]()|([-() +:]|[⺀-鿿])|(0)|#()')


@dataclass(frozen=True, slots=True)
class Picture:
    """How a whole number is shown: signs, and "" for each place of a digit."""

    pieces: tuple[str, ...]

    def text(self, digits: str) -> str:
        """What is shown for the digits of a number; more of them than there are places stand at the first place."""
        places = self.pieces.count(_PLACE)
        padded = digits.zfill(places)
        first = len(padded) - places + 1
        shown = iter([padded[:first], *padded[first:]])
        return "".join(piece or next(shown) for piece in self.pieces).strip()


def picture(code: str) -> Picture | None:
    """What a number format (ECMA-376 18.8.31) shows of whole numbers; None where it adds no noughts in front."""
    pieces: list[str] = []
    positive, at = code.split(";", maxsplit=1)[0], 0
    while at < len(positive):
        match = _PIECE.match(positive, at)
        if match is None:
            return None
        at = match.end()
        quoted, escaped, plain, place = match[1], match[2], match[6], match[7]
        if place:
            pieces.append(_PLACE)
        elif sign := quoted or escaped or plain:
            pieces.append(sign)
    return Picture(tuple(pieces)) if pieces.count(_PLACE) >= _LEAST_PLACES else None


class ShownNumbers:
    """The cells of a worksheet's XML that show their number otherwise; `pictures` by the number of the style."""

    def __init__(self, pictures: Mapping[int, Picture]) -> None:
        self._pictures = {b"%d" % style: one for style, one in pictures.items()}
        styles = b"|".join(self._pictures)
        self._cell = re.compile(
            rb"<c(?=\s)([^>]*\ss=\"(" + styles + rb")\"[^>]*)>(<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>|)<v>(\d{1,15})(?=</v>)"
        )

    def written(self, rows: bytes) -> bytes:
        """The XML with what these cells show as their text."""
        return self._cell.sub(self._as_text, rows)

    def _as_text(self, cell: "re.Match[bytes]") -> bytes:
        attributes = cell[1].replace(b' t="n"', b"")
        if b' t="' in attributes:
            return cell[0]
        shown = escape(self._pictures[cell[2]].text(cell[4].decode())).encode()
        return b'<c%s t="str">%s<v>%s' % (attributes, cell[3], shown)
