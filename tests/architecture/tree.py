"""The project's own files, parsed once: what the tests of form look at."""

import ast
import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ("app", "reports", "ui")
FIRST_PARTY = frozenset({*PROGRAM, "tests"})
# Folders that tools make at the root, as .gitignore has them.
MADE = {".git", ".hypothesis", ".venv", "build", "demo", "dist", "shots"}
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """A Python file of the project; `name` is its path from the root."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed module."""
        return ast.parse(self.text, self.name)

    def functions(self) -> Iterator[FunctionNode]:
        """All functions and methods, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, FunctionNode))

    def classes(self) -> Iterator[ast.ClassDef]:
        """All classes, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))

    def calls(self) -> Iterator[ast.Call]:
        """All calls."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


def _tracked() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name]


def _walked() -> list[Path]:
    found = []
    for folder, folders, names in os.walk(ROOT):
        made = MADE if folder == str(ROOT) else {"__pycache__"}
        folders[:] = [name for name in folders if name not in made and not name.endswith("_cache")]
        found += [Path(folder, name) for name in names if not name.endswith(".mo")]
    return found


@cache
def committed_files() -> tuple[Path, ...]:
    """Every file that git holds or would take in, so that a new file is looked at before its first commit.

    Where there is no git, or the tree came as an archive: every file that no tool made.
    """
    try:
        paths = _tracked()
    except (OSError, subprocess.CalledProcessError):
        paths = _walked()
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the project, the tests' own too."""
    paths = (path for path in committed_files() if path.suffix == ".py")
    return tuple(Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths)


def sources_of(*packages: str) -> tuple[Source, ...]:
    """The Python files below some top-level folders."""
    return tuple(source for source in sources() if source.name.split("/")[0] in packages)


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `f` for f(), a.f() and a.b.f(); empty for anything else."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def line_count(node: FunctionNode) -> int:
    """How many lines a function takes, from its `def` to its end."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def expect_none(found: Iterable[object]) -> None:
    """Fail with one line for each thing found."""
    lines = [str(thing) for thing in found]
    if lines:
        pytest.fail("\n".join([f"{len(lines)} found:", *lines]), pytrace=False)
