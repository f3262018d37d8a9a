"""The wheel holds all that the program needs, and nothing of its workshop."""

import subprocess
import sys
from zipfile import ZipFile

import pytest

from tests.architecture.tree import ROOT, committed_files


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The names inside a wheel built from the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("qingdang-*.whl")
    with ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


def test_wheel_has_packages_and_resources_side_by_side(names: frozenset[str]) -> None:
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"app", "reports", "resources", "ui"}


def test_wheel_has_every_file_that_the_program_reads(names: frozenset[str]) -> None:
    inside = (path.relative_to(ROOT) for path in committed_files())
    wanted = {path.as_posix() for path in inside if path.parts[0] in ("app", "reports", "resources", "ui")}
    assert wanted - names == set()


def test_wheel_speaks_chinese(names: frozenset[str]) -> None:
    """The compiled catalogue is not in git, so the build has to be told of it."""
    assert "resources/locale/zh/LC_MESSAGES/qingdang.mo" in names
