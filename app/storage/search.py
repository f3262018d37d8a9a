"""The search index: derived from the records' cells, never edited, built again in every new generation."""

import json
from collections.abc import Callable, Collection, Iterable

from app.domain.search_text import index_text
from app.storage import bulk
from app.storage.connection import Connection

_BATCH = 2000
_MANY_BYTES, _FEW_BYTES = 32 << 20, 1 << 20


class SearchStore:
    """Enters records; questions are asked by RecordStore, together with what else a list wants."""

    def __init__(self, connection: Connection, schema: str = "main") -> None:
        """`schema` is "next" for a next generation that is attached while it is written."""
        self._connection = connection
        self._schema = schema

    def add(self, texts: Iterable[tuple[int, str]]) -> None:
        """Index records by their numbers; the texts come from `index_text`."""
        bulk.insert(self._connection, f"{self._schema}.search", ("rowid", "text"), texts)

    def rebuild(self, advance: Callable[[int], object] | None = None) -> int:
        """Index every record, for a database whose index is still empty; how many. `advance` is told the steps."""
        self._gather_in(_MANY_BYTES)
        last = count = 0
        while True:
            rows = self._connection.rows(
                f"SELECT id, content FROM {self._schema}.record WHERE id > ? ORDER BY id LIMIT ?", (last, _BATCH)
            )
            if not rows:
                break
            self.add((number, index_text(json.loads(content))) for number, content in rows)
            last = rows[-1][0]
            count += len(rows)
            if advance is not None:
                advance(len(rows))
        self._gather_in(_FEW_BYTES)
        return count

    def _gather_in(self, size: int) -> None:
        """How much memory FTS5 fills with words before it writes them: much makes a smaller index, and sooner."""
        self._connection.execute(f"INSERT INTO {self._schema}.search (search, rank) VALUES ('hashsize', ?)", (size,))

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
