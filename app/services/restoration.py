"""A new vault from a backup: the same people, a new database key, and without what was destroyed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.clock import Clock, SystemClock
from app.domain.audit import Detail
from app.domain.documents import Renderer
from app.domain.instants import instant_of, instant_text
from app.domain.ledger import merged
from app.errors import Damaged, Refused, UserError
from app.formats.backups import BackupReader
from app.jobs import Progress
from app.services.certified_orders import enter_certified
from app.services.founding import founded, require_free_place
from app.services.proofs import Proof, read_proof
from app.services.rebuilding import Rebuilt, rebuild
from app.services.sealing import BACKUP, opened_key, require_manifest, require_whole
from app.storage.copies import EXISTS, OutsideCopy
from app.storage.unit_of_work import UnitOfWork
from app.vault.blobs import BlobStore
from app.vault.disk import disk_errors, reached
from app.vault.folder import VaultFolder
from app.vault.header import Header, authenticated
from app.vault.sealed_file import SealedFile
from app.vault.secret import Secret
from app.vault.signing import fingerprint
from app.vault.slots import RECOVERY, Slot, resealed


@dataclass(frozen=True, slots=True)
class Restored:
    """A vault made from a backup; `destroyed_again` of the backup's records were left out, as certificates prove.

    Destructions after `made_at`, the backup's moment (ISO 8601), are known only from the proofs that were given.
    """

    vault: str
    records: int
    destroyed_again: int
    made_at: str


def restore(
    backup: Path,
    target: Path,
    passphrase: Secret,
    *,
    operator: str | None = None,
    certificates: Sequence[Path] = (),
    renderer: Renderer | None = None,
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> Restored:
    """Make the vault `target`, whole or not at all.

    `passphrase` is an operator's at the time of the backup (the first one's for None), or the recovery code.
    `certificates`: certificates, newer backups and packages; the destructions that they prove are applied before any
    row is written.

    Raises UserError ("target-exists", "file-not-found"), Refused ("vault-ended-since": records would come back although
    a certificate proves that the whole vault has ended), NotUnlocked, Damaged, EnvironmentProblem, Cancelled.
    """
    progress = progress or Progress()
    require_free_place(target)
    if not backup.is_file():
        raise UserError("file-not-found", file=backup.name)
    with disk_errors(backup), SealedFile(backup) as sealed:
        if sealed.header.kind != BACKUP:
            raise Damaged("not-a-backup", file=backup.name)
        key, slots, opener = opened_key(sealed, passphrase, operator)
        progress.start("restore.check", sealed.size)
        require_whole(sealed, progress.advance)
        reader = BackupReader(sealed.payload(key.reveal()))
        require_manifest(sealed, reader.manifest)
        signer = fingerprint(sealed.opened.public_der)
        proofs = tuple(read_proof(path, renderer, reader.about.vault_id, signer) for path in certificates)
        restoration = _Restoration(sealed, reader, backup.name, slots, opener, proofs, clock or SystemClock())
        return restoration.build(target, progress)


class _Restoration:
    """One restoring, once everything given to it was checked."""

    def __init__(
        self,
        sealed: SealedFile,
        reader: BackupReader,
        name: str,
        slots: tuple[Slot, ...],
        opener: Slot,
        proofs: tuple[Proof, ...],
        clock: Clock,
    ) -> None:
        self._sealed = sealed
        self._reader = reader
        self._name = name
        self._slots = slots
        self._who = opener.name or RECOVERY
        self._proofs = proofs
        self._now = clock.now()
        self._vault_id = reader.about.vault_id
        self._ledger = merged(self._vault_id, (proof.ledger for proof in proofs))

    def build(self, target: Path, progress: Progress) -> Restored:
        """Build the folder beside its place; its renaming is the restoring."""
        with founded(target, self._who, instant_text(self._now)) as folder:
            rebuilt = rebuild(folder, self._reader, self._ledger, self._enter, progress)
            reached("restore.filled")
            self._put_blobs(folder, rebuilt.blobs, progress)
            reached("restore.blobs")
            folder.write_header(self._header(rebuilt))
            progress.cancel.close()
        made_at = self._sealed.header.created_at
        return Restored(str(target), rebuilt.records, rebuilt.destroyed_again, made_at)

    def _put_blobs(self, folder: VaultFolder, wanted: frozenset[bytes], progress: Progress) -> None:
        """The attachments that the restored rows know, and no others."""
        if not wanted <= self._reader.blobs():
            raise Damaged("backup-damaged")
        store = BlobStore(folder.blobs)
        progress.start("restore.attachments", len(wanted))
        for blob in sorted(wanted):
            store.put_sealed(blob, self._reader.blob(blob))
            progress.advance()

    def _header(self, rebuilt: Rebuilt) -> Header:
        slots = tuple(
            resealed(slot, rebuilt.key, vault_id=self._vault_id, generation=rebuilt.generation) for slot in self._slots
        )
        size, root = rebuilt.frontier.size, rebuilt.frontier.root.hex()
        header = Header(self._vault_id, rebuilt.generation, self._reader.about.founded_at, slots, size, root)
        return authenticated(header, rebuilt.key)

    def _enter(self, uow: UnitOfWork, destroyed_again: int) -> None:
        """What the restored vault has to know of its restoring: the backup that exists, what it forgot, and why."""
        if fingerprint(uow.firm.key().public_der) != fingerprint(self._sealed.opened.public_der):
            raise Damaged("backup-of-another-key")
        left = uow.tables.count("record") - destroyed_again
        self._require_going_on(left)
        for proof in self._proofs:
            _enter_certificate(uow, proof)
        digest = self._sealed.sha256()
        uow.copies.add(self._copy(digest, uow))
        detail: Detail = {
            "records": left,
            "destroyed_again": destroyed_again,
            "proved_only": uow.tallies.destroyed() - self._reader.tables["stub"].rows - destroyed_again,
            "proofs": len(self._proofs),
            "made_at": self._sealed.header.created_at,
        }
        uow.audit.append("vault.restore", digest, detail, self._who, self._now)

    def _require_going_on(self, left: int) -> None:
        """Of a vault that ended as a whole nothing may come back: all was destroyed, or handed over."""
        ended = next((proof.ended for proof in self._proofs if proof.ended), None)
        if ended and left:
            raise Refused("vault-ended-since", certificate=ended, records=left)

    def _copy(self, digest: str, uow: UnitOfWork) -> OutsideCopy:
        """The backup itself: it goes on existing, with every record it held."""
        return OutsideCopy(
            id=0, kind=BACKUP, file=self._name, made_at=instant_of(self._sealed.header.created_at), made_by="",
            sha256=digest, records=self._reader.tables["record"].rows, masked=False, expires_on=None, status=EXISTS,
            last_record=uow.tables.last_id("record"),
        )  # fmt: skip


def _enter_certificate(uow: UnitOfWork, proof: Proof) -> None:
    """Keep the certificate and the state of its order, so that numbers go on and registers add up."""
    if proof.document is None or proof.told is None:
        return
    if uow.documents.find(proof.document.number) is None:
        uow.documents.add(proof.document, proof.pdf)
    for order in proof.ledger.orders:
        enter_certified(uow, order, proof.told)
