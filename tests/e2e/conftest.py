"""Whole-path tests: the command line and a small office's files."""

from contextlib import closing
from pathlib import Path

import pytest

from app.bootstrap import open_vault
from app.clock import SystemClock
from app.domain.firm import Firm
from app.domain.words import Closure
from app.vault.secret import Secret
from tests.helpers.command_line import PASSPHRASE, CommandLine, cli
from tests.helpers.office import office
from tests.helpers.vaults import LIGHT, make_vault

__all__ = ["cli", "office"]

USCC = "91310115MA1H8NQ7CF"
FIRM = Firm("晨光教育", USCC, Closure.DEREGISTRATION)


@pytest.fixture
def vault(tmp_path: Path, cli: CommandLine) -> Path:
    path = tmp_path / "firm.qingdang"
    made = cli("new", path, "--firm", "晨光教育", "--uscc", USCC, "--closure", "deregistration", "--operator", "王经办")
    assert made["vault"] == str(path)
    assert made["vault_id"]
    assert made["recovery_code"]
    return path


@pytest.fixture
def filled(tmp_path: Path, office: list[Path]) -> Path:
    """The office's files imported and classified, under a key derivation that costs nothing."""
    path = make_vault(tmp_path, firm=FIRM, operator="王经办", passphrase=PASSPHRASE, clock=SystemClock())
    with closing(open_vault(path, Secret(PASSPHRASE), kdf=LIGHT)) as services:
        for file in office:
            services.imports.run(file)
        services.classification.accept()
    return path
