"""A vault open for a flow, with the real renderer; approver and witness where a test asks for three people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.words import Role
from app.services.roster import Services
from app.services.secrets import Secret
from reports.renderer import PdfRenderer
from tests.helpers.vaults import PASSPHRASE, FixedClock, make_vault, opened

APPROVER, WITNESS = "李清算", "赵监销"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def alone(tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    """An open vault with one operator, who may act in every role."""
    services = opened(make_vault(tmp_path, clock=clock), clock=clock, renderer=PdfRenderer())
    yield services
    services.close()


@pytest.fixture
def three(alone: Services) -> Services:
    """The same with an approver and a witness."""
    alone.operators.add(APPROVER, Role.APPROVER, Secret(PASSPHRASE))
    alone.operators.add(WITNESS, Role.WITNESS, Secret(PASSPHRASE))
    return alone
