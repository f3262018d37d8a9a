"""Looks for values in decrypted pages: the reading back that a destruction certificate states.

The same search runs over the old generation first (the control: it must find what is to go), then over the new one.
Values are looked for as SQLite holds them (UTF-8) and as other software could have left them (UTF-16, GBK). A value
that JSON would escape is looked for by its longest piece between the escaped characters.
"""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick

from app.vault.pages import PAGE, SALT, Page, PageFile, database_pages, spills, wal_pages

SHORTEST = 6
"""Bytes. A shorter pattern is found by chance in hashes and keys: 4 random bytes in every 4 GB, times the values."""

PATTERNS_AT_ONCE = 1_000_000
"""Patterns in one automaton, so that memory stays bounded; more patterns mean another pass over the file."""

_CHUNK = 512  # pages searched in one call
_BETWEEN = b"\xff\x00\xff\x00"  # no encoded value holds it, so none is found across two pages
_ESCAPED = re.compile(r'["\\\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading saw: `found` are the indexes of the values met at least once."""

    files: int
    pages: int
    bytes: int
    found: frozenset[int]
    seconds: float


def searchable(value: str) -> str:
    """The longest piece of a value that JSON does not escape: between quotes, backslashes and control characters."""
    return max(_ESCAPED.split(value), key=len)


def is_strong(value: str) -> bool:
    """Whether the value is long enough to be looked for byte by byte."""
    return len(searchable(value).encode()) >= SHORTEST


def encodings(value: str) -> Iterator[bytes]:
    """The value's bytes in each encoding in which they are long enough to mean something."""
    piece = searchable(value)
    forms = {piece.encode(), piece.encode("utf-16-le"), piece.encode("gb18030")}
    return (form for form in forms if len(form) >= SHORTEST)


class ValueReader:
    """Looks for the same values in one database after another."""

    def __init__(self, values: Sequence[str]) -> None:
        self._patterns: list[bytes] = []
        self._owners: list[int] = []
        for index, value in enumerate(values):
            for form in encodings(value):
                self._patterns.append(form)
                self._owners.append(index)

    def read(
        self, database: Path, key: bytes, advance: Callable[[int], object] | None = None, extra: Sequence[bytes] = ()
    ) -> Reading:
        """Read every page of the database and its write-ahead log, and `extra` decrypted texts (attachments' names …).

        Raises Damaged("page-unreadable") where a page does not open with the key: what can't be read is not proved.
        """
        began = time.monotonic()
        found: set[int] = set()
        files, pages = 0, 0
        for start in range(0, max(len(self._patterns), 1), PATTERNS_AT_ONCE):
            files, pages = self._pass(start, database, key, found, advance, extra)
        return Reading(files, pages, pages * PAGE, frozenset(found), time.monotonic() - began)

    def _pass(
        self,
        start: int,
        database: Path,
        key: bytes,
        found: set[int],
        advance: Callable[[int], object] | None,
        extra: Sequence[bytes],
    ) -> tuple[int, int]:
        patterns = self._patterns[start : start + PATTERNS_AT_ONCE]
        owners = self._owners[start : start + PATTERNS_AT_ONCE]
        automaton = BytesAhoCorasick(patterns)
        files, pages = 0, 0
        for text, read, opened in _texts(database, key, extra):
            matches = automaton.find_matches_as_indexes(text, overlapping=True)
            found.update(owners[match[0]] for match in matches)
            files, pages = files + opened, pages + read
            if advance:
                advance(read)
        return files, pages


def _texts(database: Path, key: bytes, extra: Sequence[bytes]) -> Iterator[tuple[bytes, int, int]]:
    """Texts to search, each with the pages read for it and the files newly opened."""
    yield _BETWEEN.join(extra), 0, 0
    follow = PageFile(database, key)
    try:
        opened = 1
        for chunk in _chunks(database_pages(database, key)):
            spilled = [follow.payload(spill) for page in chunk for spill in spills(page)]
            yield _BETWEEN.join([*(page.data for page in chunk), *spilled]), len(chunk), opened
            opened = 0
    finally:
        follow.close()
    wal = database.with_name(database.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        with database.open("rb") as file:
            salt = file.read(SALT)
        for chunk in _chunks(wal_pages(wal, key, salt)):
            yield _BETWEEN.join(page.data for page in chunk), len(chunk), 0


def _chunks(pages: Iterator[Page]) -> Iterator[list[Page]]:
    chunk: list[Page] = []
    for page in pages:
        chunk.append(page)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
