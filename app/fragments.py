"""Catalogues as they are written: the .po fragments of a language, for a program whose catalogue isn't compiled.

A checkout has no compiled one until `dev.py` made it. Only what our own fragments use is read: strings in double
quotes with backslash escapes, contexts, plural forms, comments. `.ci/catalogues.py` finds the faults in them.
"""

import ast
import gettext
import struct
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

_KEYWORDS = ("msgctxt", "msgid", "msgstr")
_MAGIC = 0x950412DE
_HEAD, _ENTRY = struct.Struct("<7I"), struct.Struct("<2I")


class Translations(gettext.NullTranslations):
    """A compiled catalogue (GNU gettext manual, 10.3) of a language with one form for every number, as Chinese is.

    Only what is asked for is decoded: gettext's own class takes all 4,000 messages apart, 4 ms of each start. A message
    with a plural is found by its singular alone, which Python's does from 3.11.3 on.
    """

    def _parse(self, fp: Any) -> None:
        """Called by gettext with the file. Raises OSError for another form."""
        data = fp.read()
        magic, _, count, ids, texts, _, _ = _HEAD.unpack_from(data)
        if magic != _MAGIC:
            raise OSError("not a catalogue of this form")
        names = (name.partition(b"\0")[0] for name in _strings(data, ids, count))
        self._texts = dict(zip(names, _strings(data, texts, count), strict=True))

    def gettext(self, message: str) -> str:
        return self._found(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._found(msgid1, msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self._found(f"{context}\x04{message}", message)

    def _found(self, name: str, otherwise: str) -> str:
        text = self._texts.get(name.encode())
        return otherwise if text is None else text.decode()


def _strings(data: bytes, table: int, count: int) -> list[bytes]:
    """The strings that a table of lengths and places names."""
    entries = struct.unpack_from(f"<{2 * count}I", data, table)
    return [data[at : at + length] for length, at in zip(entries[::2], entries[1::2], strict=True)]


def translations(files: Iterable[Path]) -> Translations:
    """The messages of all fragments; of two translations of one message the first stands, as in the compiled form."""
    messages: dict[str, str] = {}
    for path in files:
        for entry in _entries(path.read_text(encoding="utf-8").splitlines()):
            text = "\0".join(value for word, value in entry.items() if word.startswith("msgstr"))
            if text:
                messages.setdefault(_key(entry), text)
    return Translations(BytesIO(_compiled(messages)))


def _key(entry: dict[str, str]) -> str:
    """What a compiled catalogue calls the message: its context before it, its plural behind it."""
    context = f"{entry['msgctxt']}\x04" if "msgctxt" in entry else ""
    plural = f"\0{entry['msgid_plural']}" if "msgid_plural" in entry else ""
    return context + entry["msgid"] + plural


def _entries(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Each message's strings by keyword."""
    entry: dict[str, str] = {}
    word = ""
    for line in map(str.strip, lines):
        if line.startswith('"'):
            entry[word] += ast.literal_eval(line)
        elif line.startswith(_KEYWORDS):
            word, _, text = line.partition(" ")
            if word in ("msgctxt", "msgid") and "msgid" in entry:
                yield entry
                entry = {}
            entry[word] = ast.literal_eval(text)
    if "msgid" in entry:
        yield entry


def _compiled(messages: dict[str, str]) -> bytes:
    """The .mo form: a head, a table of ids, a table of translations, the strings (GNU gettext manual, 10.3)."""
    pairs = sorted((key.encode(), text.encode()) for key, text in messages.items())
    ids, texts = _HEAD.size, _HEAD.size + _ENTRY.size * len(pairs)
    place = texts + _ENTRY.size * len(pairs)
    tables, strings = b"", b""
    for column in ([key for key, _ in pairs], [text for _, text in pairs]):
        for value in column:
            tables += _ENTRY.pack(len(value), place + len(strings))
            strings += value + b"\0"
    return _HEAD.pack(_MAGIC, 0, len(pairs), ids, texts, 0, 0) + tables + strings
