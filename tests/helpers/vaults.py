"""Vaults for tests: real ones, with a key derivation that costs nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.bootstrap import Services, create_vault, open_vault
from app.clock import Clock
from app.domain.documents import Renderer
from app.domain.firm import Firm, Profile
from app.domain.words import Closure
from app.services.last_seen import Memory, Seen
from app.vault.keys import Kdf
from app.vault.secret import Secret

LIGHT = Kdf(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "correct horse battery"
OPERATOR = "王建华"
USCC = "91110000600037341L"


class Forgetful:
    """Remembers nothing of vaults: tests open older copies of them on purpose."""

    def get(self, _history: str) -> Seen | None:
        return None

    def put(self, _history: str, _seen: Seen) -> None:
        return


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def today(self) -> date:
        return self._now.date()

    def advance(self, days: int = 0, seconds: int = 0) -> None:
        self._now += timedelta(days=days, seconds=seconds)


def sample_firm(closure: Closure = Closure.DEREGISTRATION, profile: Profile = Profile()) -> Firm:  # noqa: B008 - frozen
    return Firm("北京晨光教育咨询有限公司", USCC, closure, profile)


def make_vault(
    folder: Path,
    *,
    name: str = "firm.qingdang",
    firm: Firm | None = None,
    operator: str = OPERATOR,
    passphrase: str = PASSPHRASE,
    clock: Clock | None = None,
) -> Path:
    """A new vault under this folder; its path."""
    path = folder / name
    create_vault(
        path,
        firm=firm or sample_firm(),
        operator=operator,
        passphrase=Secret(passphrase),
        clock=clock or FixedClock(),
        kdf=LIGHT,
    )
    return path


def opened(
    path: Path,
    *,
    operator: str | None = None,
    passphrase: str = PASSPHRASE,
    clock: Clock | None = None,
    renderer: Renderer | None = None,
    memory: Memory | None = None,
) -> Services:
    """The vault's services; the caller closes them. Nothing is remembered of it, unless `memory` is given."""
    return open_vault(
        path,
        Secret(passphrase),
        operator=operator,
        renderer=renderer,
        clock=clock or FixedClock(),
        kdf=LIGHT,
        memory=memory or Forgetful(),
    )


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def vault(tmp_path: Path, clock: FixedClock) -> Path:
    """A new vault that nobody has open."""
    return make_vault(tmp_path, clock=clock)


@pytest.fixture
def services(vault: Path, clock: FixedClock) -> Iterator[Services]:
    """The services of a new vault, closed after the test."""
    found = opened(vault, clock=clock)
    yield found
    found.close()
