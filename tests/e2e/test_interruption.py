"""Commands stopped as people and machines stop them: Ctrl+C, a kill, a second program, a folder that only reads."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap import open_vault
from app.clock import SystemClock
from app.disk_problems import STAGING_SUFFIX
from app.domain.records import RecordQuery
from app.vault.secret import Secret
from reports.renderer import PdfRenderer
from tests.helpers.command_line import ROOT, Answer, CommandLine, program
from tests.helpers.large_vault import large_vault
from tests.helpers.people_rows import HEADS, people
from tests.helpers.sweeps import is_full_size
from tests.helpers.vaults import PASSPHRASE

if sys.platform != "win32":
    import fcntl

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX has them"),
]
RECORDS, GOING, ROWS = 2000, 700, 8000
ORDER = f"XH-{SystemClock().today().year}-001"
VAULT = "firm.qingdang"
WRITER = 120  # the byte that is locked
TRIES = 6  # until a signal meets the work before it is done
Begun = Callable[[Path], bool]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a vault, an approved order over a third of its records, and a table to import."""
    folder = tmp_path_factory.mktemp("place")
    services = large_vault(folder, RECORDS, renderer=PdfRenderer(), clock=SystemClock())
    assert services.destruction.prepare(range(1, GOING + 1)).order == ORDER
    services.destruction.approve(ORDER, services.session.signer)
    assert services.session.folder.path == folder / VAULT
    services.close()
    lines = [",".join(map(str, row)) for row in (HEADS, *people(ROWS))]
    (folder / "more.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def vault_is_written(folder: Path) -> bool:
    """Whether a transaction that writes is open: its rows reach the file with the commit only.

    SQLite keeps the writer's lock on a byte of the file beside the log (walformat, section 2.3.1).
    """
    shared = folder / VAULT / "vault-1.db-shm"
    if not shared.exists():
        return False
    with shared.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, WRITER)
        except OSError:
            return True
    return False


def next_generation_grows(folder: Path) -> bool:
    following = folder / VAULT / "vault-2.db"
    return following.exists() and following.stat().st_size > 200_000


def backup_grows(folder: Path) -> bool:
    return any(path.name.endswith(STAGING_SUFFIX) for path in folder.iterdir())


ACTS: dict[str, tuple[tuple[str, ...], Begun]] = {
    "import": (("import", VAULT, "more.csv"), vault_is_written),
    "destroy": (("destroy", VAULT, "execute", ORDER, "--out", "out"), next_generation_grows),
    "backup": (("backup", VAULT, "new.qdbak"), backup_grows),
}


