"""Chinese and Latin text broken into lines: 避头尾, squeezed punctuation, a gap between Han and Latin, justified lines.

The rules are those of 中文排版需求 (W3C clreq): no line begins with a closing mark or ends with an opening one, two
full-width marks in a row share their blank half, and Han next to Latin or figures gets a sixth of an em.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from reports import fonts

NO_START = frozenset("，。、；：？！）》〉」』】〕〗｝］”’…—～·％‰℃々ー,.;:?!)]}%°/-")
NO_END = frozenset("（《〈「『【〔〖｛［“‘([{￥¥#")
CLOSING = frozenset("，。、；：）》〉」』】〕”’")
OPENING = frozenset("（《〈「『【〔“‘")
GAP = 1 / 6
# The font's middle dot is as wide as a Han character: between blanks, where it parts two terms, that is a hole.
GAP_OF_DOT = 0.2
# A line is not stretched by more than this between two characters, in em: beyond it a ragged edge reads better.
STRETCH = 0.28
# A line of fewer atoms gives none away.
FEWEST_ON_LINE = 4
_HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_WIDE = re.compile(f"[{_HAN}\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u30ff\uff00-\uffef\u00b7]")
# Text of one kind, with nothing to decide about where it fits on a line: most cells of a register.
_PLAIN = re.compile(f"[!-~][ -~]*[!-~]|[!-~]|[{_HAN}]+")
_WORD_END = re.compile("[A-Za-z.:]")
_LONGEST_FIGURE = 6
_SHORT_FIGURE = re.compile(rf"[0-9][!-~]{{0,{_LONGEST_FIGURE - 1}}}(?![!-~])")
# A Latin word may also be broken after these, between letters: client/server, follow-up.
_SOFT_BREAK = re.compile(r"(?<=[A-Za-z][/-])(?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face; `colour` None means the block's own.

    `serif` is for titles, and only where the face with serifs has all of the text.
    """

    text: str
    bold: bool = False
    colour: str | None = None
    serif: bool = False

    @property
    def face(self) -> str:
        """The font's name in reports.fonts."""
        return fonts.SERIF if self.serif else fonts.BOLD if self.bold else fonts.REGULAR


@dataclass(frozen=True, slots=True)
class Piece:
    """Text drawn in one go at `x` points from the line's start, `spread` points added after each character.

    `box` is True for one character that no font holds.
    """

    text: str
    face: str
    colour: str | None
    x: float
    width: float
    spread: float = 0.0
    box: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    pieces: tuple[Piece, ...]
    width: float
    last: bool = False


@dataclass(slots=True)
class Doubtful:
    """Characters of a document that its fonts can't draw, or that draw nothing, each with how often it stood there."""

    missing: dict[str, int] = field(default_factory=dict)
    invisible: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Atom:
    """What no line break may divide: characters with their faces; `space` is the width of the blanks after it."""

    units: list[tuple[str, Run]]
    width: float = 0.0
    space: float = 0.0


def lay_out(runs: Sequence[Run], size: float, width: float, doubtful: Doubtful) -> list[Line]:
    """The lines of a paragraph in `width` points; a newline in the text begins a new one."""
    if len(runs) == 1 and (line := _plain_line(runs[0], size, width)):
        return [line]
    lines: list[Line] = []
    for paragraph in _paragraphs(runs):
        atoms = _measured(_split_long(_atoms(_units(paragraph, doubtful)), size, width), size)
        filled = _fill(atoms, size, width)
        lines += [_line(atoms_of_line, size, last=i == len(filled) - 1) for i, atoms_of_line in enumerate(filled)]
    return lines


def _plain_line(run: Run, size: float, width: float) -> Line | None:
    """The one line of a text that is all Latin or all Han, if it fits."""
    if not _PLAIN.fullmatch(run.text) or not fonts.has_all(run.text):
        return None
    wide = fonts.text_width(run.text, size, run.face)
    if wide > width:
        return None
    return Line((Piece(run.text, run.face, run.colour, 0.0, wide),), wide, last=True)


