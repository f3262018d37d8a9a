"""Issued documents, kept whole in the vault."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.evidence import DocumentFact
from app.domain.instants import instant_of, instant_text
from app.domain.register_numbers import next_number
from app.storage.connection import Connection, Row

_FACTS = "uid, number, kind, issued_at, file_name, sha256, language, media_type"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document without its content. `id` is 128 bits in hex, `number` its printed number."""

    id: str
    number: str
    kind: str
    issued_at: datetime
    file_name: str
    sha256: str
    language: str
    media_type: str

    @property
    def fact(self) -> DocumentFact:
        return DocumentFact(self.number, self.kind, self.issued_at, self.file_name, self.sha256)


class DocumentStore:
    """What was issued: certificates, registers, reports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, document: StoredDocument, content: bytes) -> None:
        """Keep a document; Conflict where its number is taken."""
        self._connection.execute(
            f"INSERT INTO document ({_FACTS}, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                bytes.fromhex(document.id),
                document.number,
                document.kind,
                instant_text(document.issued_at),
                document.file_name,
                document.sha256,
                document.language,
                document.media_type,
                content,
            ),
        )

    def all(self) -> tuple[StoredDocument, ...]:
        """All documents, oldest first."""
        return tuple(_stored(row) for row in self._connection.rows(f"SELECT {_FACTS} FROM document ORDER BY id"))

    def find(self, reference: str) -> StoredDocument | None:
        """The document of this id (hex) or number."""
        row = self._connection.one(
            f"SELECT {_FACTS} FROM document WHERE number = ? OR lower(hex(uid)) = ?", (reference, reference.lower())
        )
        return _stored(row) if row else None

    def content(self, document_id: str) -> bytes:
        """The file's bytes; KeyError for an unknown id."""
        content: bytes | None = self._connection.value(
            "SELECT content FROM document WHERE uid = ?", (bytes.fromhex(document_id),)
        )
        if content is None:
            raise KeyError(document_id)
        return content

    def next_number(self, prefix: str, year: int) -> str:
        """The number after the last one of its kind and year, e.g. ("XHZ", 2026) -> "XHZ-2026-003"."""
        return next_number(prefix, year, (row[0] for row in self._connection.execute("SELECT number FROM document")))


def _stored(row: Row) -> StoredDocument:
    return StoredDocument(row[0].hex(), row[1], row[2], instant_of(row[3]), row[4], row[5], row[6], row[7])
