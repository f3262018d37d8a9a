"""Destruction stopped at the system calls themselves: killed, disk full, I/O error at each Nth write-like call.

The long form of tests/faults/test_destroy_kill.py: it needs strace, which `dev.py test` installs where it is asked for
(QINGDANG_SLOW=1), and takes some minutes.
"""

import re
import shutil
import subprocess
import sys
from collections import Counter
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
WRITING = ("write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "ftruncate", "link")
MOST = 30  # places a call
_CALL = re.compile(r"^(\d+) +(\w+)\(")
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


def calls(place: Path) -> dict[str, int]:
    """How often each call is made by the thread that makes it most: strace counts for each thread by itself."""
    folder = copied(place, "count")
    assert traced(folder, "-e", f"trace={','.join(WRITING)}")[0] == 0
    found: Counter[tuple[str, str]] = Counter()
    for line in folder.with_suffix(".trace").read_text(errors="replace").splitlines():
        if match := _CALL.match(line):
            found[match[1], match[2]] += 1
    return {name: max((count for (_, call), count in found.items() if call == name), default=0) for name in WRITING}


def places(count: int) -> list[int]:
    """Spread over all calls, the last ones closer: there the switch is."""
    step = max(1, count // MOST)
    return sorted({*range(1, count + 1, step), *range(max(1, count - 8), count + 1)})


@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_a_fault_at_any_call_leaves_it_done_or_undone(place: Path, fault: str) -> None:
    met: Counter[int] = Counter()
    for name, count in calls(place).items():
        for number in places(count):
            folder = copied(place, f"{name}-{number}")
            code, said = traced(folder, "-e", f"inject={name}:{fault}:when={number}")
            met[code] += 1
            assert code in (0, KILLED, REFUSED), (name, number, code, said)
            require_whole(folder)
            require_finishing(folder)
            shutil.rmtree(folder)
    assert met[KILLED if fault == "signal=KILL" else REFUSED] > 10, met
