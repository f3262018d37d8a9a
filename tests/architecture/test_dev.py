"""dev.py answers from anywhere, with nothing but the standard library."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

COMMANDS = ("setup", "libraries", "run", "test", "lint", "bench", "i18n", "shots", "package")


def _dev(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # -I -S: no site-packages, so an import from outside the standard library would fail here.
    command = [sys.executable, "-I", "-S", str(ROOT / "dev.py"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_help_names_every_command(tmp_path: Path) -> None:
    done = _dev(tmp_path, "--help")
    assert done.returncode == 0, done.stderr
    assert [name for name in COMMANDS if f"\n  {name} " not in done.stdout] == []


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("shots",)])
def test_wrong_use_ends_with_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert _dev(tmp_path, *arguments).returncode == 2


def test_old_python_is_told_before_anything_else() -> None:
    """Only `sys` may be needed up to the check, and the whole file must be readable to Python 3.8."""
    module = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    before = module.body[: next(i for i, node in enumerate(module.body) if isinstance(node, ast.If))]
    assert [ast.unparse(node) for node in before[1:]] == ["import sys"]
