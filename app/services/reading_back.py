"""The reading back of a destruction: every page of the new generation is searched, and its index's vocabulary.

It happens before the switch, while both generations lie there; the figures go on the certificate. Values are taken in
portions where there are too many for the memory: each portion is a whole search of its own.
"""

import time
from dataclasses import replace

from app.domain.evidence import Residue
from app.domain.traces import as_indexed, index_words
from app.errors import Damaged
from app.jobs import Progress
from app.services.rotation import NextGeneration
from app.services.sought_values import Seeker, Sought, TooManyValuesError
from app.storage.connection import Connection
from app.storage.residue import Leavers, ResidueStore
from app.vault.disk import reached
from app.vault.pages import PAGE
from app.vault.reader import ValueReader

_NOTHING = Residue(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0)


class ReadBack:
    """Measures between two generations that those who leave are gone."""

    def __init__(self, following: NextGeneration, leavers: Leavers, seeker: Seeker, progress: Progress) -> None:
        self._next = following
        self._leavers = leavers
        self._seeker = seeker
        self._progress = progress

    def measure(self, sought: Sought | None) -> Residue:
        """The figures; `sought` None where the values have to be taken in portions.

        Raises Damaged("residue-found") where the new generation holds what only leaving records held, and what
        Seeker.seek raises.
        """
        if sought is not None:
            return self._read(sought)
        portions = 2
        while True:
            try:
                figures = _NOTHING
                for number in range(portions):
                    figures = _added(figures, self._read(self._seeker.seek(self._progress, number, portions)))
                return figures
            except TooManyValuesError as error:
                portions = max(portions + 1, int(portions / error.part) + 1)

    def _read(self, sought: Sought) -> Residue:
        began = time.monotonic()
        reached("destroy.control-read")
        self._progress.start("destroy.read", self._next.path.stat().st_size // PAGE)
        self._progress.note(values=len(sought.values) + sought.keys, found=0, bytes=0)
        reading = sought.reader.read(
            self._next.path,
            self._next.key.reveal(),
            self._advance,
            met=lambda found: self._progress.note(found=found),
        )
        met = [sought.values[index] for index in sorted(reading.found) if index < len(sought.values)]
        old = Connection(self._next.old_path, self._next.old_key.reveal(), mode="ro")
        try:
            old.begin(write=False)
            store = ResidueStore(old, self._leavers)
            indexed = _indexed(store, met)
            words, unknown = self._words(store, sought.values)
        finally:
            old.close()
        hits = len(reading.found) - len(indexed)
        if hits or unknown:
            raise Damaged("residue-found", values=hits, terms=unknown)
        values = len(sought.values) + sought.keys - len(indexed)
        return Residue(
            files=reading.files,
            pages=reading.pages,
            bytes=reading.bytes,
            values=values,
            shared_values=sought.shared + len(indexed),
            weak_values=sought.weak,
            control_hits=values,
            hits=hits,
            terms=words,
            term_hits=unknown,
            seconds=round(sought.seconds + time.monotonic() - began, 1),
        )

    def _advance(self, pages: int) -> None:
        self._progress.advance(pages)
        self._progress.note(bytes=self._progress.snapshot().done * PAGE)

    def _words(self, store: ResidueStore, values: list[str]) -> tuple[int, int]:
        """How many words of these values were looked up in the new index, and how many it should not have.

        A word that a staying record holds is shared, and not counted; the record is asked in the old generation.
        """
        self._progress.start("destroy.words")
        words = {word for value in values for word in index_words(value)}
        with self._next.unit() as uow:
            known = uow.search.known_words(words)
        unknown = 0
        for word, record in known.items():
            cells = store.cells_of(record)
            unknown += word not in cells.lower() and word not in as_indexed([cells])
        return len(words) - len(known) + unknown, unknown


def _indexed(store: ResidueStore, met: list[str]) -> set[int]:
    """Which of the values met in the new file are there because the index folds what a staying record holds.

    To the index WXID88 is wxid88, and 138 0013 8000 one word.
    """
    if not met:
        return set()
    cells = store.staying_cells()
    return ValueReader(met, foreign=False).search_all([as_indexed(texts).encode()] for texts in cells)


def _added(one: Residue, other: Residue) -> Residue:
    """Two portions' figures: the values add up, the file is the same one."""
    return replace(
        other,
        values=one.values + other.values,
        shared_values=one.shared_values + other.shared_values,
        weak_values=one.weak_values + other.weak_values,
        control_hits=one.control_hits + other.control_hits,
        hits=one.hits + other.hits,
        terms=one.terms + other.terms,
        term_hits=one.term_hits + other.term_hits,
        seconds=round(one.seconds + other.seconds, 1),
    )
