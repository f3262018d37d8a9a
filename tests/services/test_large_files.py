"""A large vault is backed up, checked and restored in the memory that a small one takes."""

import resource
from pathlib import Path

import pytest

from app.services.backups import restore
from app.services.verification import verify
from app.vault.secret import Secret
from tests.helpers.killing import FINISHED, in_child
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import planted
from tests.helpers.sweeps import sweep_size
from tests.helpers.vaults import PASSPHRASE, FixedClock, make_vault, opened

GROWTH_KIB = 40 * 1024


@pytest.mark.slow
def test_memory_does_not_grow_with_the_files(tmp_path: Path) -> None:
    megabytes = sweep_size(96, 1500)
    services = opened(make_vault(tmp_path))
    record = planted(services.session).records[0]
    scan = tmp_path / "scan.bin"
    with scan.open("wb") as file:
        for _ in range(megabytes):
            file.write(bytes(range(256)) * 4096)
    services.close()

    def work() -> None:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        services = opened(tmp_path / "firm.qingdang")
        services.attachments.add([scan], record=record)
        scan.unlink()
        services.backups.write(tmp_path / "a.qdbak")
        services.close()
        assert verify(tmp_path / "a.qdbak", PaperRenderer()).valid
        restore(tmp_path / "a.qdbak", tmp_path / "new.qingdang", Secret(PASSPHRASE), clock=FixedClock())
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert grown < GROWTH_KIB, f"{grown // 1024} MiB for {megabytes} MiB"

    assert in_child(work) == FINISHED
