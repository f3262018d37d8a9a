"""The search index: derived from the records' cells, never edited, built again in every new generation."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from app.domain.search_text import index_texts
from app.storage import bulk
from app.storage.connection import Connection

_BATCH = 1920
_SMALL, _LARGE = 1920, 7680
_PIECES = 64
_MANY_BYTES, _FEW_BYTES = 32 << 20, 1 << 20  # how much memory FTS5 fills with words before it writes them
_MANY_MERGED, _FEW_MERGED = 0, 4
# Merging all pieces of a level at once is left out: what an import writes is merged bit by bit by what comes later.
# With 130 pieces, which a million records leave, a name is found in 12 ms. FTS5 takes 2,000.
_MOST_PIECES = 1000


def piece(rows: int) -> int:
    """How many texts are best added at once, of so many: each time they become a piece of the index.

    Small pieces are sorted a quarter quicker, as that does not leave the processor's own memory; few pieces are asked
    more quickly.
    """
    return max(_SMALL, min(_LARGE, rows // _PIECES))


class SearchStore:
    """Enters records; questions are asked by RecordStore, together with what else a list wants."""

    def __init__(self, connection: Connection, schema: str = "main") -> None:
        """`schema` is "next" for a next generation that is attached while it is written."""
        self._connection = connection
        self._schema = schema

    def add(self, texts: Iterable[tuple[int, str]]) -> None:
        """Index records by their numbers; the texts come from `index_text`."""
        parts = [*zip(*texts, strict=True)]
        if parts:
            self.add_columns(*parts)

    def add_columns(self, numbers: Sequence[int], texts: Sequence[str]) -> None:
        """As `add`, with numbers and texts apart."""
        bulk.insert(self._connection, f"{self._schema}.search", {"rowid": numbers, "text": texts})

    @contextmanager
    def many(self) -> Iterator[None]:
        """Room for many new texts: much is gathered before it is written, and nothing is merged meanwhile."""
        self._set("hashsize", _MANY_BYTES)
        self._set("automerge", _MANY_MERGED)
        self._set("crisismerge", _MOST_PIECES)
        yield
        # After an error the transaction, and this with it, is taken back.
        self._set("hashsize", _FEW_BYTES)
        self._set("automerge", _FEW_MERGED)

    def rebuild(self, advance: Callable[[int], object] | None = None) -> int:
        """Index every record, for a database whose index is still empty; how many. `advance` is told the steps."""
        last = count = 0
        numbers: list[int] = []
        texts: list[str] = []
        with self.many():
            while rows := self._connection.rows(
                f"SELECT id, content FROM {self._schema}.record WHERE id > ? ORDER BY id LIMIT ?", (last, _BATCH)
            ):
                for _, alike in groupby(((number, json.loads(content)) for number, content in rows), _width):
                    some, contents = zip(*alike, strict=True)
                    numbers += some
                    texts += index_texts(zip(*contents, strict=True))
                if len(numbers) >= _LARGE:
                    self.add_columns(numbers, texts)
                    numbers, texts = [], []
                last = rows[-1][0]
                count += len(rows)
                if advance is not None:
                    advance(len(rows))
            self.add_columns(numbers, texts)
        return count

    def _set(self, option: str, value: int) -> None:
        self._connection.execute(f"INSERT INTO {self._schema}.search (search, rank) VALUES (?, ?)", (option, value))

    def known_words(self, words: Collection[str]) -> dict[str, int]:
        """Those of these words, written as the index folds them, that it has, each with a record that holds it.

        All of the vocabulary is read: that is quicker than asking for each of very many words. Needs a writing unit.
        """
        run = self._connection.execute
        run("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search, row)")
        known = [row[0] for row in run("SELECT term FROM temp.vocabulary") if row[0] in words]
        run("DROP TABLE temp.vocabulary")
        asked = "SELECT rowid FROM search WHERE search MATCH ? LIMIT 1"
        return {word: int(self._connection.value(asked, (f'"{word}"',)) or 0) for word in known}


def _width(row: tuple[int, list[str]]) -> int:
    return len(row[1])
