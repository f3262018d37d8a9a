#!/usr/bin/env python3
"""Everything a developer runs: `python3 dev.py COMMAND`, with any Python from 3.11 on and nothing else installed."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said in words here, before an older Python trips over the syntax below
    sys.exit("Qingdang needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))

import argparse
import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / ("python.exe" if os.name == "nt" else "python"))
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "qingdang-setup.sha256"
CATALOGUES = ROOT / ".ci" / "catalogues.py"
SOURCES = ("app", "reports", "ui", "tests")

# What Qt loads from the system, by the name it asks for, and the Debian package that has it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}


def say(text: str) -> None:
    """Tell what happens, in order with what the tools print."""
    print(f"-- {text}", flush=True)


def call(command: Sequence[str | Path], *, cwd: Path | None = ROOT, env: Mapping[str, str] | None = None) -> int:
    """Run a command with its output shown and give its exit code; an interrupt ends it, and us, with 130."""
    try:
        return subprocess.run([str(part) for part in command], cwd=cwd, env=env, check=False).returncode
    except KeyboardInterrupt:
        return 130


def must(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> None:
    """Run a command that the rest depends on, or end with its exit code."""
    code = call(command, env=env)
    if code:
        say(f"this command ended with {code}: {shlex.join(str(part) for part in command)}")
        sys.exit(code)


# ---------------------------------------------------------------------------------------------------- setting up


def apt_install(packages: Sequence[str], purpose: str, *, needed: bool = True) -> bool:
    """Install Debian packages as root; otherwise print the command that somebody else must run.

    Returns whether they were installed. Where they are `needed`, a failure of apt-get ends the command.
    """
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        say(f"{purpose}: not found. Debian calls the packages: {' '.join(packages)}")
        return False
    if os.geteuid() != 0:
        say(f"{purpose}: not found. Install with: sudo {shlex.join(command)}")
        return False
    say(f"Installing {purpose}: {' '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update"], command):
        done = subprocess.run(step, env=quiet, check=False, capture_output=True, text=True)
        if done.returncode:
            print(done.stdout, done.stderr, sep="\n")
            say(f"this command ended with {done.returncode}: {shlex.join(step)}")
            if needed:
                sys.exit(done.returncode)
            return False
    return True


def has_library(name: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def libraries(_: Sequence[str] = ()) -> int:
    """Install what Qt needs from a Linux system, where it is missing; a part of setup."""
    if sys.platform.startswith("linux"):
        missing = [package for library, package in QT_LIBRARIES.items() if not has_library(library)]
        if missing:
            apt_install(missing, "system libraries for Qt")
    return 0


def test_tools() -> None:
    """Install the browser in which tests open the page that verifies, and what judges the documents that they make.

    Only Debian's packages can be installed from here; elsewhere a Chrome that is there serves. Where something can't be
    had, the tests that need it are not collected, and this says so.
    """
    if os.environ.get("QINGDANG_SLOW") == "1" and sys.platform.startswith("linux") and not shutil.which("strace"):
        apt_install(["strace"], "what the long form of the fault tests traces with")
    if sys.platform.startswith("linux") and not os.environ.get("QINGDANG_BROWSER"):
        known = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
        if not any(shutil.which(name) for name in known):
            purpose = "a browser for the tests of the page that verifies certificates"
            if not apt_install(["chromium"], purpose, needed=False):
                say("without it the tests in tests/verify are left out")
    if sys.platform.startswith("linux") and not (
        all(shutil.which(name) for name in ("java", "qpdf", "pdftotext"))
        and Path("/usr/share/java/preflight.jar").is_file()
    ):
        packages = ["default-jre-headless", "libpdfbox2-java", "libactivation-java", "libjaxb-api-java"]
        packages += ["libcommons-io-java", "qpdf", "poppler-utils"]
        if not apt_install(packages, "checkers of PDF files for the tests", needed=False):
            say("without them tests/reports/test_checkers.py is left out")


def virtual_environment() -> None:
    """Make .venv, or make it anew where its Python is gone or too old."""
    check = [PYTHON, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    if Path(PYTHON).exists() and subprocess.run(check, check=False, capture_output=True).returncode == 0:
        return
    if find_spec("ensurepip") is None and not apt_install(["python3-venv"], "Python's venv module"):
        sys.exit(1)
    say(f"Making {VENV.name} with Python {sys.version_info[0]}.{sys.version_info[1]}")
    must([sys.executable, "-m", "venv", "--clear", VENV])


def requirements() -> None:
    """Install the lock and the project itself into .venv, unless just that was installed before."""
    digest = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == digest:
        return
    say(f"Installing what {LOCK.name} lists (some minutes the first time)")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "-qq", "install"]
    must([*pip, "--require-hashes", "--requirement", str(LOCK)])
    # The project's own entry gives the command `qingdang`; its build tool came with the lock.
    must([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    STAMP.write_text(digest)


def setup(_: Sequence[str] = ()) -> int:
    """Make .venv with the locked requirements, and the system libraries that Qt needs."""
    virtual_environment()
    libraries()
    requirements()
    return call([PYTHON, CATALOGUES, "compile"])


def ready() -> None:
    """Set up, or end."""
    code = setup()
    if code:
        sys.exit(code)


def without_screen() -> dict[str, str]:
    """The environment in which Qt draws into memory."""
    return {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}


# ------------------------------------------------------------------------------------------------------ commands


def has_display() -> bool:
    """Whether a window can be shown."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(arguments: Sequence[str]) -> int:
    """Open the window; with no display, run the demo closure and name the folder with its documents."""
    ready()
    program = BIN / "qingdang"
    if has_display():
        say("Opening the window")
        return call([program, "gui", *arguments], cwd=None)
    folder = ROOT / "demo" / datetime.now().astimezone().strftime("%Y-%m-%d_%H%M%S")
    folder.parent.mkdir(exist_ok=True)
    say("There is no display, so the demo closure runs instead of the window")
    code = call([program, "demo", "--out", folder])
    if code == 0:
        say(f"The demo's documents are in {folder}")
    return code


