"""Looks for values in decrypted pages: the reading back that a destruction certificate states.

The same search runs over the old generation first (the control: it must find what is to go), then over the new one.
Values are looked for as SQLite holds them (UTF-8) and as other software could have left them (UTF-16, GBK); cells that
spill over several pages are put together and searched whole.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from ahocorasick_rs import BytesAhoCorasick, Implementation

from app.domain.traces import foreign_forms, searchable
from app.vault.disk import disk_errors
from app.vault.pages import PAGE, Page, PageFile, PageKeys, keys_of, opened, sealed_frames, sealed_pages, spills, wal_of

VALUES_AT_ONCE = 600_000
"""Values for one reader, so that memory stays bounded (some 400 MB); who has more reads in several passes."""

_CHUNK = 256  # pages searched in one call: 1 MB
_THREADS = 2  # the search lets the interpreter go, so that one thread decrypts while the other searches
_HINT = 8  # bytes of a form in another encoding that are looked for first
_BETWEEN = b"\xff\x00\xff\x00"  # no encoded value holds it, so none is found across two texts

_Seen: TypeAlias = tuple[int, set[int]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading saw: `found` are the indexes of the values met at least once."""

    files: int
    pages: int
    bytes: int
    found: frozenset[int]
    seconds: float


class ValueReader:
    """Looks for the same values in one database after another; `secrets` (keys) are looked for as they are.

    Indexes count the values first, then the secrets. Everything may be called from several threads.
    """

    def __init__(self, values: Sequence[str], secrets: Sequence[bytes] = (), *, foreign: bool = True) -> None:
        """`foreign`: in UTF-16 and GBK too."""
        self._values = values if foreign else ()
        self._count = len(values) + len(secrets)
        hints = sorted({form[:_HINT] for value in self._values for form in foreign_forms(value)})
        self._patterns = _automaton([*(searchable(value).encode() for value in values), *secrets, *hints])
        self._foreign: tuple[BytesAhoCorasick, list[int]] | None = None
        self._making = Lock()

    def search(self, text: bytes) -> set[int]:
        """The values that this text holds, in any encoding."""
        met = {match[0] for match in self._patterns.find_matches_as_indexes(text, overlapping=True)}
        found = {index for index in met if index < self._count}
        # Hardly any text has even the beginning of a value in another encoding; only such are searched for them all.
        if len(found) < len(met):
            forms, owners = self._foreign_forms()
            found.update(owners[match[0]] for match in forms.find_matches_as_indexes(text, overlapping=True))
        return found

    def search_all(self, texts: Iterable[Sequence[bytes]]) -> set[int]:
        """The values that lists of texts hold; the lists are searched while the next ones are made."""
        found: set[int] = set()
        for _, seen in _threaded(self._joined, texts):
            found |= seen
        return found

    def read(
        self,
        database: Path,
        key: bytes,
        advance: Callable[[int], object] | None = None,
        *,
        until_all: bool = False,
        met: Callable[[int], object] | None = None,
    ) -> Reading:
        """Read every page of the database and every frame of its write-ahead log; `advance` is told pages read.

        `met` is told how many of the values were found so far.

        `until_all` ends the reading once every value is found: a control has nothing more to prove then.
        Raises Damaged("page-unreadable") where a page of the database does not open with the key, and what `advance`
        raises.
        """
        began = time.monotonic()
        keys, wal = keys_of(database, key), wal_of(database)
        with disk_errors(wal):
            has_wal = wal.exists() and wal.stat().st_size > 0
        follow = PageFile(database, key)

        def of_database(sealed: Sequence[Page]) -> _Seen:
            return self._of_pages([opened(page, keys, database.name) for page in sealed], follow)

        def of_log(sealed: Sequence[Page]) -> _Seen:
            return self._of_pages(list(_readable(sealed, keys)), follow)

        found: set[int] = set()
        pages = 0
        try:
            for work, chunks in (
                (of_log, sealed_frames(wal) if has_wal else iter(())),
                (of_database, sealed_pages(database)),
            ):
                for read, seen in _threaded(work, _chunks(chunks)):
                    pages += read
                    found |= seen
                    if met:
                        met(len(found))
                    if advance:
                        advance(read)
                    if until_all and len(found) == self._count:
                        break
        finally:
            follow.close()
        return Reading(1 + has_wal, pages, pages * PAGE, frozenset(found), time.monotonic() - began)

    def _joined(self, texts: Sequence[bytes]) -> _Seen:
        return len(texts), self.search(_BETWEEN.join(texts))

    def _of_pages(self, pages: list[Page], follow: PageFile) -> _Seen:
        spilled = [follow.payload(spill) for page in pages for spill in spills(page)]
        return len(pages), self.search(_BETWEEN.join([*(page.data for page in pages), *spilled]))

    def _foreign_forms(self) -> tuple[BytesAhoCorasick, list[int]]:
        """All forms in other encodings and the values they belong to; made when the first hint is met."""
        with self._making:
            if self._foreign is None:
                pairs = [(form, index) for index, value in enumerate(self._values) for form in foreign_forms(value)]
                self._foreign = _automaton([form for form, _ in pairs]), [index for _, index in pairs]
            return self._foreign


def _automaton(patterns: list[bytes]) -> BytesAhoCorasick:
    return BytesAhoCorasick(patterns, implementation=Implementation.ContiguousNFA)


def _readable(sealed: Sequence[Page], keys: PageKeys) -> Iterator[Page]:
    """Frames that open; those of a use of the log under another key don't, and hold nothing for this one."""
    for page in sealed:
        plain = keys.open(page.number, page.data)
        if plain is not None:
            yield Page(page.number, plain)


def _chunks(pages: Iterator[Page]) -> Iterator[list[Page]]:
    while chunk := list(islice(pages, _CHUNK)):
        yield chunk


def _threaded(work: Callable[[Sequence], _Seen], jobs: Iterable[Sequence]) -> Iterator[_Seen]:  # type: ignore[type-arg]
    """The results in order; only a few jobs are under way at once, so that memory stays bounded."""
    with ThreadPoolExecutor(_THREADS) as pool:
        waiting: deque[Future[_Seen]] = deque()
        try:
            for job in jobs:
                waiting.append(pool.submit(work, job))
                if len(waiting) > _THREADS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
