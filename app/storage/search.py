"""The search index: derived from the records' cells, never edited, built again in every new generation."""

import json
from collections.abc import Callable, Iterable

from app.domain.search_text import index_text
from app.storage.connection import Connection

_BATCH = 2000


class SearchStore:
    """Enters records; questions are asked by RecordStore, together with what else a list wants."""

    def __init__(self, connection: Connection, schema: str = "main") -> None:
        """`schema` is "next" for a next generation that is attached while it is written."""
        self._connection = connection
        self._schema = schema

    def add(self, texts: Iterable[tuple[int, str]]) -> None:
        """Index records by their numbers; the texts come from `index_text`."""
        self._connection.executemany(f"INSERT INTO {self._schema}.search (rowid, text) VALUES (?, ?)", texts)

    def rebuild(self, advance: Callable[[int], object] | None = None) -> int:
        """Index every record, for a database whose index is still empty; how many. `advance` is told the steps."""
        last = count = 0
        while True:
            rows = self._connection.rows(
                f"SELECT id, content FROM {self._schema}.record WHERE id > ? ORDER BY id LIMIT ?", (last, _BATCH)
            )
            if not rows:
                return count
            self.add((number, index_text(json.loads(content))) for number, content in rows)
            last = rows[-1][0]
            count += len(rows)
            if advance is not None:
                advance(len(rows))

    def known_words(self, words: Iterable[str], advance: Callable[[int], object] | None = None) -> int:
        """How many of these words, written as the index folds them, its vocabulary has; needs a writing unit."""
        self._connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search, row)")
        known = 0
        for word in words:
            known += self._connection.one("SELECT 1 FROM temp.vocabulary WHERE term = ?", (word,)) is not None
            if advance is not None:
                advance(1)
        self._connection.execute("DROP TABLE temp.vocabulary")
        return known