def stopped(folder: Path, act: str, *signals: signal.Signals) -> Answer:
    """Run a command in the folder and send it these signals once its work has begun."""
    arguments, begun = ACTS[act]
    environment = {**os.environ, "QINGDANG_PASSPHRASE": PASSPHRASE, "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(
        [sys.executable, "-m", "app", *arguments, "--json"], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    while running.poll() is None and not begun(folder):
        time.sleep(0.002)
    for one in signals:
        running.send_signal(one)
    printed, said = running.communicate(timeout=60)
    assert "Traceback" not in said
    assert printed.count("\n") == (0 if running.returncode == -signal.SIGKILL else 1), printed
    return Answer(running.returncode, json.loads(printed or "{}"))


def stopped_early(place: Path, tmp_path: Path, act: str, *signals: signal.Signals) -> tuple[Path, Answer]:
    """A copy of the place in which the command was really stopped; where it was quicker, another copy is tried."""
    for number in range(TRIES):
        folder = Path(shutil.copytree(place, tmp_path / f"{act}-{number}"))
        answer = stopped(folder, act, *signals)
        if answer.code != 0:
            return folder, answer
    pytest.fail(f"{act} was always done before the signal came")


def require_whole(folder: Path, records: int) -> None:
    services = open_vault(folder / VAULT, Secret(PASSPHRASE))
    try:
        assert services.checkup.check().ok
        assert services.records.list(RecordQuery(limit=1)).total == records
    finally:
        services.close()
    assert not [path for path in folder.rglob("*") if path.name.endswith(STAGING_SUFFIX)]
    assert len(list((folder / VAULT).glob("vault-*.db"))) == 1


def require_finishing(folder: Path, act: str, cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same command, now left alone, does it."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("QINGDANG_PASSPHRASE", PASSPHRASE)
    cli(*ACTS[act][0])
    require_whole(folder, {"import": RECORDS + ROWS, "destroy": RECORDS - GOING, "backup": RECORDS}[act])


@pytest.mark.parametrize("act", ACTS)
def test_ctrl_c_leaves_nothing_half_done(
    place: Path, tmp_path: Path, cli: CommandLine, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An impatient person presses it twice; there is still one answer."""
    folder, answer = stopped_early(place, tmp_path, act, signal.SIGINT, signal.SIGINT)
    assert (answer.code, answer.result["error"]["code"]) == (130, "cancelled")
    assert not (folder / "new.qdbak").exists()
    assert not list(folder.glob("out/*"))
    require_whole(folder, RECORDS)
    require_finishing(folder, act, cli, monkeypatch)


@pytest.mark.parametrize("act", ACTS if is_full_size() else ["import"])
def test_asked_to_end_it_answers_as_to_ctrl_c(place: Path, tmp_path: Path, act: str) -> None:
    """A script that runs out of time, a computer that shuts down."""
    folder, answer = stopped_early(place, tmp_path, act, signal.SIGTERM)
    assert (answer.code, answer.result["error"]["code"]) == (130, "cancelled")
    require_whole(folder, RECORDS)


@pytest.mark.parametrize("act", ACTS if is_full_size() else ["destroy"])
def test_killed_it_is_finished_by_the_same_command(
    place: Path, tmp_path: Path, cli: CommandLine, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, answer = stopped_early(place, tmp_path, act, signal.SIGKILL)
    assert answer.code == -signal.SIGKILL
    require_finishing(folder, act, cli, monkeypatch)
    if act == "destroy":
        (paper,) = (folder / "out").iterdir()
        assert cli("verify", paper)["valid"] is True


def test_a_vault_that_is_open_elsewhere_is_refused_and_left_alone(place: Path, tmp_path: Path) -> None:
    """The window and the command line are two programs on one vault."""
    folder = Path(shutil.copytree(place, tmp_path / "open"))
    services = open_vault(folder / VAULT, Secret(PASSPHRASE))
    try:
        refused = program(
            "destroy", folder / VAULT, "execute", ORDER, "--out", folder, "--json", passphrase=PASSPHRASE
        )  # fmt: skip
        assert refused.returncode == 4
        assert json.loads(refused.stdout)["error"]["code"] == "vault-in-use"
        assert services.checkup.check().ok
    finally:
        services.close()
    require_whole(folder, RECORDS)


def test_a_folder_that_only_reads_is_shown_and_not_written(place: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(place, tmp_path / "reading"))
    before = {path.name: path.read_bytes() for path in (folder / VAULT).iterdir() if path.is_file()}
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == os.geteuid() and not path.stat().st_mode & 0o001:
            path.chmod(path.stat().st_mode | 0o055)
    for path in (folder, folder / VAULT, *(folder / VAULT).iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    warm = shutil.copytree(place / VAULT, tmp_path / VAULT)
    shown = as_reader(warm, "list", folder / VAULT, "--limit", "1")
    assert (shown.code, shown.result.get("total")) == (0, RECORDS)
    refused = as_reader(warm, "settings", folder / VAULT, "cooling-off-days=7")
    assert (refused.code, refused.result["error"]["code"]) == (6, "read-only-vault")
    assert {path.name: path.read_bytes() for path in (folder / VAULT).iterdir() if path.is_file()} == before


def as_reader(warm: Path, *arguments: object) -> Answer:
    """The same program for somebody who may write nothing there, once it has loaded what it loads when first needed."""
    environment = {**os.environ, "QINGDANG_PASSPHRASE": PASSPHRASE}
    done = subprocess.run(
        [sys.executable, "-c", AS_READER, *map(str, (warm, *arguments)), "--json"], cwd=ROOT, env=environment,
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    return Answer(done.returncode, json.loads(done.stdout))


AS_READER = """
import contextlib, io, os, sys
from app.cli import main, run
with contextlib.redirect_stdout(io.StringIO()):
    assert run(["list", sys.argv[1], "--json"]) == 0
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
main(sys.argv[2:])
"""