def justified(line: Line, width: float, size: float) -> Line:
    """The line stretched to `width`, unless it ends its paragraph or would have to be stretched too far."""
    joints = sum(len(piece.text) if _is_wide(piece) else 1 for piece in line.pieces) - 1
    missing = width - line.width
    if line.last or joints < 1 or not 0 < missing <= joints * STRETCH * size:
        return line
    each = missing / joints
    pieces, moved = [], 0.0
    for piece in line.pieces:
        wide = _is_wide(piece)
        pieces.append(replace(piece, x=piece.x + moved, spread=each if wide else 0.0))
        moved += each * (len(piece.text) if wide else 1)
    return Line(tuple(pieces), width)


def widest_part(runs: Sequence[Run], size: float) -> float:
    """The width of the widest part that no line break may divide."""
    atoms = [atom for paragraph in _paragraphs(runs) for atom in _atoms(_units(paragraph, Doubtful()))]
    return max((atom.width for atom in _measured(atoms, size)), default=0.0)


def natural_width(runs: Iterable[Run], size: float) -> float:
    """The width that the text needs on one line."""
    doubtful = Doubtful()
    return max((line.width for line in lay_out(list(runs), size, 1e6, doubtful)), default=0.0)


def _is_wide(piece: Piece) -> bool:
    return not piece.box and bool(_WIDE.match(piece.text))


def _paragraphs(runs: Sequence[Run]) -> Iterable[list[Run]]:
    paragraph: list[Run] = []
    for run in runs:
        first, *others = run.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        paragraph.append(replace(run, text=first))
        for text in others:
            yield paragraph
            paragraph = [replace(run, text=text)]
    yield paragraph


def _units(runs: Iterable[Run], doubtful: Doubtful) -> list[tuple[str, Run]]:
    """Visible characters with their run; what can't be drawn is counted."""
    units: list[tuple[str, Run]] = []
    for run in runs:
        for character in run.text.replace("\t", " "):
            if fonts.has(character):
                units.append((character, run))
            elif fonts.is_invisible(character):
                doubtful.invisible[character] = doubtful.invisible.get(character, 0) + 1
            else:
                doubtful.missing[character] = doubtful.missing.get(character, 0) + 1
                units.append((character, run))
    return units


def _atoms(units: Sequence[tuple[str, Run]]) -> list[_Atom]:
    atoms: list[_Atom] = []
    for i, (character, run) in enumerate(units):
        if i == 0 or _may_break(units, i):
            atoms.append(_Atom([]))
        atoms[-1].units.append((character, run))
    return atoms


def _may_break(units: Sequence[tuple[str, Run]], i: int) -> bool:
    """Whether a line may end before unit `i`."""
    before, here = units[i - 1][0], units[i][0]
    if here == " ":
        return False
    if before == " ":
        # A figure stays with the measure word after it, a short one with the word before it: 2026 年, art. 14, rows: 3.
        earlier = units[i - 2][0] if i > 1 else ""
        is_counted = earlier.isdigit() and _HAN_CHARACTER.match(here)
        return not is_counted and not (_is_short_figure(units, i) and _WORD_END.match(earlier))
    if before in NO_END or before == "\u00a0" or here == "\u00a0":
        return False
    if _WIDE.match(before) or _WIDE.match(here):
        return here not in NO_START
    around = "".join(character for character, _ in units[max(0, i - 2) : i + 1])
    return bool(_SOFT_BREAK.search(around, 2 if i > 1 else 1))


def _is_short_figure(units: Sequence[tuple[str, Run]], i: int) -> bool:
    return bool(_SHORT_FIGURE.match("".join(character for character, _ in units[i : i + _LONGEST_FIGURE + 1])))


def _split_long(atoms: list[_Atom], size: float, width: float) -> Iterable[_Atom]:
    """Atoms wider than a line (hashes, web addresses) are cut into parts of about the same length."""
    for atom in atoms:
        steps = [fonts.advance(character, run.face) * size for character, run in atom.units]
        whole, widest = sum(steps), max(steps, default=0.0)
        if whole <= width:
            yield atom
            continue
        even = whole / ceil(whole / max(width - widest, widest))
        part, used, parts = _Atom([]), 0.0, 1
        for unit, step in zip(atom.units, steps, strict=True):
            if part.units and used + step / 2 > even * parts:
                yield part
                part, parts = _Atom([]), parts + 1
            part.units.append(unit)
            used += step
        yield part


