"""The parts of an .xlsx file that its reader does not tell about: sizes, error cells, hidden rows, sheets' parts.

calamine lays a sheet out as a full rectangle, gives error cells as empty ones and can't say that it read less than
there is. So the sheet's XML is run through once, by byte patterns, before it is believed.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.errors import Damaged
from app.formats.number_formats import Picture, picture
from app.formats.workbooks import column_letters
from app.formats.zips import BROKEN, STEP, inflate

_LONGEST_ROW = 32 << 20
_MAX_XML = 64 << 20
_STYLES = "xl/styles.xml"
_LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
# Digits made alike: a row's number of seven digits or more, found without a look at each number.
_ALIKE = bytes.maketrans(b"123456789'", b'000000000"')
_LONG_NUMBER = b'0000000"'
_ROOT = re.compile(rb"<(\w+:)(?:worksheet|workbook)\b")
_NUMBERS = re.compile(rb"\sr=[\"'][A-Za-z]*(\d{7,})")
_ROW = re.compile(rb"<row\b[^>]*?\sr=[\"'](\d+)")
_HIDDEN = re.compile(rb"<row\b[^>]*?\shidden=[\"'](?:1|true)")
# Plain: a column up to Z, a row of at most six digits.
_PLAIN = re.compile(rb"<c r=\"([A-Z])\d")
_NOT_PLAIN = re.compile(rb"<c(?! r=\"[A-Z]\d{1,6}\")[\s>/]")
_FURTHER = {width: re.compile(rb"<c(?! r=\"[A-%c]\d{1,6}\")[\s>/]" % (64 + width)) for width in range(1, 27)}
_WIDE = re.compile(rb"<c r=\"([A-Z]{2,3})\d")
_ODD = re.compile(rb"<c(?! r=\"[A-Z]{1,3}\d)[\s>/]")
# A row's or a cell's start tag, and where that says it is.
_ROW_OR_CELL = re.compile(rb"<(row|c)(?=[\s>/])([^>]*)")
_SAID = re.compile(rb"\sr=[\"']([A-Z]{0,9})(\d{1,9})[\"']")
_REFERENCE = re.compile(rb"<c\s[^>]*?\br=[\"']([A-Z]{1,9})\d")
_ERROR = re.compile(
    rb"<c\b(?=[^>]*\sr=[\"']([A-Z]+)(\d+))(?=[^>]*\st=\"e\")[^>]*>(?:<f\b[^>]*/>|<f\b.*?</f>)?<v>([^<]*)<", re.DOTALL
)
# No text is the value of some formulas.
_UNSOLVED = re.compile(rb"<c\b(?![^>]*\st=\"str\")[^>]*><f\b[^>]*>[^<]*</f>(?:<v\s*/>|<v></v>)?</c>")
_LOOKED_FOR_FORMULAS = 5000
_ROW_START, _CELL_START, _CELL_END, _VALUE_ENDS = b"<row", b"<c", b"</c>", (b"</v>", b"</t>")
_MERGED = re.compile(rb"<mergeCell\b[^>]*\sref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# What Excel writes above a conversation, for programs that know notes only, in its own language.
_OF_CONVERSATION = re.compile(r"\[[^\]]*\].*?linkid=870924\s+[^\n:：]{1,20}[:：]\s*", re.DOTALL)
_RELATION = re.compile(r"\{[^}]*/relationships\}id")


@dataclass(slots=True)
class SheetScan:
    """What the XML says: `rows` is the last row with a value, `width` the number of columns up to the last cell.

    `size` is the part's length in bytes: a cell with a value takes more than a dozen of them. `is_plain`: every cell
    says its place first; only then `width` is exact, else it may be less.
    `shown` holds what cells show that calamine gives otherwise, errors (#REF!) and numbers (00123), by row (from 1) and
    column (from 0), `notes` the comments.
    `unsolved`: among the first rows are formulas whose value nobody saved.
    `merges`: first and last cell of those merged downwards, row and column from 0, where calamine does not tell them.
    """

    rows: int = 0
    width: int = 0
    size: int = 0
    is_plain: bool = True
    hidden_rows: int = 0
    unsolved: bool = False
    shown: dict[int, dict[int, str]] = field(default_factory=dict)
    notes: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)

    @property
    def rectangle(self) -> int:
        """How many cells the full rectangle has."""
        return self.rows * self.width


class Workbook(NamedTuple):
    """Where an .xlsx file keeps what: its main part, that part's relations, the part of each worksheet by its name."""

    main: str
    relations: str | None
    parts: dict[str, str]


def workbook_parts(archive: zipfile.ZipFile, name: str) -> Workbook:
    """The parts of the file's workbook; raises Damaged."""
    by_lower = {one.lower(): one for one in archive.namelist()}
    main = "xl/workbook.xml"
    if "_rels/.rels" in by_lower:
        found = [
            target
            for kind, target in _relations(archive, by_lower["_rels/.rels"], name).values()
            if kind.endswith("/officeDocument")
        ]
        main = _resolved("", found[0]) if found else main
    if main.lower() not in by_lower:
        raise Damaged("file-no-workbook", file=name)
    folder, base = posixpath.split(main)
    relations_part = by_lower.get(f"{folder}/_rels/{base}.rels".lstrip("/").lower())
    relations = _relations(archive, relations_part, name) if relations_part else {}
    parts = {}
    for sheet in _parsed(archive, by_lower[main.lower()], name).iter():
        if _local(sheet) != "sheet":
            continue
        key = next((value for label, value in sheet.attrib.items() if _RELATION.fullmatch(label)), "")
        target = _resolved(folder, relations[key][1]).lower() if key in relations else ""
        if target in by_lower:
            parts[sheet.get("name", "")] = by_lower[target]
    return Workbook(by_lower[main.lower()], relations_part, parts)


def _relations(archive: zipfile.ZipFile, part: str, name: str) -> dict[str, tuple[str, str]]:
    return {
        one.get("Id", ""): (one.get("Type", ""), one.get("Target", ""))
        for one in _parsed(archive, part, name)
        if one.get("TargetMode") != "External"
    }


def _resolved(folder: str, target: str) -> str:
    path = target.replace("\\", "/")
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _parsed(archive: zipfile.ZipFile, part: str, name: str) -> Element:
    info = archive.getinfo(part)
    if info.file_size > _MAX_XML:
        raise Damaged("file-bomb", file=name)
    try:
        root: Element = fromstring(archive.read(info), forbid_dtd=True)
    except DefusedXmlException as error:
        raise Damaged("file-hostile", file=name) from error
    except (ParseError, *BROKEN) as error:
        raise Damaged("file-damaged", file=name) from error
    return root


def comments(archive: zipfile.ZipFile, part: str, name: str) -> dict[int, dict[int, str]]:
    """The comments on a worksheet's cells by row (from 1) and column (from 0). Raises Damaged."""
    found: dict[int, dict[int, str]] = {}
    for own in related(archive, part, "comments", name):
        for comment in _parsed(archive, own, name).iter():
            place = _PLACE.fullmatch(comment.get("ref", "")) if _local(comment) == "comment" else None
            text = "".join(one.text or "" for one in comment.iter() if _local(one) == "t").strip() if place else ""
            if place and text:
                said = _OF_CONVERSATION.sub("", text, count=1) if "linkid=870924" in text else text
                found.setdefault(int(place[2]), {})[_column(place[1].encode())] = said
    return found


def related(archive: zipfile.ZipFile, part: str, kind: str, name: str) -> list[str]:
    """The parts that a part refers to as "comments", "drawing", "image", …. Raises Damaged."""
    folder, base = posixpath.split(part)
    by_lower = {one.lower(): one for one in archive.namelist()}
    relations = by_lower.get(f"{folder}/_rels/{base}.rels".lower())
    targets = _relations(archive, relations, name).values() if relations else ()
    wanted = (_resolved(folder, target).lower() for said, target in targets if said.endswith(f"/{kind}"))
    return [by_lower[target] for target in wanted if target in by_lower]


def number_pictures(archive: zipfile.ZipFile, name: str) -> dict[int, Picture]:
    """Which styles show whole numbers with noughts in front, by the number that cells say. Raises Damaged."""
    part = next((one for one in archive.namelist() if one.lower() == _STYLES), None)
    if part is None:
        return {}
    root = _parsed(archive, part, name)
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter() if _local(one) == "numFmt"}
    cells = next((one for one in root if _local(one) == "cellXfs"), ())
    found = ((at, picture(codes.get(style.get("numFmtId"), ""))) for at, style in enumerate(cells))
    return {at: one for at, one in found if one is not None}


