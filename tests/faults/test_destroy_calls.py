"""Destruction stopped at the system calls themselves: killed, disk full, I/O error at each Nth write-like call.

The long form of tests/faults/test_destroy_kill.py: it needs strace, which `dev.py test` installs where it is asked for
(QINGDANG_SLOW=1), and takes some minutes.
"""

import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.faults.test_destroy_kill import ORDER, copied, place, require_finishing, require_whole
from tests.helpers.destroying import REFUSED

__all__ = ["place"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(0),
    pytest.mark.skipif(sys.platform != "linux", reason="strace traces Linux"),
]
WRITING = (
    *("write", "writev", "pwrite64", "pwritev", "fsync", "fdatasync", "ftruncate", "fallocate", "openat", "mkdir"),
    *("mkdirat", "rmdir", "rename", "renameat", "renameat2", "unlink", "unlinkat", "link", "linkat"),
)
WANTED = {"write", "pwrite64", "fsync", "ftruncate", "openat", "mkdir", "rename", "unlink", "link"}
MOST = 30  # places a call
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)")
KILLED = -9


def traced(folder: Path, *options: str) -> tuple[int, str]:
    """Carry out the order under strace; the program's exit code, -9 where it was killed, and what it said."""
    strace = shutil.which("strace")
    assert strace is not None, "no strace: run `python3 dev.py test` as root, or `apt-get install strace`"
    command = [strace, "-f", "-qq", "-o", str(folder / "trace"), *options, sys.executable, "-m"]
    done = subprocess.run(
        [*command, "tests.helpers.destroying", str(folder), ORDER],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    (folder / "trace").replace(folder.with_suffix(".trace"))
    code = done.returncode if done.returncode <= 128 else 128 - done.returncode
    return code, done.stderr[-2000:]


def calls(place: Path) -> dict[str, list[int]]:
    """Which of a call's occurrences change something, of the thread that makes it most: strace counts by threads.

    An `openat` only does where it may create a file.
    """
    folder = copied(place, "count")
    # A name that this machine's kernel does not have is no fault.
    assert traced(folder, "-e", f"trace={','.join(f'?{name}' for name in WRITING)}")[0] == 0
    made: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in folder.with_suffix(".trace").read_text(errors="replace").splitlines():
        if match := _CALL.match(line):
            made[match[2]][match[1]].append(match[3])
    busiest = {name: max(threads.values(), key=len) for name, threads in made.items()}
    return {
        name: [at for at, rest in enumerate(found, start=1) if name != "openat" or "O_CREAT" in rest]
        for name, found in busiest.items()
    }


def places(found: list[int]) -> list[int]:
    """Spread over all occurrences, the last ones closer: there the switch is."""
    return sorted({*found[:: max(1, len(found) // MOST)], *found[-9:]})


@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_a_fault_at_any_call_leaves_it_done_or_undone(place: Path, fault: str) -> None:
    met: Counter[int] = Counter()
    found = calls(place)
    assert set(found) >= WANTED
    for name, occurrences in found.items():
        for number in places(occurrences):
            folder = copied(place, f"{name}-{number}")
            code, said = traced(folder, "-e", f"inject={name}:{fault}:when={number}")
            met[code] += 1
            assert code in (0, KILLED, REFUSED), (name, number, code, said)
            require_whole(folder)
            require_finishing(folder)
            shutil.rmtree(folder)
    assert met[KILLED if fault == "signal=KILL" else REFUSED] > 10, met
    print(f"{fault}: {sum(met.values())} runs, {dict(met)}")  # noqa: T201 - the figure that the README states
