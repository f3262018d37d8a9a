"""Every module says what it is, stands where its name says, and shows its imports at its top."""

import ast
import re
from pathlib import PurePosixPath

from tests.architecture.tree import FIRST_PARTY, PROGRAM, Source, committed_files, expect_none, sources, sources_of

# Names that say nothing of what is inside, so that anything gets put there.
EMPTY_NAMES = {"base", "common", "core", "helper", "helpers", "manager", "managers", "misc", "shared", "util", "utils"}
# The brackets keep these patterns from finding themselves.
UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b")
# Where packages come from and where somebody's files lie are matters of a machine, not of the project.
MACHINE = re.compile(
    r"--(?:extra-)?index-url|--find[-]links|pypi\.org|pythonhosted\.org|registry\.npmjs"
    r"|(?<![\w.])/(?:root|work|opt)/|(?<![\w.])/(?:home|Users)/\w|[A-Z]:\\+Users"
)
TEXT = {
    "",
    ".cfg",
    ".css",
    ".csv",
    ".html",
    ".in",
    ".iss",
    ".js",
    ".json",
    ".lock",
    ".md",
    ".po",
    ".py",
    ".qss",
    ".spec",
}
TEXT |= {".sql", ".svg", ".toml", ".txt", ".xml", ".yaml", ".yml"}


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    texts = (path for path in committed_files() if path.suffix in TEXT and "data" not in path.parts)
    return [
        f"{path.name}:{number}: {line.strip()[:100]}"
        for path in texts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def _first_party_imports(source: Source) -> list[str]:
    return [
        f"{source.name}:{node.lineno}"
        for function in source.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names])
        if module.split(".")[0] in FIRST_PARTY
    ]


def test_modules_open_with_a_line_that_says_what_they_are() -> None:
    docstrings = {source.name: ast.get_docstring(source.tree) or "" for source in sources()}
    expect_none(name for name, text in docstrings.items() if not text.partition("\n")[0].strip())


def test_module_names_say_what_is_inside() -> None:
    parts = {source.name: PurePosixPath(source.name).with_suffix("").parts for source in sources_of(*PROGRAM)}
    expect_none(name for name, words in parts.items() if EMPTY_NAMES & set(words))


def test_first_party_imports_stand_at_the_top() -> None:
    """An import inside a function hides a dependency from the layer table, and mostly a cycle."""
    expect_none(place for source in sources() for place in _first_party_imports(source))


def test_nothing_is_marked_as_unfinished() -> None:
    expect_none(_lines_with(UNFINISHED))


def test_no_file_names_a_package_index_or_a_place_on_a_machine() -> None:
    expect_none(_lines_with(MACHINE))
