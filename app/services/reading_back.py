"""The reading back of a destruction: what is looked for, the control in the old generation, the search in the new one.

Everything happens before the switch, while both generations lie there; the figures go on the certificate. Values are
taken in portions where there are too many for the memory: each portion is a whole search of its own.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from zlib import crc32

from app.domain.customers import Identity
from app.domain.evidence import Residue
from app.domain.traces import as_indexed, index_words, is_strong
from app.errors import Damaged
from app.jobs import Progress
from app.services.rotation import NextGeneration
from app.storage.connection import Connection
from app.storage.residue import ResidueStore
from app.vault.disk import reached
from app.vault.pages import PAGE
from app.vault.reader import VALUES_AT_ONCE, Reading, ValueReader

_STEP = 1000
_NOTHING = Residue(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0)


@dataclass(frozen=True, slots=True)
class _Portion:
    """Distinct values of a destruction: those to look for, how many are too weak, and the index's words for them."""

    strong: list[str]
    weak: int
    words: list[str]


class _TooManyError(Exception):
    """There are more values than fit; `part` of the rows had been seen."""

    def __init__(self, part: float) -> None:
        super().__init__(part)
        self.part = part


class ReadBack:
    """Measures one order's destruction between two generations."""

    def __init__(
        self, following: NextGeneration, order_id: int, records: int, changed: dict[int, Identity], progress: Progress
    ) -> None:
        """`records`: how many the order lists; `changed`: staying customers of whom less is known afterwards."""
        self._next = following
        self._order_id = order_id
        self._records = records
        self._changed = changed
        self._progress = progress

    def measure(self) -> Residue:
        """The figures.

        Raises Damaged("control-incomplete") where the search does not find in the old generation what it is to look
        for, since what can't find proves nothing; Damaged("residue-found") where it finds something in the new one.
        """
        began = time.monotonic()
        old = Connection(self._next.old_path, self._next.old_key.reveal(), mode="ro")
        try:
            old.begin(write=False)
            figures = self._measured(ResidueStore(old, self._order_id))
        finally:
            old.close()
        return replace(figures, seconds=round(time.monotonic() - began, 1))

    def _measured(self, store: ResidueStore) -> Residue:
        portions = 1
        while True:
            try:
                figures = _NOTHING
                for number in range(portions):
                    figures = _added(figures, self._portion(store, number, portions))
                return figures
            except _TooManyError as error:
                portions = max(portions + 1, int(portions / error.part) + 1)

    def _portion(self, store: ResidueStore, number: int, portions: int) -> Residue:
        portion = self._gathered(store, number, portions)
        candidates = [*portion.strong, *portion.words]
        kept = self._shared(store, candidates)
        own = [value for index, value in enumerate(portion.strong) if index not in kept]
        words = [word for index, word in enumerate(portion.words, len(portion.strong)) if index not in kept]
        keys = store.leaving_keys() if number == 0 else []
        reader = ValueReader(own, keys)
        control = self._read(reader, "destroy.control", old=True)
        if len(control.found) < len(own) + len(keys):
            raise Damaged("control-incomplete", found=len(control.found), values=len(own) + len(keys))
        reached("destroy.control-read")
        reading = self._read(reader, "destroy.read", old=False)
        term_hits = self._words_found(words)
        if reading.found or term_hits:
            raise Damaged("residue-found", values=len(reading.found), terms=term_hits)
        return Residue(
            files=reading.files,
            pages=reading.pages,
            bytes=reading.bytes,
            values=len(own) + len(keys),
            shared_values=len(portion.strong) - len(own),
            weak_values=portion.weak,
            control_hits=len(control.found),
            hits=len(reading.found),
            terms=len(words),
            term_hits=term_hits,
            seconds=0.0,
        )

    def _gathered(self, store: ResidueStore, number: int, portions: int) -> _Portion:
        """The distinct values of this portion; values are dealt out by their checksum."""
        self._progress.start("destroy.values", self._records)
        strong: set[str] = set()
        weak: set[str] = set()
        for seen, values in enumerate(chain(store.leaving_rows(), store.leaving_texts())):
            for value in values:
                if value and (portions == 1 or crc32(value.encode()) % portions == number):
                    (strong if is_strong(value) else weak).add(value)
            if len(strong) > VALUES_AT_ONCE:
                raise _TooManyError(min(1.0, seen / self._records))
            if seen % _STEP == 0 and seen < self._records:
                self._progress.advance(_STEP)
        words = {word for value in strong for word in index_words(value)} - strong
        return _Portion(sorted(strong), len(weak), sorted(words))

    def _shared(self, store: ResidueStore, candidates: list[str]) -> set[int]:
        """Which candidates rows that stay hold too: those can't be looked for, and needn't."""
        _, rows = store.counts()
        self._progress.start("destroy.shared", rows)
        search = ValueReader(candidates, foreign=False)
        records = (self._counted([*_encoded(texts)], len(texts)) for texts in store.staying_records())
        customers = (self._counted(texts, len(texts)) for texts in store.staying_customers(self._changed))
        return search.search_all(chain(records, customers, store.staying_others()))

    def _counted(self, texts: list[bytes], rows: int) -> list[bytes]:
        self._progress.advance(rows)
        return texts

    def _read(self, reader: ValueReader, step: str, *, old: bool) -> Reading:
        path, key = (self._next.old_path, self._next.old_key) if old else (self._next.path, self._next.key)
        self._progress.start(step, path.stat().st_size // PAGE)
        return reader.read(path, key.reveal(), self._progress.advance)

    def _words_found(self, words: list[str]) -> int:
        """How many of the words the new search index knows."""
        self._progress.start("destroy.words", len(words))
        with self._next.unit() as uow:
            return uow.search.known_words(words, self._progress.advance)


def _encoded(texts: list[str]) -> Iterator[bytes]:
    yield from (text.encode() for text in texts)
    yield as_indexed(texts).encode()


def _added(one: Residue, other: Residue) -> Residue:
    """Two portions' figures: the values add up, the file is the same one."""
    return Residue(
        files=other.files,
        pages=other.pages,
        bytes=other.bytes,
        values=one.values + other.values,
        shared_values=one.shared_values + other.shared_values,
        weak_values=one.weak_values + other.weak_values,
        control_hits=one.control_hits + other.control_hits,
        hits=one.hits + other.hits,
        terms=one.terms + other.terms,
        term_hits=one.term_hits + other.term_hits,
        seconds=0.0,
    )
