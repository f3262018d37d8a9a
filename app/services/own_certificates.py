"""The firm's own certificate from a PKCS#12 file, which signs the pages of documents in the place of the vault's.

The evidence, the log's checkpoints, backups and packages go on being signed with the key made in the vault, and the
evidence names the key that signs the pages. The key lies in the vault's encrypted database and nowhere else.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.documents import DocumentKey
from app.domain.evidence import PageSigner
from app.domain.permissions import Action
from app.errors import UserError
from app.services.session import Session
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import disk_errors
from app.vault.identities import Identity, identity_of, read_identity
from app.vault.signing import fingerprint


def signer_file(path: Path) -> bytes:
    """The content of a PKCS#12 file, whatever it is. Raises UserError("file-not-found"), EnvironmentProblem."""
    if not path.is_file():
        raise UserError("file-not-found", file=path.name)
    with disk_errors(path):
        return path.read_bytes()


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """The certificate in use; `expired` ones sign nothing any more, the vault's does then."""

    signer: PageSigner
    expired: bool


class OwnCertificateService:
    """Taken, shown and dropped; each is logged with the key's fingerprint."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def show(self) -> OwnCertificate | None:
        """The firm's own certificate; None where documents are signed with the vault's."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            identity = _kept(uow)
        if identity is None:
            return None
        return OwnCertificate(_signer(identity), not identity.is_valid(self._session.clock.now()))

    def use(self, content: bytes, password: bytes, file_name: str) -> PageSigner:
        """Sign documents with the certificate of this PKCS#12 file from now on.

        Raises UserError ("signer-file-unreadable", "own-certificate-not-p256", "own-certificate-expired"),
        Refused("role-forbids").
        """
        session = self._session
        session.require(Action.KEYS)
        identity, now = read_identity(content, password, file_name), session.clock.now()
        if not identity.is_valid(now):
            raise UserError("own-certificate-expired", file=file_name, until=identity.last_day.isoformat())
        key = fingerprint(identity.public_der)
        with session.write() as uow:
            uow.firm.put_own_certificate(identity.private_der, identity.certificate_der, now, session.operator.name)
            uow.audit.append("own-certificate.use", key, {}, session.operator.name, now)
            uow.commit()
        return _signer(identity)

    def drop(self) -> None:
        """Sign documents with the vault's own certificate again; UserError("own-certificate-none")."""
        session = self._session
        session.require(Action.KEYS)
        with session.write() as uow:
            identity = _kept(uow)
            if identity is None:
                raise UserError("own-certificate-none")
            uow.firm.drop_own_certificate()
            key = fingerprint(identity.public_der)
            uow.audit.append("own-certificate.drop", key, {}, session.operator.name, session.clock.now())
            uow.commit()


def document_key(uow: UnitOfWork, now: datetime) -> DocumentKey:
    """What signs the pages of a document at this instant."""
    identity, own = _valid(uow, now), uow.firm.key()
    if identity is None:
        return DocumentKey(own.private_der, own.certificate_der)
    return DocumentKey(identity.private_der, identity.certificate_der)


def page_signer(uow: UnitOfWork, now: datetime) -> PageSigner | None:
    """Whose certificate that is; None for the vault's own."""
    identity = _valid(uow, now)
    return _signer(identity) if identity else None


def _valid(uow: UnitOfWork, now: datetime) -> Identity | None:
    identity = _kept(uow)
    return identity if identity is not None and identity.is_valid(now) else None


def _kept(uow: UnitOfWork) -> Identity | None:
    stored = uow.firm.own_certificate()
    return identity_of(*stored) if stored else None


def _signer(identity: Identity) -> PageSigner:
    return PageSigner(identity.name, identity.issuer, identity.last_day, fingerprint(identity.public_der))
