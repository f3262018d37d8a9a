"""Address cards (vCard 2.1, RFC 2426, RFC 6350) as one sheet: a card a row, a column for each kind of entry."""

import base64
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from app.errors import Damaged
from app.formats.encodings import encoding_of
from app.formats.held_tables import Budget, HeldSheet, HeldTables, whole

NAME, ORG, UNIT, TITLE, MOBILE, PHONE, FAX = "姓名", "单位名称", "部门", "职务", "手机号码", "电话", "传真"
EMAIL, ADDRESS, POSTCODE, BIRTHDAY, GENDER, NOTE = "电子邮箱", "地址", "邮编", "出生日期", "性别", "备注"
_ORDER = (NAME, GENDER, BIRTHDAY, ORG, UNIT, TITLE, MOBILE, PHONE, FAX, EMAIL, ADDRESS, POSTCODE, NOTE)
_SEXES = {"M": "男", "F": "女"}
_HEADS = {"TITLE": TITLE, "EMAIL": EMAIL, "NOTE": NOTE, "NICKNAME": "昵称", "URL": "网址", "ROLE": "角色"}
_PICTURES = {"PHOTO": "照片", "LOGO": "徽标", "SOUND": "声音", "KEY": "密钥"}
_LEFT = frozenset({"VERSION", "PRODID", "REV", "UID", "MAILER", "TZ", "SOURCE", "PROFILE", "X-ABLABEL", "CLIENTPIDMAP"})
_WIDEST = 200
_LINE_END = re.compile(r"\r\n|\r|\n")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_CJK = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One property: its name in capitals, its parameters' words in capitals, its value as written."""

    name: str
    words: frozenset[str]
    charset: str
    value: str


@dataclass(slots=True)
class _Card:
    """A card's cells by their column; a second entry of a kind goes to a second column."""

    file: str
    cells: dict[str, str] = field(default_factory=dict)

    def put(self, head: str, text: str) -> None:
        """Nothing is put where there is nothing, or the same again. Raises Damaged for endless entries."""
        text = text.strip()
        number, place = 1, head
        while text and place in self.cells:
            if self.cells[place] == text:
                return
            number += 1
            place = f"{head}{number}"
            if number > _WIDEST:
                raise Damaged("file-unreadable", file=self.file)
        if text:
            self.cells[place] = text


def card_table(source: BinaryIO, name: str, title: str) -> HeldTables:
    """The cards of a .vcf file. Raises Damaged: "not-text", "no-cards", "file-damaged" where one is cut short."""
    text = whole(source, name).decode(encoding_of(source, name))
    cards = list(_cards(text, name))
    if not cards:
        raise Damaged("no-cards", file=name)
    known = {head: at for at, head in enumerate(dict.fromkeys(head for card in cards for head in card.cells))}
    if len(known) > _WIDEST:
        raise Damaged("file-unreadable", file=name)
    Budget(name).take(len(cards) * len(known))
    heads = sorted(known, key=lambda head: _place(head, known[head]))
    rows = [heads, *([card.cells.get(one, "") for one in heads] for card in cards)]
    return HeldTables(source, name, [HeldSheet(title, rows)])


def _place(head: str, seen: int) -> tuple[int, int]:
    """The usual columns first, in their order, then the others as they were seen."""
    bare = head.rstrip("0123456789")
    return _ORDER.index(bare) if bare in _ORDER else len(_ORDER), seen


def _cards(text: str, name: str) -> Iterator[_Card]:
    under_way: list[_Card] = []
    for entry in _entries(text):
        kind = entry.value.strip().upper()
        if entry.name == "BEGIN" and kind == "VCARD":
            under_way.append(_Card(name))
        elif entry.name == "END" and kind == "VCARD" and under_way:
            card = under_way.pop()
            if card.cells:
                yield card
        elif under_way:
            _enter(under_way[-1], entry)
    if under_way:
        raise Damaged("file-damaged", file=name)


def _entries(text: str) -> Iterator[_Entry]:
    """The properties, with lines put together that were folded (RFC 6350 3.2) or end in a soft break."""
    held: list[str] = []
    soft = False
    for line in _LINE_END.split(text):
        if held and (soft or line[:1] in (" ", "\t") or (":" not in line and line)):
            held.append(line if soft or line[:1] not in (" ", "\t") else line[1:])
        else:
            if held:
                yield from _entry("".join(held))
            held = [line] if line.strip() else []
        soft = bool(held) and line.endswith("=") and "QUOTED-PRINTABLE" in held[0].upper()
        if soft:
            held[-1] = held[-1][:-1]
    if held:
        yield from _entry("".join(held))


