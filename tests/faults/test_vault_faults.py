"""The vault itself under kill -9, a full disk and errors of the disk: as it was, or wholly done."""

import errno
import random
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.bootstrap import Services, open_with_recovery
from app.disk_problems import STAGING_SUFFIX
from app.domain.words import Role
from app.errors import EnvironmentProblem, NotUnlocked
from app.services.creation import create_vault
from app.vault.secret import Secret
from tests.helpers.killing import (
    FINISHED,
    failed_at,
    in_child,
    killed_after,
    killed_at,
    limit_file_size,
    needs_fork,
    points,
)
from tests.helpers.planted import planted
from tests.helpers.sweeps import sweep_size
from tests.helpers.vaults import LIGHT, OPERATOR, PASSPHRASE, FixedClock, make_vault, opened, sample_firm

Act = Callable[[Path], object]
NEW = "a new passphrase"
OTHER = "李审批"

pytestmark = needs_fork


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with some records, and its recovery code."""
    path = tmp_path_factory.mktemp("original") / "firm.qingdang"
    made = create_vault(
        path, firm=sample_firm(), operator=OPERATOR, passphrase=Secret(PASSPHRASE), clock=FixedClock(), kdf=LIGHT
    )
    services = opened(path)
    planted(services.session, 20)
    services.close()
    return path, made.recovery_code


def within(vault: Path, act: Callable[[Services], object]) -> None:
    services = opened(vault)
    try:
        act(services)
    finally:
        services.close()


def change_setting(vault: Path) -> None:
    within(vault, lambda services: services.settings.set("cooling-off-days", "7"))


def add_operator(vault: Path) -> None:
    within(vault, lambda services: services.operators.add(OTHER, Role.APPROVER, Secret(NEW)))


def change_passphrase(vault: Path) -> None:
    within(vault, lambda services: services.operators.change_passphrase(Secret(PASSPHRASE), Secret(NEW)))


def change_keys(vault: Path) -> None:
    within(vault, lambda services: services.keys.change())


def state(vault: Path) -> str:
    """What a person would see; opening must work with the old or the new passphrase, and the check must be clean."""
    try:
        services, passphrase = opened(vault), "old"
    except NotUnlocked:
        services, passphrase = opened(vault, passphrase=NEW), "new"
    with services.session.read() as uow:
        records = uow.connection.value("SELECT count(*) FROM record")
    seen = (
        services.settings.get("cooling-off-days"),
        len(services.operators.all()),
        services.session.generation,
        passphrase,
    )
    assert records == 20
    assert services.checkup.check().ok
    assert services.session.warnings == ()
    assert len(list(vault.glob("vault-*.db"))) == 1
    services.close()
    assert not [path for path in vault.rglob("*") if path.name.endswith(STAGING_SUFFIX)]
    return str(seen)


def copied(original: Path, folder: Path, name: str) -> Path:
    return Path(shutil.copytree(original, folder / name))


ACTS: list[tuple[Act, set[str]]] = [
    (change_setting, {"write.staged", "write.renamed", "write.old-shredded"}),
    (add_operator, {"slot.written"}),
    (change_passphrase, {"slot.written"}),
    (
        change_keys,
        {"rotate.begun", "rotate.created", "rotate.filled", "rotate.checked", "rotate.verified", "rotate.switching"}
        | {"rotate.switched", "rotate.removed", "rotate.removed-wal", "rotate.old-removed"},
    ),
]


@pytest.mark.parametrize(("act", "expected"), ACTS, ids=lambda one: getattr(one, "__name__", ""))
def test_a_kill_at_every_point_leaves_it_done_or_not_begun(
    original: tuple[Path, str], tmp_path: Path, act: Act, expected: set[str]
) -> None:
    reached = points(partial(act, copied(original[0], tmp_path, "points")))
    assert expected <= set(reached)
    before, after = state(copied(original[0], tmp_path, "before")), state(tmp_path / "points")
    outcomes = []
    for count in range(1, len(reached) + 1):
        vault = copied(original[0], tmp_path, f"kill-{count}")
        assert killed_at(count, partial(act, vault)), reached[count - 1]
        outcomes.append(state(vault))
        shutil.rmtree(vault)
    assert set(outcomes) <= {before, after}
    assert outcomes[-1] == after
    # Once it is done it stays done: no later kill takes it back.
    assert outcomes == sorted(outcomes, key=[before, after].index)


@pytest.mark.slow
@pytest.mark.parametrize("act", [act for act, _ in ACTS], ids=lambda act: act.__name__)
def test_a_kill_at_any_time_leaves_it_done_or_not_begun(original: tuple[Path, str], tmp_path: Path, act: Act) -> None:
    chance = random.Random(act.__name__)
    began = time.monotonic()
    act(copied(original[0], tmp_path, "after"))
    lasts = time.monotonic() - began
    allowed = {state(copied(original[0], tmp_path, "before")), state(tmp_path / "after")}
    for number in range(sweep_size(15, 200)):
        vault = copied(original[0], tmp_path, f"kill-{number}")
        killed_after(chance.uniform(0, lasts * 1.2), partial(act, vault))
        assert state(vault) in allowed
        shutil.rmtree(vault)


def test_a_killed_creation_leaves_nothing_or_a_vault(tmp_path: Path) -> None:
    reached = points(lambda: make_vault(tmp_path / "points"))
    assert {"create.begun", "create.filled", "create.written", "create.renamed"} <= set(reached)
    outcomes = set()
    for count in range(1, len(reached) + 1):
        folder = tmp_path / f"kill-{count}"
        assert killed_at(count, partial(make_vault, folder)), reached[count - 1]
        outcomes.add((folder / "firm.qingdang").exists())
        if not (folder / "firm.qingdang").exists():
            make_vault(folder)
        services = opened(folder / "firm.qingdang")
        assert services.checkup.check().ok
        services.close()
        assert [path.name for path in folder.iterdir()] == ["firm.qingdang"]
    assert outcomes == {True, False}


def test_a_killed_recovery_leaves_the_old_passphrase_or_the_new(original: tuple[Path, str], tmp_path: Path) -> None:
    def recover(vault: Path) -> None:
        open_with_recovery(vault, original[1], Secret(NEW), clock=FixedClock(), kdf=LIGHT).close()

    reached = points(partial(recover, copied(original[0], tmp_path, "points")))
    outcomes = []
    for count in range(1, len(reached) + 1):
        vault = copied(original[0], tmp_path, f"kill-{count}")
        assert killed_at(count, partial(recover, vault)), reached[count - 1]
        outcomes.append("'new'" in state(vault))
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}


@pytest.mark.slow
@pytest.mark.parametrize("act", [act for act, _ in ACTS], ids=lambda act: act.__name__)
def test_a_full_disk_changes_nothing_or_is_not_noticed(original: tuple[Path, str], tmp_path: Path, act: Act) -> None:
    """Wherever the space ends: in the header, the WAL, the shared memory, the next generation."""
    before, after = state(copied(original[0], tmp_path, "before")), ""
    vault = copied(original[0], tmp_path, "after")
    act(vault)
    after = state(vault)

    def limited(vault: Path, size: int) -> None:
        limit_file_size(size)
        try:
            act(vault)
        except EnvironmentProblem as error:
            assert error.code in ("disk-full", "disk-error"), error  # noqa: PT017 - it may also go well

    largest = max(path.stat().st_size for path in original[0].iterdir())
    steps = sweep_size(10, 100)
    for step in range(steps):
        vault = copied(original[0], tmp_path, f"full-{step}")
        assert in_child(partial(limited, vault, int(largest * 1.2 * step / steps))) == FINISHED, step
        assert state(vault) in (before, after), step
        shutil.rmtree(vault)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("act", [act for act, _ in ACTS], ids=lambda act: act.__name__)
def test_an_error_at_every_point_is_said_and_leaves_it_usable(
    original: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Act, number: int
) -> None:
    reached = points(partial(act, copied(original[0], tmp_path, "points")))
    before, after = state(copied(original[0], tmp_path, "before")), state(tmp_path / "points")
    for count in range(1, len(reached) + 1):
        vault = copied(original[0], tmp_path, f"error-{count}")
        done = not failed_at(count, number, partial(act, vault), monkeypatch)
        # A rotation that is past its switch stays done, whatever its cleaning up meets.
        undone = (before, after) if act is change_keys else (before,)
        assert state(vault) in ((after,) if done else undone), reached[count - 1]
        shutil.rmtree(vault)
