"""requirements.lock serves every system, names no index, and fits pyproject.toml."""

import re
import tomllib
from importlib.metadata import distribution
from itertools import product

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT, expect_none

TEXT = (ROOT / "requirements.lock").read_text(encoding="utf-8")
SYSTEMS = (("win32", "Windows", "nt"), ("darwin", "Darwin", "posix"), ("linux", "Linux", "posix"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def _environment(system: tuple[str, str, str], python: str) -> dict[str, str]:
    platform, name, kind = system
    return {
        "extra": "",
        "implementation_name": "cpython",
        "os_name": kind,
        "platform_machine": "arm64" if platform == "darwin" else "x86_64",
        "platform_python_implementation": "CPython",
        "platform_system": name,
        "python_full_version": f"{python}.1",
        "python_version": python,
        "sys_platform": platform,
    }


def _pins() -> dict[str, Requirement]:
    lines = (line.rstrip(" \\") for line in TEXT.splitlines() if re.match(r"[a-z0-9]", line))
    return {canonicalize_name(pin.name): pin for pin in map(Requirement, lines)}


def _applies(marker: Marker | None, environment: dict[str, str]) -> bool:
    return marker is None or marker.evaluate(environment)


def _needs(pin: Requirement, environment: dict[str, str]) -> list[str]:
    """The canonical names that a pinned package asks for in an environment, as its installed metadata says."""
    wanted = map(Requirement, distribution(pin.name).requires or [])
    return [canonicalize_name(need.name) for need in wanted if _applies(need.marker, environment)]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system[0])
@pytest.mark.parametrize("python", PYTHONS)
def test_every_dependency_is_pinned_on_every_system(system: tuple[str, str, str], python: str) -> None:
    """pip-compile resolves for Linux only; what Windows and macOS need besides is named in .ci/lock.py."""
    environment, pins = _environment(system, python), _pins()
    here = _environment(("linux", "Linux", "posix"), "3.11")
    installed = [pin for pin in pins.values() if _applies(pin.marker, here)]
    assert len(installed) > 50
    missing = {
        f"{pin.name} needs {need}"
        for pin, need in ((pin, need) for pin in installed for need in _needs(pin, environment))
        if need not in pins or not _applies(pins[need].marker, environment)
    }
    expect_none(missing)


def test_every_pin_is_exact_and_has_hashes() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", TEXT)[1:]
    assert len(entries) == len(_pins())
    faulty = [
        entry
        for entry in entries
        if not re.match(r"\S+==\S+[^\n]* \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n?)+", entry)
    ]
    expect_none(faulty)


def test_lock_names_no_address() -> None:
    expect_none(line for line in TEXT.splitlines() if "://" in line or line.startswith("-"))


def test_lock_fits_the_project() -> None:
    """Each direct dependency of program and tools is pinned, within its range."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(text) for text in (*project["dependencies"], *project["optional-dependencies"]["dev"])]
    pins = _pins()
    unfit = [
        str(need)
        for need, pin in product(wanted, pins.values())
        if canonicalize_name(need.name) == canonicalize_name(pin.name)
        if not need.specifier.contains(str(pin.specifier).removeprefix("=="))
    ]
    expect_none(unfit)
    assert {canonicalize_name(need.name) for need in wanted} <= set(pins)
