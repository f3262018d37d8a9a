"""Writes requirements.lock: every package for every system, each with the hashes of all its files.

Run it with a Python that has pip-tools: `.venv/bin/python -m pip install pip-tools`, then
`.venv/bin/python .ci/lock.py`, with `--upgrade` to move every pin to the newest release that
pyproject.toml admits.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEADER = """\
# All that Qingdang runs with, and the tools that test and package it (the extra `dev` of pyproject.toml),
# for Windows, macOS and Linux, with the hashes of every file of each release. Written by .ci/lock.py.

"""

# pip-compile resolves for the system it runs on and leaves out what only others need. These are asked for
# by name and get their marker afterwards; tests/architecture/test_lock.py finds one that is missing here.
ELSEWHERE = {
    "colorama": 'sys_platform == "win32"',
    "macholib": 'sys_platform == "darwin"',
    "pefile": 'sys_platform == "win32"',
    "pywin32-ctypes": 'sys_platform == "win32"',
    "tzdata": 'sys_platform == "win32"',
}


def compile_lock(upgrade: bool) -> None:
    """Let pip-compile resolve pyproject.toml with its tools; pins of the present lock stay unless told otherwise."""
    wanted = ROOT / "build" / "elsewhere.in"
    wanted.parent.mkdir(exist_ok=True)
    wanted.write_text("\n".join(ELSEWHERE) + "\n")
    command = [
        *(sys.executable, "-m", "piptools", "compile", "--quiet", "--extra=dev", "--generate-hashes"),
        *("--allow-unsafe", "--strip-extras", "--no-header", "--no-annotate", "--no-emit-options"),
        *("--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host"),
        *("--upgrade",) * upgrade,
        f"--output-file={LOCK.name}",
        *("pyproject.toml", str(wanted.relative_to(ROOT))),
    ]
    subprocess.run(command, cwd=ROOT, check=True)


def with_markers(text: str) -> str:
    """The lock with each foreign package limited to its own system."""
    for name, marker in ELSEWHERE.items():
        text, count = re.subn(rf"^({name}==[^ ;]+)( \\)$", rf"\1 ; {marker}\2", text, flags=re.MULTILINE)
        if count != 1:
            sys.exit(f"{name} stands {count} times in the compiled lock")
    return text


def main() -> None:
    """Compile, mark, and put the header above."""
    compile_lock(upgrade="--upgrade" in sys.argv[1:])
    pins = with_markers(LOCK.read_text(encoding="utf-8")).lstrip()
    LOCK.write_text(HEADER + pins, encoding="utf-8", newline="\n")
    print(f"requirements.lock: {len(re.findall(r'^[a-z0-9].*==', pins, re.MULTILINE))} packages")


if __name__ == "__main__":
    main()
