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

_KEYWORDS = ("msgctxt", "msgid", "msgstr")
_MAGIC = 0x950412DE
_HEAD, _ENTRY = struct.Struct("<7I"), struct.Struct("<2I")


class Translations(gettext.GNUTranslations):
    """A catalogue that finds a message with a plural by its singular alone, as Python does from 3.11.3 on."""

    def gettext(self, message: str) -> str:
        found = super().gettext(message)
        return found if found != message else self.ngettext(message, message, 1)


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