def _entry(line: str) -> Iterator[_Entry]:
    head, colon, value = _split_head(line)
    if not colon:
        return
    name, *params = head.split(";")
    words: set[str] = set()
    charset = ""
    for param in params:
        key, equals, word = param.partition("=")
        if key.upper() == "CHARSET":
            charset = word.strip('"')
        words.update((word if equals else key).strip('"').upper().split(","))
    yield _Entry(name.rpartition(".")[2].strip().upper(), frozenset(words), charset, value)


def _split_head(line: str) -> tuple[str, str, str]:
    """Before and after the first colon that is not inside quotes."""
    quoted = False
    for at, character in enumerate(line[:4096]):
        quoted ^= character == '"'
        if character == ":" and not quoted:
            return line[:at], ":", line[at + 1 :]
    return line, "", ""


def _text(entry: _Entry) -> str:
    """The value without its packing; what is not text stays packed."""
    written = entry.value.encode("ascii", errors="replace")
    if entry.words & {"QUOTED-PRINTABLE", "Q"}:
        raw = quopri.decodestring(written)
        return _decoded(raw, entry.charset) or raw.decode("latin-1")
    if entry.words & {"BASE64", "B"}:
        try:
            return _decoded(base64.b64decode(written + b"=="), entry.charset) or entry.value
        except ValueError:
            return entry.value
    return entry.value


def _decoded(raw: bytes, charset: str) -> str:
    """The text, "" where it is in none of the usual encodings."""
    for codec in ("gb18030" if charset.lower().startswith("gb") else "utf-8", "gb18030", "big5"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return ""


def _parts(text: str, at: str) -> list[str]:
    """The value cut at a character that no backslash stands before, backslashes resolved."""
    found: list[list[str]] = [[]]
    characters = iter(text)
    for character in characters:
        if character == "\\":
            escaped = next(characters, "")
            found[-1].append("\n" if escaped in ("n", "N") else escaped)
        elif character == at:
            found.append([])
        else:
            found[-1].append(character)
    return ["".join(part) for part in found]


def _enter(card: _Card, entry: _Entry) -> None:
    if entry.name in _LEFT:
        return
    if entry.name in _PICTURES:
        # What it shows can't be kept in a cell; that there was one is.
        card.put(_PICTURES[entry.name], f"{len(entry.value)} B" if not entry.value.startswith("http") else entry.value)
        return
    reader = _READERS.get(entry.name)
    if reader is not None:
        reader(card, entry, _text(entry))
    else:
        head = _HEADS.get(entry.name, entry.name.removeprefix("X-"))
        card.put(head, " ".join(_parts(_text(entry), ";")).strip())


def _full_name(card: _Card, _: _Entry, text: str) -> None:
    """The name as it is shown goes before the one put together from its parts."""
    composed = card.cells.pop(NAME, "")
    shown = _parts(text, "\0")[0].strip()
    card.put(NAME, shown or composed)


def _name(card: _Card, _: _Entry, text: str) -> None:
    family, given, middle, *_rest = [*(part.strip() for part in _parts(text, ";")), "", "", ""]
    if NAME not in card.cells:
        chinese = _CJK.search(text)
        card.put(NAME, f"{family}{middle}{given}" if chinese else " ".join(filter(None, (given, middle, family))))


def _organisation(card: _Card, _: _Entry, text: str) -> None:
    org, *units = _parts(text, ";")
    card.put(ORG, org)
    card.put(UNIT, " ".join(filter(None, map(str.strip, units))))


def _telephone(card: _Card, entry: _Entry, text: str) -> None:
    number = _parts(text, "\0")[0].strip().removeprefix("tel:")
    if entry.words & {"FAX"}:
        card.put(FAX, number)
    else:
        card.put(MOBILE if entry.words & {"CELL", "IPHONE", "PCS"} else PHONE, number)


def _address(card: _Card, _: _Entry, text: str) -> None:
    box, extended, street, city, region, code, country = [*(part.strip() for part in _parts(text, ";")), *[""] * 7][:7]
    if _CJK.search(text):
        large = "" if country in ("中国", "中华人民共和国") else country
        written = f"{large}{region}{'' if city == region else city}{street}{extended}{box}"
    else:
        written = ", ".join(filter(None, (box, extended, street, city, region, country)))
    card.put(ADDRESS, written.replace("\n", " "))
    card.put(POSTCODE, code)


def _birthday(card: _Card, _: _Entry, text: str) -> None:
    found = _COMPACT_DAY.fullmatch(text.strip())
    card.put(BIRTHDAY, "-".join(found.groups()) if found else text.partition("T")[0])


def _sex(card: _Card, _: _Entry, text: str) -> None:
    sex = text.partition(";")[0].strip()
    card.put(GENDER, _SEXES.get(sex.upper(), sex))


_READERS: dict[str, Callable[[_Card, _Entry, str], None]] = {
    "FN": _full_name,
    "N": _name,
    "ORG": _organisation,
    "TEL": _telephone,
    "ADR": _address,
    "BDAY": _birthday,
    "GENDER": _sex,
}
