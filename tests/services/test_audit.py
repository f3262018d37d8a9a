"""The audit log for people, and its signed checkpoints."""

from hashlib import sha256

from app.bootstrap import Services
from app.domain.audit import merkle_root, read_note
from app.vault.signing import verify
from tests.helpers.vaults import FixedClock


def test_newest_come_first_with_size_and_root(services: Services) -> None:
    for days in "123":
        services.settings.set("cooling-off-days", days)
    log = services.audit.newest(2)
    assert [event.seq for event in log.events] == [4, 3]
    with services.session.read() as uow:
        assert (log.size, log.root) == (4, merkle_root(uow.audit.hashes()).hex())


def test_a_checkpoint_is_signed_by_the_firm_and_kept(services: Services, clock: FixedClock) -> None:
    with services.session.write() as uow:
        checkpoint = services.audit.checkpoint(uow)
        uow.commit()
    clock.advance(days=1)
    with services.session.write() as uow:
        assert services.audit.checkpoint(uow) == checkpoint
        note = read_note(uow.audit.note(checkpoint.size) or "")
    public = services.session.firm_key().public_der
    assert verify(public, note.signature, note.text)
    assert (note.size, note.root.hex()) == (checkpoint.size, checkpoint.root) == (1, services.audit.newest().root)
    assert note.key_id == sha256(public).digest()[:4]
    assert note.origin == f"qingdang/{services.session.vault_id}"
    assert services.checkup.check().ok


def test_a_checkpoint_grows_with_the_log(services: Services) -> None:
    sizes = []
    for days in "12":
        services.settings.set("cooling-off-days", days)
        with services.session.write() as uow:
            sizes.append(services.audit.checkpoint(uow).size)
            uow.commit()
    assert sizes == [2, 3]