def test(arguments: Sequence[str]) -> int:
    """Run the tests, on two processes; further arguments go to pytest."""
    ready()
    test_tools()
    return call([PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments], env=without_screen())


def lint(_: Sequence[str]) -> int:
    """Check form, types, layers, sizes and catalogues; every check runs, the first failure's code is given."""
    ready()
    python = [PYTHON, "-m"]
    scripts = sorted((ROOT / ".ci").glob("*.py"))
    checks: dict[str, list[str]] = {
        "ruff format": [*python, "ruff", "format", "--check", "--quiet", "."],
        "ruff check": [*python, "ruff", "check", "--quiet", "."],
        "mypy": [*python, "mypy", "--no-error-summary", *(s for s in SOURCES if (ROOT / s).exists()), "dev.py"],
        "mypy .ci": [*python, "mypy", "--no-error-summary", *map(str, scripts)],
        "import-linter": [str(BIN / "lint-imports"), "--no-logo"],
        "architecture": [*python, "pytest", "-q", "-p", "no:xdist", "tests/architecture"],
    }
    codes = {}
    for name, command in checks.items():
        say(name)
        codes[name] = call(command, env=without_screen())
    failed = [name for name, code in codes.items() if code]
    say(f"not clean: {', '.join(failed)}" if failed else "clean")
    return codes[failed[0]] if failed else 0


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks, one after another on an otherwise idle machine."""
    ready()
    command = [PYTHON, "-m", "pytest", "tests/bench", "-p", "no:xdist", "--timeout=0", "--benchmark-sort=name"]
    return call([*command, *arguments], env=without_screen())


def extras(arguments: Sequence[str]) -> int:
    """Install the optional extras into the environment and run their tests."""
    ready()
    installed = call([PYTHON, "-m", "pip", "install", "--quiet", "--editable", f"{ROOT}[ocr]"])
    tests = [PYTHON, "-m", "pytest", "tests/extras", "-p", "no:xdist", *arguments]
    return installed or call(tests, env=without_screen())


def i18n(arguments: Sequence[str]) -> int:
    """Compile the catalogues and name the messages without a translation; --check fails on any fault."""
    ready()
    return call([PYTHON, CATALOGUES, "check" if "--check" in arguments else "report"])


def shots(arguments: Sequence[str]) -> int:
    """Save pictures of every screen, wizard page and dialog into the folder DIR, with an index.html."""
    if not arguments:
        say("usage: dev.py shots DIR")
        return 2
    ready()
    place = [] if arguments[0].startswith("-") else [Path(arguments[0]).absolute()]
    return call([PYTHON, "-m", "tests.shots", *place, *arguments[len(place) :]], env=without_screen())


def package(arguments: Sequence[str]) -> int:
    """Build the program with PyInstaller into dist/: one folder, and on macOS an app."""
    ready()
    spec = ROOT / ".ci" / "qingdang.spec"
    say(f"Building {ROOT / 'dist'}")
    command = [PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", "--distpath=dist", "--workpath=build"]
    return call([*command, *arguments, spec])


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "setup": setup,
    "libraries": libraries,
    "run": run,
    "test": test,
    "lint": lint,
    "bench": bench,
    "extras": extras,
    "i18n": i18n,
    "shots": shots,
    "package": package,
}


def main() -> int:
    """Run the command named first; what follows it belongs to the command."""
    listing = "\n".join(f"  {name:9} {(command.__doc__ or '').splitlines()[0]}" for name, command in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description=__doc__,
        epilog=f"commands:\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="ARGUMENT")
    chosen = parser.parse_args()
    return COMMANDS[chosen.command](chosen.arguments)


if __name__ == "__main__":
    sys.exit(main())
