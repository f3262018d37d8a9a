"""Destruction stopped at the system calls themselves: killed, disk full, I/O error at each Nth call.

The long form of tests/faults/test_destroy_kill.py: it needs strace, which `dev.py test` installs where it is asked for
(QINGDANG_SLOW=1), and takes some minutes.
"""

import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Collection
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
READING = ("pread64", "read")
MOST = 30  # places a call
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)")
KILLED = -9


def traced(folder: Path, calls: str, *options: str) -> tuple[int, str]:
    """Carry out the order under strace; the program's exit code, -9 where it was killed, and what it said."""
    strace = shutil.which("strace")
    assert strace is not None, "no strace: run `python3 dev.py test` as root, or `apt-get install strace`"
    command = [strace, "-f", "-qq", "-y", "-o", str(folder / "trace"), "-e", f"trace={calls}", *options]
    done = subprocess.run(
        [*command, sys.executable, "-m", "tests.helpers.destroying", str(folder), ORDER],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    (folder / "trace").replace(folder.with_suffix(".trace"))
    code = done.returncode if done.returncode <= 128 else 128 - done.returncode
    return code, done.stderr[-2000:]


def occurrences(place: Path, names: Collection[str]) -> dict[str, list[int]]:
    """Which of each call's occurrences are on files of the place, by the thread that makes most of them.

    strace counts for each thread by itself. Everything else is the interpreter loading the program.
    """
    folder = copied(place, "count")
    # A name that this machine's kernel does not have is no fault.
    assert traced(folder, ",".join(f"?{name}" for name in names))[0] == 0
    made: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    seen: Counter[tuple[str, str]] = Counter()
    for line in folder.with_suffix(".trace").read_text(errors="replace").splitlines():
        if match := _CALL.match(line):
            thread, name, rest = match.groups()
            seen[thread, name] += 1
            if str(folder) in rest:
                made[name][thread].append(seen[thread, name])
    return {name: max(threads.values(), key=len) for name, threads in made.items()}


def places(found: list[int]) -> list[int]:
    """Spread over all occurrences, the last ones closer: there the switch is."""
    return sorted({*found[:: max(1, len(found) // MOST)], *found[-9:]})


@pytest.mark.parametrize(
    ("fault", "names"),
    [("signal=KILL", WRITING), ("error=ENOSPC", WRITING), ("error=EIO", WRITING), ("error=EIO", READING)],
)
def test_a_fault_at_any_call_leaves_it_done_or_undone(place: Path, fault: str, names: Collection[str]) -> None:
    met: Counter[int] = Counter()
    found = occurrences(place, names)
    assert set(found) >= WANTED & {*names}
    for name, numbers in found.items():
        for number in places(numbers):
            folder = copied(place, f"{name}-{number}")
            code, said = traced(folder, name, "-e", f"inject={name}:{fault}:when={number}")
            met[code] += 1
            assert code in (0, KILLED, REFUSED), (name, number, code, said)
            require_whole(folder)
            require_finishing(folder)
            shutil.rmtree(folder)
    assert met[KILLED if fault == "signal=KILL" else REFUSED] > 10, met
    print(f"{fault}: {sum(met.values())} runs, {dict(met)}")  # noqa: T201 - the figure that the README states