def refuse_entities(archive: zipfile.ZipFile, name: str) -> None:
    """No office program writes a DTD: one that is there is there to swell or to reach outside. Raises Damaged."""
    for info in archive.infolist():
        if info.filename.endswith((".xml", ".rels")):
            try:
                with archive.open(info) as part:
                    head = part.read(1024)
            except BROKEN as error:
                raise Damaged("file-damaged", file=name) from error
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Damaged("file-hostile", file=name)


def scan_sheet(source: BinaryIO, part: zipfile.ZipInfo, name: str) -> SheetScan:
    """Run through a worksheet's XML; raises Damaged where the part is cut, lies about its size or swells."""
    return scan_pieces(row_pieces(source, part, name), part, name, keeps_errors=True)


def scan_pieces(pieces: Iterable[bytes], part: zipfile.ZipInfo, name: str, *, keeps_errors: bool = False) -> SheetScan:
    """As scan_sheet, of the pieces that row_pieces gives; error cells are left out where they are not to be kept."""
    scan = SheetScan(size=part.file_size)
    for piece in pieces:
        _look(piece, scan, name, keeps_errors=keeps_errors)
    return scan


def merged_cells(pieces: Iterable[bytes]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """First and last cell of each group of merged ones, row and column from 0, from what row_pieces gives."""
    found = [_MERGED.findall(piece) for piece in pieces if b"<mergeCell" in piece]
    return [
        ((int(top) - 1, _column(left)), (int(bottom) - 1, _column(right)))
        for one in found
        for left, top, right, bottom in one
    ]


def row_pieces(source: BinaryIO, part: zipfile.ZipInfo, name: str, step: int = STEP) -> Iterator[bytes]:
    """A worksheet's XML without prefixes, cut before rows' start tags, so that no pattern is torn. Raises Damaged.

    Rows and cells that don't say their place are given it.
    """
    prefix: bytes | None = None
    places: _Places | None = None
    is_looked_at = False
    for raw in _cut_before_rows(inflate(source, part, name, step), name):
        prefix = prefix_of(raw) if prefix is None else prefix
        piece = without_prefix(raw, prefix)
        if not is_looked_at and _CELL_END in piece:
            is_looked_at, places = True, _Places() if _ODD.search(piece) else None
        yield piece if places is None else places.written(piece)


class _Places:
    """Puts into the XML where its rows and cells are, of a sheet in which they only follow one another."""

    def __init__(self) -> None:
        self._row, self._column = 0, 0

    def written(self, piece: bytes) -> bytes:
        """The next piece with each row's number and each cell's reference."""
        return _ROW_OR_CELL.sub(self._placed, piece)

    def _placed(self, found: "re.Match[bytes]") -> bytes:
        said = _SAID.search(found[2])
        if found[1] == b"row":
            self._row, self._column = int(said[2]) if said and not said[1] else self._row + 1, 0
            return found[0] if said else b'<row r="%d"%b' % (self._row, found[2])
        self._column = _column(said[1]) + 1 if said and said[1] else self._column + 1
        place = b"%b%d" % (column_letters(self._column - 1).encode(), self._row)
        return b'<c r="%b"%b' % (place, _SAID.sub(b"", found[2]) if said else found[2])


def _cut_before_rows(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        rest += chunk
        cut = max(rest.rfind(b"<row"), rest.rfind(b":row "))
        cut = rest.rfind(b"<", 0, cut + 1)
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > _LONGEST_ROW:
            raise Damaged("file-bomb", file=name)
    yield rest


def prefix_of(head: bytes) -> bytes:
    """What some writers put before the name of every element: x: in <x:worksheet>, mostly nothing."""
    found = _ROOT.search(head)
    return found[1] if found else b""


def without_prefix(xml: bytes, prefix: bytes) -> bytes:
    """The same XML with its elements' bare names."""
    if not prefix:
        return xml
    if b" xmlns=" not in xml:
        xml = xml.replace(b" xmlns:%s=" % prefix[:-1], b" xmlns=", 1)
    return xml.replace(b"</" + prefix, b"</").replace(b"<" + prefix, b"<")


def _look(piece: bytes, scan: SheetScan, name: str, *, keeps_errors: bool) -> None:
    """Add what this piece of whole rows holds; raises Damaged for rows and columns that no sheet has."""
    known = _FURTHER.get(scan.width)
    if known is None or not scan.is_plain or known.search(piece):
        plain = not _NOT_PLAIN.search(piece)
        placed = plain or not _ODD.search(piece)
        scan.is_plain = scan.is_plain and placed
        if not plain and _LONG_NUMBER in piece.translate(_ALIKE):
            _require_row(max(map(int, _NUMBERS.findall(piece)), default=0), name)
        scan.width = max(scan.width, _columns(piece, plain=plain, placed=placed))
        if scan.width > LAST_COLUMN:
            raise Damaged("too-many-columns", file=name, row=scan.rows + 1)
    _look_at_rows(piece, scan, name)
    if scan.rows < _LOOKED_FOR_FORMULAS and not scan.unsolved and b"</f>" in piece:
        scan.unsolved = _UNSOLVED.search(piece) is not None
    if keeps_errors and b't="e"' in piece:
        for letters, number, text in _ERROR.findall(piece):
            scan.shown.setdefault(int(number), {})[_column(letters)] = text.decode()


def _look_at_rows(piece: bytes, scan: SheetScan, name: str) -> None:
    value_at = max(piece.rfind(end) for end in _VALUE_ENDS)
    if value_at >= 0:
        numbered = _ROW.match(piece, piece.rfind(_ROW_START, 0, value_at))
        # Rows need not say their number; then they follow each other.
        last = int(numbered[1]) if numbered else scan.rows + piece.count(_ROW_START, 0, value_at)
        _require_row(last, name)
        scan.rows = max(scan.rows, last)
    if b"hidden=" in piece:
        scan.hidden_rows += len(_HIDDEN.findall(piece))


def _require_row(number: int, name: str) -> None:
    if number > _LAST_ROW:
        raise Damaged("file-damaged", file=name)


def _columns(piece: bytes, *, plain: bool, placed: bool) -> int:
    found = set(_PLAIN.findall(piece))
    counted = 0
    if not plain:
        found.update(_WIDE.findall(piece))
        if not placed:
            found.update(_REFERENCE.findall(piece))
            counted = max(row.count(_CELL_START) for row in piece.split(_ROW_START))
    return max(counted, 1 + max(map(_column, found), default=-1))


def _column(letters: bytes) -> int:
    """The column's index from 0; beyond XFD is nonsense."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