def _measured(atoms: Iterable[_Atom], size: float) -> list[_Atom]:
    """Each atom with its width and that of the blanks after it, both as if the next one followed on the line."""
    measured = list(atoms)
    for i, atom in enumerate(measured):
        following = measured[i + 1].units[0][0] if i + 1 < len(measured) else ""
        text = [character for character, _ in atom.units] + [following]
        for j, (character, run) in enumerate(atom.units):
            step = fonts.advance(character, run.face) * size
            kern = _kern(character, text[j + 1]) * size
            if character == " " and not "".join(text[j:-1]).strip(" "):
                atom.space += step + kern
            elif j == len(atom.units) - 1:
                atom.width += step
                atom.space += kern
            else:
                atom.width += step + kern
    return measured


def _kern(before: str, after: str) -> float:
    """What is added between two characters, in em."""
    if f"{before}{after}" in (" ·", "· "):
        return -GAP_OF_DOT
    if not after or before == " " or after == " ":
        return 0.0
    if (before in CLOSING and (after in CLOSING or after in OPENING)) or (before in OPENING and after in OPENING):
        return -0.5
    han_before, han_after = bool(_HAN_CHARACTER.match(before)), bool(_HAN_CHARACTER.match(after))
    if (han_before and _is_latin(after)) or (han_after and _is_latin(before)):
        return GAP
    return 0.0


def _is_latin(character: str) -> bool:
    return character.isalnum() and not _WIDE.match(character)


def _fill(atoms: list[_Atom], size: float, width: float) -> list[list[_Atom]]:
    lines: list[list[_Atom]] = [[]]
    used = 0.0
    for atom in atoms:
        # An opening mark at the line's start needs only its inked half, too.
        lead = 0.5 * size if atom.units[0][0] in OPENING else 0.0
        # A closing mark at the line's end needs only its inked half.
        slack = 0.5 * size if atom.units[-1][0] in CLOSING else 0.0
        if lines[-1] and used + atom.width - slack > width + 0.01:
            lines.append([])
        if not lines[-1]:
            used = -lead
        lines[-1].append(atom)
        used += atom.width + atom.space
    _keep_company(lines)
    return lines


def _keep_company(lines: list[list[_Atom]]) -> None:
    """A single Han character does not make the last line 孤字: the one before it comes along."""
    if len(lines) < 2 or len(lines[-1]) > 1 or len(lines[-2]) < FEWEST_ON_LINE:
        return
    if all(_HAN_CHARACTER.match(atom.units[0][0]) for atom in (lines[-1][0], lines[-2][-1])):
        lines[-1].insert(0, lines[-2].pop())


def _line(atoms: list[_Atom], size: float, *, last: bool) -> Line:
    """Draws the atoms up into pieces: Han together, each Latin word with its blank together, boxes alone."""
    units = [unit for atom in atoms for unit in atom.units]
    while units and units[-1][0] == " ":
        units.pop()
    pieces: list[Piece] = []
    x = -0.5 * size if units and units[0][0] in OPENING else 0.0
    text, start = "", x
    for i, (character, run) in enumerate(units):
        following = units[i + 1] if i + 1 < len(units) else None
        kern = _kern(character, following[0]) * size if following else 0.0
        text += character
        x += fonts.advance(character, run.face) * size
        if following is None or kern or _parts(character, run, *following):
            box = not fonts.has(character)
            pieces.append(Piece(text, run.face, run.colour, start, x - start, box=box))
            x += kern
            text, start = "", x
    ends_closing = bool(units) and units[-1][0] in CLOSING
    return Line(tuple(pieces), x - (0.5 * size if ends_closing else 0.0), last)


def _parts(character: str, run: Run, following: str, next_run: Run) -> bool:
    """Whether a new piece begins between two characters."""
    if run != next_run and (run.face, run.colour) != (next_run.face, next_run.colour):
        return True
    if not fonts.has(character) or not fonts.has(following) or fonts.is_lent(character) != fonts.is_lent(following):
        return True
    if bool(_WIDE.match(character)) != bool(_WIDE.match(following)):
        return True
    return character == " " and following != " "
