"""What every certificate goes through when it is issued: kept in the vault, and written for its way out."""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from app.storage.documents import StoredDocument
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import write_parts

_NOT_IN_A_NAME = re.compile(r'[\s<>:"/\\|?*\x00-\x1f.]+')


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate that was issued, and the file it was written to."""

    id: str
    number: str
    kind: str
    file: str
    sha256: str


class Numbered(Protocol):
    """The evidence of a certificate, whichever it is."""

    @property
    def id(self) -> str: ...

    @property
    def number(self) -> str: ...

    @property
    def issued_at(self) -> datetime: ...


def file_name_of(firm: str) -> str:
    """A firm's name as a file's name can begin with it."""
    return _NOT_IN_A_NAME.sub("", firm)


def keep_certificate(
    uow: UnitOfWork, evidence: Numbered, kind: str, pdf: bytes, *, staging: Path, target: Path, language: str
) -> Issued:
    """Keep the pages in this unit of work and write them to `staging`, from where they are delivered to `target`."""
    digest = sha256(pdf).hexdigest()
    stored = StoredDocument(
        id=evidence.id, number=evidence.number, kind=kind, issued_at=evidence.issued_at, file_name=target.name,
        sha256=digest, language=language, media_type="application/pdf",
    )  # fmt: skip
    uow.documents.add(stored, pdf)
    write_parts(staging, [pdf])
    return Issued(evidence.id, evidence.number, kind, str(target), digest)
